import Foundation
import GRDB

/// A referral form that somebody has begun and not sent; sealed at rest. That the person agrees, and that the safety
/// note is fair, is said when it is sent, so neither is kept.
public struct UnsentReferral: Codable, Equatable, Sendable {
    public var reason = ""
    public var shared: [SharedField] = []
    public var priority = Referral.Priority.routine
    public var safetyNote: String?
    public var accompaniedOn: Day?
    public var expiresOn: Day?
    public var method: Consent.Method?
    public var reportBack: Bool?
    public var followUp = false
    public var basedOn: Referral.ID?

    public init() {}
}

/// Drafts: kept with an episode until they are sent or thrown away. Nothing has happened to a draft, so it has no
/// events, and the organisation does not see it.
extension Referrals {
    /// - Parameters:
    ///   - draft: the one that is written over, and its version as it was seen; nil for a new one.
    ///   - key: made with the form, so that saving it twice keeps one.
    /// - Throws: `Failure.notFound` when the episode or draft is not this actor's, `.conflict` when it has changed since.
    public func save(
        _ words: UnsentReferral,
        to offerID: Offer.ID,
        in episodeID: Episode.ID,
        over draft: (id: Referral.ID, version: Int)?,
        key: String,
        by actor: Actor
    ) async throws -> Referral.ID {
        let now = clock.now
        return try await database.write { db in
            let episode = try EpisodeStore(sealer: sealer).one(
                episodeID,
                where: EpisodeStore.visible(to: actor),
                in: db
            )
            guard episode.state == .open else { throw Failure.conflict("This person's episode has ended.") }
            let rowKey = "draft \(key)"
            let id: Referral.ID
            if let draft {
                id = draft.id
                try write(words, over: draft.id, seen: draft.version, by: actor, at: now, in: db)
            } else if let known = try store.madeBefore(key: rowKey, by: actor, in: db) {
                id = known
                let seen = try self.draft(known, by: actor, in: db).version
                try write(words, over: known, seen: seen, by: actor, at: now, in: db)
            } else {
                id = try insert(words, to: offerID, in: episode, key: rowKey, by: actor, at: now, in: db)
            }
            try Audit.record(.draftSaved, subject: id.text, by: actor, at: now, in: db)
            return id
        }
    }

    /// A draft as it was left.
    public struct Unsent: Sendable {
        public let referral: Referral
        public let words: UnsentReferral
    }

    public func unsent(_ id: Referral.ID, by actor: Actor) async throws -> Unsent {
        try await database.read { db in
            let referral = try draft(id, by: actor, in: db)
            let sealed = try Data.fetchOne(
                db,
                sql: "SELECT draft FROM referralDetail WHERE referralID = ?",
                arguments: [id]
            )
            guard let sealed else { throw Failure.notFound }
            return Unsent(referral: referral, words: try sealer.open(UnsentReferral.self, sealed, place: "draft \(id)"))
        }
    }

    /// Deletes a draft: it was nobody's business yet. The audit keeps that it was there.
    public func throwAway(_ id: Referral.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            _ = try draft(id, by: actor, in: db)
            try ReferralStore.deleteDraft(id, in: db)
            try Audit.record(.draftThrownAway, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Takes the draft out of the way of the referral that it becomes, under the same number.
    func takeDraft(_ id: Referral.ID?, by actor: Actor, at now: Date, in db: Database) throws -> Referral.ID? {
        guard let id else { return nil }
        _ = try draft(id, by: actor, in: db).applying(.send, by: .referrer, at: now)
        try ReferralStore.deleteDraft(id, in: db)
        return id
    }

    // MARK: Parts

    private func draft(_ id: Referral.ID, by actor: Actor, in db: Database) throws -> Referral {
        let referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
        guard referral.state == .draft else { throw Failure.conflict("This referral has been sent already.") }
        return referral
    }

    private func insert(
        _ words: UnsentReferral,
        to offerID: Offer.ID,
        in episode: Episode,
        key: String,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws -> Referral.ID {
        guard let offer = try Offer.fetchOne(db, key: offerID) else { throw Failure.notFound }
        var form = ReferralDraft(
            offerID: offerID,
            person: try store.people.person(episode.personID, in: db),
            practiceCode: episode.practiceCode,
            reason: words.reason,
            shared: Set(words.shared),
            consent: Consent(share: false, reportBack: false, method: .inPerson),
            idempotencyKey: key
        )
        (form.priority, form.basedOn) = (words.priority, words.basedOn)
        let place = Casework.Place(personID: episode.personID, episodeID: episode.id)
        var referral = Referral(form, offer: offer, place: place, by: actor, at: now)
        referral.state = .draft
        try referral.insert(db)
        try store.insertDraft(words, of: referral.id, key: key, by: actor, in: db)
        try TimerStore.keep(referral, today: Day(now), in: db)
        return referral.id
    }

    private func write(
        _ words: UnsentReferral,
        over id: Referral.ID,
        seen version: Int,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        _ = try draft(id, by: actor, in: db)
        try db.execute(
            literal: """
                UPDATE referral SET version = version + 1, lastEventAt = \(now), priority = \(words.priority)
                WHERE id = \(id) AND version = \(version) AND state = 'draft'
                """
        )
        guard db.changesCount == 1 else {
            throw Failure.conflict(
                "This draft was saved from another page since. Open it again from the person's page."
            )
        }
        try store.updateDraft(words, of: id, in: db)
        try TimerStore.keep(try draft(id, by: actor, in: db), today: Day(now), in: db)
    }
}

/// The SQL of drafts.
extension ReferralStore {
    func insertDraft(_ words: UnsentReferral, of id: Referral.ID, key: String, by actor: Actor, in db: Database) throws
    {
        let (shared, reason, draft) = try sealed(words, of: id)
        try db.execute(
            literal: """
                INSERT INTO referralDetail (referralID, idempotencyKey, sender, sharedFields, reason, draft)
                VALUES (\(id), \(key), \(actor.id.text), \(shared), \(reason), \(draft))
                """
        )
    }

    func updateDraft(_ words: UnsentReferral, of id: Referral.ID, in db: Database) throws {
        let (shared, reason, draft) = try sealed(words, of: id)
        try db.execute(
            literal: """
                UPDATE referralDetail SET sharedFields = \(shared), reason = \(reason), draft = \(draft)
                WHERE referralID = \(id)
                """
        )
    }

    static func deleteDraft(_ id: Referral.ID, in db: Database) throws {
        try db.execute(sql: "DELETE FROM referralDetail WHERE referralID = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM referral WHERE id = ? AND state = 'draft'", arguments: [id])
    }

    private func sealed(_ words: UnsentReferral, of id: Referral.ID) throws -> (
        shared: String, reason: Data, draft: Data
    ) {
        let shared = String(decoding: try JSONEncoder().encode(words.shared.map(\.rawValue)), as: UTF8.self)
        return (
            shared, try sealer.seal(words.reason, place: "reason \(id)"), try sealer.seal(words, place: "draft \(id)")
        )
    }
}
