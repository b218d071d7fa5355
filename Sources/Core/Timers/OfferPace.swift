import Foundation
import GRDB

extension Timers {
    /// Who may set an offer's time for an answer; an organisation that of its own offers.
    public static let pacing: Set<Role> = [.organisation, .steward, .administrator]

    /// Gives an offer its own time for an answer, in working days; nil brings the usual one back. The other times of an
    /// unanswered or accepted referral stretch with it, and those under way are counted anew at once.
    ///
    /// - Parameter older: what the form showed; `Failure.conflict` when somebody has changed it since.
    /// - Throws: `Failure.forbidden` for everybody but stewards, administrators and the offer's own organisation,
    ///   `.invalid` under `answer-days`, `.notFound`.
    public func setAnswerDays(_ days: Int?, insteadOf older: Int?, of offer: Offer.ID, by actor: Actor) async throws {
        let now = clock.now
        let range = TimerPolicy.answerDays
        if let days, !range.contains(days) {
            throw Failure.invalid([
                "answer-days":
                    "The time for an answer must be from \(range.lowerBound) to \(range.upperBound) working days."
            ])
        }
        try await database.write { db in
            try checkPace(of: offer, by: actor, in: db)
            let current = try TimerStore.answerDays(of: offer, in: db)
            guard current != days else { return }
            guard current == older else {
                throw Failure.conflict("Somebody has changed this since you opened the page.")
            }
            try Audit.record(.paceSet, subject: offer.text, by: actor, at: now, in: db)
            try db.execute(sql: "DELETE FROM offerPace WHERE offerID = ?", arguments: [offer])
            if let days {
                try db.execute(
                    literal: """
                        INSERT INTO offerPace (offerID, answerDays, setBy, setAt)
                        VALUES (\(offer), \(days), \(actor.id), \(now))
                        """
                )
            }
            let request: SQLRequest<Referral> = """
                SELECT * FROM referral WHERE offerID = \(offer) AND state IN ('sent', 'accepted')
                """
            for referral in try request.fetchAll(db) { try TimerStore.keep(referral, today: Day(now), in: db) }
        }
    }
    /// The offer's own time for an answer, in working days; nil where the usual one holds. For staff, about any offer.
    public func answerDays(of offer: Offer.ID) async throws -> Int? {
        try await database.read { try TimerStore.answerDays(of: offer, in: $0) }
    }

    /// What the form shows.
    ///
    /// - Throws: as `setAnswerDays` does.
    public func pace(of offer: Offer.ID, for actor: Actor) async throws -> (offerName: String, days: Int?) {
        try await database.read { db in
            let name = try checkPace(of: offer, by: actor, in: db)
            return (name, try TimerStore.answerDays(of: offer, in: db))
        }
    }

    @discardableResult
    private func checkPace(of offer: Offer.ID, by actor: Actor, in db: Database) throws -> String {
        guard let offer = try Offer.fetchOne(db, key: offer) else { throw Failure.notFound }
        guard [.steward, .administrator].contains(actor.role) || actor.organisationID == offer.organisationID else {
            throw Failure.forbidden
        }
        return offer.name
    }
}
