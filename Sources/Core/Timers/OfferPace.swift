import Foundation
import GRDB

extension Timers {
    /// Gives an offer its own time for an answer, in working days; nil brings the usual one back. The other times of an
    /// unanswered or accepted referral stretch with it, and those under way are counted anew at once.
    ///
    /// - Throws: `Failure.forbidden` for everybody but stewards, administrators and the offer's own organisation,
    ///   `.invalid` under `answer-days`, `.notFound`.
    public func setAnswerDays(_ days: Int?, of offer: Offer.ID, by actor: Actor) async throws {
        let now = clock.now
        let range = TimerPolicy.answerDays
        if let days, !range.contains(days) {
            throw Failure.invalid([
                "answer-days":
                    "The time for an answer must be from \(range.lowerBound) to \(range.upperBound) working days."
            ])
        }
        try await database.write { db in
            guard let owner = try Offer.fetchOne(db, key: offer)?.organisationID else { throw Failure.notFound }
            guard [.steward, .administrator].contains(actor.role) || actor.organisationID == owner else {
                throw Failure.forbidden
            }
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
}
