import Foundation
import GRDB

/// The evidence for the social prescribing row of the primary care mental health checklist: early, nothing;
/// intermediate, a central list; advanced, the loop is completed and the quality of offers considered.
public struct Checklist: Sendable, Equatable {
    public let period: ReportPeriod
    /// What anybody can find in the list today.
    public let offers: Int
    public let organisations: Int
    /// Of these, confirmed within `confirmedDays`.
    public let confirmed: Int
    /// People who were told about an offer at a desk.
    public let signposts: Int
    /// For words that tell it in tens: it is of other months than a report is.
    public let referrals: Int
    /// Practices whose people were referred.
    public let practices: Int
    public let loop: LoopCount
    /// Of those that started and ended, and where it is known whether it helped, how many it did.
    public let helped: OfferFeedback.Share?
    /// Offers with so many referrals that their own page shows how they went.
    public let offersWithFeedback: Int

    public enum Level: Int, Sendable, CaseIterable { case early, intermediate, advanced }

    public static let confirmedDays = 90
    /// How much of what is owed must have arrived to call the loop completed: the checklist gives no number; ours is nine
    /// in ten, of at least `LoopCount.leastInPublic`.
    public static let completed = 90

    public var hasList: Bool { offers > 0 }
    public var isLoopCompleted: Bool {
        loop.owed >= LoopCount.leastInPublic && (loop.perCent ?? 0) >= Checklist.completed
    }
    public var isQualityConsidered: Bool { offersWithFeedback > 0 }

    public var level: Level {
        guard hasList else { return .early }
        return isLoopCompleted && isQualityConsidered ? .advanced : .intermediate
    }

    init(_ period: ReportPeriod, now: Date, in db: Database) throws {
        self.period = period
        let list = try Row.fetchOne(
            db,
            sql: """
                SELECT COUNT(*) AS offers, COUNT(DISTINCT organisationID) AS organisations,
                    coalesce(SUM(confirmedAt >= ?), 0) AS confirmed
                FROM offer WHERE status IN ('active', 'temporarily closed')
                """,
            arguments: [now.adding(days: -Checklist.confirmedDays)]
        )
        offers = list?["offers"] ?? 0
        organisations = list?["organisations"] ?? 0
        confirmed = list?["confirmed"] ?? 0
        let months: SQLRequest<Int> = """
            SELECT coalesce(SUM(count), 0) FROM signpost
            WHERE month BETWEEN \(period.months.lowerBound) AND \(period.months.upperBound)
            """
        signposts = try months.fetchOne(db) ?? 0
        loop = try LoopFigures(.everything, period, today: Day(now), in: db).count
        let use = try Checklist.use(period).fetchOne(db)
        referrals = use?["referrals"] ?? 0
        practices = use?["practices"] ?? 0
        helped = OfferFeedback.Share(use?["helped"] ?? 0, of: use?["answered"] ?? 0)
        offersWithFeedback = try OfferFeedback.offers(since: now.adding(days: -OfferFeedback.days)).fetchOne(db) ?? 0
    }

    static func use(_ period: ReportPeriod) -> SQLRequest<Row> {
        let rows = ReportScope.everything.made(in: period)
        return """
            SELECT COUNT(*) AS referrals, COUNT(DISTINCT practiceCode) AS practices,
                coalesce(SUM(closure IN ('completed', 'left early') AND helped <> 'not known'), 0) AS answered,
                coalesce(SUM(closure IN ('completed', 'left early') AND helped IN ('a lot', 'some')), 0) AS helped
            FROM referral WHERE \(rows)
            """
    }
}
