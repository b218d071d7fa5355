import Foundation

/// What a report is about: a calendar year, or a quarter of one; what still runs, as far as it has come.
///
/// People are counted by years alone, which never overlap: of two reports that do, one taken from the other could tell
/// about the few people between them, however well each hides its small numbers. A quarter tells rates and times.
public struct ReportPeriod: Hashable, Sendable {
    public let first: Day
    public let last: Day
    public let kind: Kind

    public enum Kind: Sendable { case year, quarter }

    /// Whether numbers of people are told in it.
    public var countsPeople: Bool { kind == .year }

    /// Older years say little about how things are. A judgement; no source.
    public static let mostYears = 5

    private init(_ kind: Kind, _ first: Day, months: Int, today: Day) {
        let month = first.year * 12 + first.month - 1 + months
        let next = Day(year: month / 12, month: month % 12 + 1, day: 1)
        self.kind = kind
        self.first = first
        last = min(next?.adding(days: -1) ?? first, today)
    }

    /// Nil for what has not begun, and for what is over since more than `mostYears` years.
    public static func year(_ year: Int, today: Day) -> ReportPeriod? {
        period(.year, year, month: 1, months: 12, today: today)
    }

    /// - Parameter quarter: 1 to 4.
    public static func quarter(_ quarter: Int, of year: Int, today: Day) -> ReportPeriod? {
        guard (1...4).contains(quarter) else { return nil }
        return period(.quarter, year, month: quarter * 3 - 2, months: 3, today: today)
    }

    private static func period(_ kind: Kind, _ year: Int, month: Int, months: Int, today: Day) -> ReportPeriod? {
        guard year > today.year - mostYears, let first = Day(year: year, month: month, day: 1), first <= today else {
            return nil
        }
        return ReportPeriod(kind, first, months: months, today: today)
    }

    /// So many months, this one being the last: for rates that tell no number of people, and for tests.
    static func months(_ count: Int, endingOn today: Day) -> ReportPeriod {
        let month = today.year * 12 + today.month - count
        let first = Day(year: month / 12, month: month % 12 + 1, day: 1) ?? today
        return ReportPeriod(.year, first, months: count, today: today)
    }

    /// This year from April on, and before that the last one, of which there is more to tell.
    public static func usual(today: Day) -> ReportPeriod {
        year(today.month > 3 ? today.year : today.year - 1, today: today) ?? months(12, endingOn: today)
    }

    /// All that can be asked for: each year, newest first, and after it its quarters.
    public static func offered(today: Day) -> [ReportPeriod] {
        (0..<mostYears).flatMap { back in
            [year(today.year - back, today: today)]
                + (1...4).reversed().map { quarter($0, of: today.year - back, today: today) }
        }.compactMap { $0 }
    }

    /// "2026", "2026-q3": in addresses and in the names of files.
    public var name: String { kind == .year ? "\(first.year)" : "\(first.year)-q\((first.month + 2) / 3)" }

    public init?(name: String, today: Day) {
        guard let period = ReportPeriod.offered(today: today).first(where: { $0.name == name }) else { return nil }
        self = period
    }

    /// From the beginning of the first day up to, and without, this moment.
    var start: Date { first.start }
    var end: Date { last.adding(days: 1).start }

    /// Its months, as counters keep them: "2026-11".
    var months: ClosedRange<String> {
        let from = String(first.description.prefix(7))
        return from...max(from, String(last.description.prefix(7)))
    }
}
