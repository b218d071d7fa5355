import Foundation
import GRDB

/// How long things took, in working days.
public struct Spread: Sendable, Equatable {
    /// How many were counted.
    public let count: Int
    /// Half took no longer; nil under `least`.
    public let median: Int?
    /// Nine in ten took no longer; nil under `least`.
    public let ninetieth: Int?

    /// With fewer, a percentile tells about one person.
    public static let least = 10

    /// - Parameter days: how often each number of days.
    init(_ days: [Int: Int]) {
        count = days.values.reduce(0, +)
        median = Spread.percentile(50, of: days, count)
        ninetieth = Spread.percentile(90, of: days, count)
    }

    /// The smallest number that at least so many per cent do not exceed (nearest rank).
    private static func percentile(_ perCent: Int, of days: [Int: Int], _ count: Int) -> Int? {
        guard count >= least else { return nil }
        let rank = (count * perCent + 99) / 100
        var seen = 0
        for (value, number) in days.sorted(by: { $0.key < $1.key }) {
            seen += number
            if seen >= rank { return value }
        }
        return nil
    }
}

/// What is timed.
public enum Wait: String, Sendable, CaseIterable {
    /// From the referral to the organisation's first answer.
    case answer
    /// From the yes to the first try to reach the person.
    case contact
    /// From the referral to the first time.
    case start
    /// From the referral to its end, of those that started.
    case outcome
    /// From the end to the practice's receipt.
    case receipt
}

/// Working days up to each day of a stretch, added up once: asking the calendar for each pair would take long.
struct WorkingDayCount {
    private let first: Int
    private let sums: [Int]

    init(from first: Day, to last: Day) {
        self.first = first.number
        var sums = [0]
        for number in stride(from: first.number + 1, through: max(first.number, last.number), by: 1) {
            sums.append((sums.last ?? 0) + (WorkingDays.isWorking(Day(number: number)) ? 1 : 0))
        }
        self.sums = sums
    }

    /// Both by their number; what lies outside is brought to the edge. 0 when the second is not later.
    func between(_ start: Int, _ end: Int) -> Int {
        func sum(_ number: Int) -> Int { sums[min(max(number - first, 0), sums.count - 1)] }
        return max(0, sum(end) - sum(start))
    }
}

/// Days are those of Greenwich, because SQLite counts them: what happens after midnight in summer is a day early.
struct WaitFigures {
    private(set) var days: [Wait: [Int: Int]] = [:]

    static func request(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Row> {
        let rows = scope.made(in: period)
        return """
            SELECT unixepoch(madeAt) / 86400,
                unixepoch((SELECT MIN(at) FROM referralEvent
                    WHERE referralID = referral.id AND move IN ('accept', 'wait', 'decline'))) / 86400,
                unixepoch((SELECT MIN(at) FROM referralEvent
                    WHERE referralID = referral.id AND move IN ('accept', 'wait', 'decline') AND move = 'accept')) / 86400,
                unixepoch(firstContactAt) / 86400,
                unixepoch(startedOn) / 86400,
                CASE WHEN closure IN ('completed', 'left early') THEN unixepoch(stateSince) / 86400 END
            FROM referral WHERE \(rows)
            """
    }

    init(_ scope: ReportScope, _ period: ReportPeriod, today: Day, in db: Database) throws {
        // A start may be dated before the referral came here, never before the day that it was made.
        let calendar = WorkingDayCount(from: period.first, to: max(today, period.last))
        let rows = try WaitFigures.request(scope, period).fetchCursor(db)
        while let row = try rows.next() {
            let made: Int = row[0]
            add(.answer, made, row[1], calendar)
            add(.contact, row[2], row[3], calendar)
            add(.start, made, row[4], calendar)
            add(.outcome, made, row[5], calendar)
        }
    }

    private mutating func add(_ wait: Wait, _ start: Int?, _ end: Int?, _ calendar: WorkingDayCount) {
        guard let start, let end else { return }
        days[wait, default: [:]][calendar.between(start, end), default: 0] += 1
    }
}
