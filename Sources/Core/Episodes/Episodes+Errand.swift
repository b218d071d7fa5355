import Foundation
import GRDB

/// For whom somebody looks through the directory: kept with the session, so that it is in no address.
extension Episodes {
    public struct Errand: Sendable {
        /// Nil when a practice, which has no episodes, looks for somebody whom it referred before.
        public let episodeID: Episode.ID?
        /// The referral that the new one will go on from.
        public let earlier: Referrals.Linked?
        public let personName: String
    }

    /// Begins to look for something for somebody. Their page was shown, and is on record, before.
    ///
    /// - Parameters:
    ///   - session: hash of the session's token.
    ///   - referral: what the new one goes on from.
    /// - Throws: `Failure.notFound` when it is not this actor's, `.conflict` when the time with the person has ended.
    public func begin(_ episode: Episode.ID?, from referral: Referral.ID?, session: Data, by actor: Actor) async throws
    {
        let now = clock.now
        try await database.write { db in
            let earlier = try referral.map {
                try referrals.store.one($0, where: ReferralStore.visible(to: actor), in: db)
            }
            guard earlier.map({ $0.party(of: actor) == .referrer }) ?? true else { throw Failure.notFound }
            let episodeID = try (episode ?? earlier?.episodeID).map { try openEpisode($0, of: actor, in: db) }
            try Audit.record(
                .episodeViewed,
                subject: (episodeID?.text ?? referral?.text) ?? "",
                by: actor,
                at: now,
                in: db
            )
            try set(episodeID, referral, session: session, in: db)
        }
    }

    private func openEpisode(_ id: Episode.ID, of actor: Actor, in db: Database) throws -> Episode.ID {
        let episode = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
        guard episode.state == .open else {
            throw Failure.conflict("The time with this person has ended. Take it up again on their page first.")
        }
        return episode.id
    }

    public func endErrand(session: Data) async throws {
        try await database.write { try set(nil, nil, session: session, in: $0) }
    }

    /// Nil when there is none, or what it was for is no longer this actor's or has ended.
    public func errand(session: Data, for actor: Actor) async throws -> Errand? {
        try await database.read { db in
            let sql = "SELECT errandEpisodeID, errandReferralID FROM session WHERE tokenHash = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [session]) else { return nil }
            let referralID: Referral.ID? = row["errandReferralID"]
            let referral = referralID.flatMap {
                try? referrals.store.one($0, where: ReferralStore.visible(to: actor), in: db)
            }
            let episodeID: Episode.ID? = row["errandEpisodeID"]
            let episode = episodeID.flatMap { try? store.one($0, where: EpisodeStore.visible(to: actor), in: db) }
            guard let personID = episode?.personID ?? referral?.personID, episode.map({ $0.state == .open }) ?? true
            else {
                return nil
            }
            let name = "SELECT name FROM offer WHERE id = ?"
            return Errand(
                episodeID: episode?.id,
                earlier: try referral.map {
                    Referrals.Linked(
                        id: $0.id,
                        offerName: try String.fetchOne(db, sql: name, arguments: [$0.offerID]) ?? ""
                    )
                },
                personName: try people.person(personID, in: db).name
            )
        }
    }

    var referrals: Referrals { Referrals(database: database, clock: clock, sealer: sealer, letters: letters) }

    private func set(_ episode: Episode.ID?, _ referral: Referral.ID?, session: Data, in db: Database) throws {
        try db.execute(
            sql: "UPDATE session SET errandEpisodeID = ?, errandReferralID = ? WHERE tokenHash = ?",
            arguments: [episode, referral, session]
        )
    }
}
