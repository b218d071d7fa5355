import Foundation
import GRDB

/// Referrals that have waited for too long and that nobody here follows through: what a person asked for themself, and
/// what a practice made that is not to be told how it goes. They are the stewards', who can ring the organisation, and
/// are told nothing about the person.
struct UnheldReferrals: QueueSource {
    /// What a person asked for, as soon as it would be a link worker's turn; what a practice made, when its time for an
    /// answer is over. Until then the organisation's own list has it.
    private static func ids(today: Day) -> SQL {
        """
        SELECT id FROM referral INDEXED BY referralUnheld
        WHERE origin = 'person' AND holderID IS NULL AND referrerFrom IS NOT NULL AND referrerFrom <= \(today)
        UNION ALL
        SELECT id FROM referral INDEXED BY referralUntold
        WHERE origin = 'practice' AND state = 'lapsed' AND reportBack = 0
        """
    }

    static func count(today: Day, in db: Database) throws -> Int {
        let ids = ids(today: today)
        let request: SQLRequest<Int> = "SELECT COUNT(*) FROM (\(ids))"
        return try request.fetchOne(db) ?? 0
    }

    /// Without those that were put off until a later day.
    static func waiting(now: Date, in db: Database) throws -> Int {
        let ids = ids(today: Day(now))
        let request: SQLRequest<Int> = """
            SELECT COUNT(*) FROM (\(ids)) AS unheld
            WHERE NOT EXISTS (SELECT 1 FROM queueMark WHERE snoozedUntil > \(now)
                AND subject IN ('lapsed ' || unheld.id, 'unheld ' || unheld.id))
            """
        return try request.fetchOne(db) ?? 0
    }

    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let ids = UnheldReferrals.ids(today: Day(now))
        let request: SQLRequest<Row> = """
            SELECT referral.*, offer.name AS offerName, organisation.name AS organisationName
            FROM (\(ids)) AS unheld CROSS JOIN referral ON referral.id = unheld.id
            JOIN offer ON offer.id = referral.offerID JOIN organisation ON organisation.id = referral.organisationID
            """
        return try request.fetchAll(db).map { row in
            let referral = try Referral(row: row)
            return QueueItem(
                subject: .referral(referral.id, isLapsed: referral.state == .lapsed),
                title: row["offerName"],
                organisation: (referral.organisationID, row["organisationName"]),
                reason: UnheldReferrals.reason(referral),
                action: UnheldReferrals.action(referral),
                harm: QueuePolicy.unheard,
                since: referral.lastEventAt
            )
        }
    }

    private static func reason(_ referral: Referral) -> String {
        let who =
            referral.origin == .person
            ? "Somebody asked for this themself, and no link worker follows it through."
            : "A practice referred somebody, and is not to be told how it goes."
        let what =
            switch referral.state {
            case .sent, .lapsed: "They have had no answer."
            case .waiting: "Nothing was heard since they were put on the waiting list."
            case .accepted: "They were accepted, and have not started."
            case .active, .paused: "They started, and nothing was heard since."
            case .draft, .closed, .enteredInError: ""
            }
        return "\(who) \(what)"
    }

    private static func action(_ referral: Referral) -> String {
        referral.state == .lapsed
            ? "Ring them, and write down what came of it."
            : "Ring them, and ask them to write down here how it goes."
    }
}

extension Referrals {
    /// What came of ringing an organisation about a referral that nobody follows through.
    public enum Ringing: String, Sendable, CaseIterable {
        case askAgain = "ask-again"
        case noResponse = "no-response"

        fileprivate var move: Referral.Move {
            switch self {
            case .askAgain: .askAgain(note: nil)
            case .noResponse: .noResponse(note: nil)
            }
        }
    }

    /// A steward gives the organisation another time to answer, or gives it up: then it ends, and whoever agreed to be
    /// told is told. The steward sees nothing about the person.
    ///
    /// - Throws: `Failure.forbidden`, `.notFound` for what somebody follows through, `.conflict` when it has not lapsed.
    public func settle(unheld id: Referral.ID, _ ringing: Ringing, by actor: Actor) async throws {
        guard actor.role == .steward || actor.role == .administrator else { throw Failure.forbidden }
        let now = clock.now
        try await database.write { db in
            let scope: SQL =
                "holderID IS NULL AND (origin = 'person' OR (origin = 'practice' AND NOT reportBack)) AND state <> 'draft'"
            let referral = try store.one(id, where: scope, in: db)
            try apply(ringing.move, to: referral, by: .referrer, actor, at: now, in: db)
        }
    }
}
