import Foundation
import GRDB

/// Counts the path and the reasons in one pass over the period's referrals.
struct PathFigures {
    private(set) var places: [ReferralPath.Place: Int] = [:]
    /// Of all, those about whom the practice has the answer.
    private(set) var told = 0
    private(set) var declined: [String: Int] = [:]
    private(set) var notStarted: [String: Int] = [:]

    static func request(_ scope: ReportScope, _ period: ReportPeriod) -> SQLRequest<Row> {
        let rows = scope.made(in: period)
        return """
            SELECT state, closure, closedBy, helped, reason, hasStarted, saidYes, loop, hasPractice, COUNT(*) AS number
            FROM (
                SELECT state, closure, closedBy, helped, reason, startedOn IS NOT NULL AS hasStarted,
                    practiceCode IS NOT NULL AS hasPractice,
                    (SELECT MAX(move = 'accept') FROM referralEvent
                        WHERE referralID = referral.id AND move IN ('accept', 'wait', 'decline')) AS saidYes,
                    CASE WHEN episodeID IS NULL
                        THEN (SELECT loop FROM answer WHERE isCurrent AND answer.referralID = referral.id)
                        ELSE (SELECT loop FROM answer WHERE isCurrent AND answer.episodeID = referral.episodeID)
                    END AS loop
                FROM referral WHERE \(rows)
            ) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
            """
    }

    init(_ scope: ReportScope, _ period: ReportPeriod, in db: Database) throws {
        let rows = try PathFigures.request(scope, period).fetchCursor(db)
        while let row = try rows.next() { add(row) }
    }

    private mutating func add(_ row: Row) {
        let closure = (row["closure"] as String?).flatMap(Referral.Closure.init)
        let facts = ReferralPath.Facts(
            state: row["state"],
            closure: closure,
            closedBy: (row["closedBy"] as String?).flatMap(Party.init),
            helped: (row["helped"] as String?).flatMap(Outcome.Helped.init),
            hasStarted: row["hasStarted"],
            saidYes: row["saidYes"],
            loop: row["loop"],
            hasPractice: row["hasPractice"]
        )
        let number: Int = row["number"]
        places[ReferralPath.place(facts), default: 0] += number
        if facts.loop?.isClosed == true { told += number }
        let reason = row["reason"] as String? ?? Referral.DeclineReason.other.rawValue
        if closure == .declined { declined[reason, default: 0] += number }
        if closure == .didNotStart, !facts.hasStarted { notStarted[reason, default: 0] += number }
    }
}
