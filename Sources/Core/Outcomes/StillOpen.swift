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

    static let most = 500

    /// At most 500, what has been open longest first.
    public func list(for actor: Actor) async throws -> [Line] {
        guard actor.role == .practice, let practice = actor.practiceCode else { return [] }
        let now = clock.now
        try await database.write {
            try Audit.record(.episodesListed, subject: actor.id.text, by: actor, at: now, in: $0)
        }
        return try await database.read { db in
            let lines = try episodes(of: practice, in: db) + direct(to: practice, in: db)
            return Array(lines.sorted { $0.since < $1.since }.prefix(StillOpen.most))
        }
    }

    /// How many people that is, for the practice's own page and its weekly mail.
    static func count(_ practice: Practice.Code, in db: Database) throws -> Int {
        let episodes = StillOpen.episodes(of: practice)
        let referrals = StillOpen.direct(to: practice)
        let request: SQLRequest<Int> = """
            SELECT (SELECT COUNT(*) FROM episode WHERE \(episodes)) + (SELECT COUNT(*) FROM referral WHERE \(referrals))
            """
        return try request.fetchOne(db) ?? 0
    }

    /// Of how many the timers marked in that time that they wait for long, and they still do.
    static func countLongWaits(_ practice: Practice.Code, _ time: Range<Day>, in db: Database) throws -> Int {
        let episodes = StillOpen.episodes(of: practice)
        let referrals = StillOpen.direct(to: practice)
        let request: SQLRequest<Int> = """
            SELECT COUNT(*) FROM timerFiring INDEXED BY timerFiringOfPractice
            CROSS JOIN referral ON referral.id = timerFiring.subjectID
            WHERE timerFiring.practiceCode = \(practice) AND timerFiring.subject = 'referral'
                AND firedAt >= \(time.lowerBound.start) AND firedAt < \(time.upperBound.start)
                AND referral.state = 'waiting' AND ((\(referrals)) OR (referral.reportBack
                    AND referral.episodeID IN (SELECT episode.id FROM episode WHERE \(episodes))))
            """
        return try request.fetchOne(db) ?? 0
    }

    // MARK: What may be told

    private static func episodes(of practice: Practice.Code) -> SQL {
        """
        episode.practiceCode = \(practice) AND episode.state = 'open' AND episode.telling = 'everything'
            AND EXISTS (SELECT 1 FROM consent WHERE consent.episodeID = episode.id AND replacedAt IS NULL
                AND purpose = 'tell the practice' AND isGiven AND withdrawnAt IS NULL)
        """
    }

    private static func direct(to practice: Practice.Code) -> SQL {
        """
        referral.practiceCode = \(practice) AND referral.origin IN ('practice', 'person') AND referral.episodeID IS NULL
            AND referral.reportBack AND referral.state IN ('sent', 'waiting', 'accepted', 'active', 'paused', 'lapsed')
            AND EXISTS (SELECT 1 FROM consent WHERE consent.referralID = referral.id AND purpose = 'report back'
                AND isGiven AND withdrawnAt IS NULL)
        """
    }

    // MARK: Reading

    private func episodes(of practice: Practice.Code, in db: Database) throws -> [Line] {
        let condition = StillOpen.episodes(of: practice)
        let request: SQLRequest<Row> = """
            SELECT episode.id, episode.openedAt, episode.personID, person.details, account.name AS linkWorker
            FROM episode JOIN person ON person.id = episode.personID JOIN account ON account.id = episode.linkWorkerID
            WHERE \(condition) ORDER BY episode.openedAt LIMIT \(StillOpen.most)
            """
        let rows = try request.fetchAll(db)
        let steps = try openSteps(of: rows.map { $0["id"] as Episode.ID }, in: db)
        return try rows.map { row in
            let id: Episode.ID = row["id"]
            return Line(
                personName: try name(row["details"], of: row["personID"]),
                since: row["openedAt"],
                linkWorker: row["linkWorker"],
                steps: steps[id] ?? []
            )
        }
    }

    private func openSteps(of episodes: [Episode.ID], in db: Database) throws -> [Episode.ID?: [Step]] {
        let condition: SQL = """
            referral.episodeID IN \(episodes) AND referral.reportBack
                AND referral.state IN ('sent', 'waiting', 'accepted', 'active', 'paused', 'lapsed')
            """
        return Dictionary(grouping: try steps(condition, in: db).map(\.step)) { $0.referral.episodeID }
    }

    private func direct(to practice: Practice.Code, in db: Database) throws -> [Line] {
        try steps(StillOpen.direct(to: practice), atMost: StillOpen.most, in: db).map { step, details in
            Line(
                personName: try name(details, of: step.referral.personID),
                since: step.referral.madeAt,
                linkWorker: nil,
                steps: [step]
            )
        }
    }

    /// - Parameter limit: none when negative.
    private func steps(_ condition: SQL, atMost limit: Int = -1, in db: Database) throws -> [(
        step: Step, details: Data
    )] {
        let request: SQLRequest<Row> = """
            SELECT referral.*, offer.name AS offerName, organisation.name AS organisationName, person.details
            FROM referral JOIN offer ON offer.id = referral.offerID
            JOIN organisation ON organisation.id = referral.organisationID JOIN person ON person.id = referral.personID
            WHERE \(condition) ORDER BY referral.madeAt LIMIT \(limit)
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
