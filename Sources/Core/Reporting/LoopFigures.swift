import Foundation
import GRDB

/// What became of the answers that endings owe to practices: of each ended episode, and of each ended referral that
/// belongs to none. For an organisation, of each of its ended referrals.
public struct LoopCount: Sendable, Equatable {
    /// The practice has it, filed or not.
    public var received = 0
    /// Due, written or sent, and not taken in yet.
    public var underWay = 0
    public var failed = 0
    /// The person did not want the practice to be told.
    public var withheld = 0
    /// Nobody knows the person's practice.
    public var noPractice = 0

    /// What ended with consent: what the rate is a share of.
    public var owed: Int { received + underWay + failed }
    /// The closed-loop rate in per cent, rounded down, so that 100 means all; nil when nothing is owed.
    public var perCent: Int? { owed == 0 ? nil : received * 100 / owed }

    /// From here on the rate says something about more than a handful, and stands where everybody sees it.
    public static let leastInPublic = 30

    /// - Parameter loop: nil where there is no answer to give.
    mutating func add(_ loop: Loop?, _ number: Int) {
        switch loop {
        case .received?, .filed?: received += number
        case .due?, .drafted?, .sent?: underWay += number
        case .failed?: failed += number
        case .withheld?: withheld += number
        case nil: noPractice += number
        }
    }
}

struct LoopFigures {
    private(set) var count = LoopCount()
    private(set) var receipt: [Int: Int] = [:]

    /// What ended in the period, by the state of its answer.
    static func requests(_ scope: ReportScope, _ period: ReportPeriod) -> [SQLRequest<Row>] {
        switch scope {
        case .everything: [episodes("1", period), direct("1", period)]
        case .linkWorkers: [episodes("1", period)]
        case .practice(let code):
            [episodes("episode.practiceCode = \(code)", period), direct("referral.practiceCode = \(code)", period)]
        case .organisation(let id): [referrals(of: id, period)]
        }
    }

    private static func episodes(_ rows: SQL, _ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT loop, unixepoch(episode.stateSince) / 86400 AS ended, unixepoch(receivedAt) / 86400 AS received,
            COUNT(*) AS number
        FROM episode LEFT JOIN answer ON answer.isCurrent AND answer.episodeID = episode.id
        WHERE \(rows) AND episode.state = 'closed'
            AND episode.stateSince >= \(period.start) AND episode.stateSince < \(period.end)
        GROUP BY 1, 2, 3
        """
    }

    private static func direct(_ rows: SQL, _ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT loop, unixepoch(referral.stateSince) / 86400 AS ended, unixepoch(receivedAt) / 86400 AS received,
            COUNT(*) AS number
        FROM referral LEFT JOIN answer ON answer.isCurrent AND answer.referralID = referral.id
        WHERE \(rows) AND referral.state = 'closed' AND referral.episodeID IS NULL
            AND referral.stateSince >= \(period.start) AND referral.stateSince < \(period.end)
        GROUP BY 1, 2, 3
        """
    }

    /// A referral of an episode that goes on is not owed an answer yet.
    private static func referrals(of id: Organisation.ID, _ period: ReportPeriod) -> SQLRequest<Row> {
        """
        SELECT coalesce(own.loop, whole.loop) AS loop, unixepoch(referral.stateSince) / 86400 AS ended,
            unixepoch(coalesce(own.receivedAt, whole.receivedAt)) / 86400 AS received, COUNT(*) AS number
        FROM referral
            LEFT JOIN answer AS own ON own.isCurrent AND own.referralID = referral.id
            LEFT JOIN answer AS whole ON whole.isCurrent AND whole.episodeID = referral.episodeID
            LEFT JOIN episode ON episode.id = referral.episodeID
        WHERE referral.organisationID = \(id) AND referral.state = 'closed'
            AND referral.stateSince >= \(period.start) AND referral.stateSince < \(period.end)
            AND coalesce(episode.state, 'closed') = 'closed'
        GROUP BY 1, 2, 3
        """
    }

    init(_ scope: ReportScope, _ period: ReportPeriod, today: Day, in db: Database) throws {
        let calendar = WorkingDayCount(from: period.first, to: max(today, period.last))
        for request in LoopFigures.requests(scope, period) {
            let rows = try request.fetchCursor(db)
            while let row = try rows.next() {
                let (loop, number) = (row["loop"] as Loop?, row["number"] as Int)
                count.add(loop, number)
                guard loop?.isClosed == true, let received = row["received"] as Int? else { continue }
                receipt[calendar.between(row["ended"], received), default: 0] += number
            }
        }
    }
}
