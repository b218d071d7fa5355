import Foundation
import GRDB

/// The practice's tray: answers that came back, received when opened, filed with one button.
public struct Outcomes: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let referrals: Referrals

    private var store: ReferralStore { ReferralStore(sealer: referrals.sealer) }

    /// An answer in the tray.
    public struct Entry: Sendable {
        public let line: Referrals.Line
        public let outcome: Outcome?
        public let tag: OutcomeTag
    }

    /// What the practice has been told, what is new first and what was filed last; at most 500.
    public func tray(for actor: Actor) async throws -> [Entry] {
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: db)
            let order: SQL =
                "CASE referral.loop WHEN 'sent' THEN 0 WHEN 'received' THEN 1 ELSE 2 END, referral.loopSince DESC"
            return try referrals.lines(where: ReferralStore.answered(for: actor), order: order, for: actor, in: db).map
            { line in
                let outcome = try store.events(line.referral.id, in: db).compactMap(\.detail.outcome).last
                return Entry(line: line, outcome: outcome, tag: OutcomeTag.tag(for: outcome))
            }
        }
    }

    /// Opens an answer: the first time, that is the receipt.
    public func open(_ id: Referral.ID, by actor: Actor) async throws -> Referrals.Sheet {
        let now = clock.now
        return try await database.write { db in
            var referral = try store.one(id, where: ReferralStore.answered(for: actor), in: db)
            if referral.loop == .sent {
                referral = try advance(referral, .opened, as: .received, by: actor, at: now, in: db)
                try Audit.record(.outcomeReceived, subject: id.text, by: actor, at: now, in: db)
            } else {
                try Audit.record(.referralViewed, subject: id.text, by: actor, at: now, in: db)
            }
            return try referrals.sheet(of: referral, for: actor, in: db)
        }
    }

    /// Files an answer that was opened. Filing it again changes nothing.
    public func file(_ id: Referral.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let referral = try store.one(id, where: ReferralStore.answered(for: actor), in: db)
            guard referral.loop != .filed else { return }
            _ = try advance(referral, .filed, as: .filed, by: actor, at: now, in: db)
            try Audit.record(.outcomeFiled, subject: id.text, by: actor, at: now, in: db)
        }
    }

    private func advance(
        _ referral: Referral,
        _ event: Loop.Event,
        as name: ReferralEvent.Name,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws -> Referral {
        guard let loop = referral.loop.after(event) else {
            throw Failure.conflict("Open this answer first, then file it.")
        }
        var next = referral
        next.version += 1
        next.loop = loop
        next.loopSince = now
        try store.replace(
            referral,
            with: next,
            event: name,
            detail: ReferralEvent.Detail(),
            by: actor,
            at: now,
            in: db
        )
        return next
    }
}
