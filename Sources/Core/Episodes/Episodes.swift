import Foundation
import GRDB

/// A link worker's cases: begin, look, change, close, hand over.
public struct Episodes: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    var store: EpisodeStore { EpisodeStore(sealer: sealer) }
    var people: PersonStore { PersonStore(sealer: sealer) }
    var answering: Answering { Answering(sealer: sealer, letters: letters) }

    /// Begins with somebody.
    ///
    /// The same form sent again begins once.
    ///
    /// - Throws: `Failure.invalid` by form field; `.conflict` when this link worker has an open episode of the person.
    public func open(_ opening: EpisodeOpening, for person: Person, by actor: Actor) async throws -> Episode.ID {
        guard actor.role == .linkWorker else { throw Failure.forbidden }
        let now = clock.now
        let problems = person.problems(today: Day(now)).merging(opening.plan.problems()) { first, _ in first }
        guard problems.isEmpty else { throw Failure.invalid(problems) }
        return try await database.write { db in
            if let begun = try store.begun(with: opening.key, by: actor, in: db) { return begun }
            try ReferralRules.checkPractice(opening.practiceCode, for: actor, in: db)
            let same = people.same(as: person)
            let known: SQLRequest<Person.ID> = """
                SELECT person.id FROM episode JOIN person ON person.id = episode.personID
                WHERE episode.linkWorkerID = \(actor.id) AND episode.state = 'open' AND \(same) LIMIT 1
                """
            if let known = try known.fetchOne(db).map({ try people.person($0, in: db) }) {
                throw Failure.conflict(
                    "You work with \(known.name) already, who has this NHS number, or this name and date of birth. They are in your list."
                )
            }
            let id = Person.ID()
            try people.insert(person, id: id, at: now, in: db)
            return try Casework(sealer: sealer).open(opening, for: person, id: id, by: actor, at: now, in: db).id
        }
    }

    static let hasChanged = Failure.conflict(
        "This has changed since you opened the page. Please look at how it stands now, and then do it again."
    )

    /// Does one thing to an episode.
    ///
    /// - Parameter version: of the episode as the person saw it; `Failure.conflict` when it has changed since.
    public func move(_ id: Episode.ID, seen version: Int, _ move: Episode.Move, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let episode = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
            guard episode.version == version else { throw Episodes.hasChanged }
            try apply(move, to: episode, by: actor, at: now, in: db)
            if case .handOver(let successor) = move {
                try letters.peopleHandedOver(to: successor, once: "\(id) \(version)", at: now, in: db)
            }
        }
    }

    func apply(_ move: Episode.Move, to episode: Episode, by actor: Actor, at now: Date, in db: Database) throws {
        let next = try episode.applying(
            move,
            openReferrals: try store.openReferrals(of: episode.id, in: db),
            risk: try store.plan(of: episode.id, in: db).risk,
            at: now
        )
        if case .change(_, let telling) = move, telling != .nothing, episode.telling == .nothing,
            try store.consent(episode.id, in: db)?.withdrawnAt != nil
        {
            throw Failure.invalid([
                "telling": "They have said that the practice is to be told nothing. Ask them again in a new episode."
            ])
        }
        if case .handOver(let account) = move {
            try checkHandOver(to: account, in: db)
            // Ended ones too: whoever has the person reads what was tried, and the one who leaves no longer does.
            try db.execute(
                sql: "UPDATE referral SET holderID = ? WHERE episodeID = ?",
                arguments: [account, episode.id]
            )
        }
        try store.replace(episode, with: next, move: move, by: actor, at: now, in: db)
        try Audit.record(.episodeChanged, subject: episode.id.text, by: actor, at: now, in: db)
        if next.state != .open { try deleteDrafts(of: next.id, in: db) }
        switch (episode.state, next.state) {
        case (.open, .closed): try answering.ended(next, at: now, in: db)
        case (.closed, .open), (.closed, .enteredInError): try answering.reopened(.episode(next.id), in: db)
        default: break
        }
    }

    /// A form that nobody will finish any more.
    private func deleteDrafts(of id: Episode.ID, in db: Database) throws {
        let drafts = "SELECT id FROM referral WHERE episodeID = ? AND state = 'draft'"
        for draft in try Referral.ID.fetchAll(db, sql: drafts, arguments: [id]) {
            try ReferralStore.deleteDraft(draft, in: db)
        }
    }

    func checkHandOver(to account: Account.ID, in db: Database) throws {
        let successor = try Account.fetchOne(db, key: account)
        guard let successor, successor.role == .linkWorker, successor.disabledAt == nil else {
            throw Failure.invalid(["to": "Choose a link worker who can sign in."])
        }
    }

    // MARK: Looking

    public struct Line: Sendable {
        public let episode: Episode
        public let personName: String
        public let openReferrals: Int
        public let loop: Loop?
        /// What has not ended, what is least far first; drafts, too.
        public let open: [Referrals.Line]
    }

    /// This link worker's people: open first, longest unchanged first; then what has ended, newest first. At most 500.
    public func list(for actor: Actor) async throws -> [Line] {
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.episodesListed, subject: actor.id.text, by: actor, at: now, in: db)
            let scope = EpisodeStore.visible(to: actor)
            let open = try openReferrals(for: actor, at: now, in: db)
            let request: SQLRequest<Row> = """
                SELECT episode.*, person.details, answer.loop, (SELECT COUNT(*) FROM referral
                    WHERE episodeID = episode.id AND referral.state NOT IN ('draft', 'closed', 'entered in error')) AS openReferrals
                FROM episode JOIN person ON person.id = episode.personID
                LEFT JOIN answer ON answer.episodeID = episode.id AND answer.isCurrent
                WHERE \(scope) AND episode.state <> 'entered in error'
                ORDER BY episode.state = 'closed', CASE WHEN episode.state = 'open' THEN episode.stateSince END,
                    episode.stateSince DESC
                LIMIT 500
                """
            return try request.fetchAll(db).map { row in
                let episode = try Episode(row: row)
                let person = try sealer.open(Person.self, row["details"], place: "person \(episode.personID)")
                return Line(
                    episode: episode,
                    personName: person.name,
                    openReferrals: row["openReferrals"],
                    loop: row["loop"],
                    open: open[episode.id] ?? []
                )
            }
        }
    }

    /// Whom this link worker works with now, by name.
    public func openPeople(for actor: Actor) async throws -> [(id: Episode.ID, name: String)] {
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.episodesListed, subject: actor.id.text, by: actor, at: now, in: db)
            let scope = EpisodeStore.visible(to: actor)
            let request: SQLRequest<Row> = """
                SELECT id, personID FROM episode WHERE \(scope) AND state = 'open'
                """
            let found = try request.fetchAll(db).map { row in
                (id: row["id"] as Episode.ID, name: try people.person(row["personID"], in: db).name)
            }
            return found.sorted { $0.name < $1.name }
        }
    }

    private func openReferrals(for actor: Actor, at now: Date, in db: Database) throws -> [Episode.ID: [Referrals.Line]]
    {
        let scope = EpisodeStore.visible(to: actor)
        let condition: SQL = """
            referral.episodeID IN (SELECT id FROM episode WHERE \(scope) AND state = 'open')
                AND referral.state NOT IN ('closed', 'entered in error')
            """
        let referrals = Referrals(database: database, clock: clock, sealer: sealer, letters: letters)
        let lines = try referrals.lines(where: condition, for: actor, at: now, in: db)
        return Dictionary(grouping: lines) { $0.referral.episodeID ?? Episode.ID() }
    }

    /// An episode with everything about it.
    public struct Sheet: Sendable {
        public let episode: Episode
        public let person: Person
        public let plan: EpisodePlan
        public let practice: Practice?
        public let referrals: [Referrals.Line]
        public let events: [EpisodeEvent]
        public let consent: ConsentEntry?
        /// What they had agreed to before, oldest first.
        public let formerConsent: [ConsentEntry]
        public let answer: PracticeAnswer?
        /// What the person has said on their own page about any of the referrals, oldest first.
        public let said: [PersonWord]

        public var outcome: Outcome? {
            episode.state == .closed ? events.compactMap(\.detail.outcome).last : nil
        }
    }

    public func sheet(_ id: Episode.ID, for actor: Actor) async throws -> Sheet {
        let now = clock.now
        return try await database.write { db in
            let episode = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
            try Audit.record(.episodeViewed, subject: id.text, by: actor, at: now, in: db)
            let referrals = Referrals(database: database, clock: clock, sealer: sealer, letters: letters)
            return Sheet(
                episode: episode,
                person: try people.person(episode.personID, in: db),
                plan: try store.plan(of: id, in: db),
                practice: try episode.practiceCode.flatMap { try Practice.fetchOne(db, key: $0) },
                referrals: try referrals.lines(where: "referral.episodeID = \(id)", for: actor, at: now, in: db),
                events: try store.events(id, in: db),
                consent: try store.consent(id, in: db),
                formerConsent: try ConsentStore.former(of: id, in: db),
                answer: try PracticeAnswerStore.current(of: .episode(id), in: db),
                said: try PersonWordStore(sealer: sealer).words(in: id, in: db)
            )
        }
    }
}
