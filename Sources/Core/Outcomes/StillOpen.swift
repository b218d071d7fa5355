import Foundation
import GRDB

/// A practice's people who are on their way: what is open, and on whom it waits, as far as they agreed.
public struct StillOpen: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer

    /// One person, with the referrals that are open.
    public struct Line: Sendable {
        public let personName: String
        public let since: Date
        /// Who follows it through; nil for a referral of the practice's own, or of the person's.
        public let linkWorker: String?
        public let steps: [Step]
    }

    public struct Step: Sendable {
        public let referral: Referral
        public let offer: String
        public let organisation: String
    }

    /// At most 500, what has been open longest first.
    public func list(for actor: Actor) async throws -> [Line] {
        guard actor.role == .practice, let practice = actor.practiceCode else { return [] }
        let now = clock.now
        try await database.write {
            try Audit.record(.episodesListed, subject: actor.id.text, by: actor, at: now, in: $0)
        }
        return try await database.read { db in
            let lines =
                try episodes(of: practice, today: Day(now), in: db) + direct(to: practice, today: Day(now), in: db)
            return lines.sorted { $0.since < $1.since }
        }
    }

    /// How many people that is, for the practice's own page and its weekly mail.
    static func count(_ practice: Practice.Code, today: Day, in db: Database) throws -> Int {
        let episodes = StillOpen.episodes(of: practice, today: today)
        let referrals = StillOpen.direct(to: practice, today: today)
        let request: SQLRequest<Int> = """
            SELECT (SELECT COUNT(*) FROM episode WHERE \(episodes)) + (SELECT COUNT(*) FROM referral WHERE \(referrals))
            """
        return try request.fetchOne(db) ?? 0
    }

    // MARK: What may be told

    private static func episodes(of practice: Practice.Code, today: Day) -> SQL {
        """
        episode.practiceCode = \(practice) AND episode.state = 'open' AND episode.telling = 'everything'
            AND EXISTS (SELECT 1 FROM consent WHERE consent.episodeID = episode.id AND replacedAt IS NULL AND purpose = 'tell the practice'
                AND isGiven AND withdrawnAt IS NULL AND (expiresOn IS NULL OR expiresOn >= \(today)))
        """
    }

    private static func direct(to practice: Practice.Code, today: Day) -> SQL {
        """
        referral.practiceCode = \(practice) AND referral.origin IN ('practice', 'person') AND referral.episodeID IS NULL
            AND referral.reportBack AND referral.state IN ('sent', 'waiting', 'accepted', 'active', 'paused', 'lapsed')
            AND EXISTS (SELECT 1 FROM consent WHERE consent.referralID = referral.id AND purpose = 'report back'
                AND isGiven AND withdrawnAt IS NULL AND (expiresOn IS NULL OR expiresOn >= \(today)))
        """
    }

    // MARK: Reading

    private func episodes(of practice: Practice.Code, today: Day, in db: Database) throws -> [Line] {
        let condition = StillOpen.episodes(of: practice, today: today)
        let request: SQLRequest<Row> = """
            SELECT episode.id, episode.openedAt, episode.personID, person.details, account.name AS linkWorker
            FROM episode JOIN person ON person.id = episode.personID JOIN account ON account.id = episode.linkWorkerID
            WHERE \(condition) ORDER BY episode.openedAt LIMIT 500
            """
        return try request.fetchAll(db).map { row in
            let id: Episode.ID = row["id"]
            let steps = try steps(
                """
                referral.episodeID = \(id) AND referral.reportBack
                    AND referral.state IN ('sent', 'waiting', 'accepted', 'active', 'paused', 'lapsed')
                """,
                in: db
            )
            return Line(
                personName: try name(row["details"], of: row["personID"]),
                since: row["openedAt"],
                linkWorker: row["linkWorker"],
                steps: steps.map(\.step)
            )
        }
    }

    private func direct(to practice: Practice.Code, today: Day, in db: Database) throws -> [Line] {
        try steps(StillOpen.direct(to: practice, today: today), in: db).map { step, details in
            Line(
                personName: try name(details, of: step.referral.personID),
                since: step.referral.madeAt,
                linkWorker: nil,
                steps: [step]
            )
        }
    }

    private func steps(_ condition: SQL, in db: Database) throws -> [(step: Step, details: Data)] {
        let request: SQLRequest<Row> = """
            SELECT referral.*, offer.name AS offerName, organisation.name AS organisationName, person.details
            FROM referral JOIN offer ON offer.id = referral.offerID
            JOIN organisation ON organisation.id = referral.organisationID JOIN person ON person.id = referral.personID
            WHERE \(condition) ORDER BY referral.madeAt LIMIT 500
            """
        return try request.fetchAll(db).map { row in
            let referral = try Referral(row: row)
            return (
                Step(referral: referral, offer: row["offerName"], organisation: row["organisationName"]), row["details"]
            )
        }
    }

    private func name(_ details: Data, of id: Person.ID) throws -> String {
        try sealer.open(Person.self, details, place: "person \(id)").name
    }
}
