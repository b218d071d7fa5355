import Foundation
import GRDB

extension Episode: FetchableRecord {}

/// One thing that happened to an episode; its words are sealed.
public struct EpisodeEvent: Equatable, Sendable {
    public var event: Episode.Move.Name
    public var state: Episode.State
    public var at: Date
    public var actorName: String?
    public var detail: Detail

    public struct Detail: Codable, Equatable, Sendable {
        public var plan: EpisodePlan?
        public var telling: Episode.Telling?
        public var to: Account.ID?
        public var outcome: Outcome?
        public var note: String?

        public init() {}

        init(_ move: Episode.Move) {
            switch move {
            case .change(let changed, let told): (plan, telling) = (changed, told)
            case .handOver(let account): to = account
            case .close(let answers): outcome = answers
            case .reopen(let words), .enterInError(let words): note = words
            }
        }
    }

    /// Nil for the first event, and when a part of it is missing.
    var asMove: Episode.Move? {
        switch event {
        case .open: nil
        case .change: detail.plan.flatMap { plan in detail.telling.map { .change(plan, telling: $0) } }
        case .handOver: detail.to.map { .handOver(to: $0) }
        case .close: detail.outcome.map { .close($0) }
        case .reopen: .reopen(note: detail.note ?? "")
        case .enterInError: .enterInError(note: detail.note ?? "")
        }
    }
}

/// The SQL of episodes; who may see which row is part of every query.
struct EpisodeStore {
    let sealer: Sealer

    /// The rows that this actor may see, as a condition on `episode`. A practice reads the answer, not the episode.
    static func visible(to actor: Actor) -> SQL {
        actor.role == .linkWorker ? "episode.linkWorkerID = \(actor.id)" : "episode.id = ''"
    }

    func one(_ id: Episode.ID, where scope: SQL, in db: Database) throws -> Episode {
        let request: SQLRequest<Episode> = "SELECT * FROM episode WHERE id = \(id) AND \(scope)"
        guard let episode = try request.fetchOne(db) else { throw Failure.notFound }
        return episode
    }

    /// The episode that this form has begun already.
    func begun(with key: String?, by actor: Actor, in db: Database) throws -> Episode.ID? {
        guard let key else { return nil }
        let sql = "SELECT id FROM episode WHERE openedBy = ? AND formKey = ?"
        return try Episode.ID.fetchOne(db, sql: sql, arguments: [actor.id, key])
    }

    /// - Parameter key: of the form; nil where there was none.
    func insert(_ episode: Episode, plan: EpisodePlan, key: String? = nil, by actor: Actor, in db: Database) throws {
        let sealed = try sealer.seal(plan, place: "plan \(episode.id)")
        try db.execute(
            literal: """
                INSERT INTO episode (id, version, state, stateSince, personID, practiceCode, linkWorkerID, openedAt, openedBy,
                    telling, ageBand, sex, ethnicity, deprivation, plan, formKey)
                VALUES (\(episode.id), \(episode.version), \(episode.state.rawValue), \(episode.stateSince),
                    \(episode.personID), \(episode.practiceCode), \(episode.linkWorkerID), \(episode.openedAt),
                    \(episode.openedBy), \(episode.telling.rawValue), \(episode.ageBand), \(episode.sex),
                    \(episode.ethnicity), \(episode.deprivation), \(sealed), \(key))
                """
        )
        try append(.open, EpisodeEvent.Detail(), of: episode, by: actor, at: episode.openedAt, in: db)
        try TimerStore.keepEpisode(episode.id, in: db)
    }

    func replace(_ old: Episode, with new: Episode, move: Episode.Move, by actor: Actor?, at now: Date, in db: Database)
        throws
    {
        try db.execute(
            literal: """
                UPDATE episode SET version = \(new.version), state = \(new.state.rawValue), stateSince = \(new.stateSince),
                    linkWorkerID = \(new.linkWorkerID), telling = \(new.telling.rawValue), engaged = \(new.engaged?.rawValue),
                    helped = \(new.helped?.rawValue), saidBy = \(new.saidBy?.rawValue)
                WHERE id = \(old.id) AND version = \(old.version)
                """
        )
        guard db.changesCount == 1 else { throw Failure.conflict("Somebody else has just changed this.") }
        if case .change(let plan, _) = move {
            let sealed = try sealer.seal(plan, place: "plan \(new.id)")
            try db.execute(sql: "UPDATE episode SET plan = ? WHERE id = ?", arguments: [sealed, new.id])
        }
        try append(move.name, EpisodeEvent.Detail(move), of: new, by: actor, at: now, in: db)
        try TimerStore.keepEpisode(new.id, in: db)
    }

    func keep(_ background: PersonBackground, of id: Episode.ID, in db: Database) throws {
        try db.execute(
            literal: """
                UPDATE episode SET sex = \(background.sex?.rawValue), ethnicity = \(background.ethnicGroup?.rawValue)
                WHERE id = \(id)
                """
        )
    }

    private func append(
        _ event: Episode.Move.Name,
        _ detail: EpisodeEvent.Detail,
        of episode: Episode,
        by actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let sealed = try sealer.seal(detail, place: "episode event \(episode.id) \(episode.version)")
        try db.execute(
            literal: """
                INSERT INTO episodeEvent (episodeID, version, event, state, actorID, at, detail)
                VALUES (\(episode.id), \(episode.version), \(event.rawValue), \(episode.state.rawValue), \(actor?.id), \(now),
                    \(sealed))
                """
        )
    }

    func plan(of id: Episode.ID, in db: Database) throws -> EpisodePlan {
        guard let data = try Data.fetchOne(db, sql: "SELECT plan FROM episode WHERE id = ?", arguments: [id]) else {
            throw Failure.notFound
        }
        return try sealer.open(EpisodePlan.self, data, place: "plan \(id)")
    }

    func consent(_ id: Episode.ID, in db: Database) throws -> ConsentEntry? {
        try ConsentStore.entries(of: .episode(id), in: db).first
    }

    func events(_ id: Episode.ID, in db: Database) throws -> [EpisodeEvent] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT episodeEvent.*, account.name AS actorName
                FROM episodeEvent LEFT JOIN account ON account.id = episodeEvent.actorID
                WHERE episodeID = ? ORDER BY version
                """,
            arguments: [id]
        ).map { row in
            let place = "episode event \(id) \(row["version"] as Int)"
            return EpisodeEvent(
                event: Episode.Move.Name(rawValue: row["event"]) ?? .open,
                state: Episode.State(rawValue: row["state"]) ?? .open,
                at: row["at"],
                actorName: row["actorName"],
                detail: try sealer.open(EpisodeEvent.Detail.self, row["detail"], place: place)
            )
        }
    }

    func openReferrals(of id: Episode.ID, in db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql:
                "SELECT COUNT(*) FROM referral WHERE episodeID = ? AND state NOT IN ('draft', 'closed', 'entered in error')",
            arguments: [id]
        ) ?? 0
    }
}
