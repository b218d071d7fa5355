import GRDB

extension Episodes {
    /// What was written when one referral of an episode ended.
    public struct Report: Sendable {
        public let offerName: String
        /// Whether the practice may be told of it.
        public let isForPractice: Bool
        public let note: String?
        public let outcome: Outcome?
    }

    /// For whoever ends the episode, so that nothing an organisation asked is lost; the order is that of the referrals.
    public func reports(of id: Episode.ID, for actor: Actor) async throws -> [Report] {
        try await database.read { db in
            let episode = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
            let ended: SQLRequest<Row> = """
                SELECT referral.id, referral.reportBack, offer.name FROM referral JOIN offer ON offer.id = referral.offerID
                WHERE referral.episodeID = \(episode.id) AND referral.state = 'closed' ORDER BY referral.madeAt, referral.id
                """
            return try ended.fetchAll(db).compactMap { row in
                let events = try ReferralStore(sealer: sealer).events(row["id"], in: db)
                let end = events.last { $0.state == .closed }?.detail
                guard let end, end.note != nil || end.outcome != nil else { return nil }
                return Report(
                    offerName: row["name"],
                    isForPractice: row["reportBack"],
                    note: end.note,
                    outcome: end.outcome
                )
            }
        }
    }
}
