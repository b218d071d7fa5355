import Foundation
import GRDB

extension Referrals {
    /// Writes down that sharing goes on, as the person said to whoever follows it through. Said twice, it counts once.
    ///
    /// What was taken back does not come back in this way: then there is a new referral.
    ///
    /// - Parameter last: the new last day; nil for until the referral has ended.
    /// - Throws: `Failure.invalid` under `share-until`, `.notFound` for everybody else, `.conflict` when it has ended or
    ///   was taken back.
    public func shareOn(until last: Day?, of id: Referral.ID, how: Consent.Method, by actor: Actor) async throws {
        let now = clock.now
        if let last, last < Day(now) {
            throw Failure.invalid(["share-until": "The last day of sharing must be today or later."])
        }
        try await database.write { db in
            var referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
            guard referral.party(of: actor) == .referrer else { throw Failure.notFound }
            // What a practice is not told is not told by a refusal either.
            guard referral.isShared, referral.known(to: actor).state.isOpen else {
                throw Failure.conflict("This has ended, or they have taken sharing back, so it does not go on.")
            }
            referral.sharedUntil = last
            try referral.update(db)
            try ConsentStore.shareOn(id, until: last, how: how, by: actor, at: now, in: db)
            try Audit.record(.consentRenewed, subject: id.text, by: actor, at: now, in: db)
            try TimerStore.keep(referral, today: Day(now), in: db)
        }
    }
}

extension ConsentStore {
    /// The newest yes; when they first said it is when the referral was made.
    fileprivate static func shareOn(
        _ id: Referral.ID,
        until last: Day?,
        how: Consent.Method,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE consent SET method = \(how.rawValue), wording = \(Consent.currentWording), recordedBy = \(actor.id),
                    recordedAt = \(now), expiresOn = \(last)
                WHERE referralID = \(id) AND purpose = 'share' AND isGiven AND withdrawnAt IS NULL
                """
        )
    }
}
