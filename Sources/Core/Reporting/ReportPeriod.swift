import Foundation

/// The whole months that a report is about, the last one as far as it has come.
///
/// Whole months, because two reports whose ends differ by a day would tell about the few people of that day.
public struct ReportPeriod: Hashable, Sendable {
    public let first: Day
    public let last: Day

    /// Longer than this, and a report is no longer about how things are: five years. A judgement; no source.
    public static let mostMonths = 60

    /// The months of both days, and those between them.
    ///
    /// - Throws: `Failure.invalid` by field (`from`, `to`).
    public init(from: Day, to: Day, today: Day) throws(Failure) {
        if from > today { throw .invalid(["from": "The first day must be today or earlier."]) }
        if to < from { throw .invalid(["to": "The last day must be on or after the first day."]) }
        if (to.year - from.year) * 12 + to.month - from.month >= ReportPeriod.mostMonths {
            throw .invalid(["from": "The first day must be within five years of the last day."])
        }
        self.init(from, to, today: today)
    }

    private init(_ from: Day, _ to: Day, today: Day) {
        first = Day(year: from.year, month: from.month, day: 1) ?? from
        let next = Day(year: to.year + to.month / 12, month: to.month % 12 + 1, day: 1)
        last = min(next?.adding(days: -1) ?? to, today)
    }

    /// So many months, this one being the last.
    public static func months(_ count: Int, endingOn today: Day) -> ReportPeriod {
        let month = today.year * 12 + today.month - count
        return ReportPeriod(Day(year: month / 12, month: month % 12 + 1, day: 1) ?? today, today, today: today)
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
