import Foundation
import GRDB

/// Changes of an episode that are more than one move of its table, and a look at what a close would send.
extension Episodes {
    /// New details of the person, such as another telephone number. It is a change of the episode, so that the second of two
    /// people who change them is told; the same details sent twice are one change.
    ///
    /// - Parameter background: what they tell about themself now; nil leaves what they have told.
    /// - Throws: `Failure.invalid` by form field; `.conflict` when the episode has changed since, or has ended.
    public func change(
        _ person: Person,
        background: PersonBackground? = nil,
        of id: Episode.ID,
        seen version: Int,
        by actor: Actor
    ) async throws {
        let now = clock.now
        let problems = person.problems(today: Day(now))
        guard problems.isEmpty else { throw Failure.invalid(problems) }
        try await database.write { db in
            let mine = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
            let isSame = try people.person(mine.personID, in: db) == person.tidied()
            if isSame, background ?? mine.background == mine.background { return }
            let episode = try open(id, seen: version, by: actor, in: db)
            let same = Episode.Move.change(try store.plan(of: id, in: db), telling: episode.telling)
            try apply(same, to: episode, by: actor, at: now, in: db)
            try people.update(person, id: episode.personID, in: db)
            if let background { try store.keep(background, of: id, in: db) }
            try Audit.record(.personChanged, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// What the practice is told, as the person says it now.
    public func change(
        telling: Episode.Telling,
        method: Consent.Method,
        of id: Episode.ID,
        seen version: Int,
        by actor: Actor
    ) async throws {
        let now = clock.now
        try await database.write { db in
            let episode = try open(id, seen: version, by: actor, in: db)
            // Saying "nothing" again must not write over that the person took it back.
            if telling == .nothing, episode.telling == .nothing { return }
            let plan = try store.plan(of: id, in: db)
            try apply(.change(plan, telling: telling), to: episode, by: actor, at: now, in: db)
            try ConsentStore.replace(
                .tellThePractice,
                of: .episode(id),
                Consent(share: false, reportBack: false, method: method),
                isGiven: telling != .nothing,
                by: actor,
                at: now,
                in: db
            )
        }
    }

    /// Writes down that the person does not want the practice told any more, as they said it; also after the end. No version
    /// is compared, because a "no" holds whatever happened meanwhile.
    public func tellNothing(about id: Episode.ID, how: Consent.Method, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let episode = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
            try TakingBack(referrals: referrals)
                .tellNothing(about: episode, by: .referrer, actor, how: how, at: now, in: db)
        }
    }

    private func open(_ id: Episode.ID, seen version: Int, by actor: Actor, in db: Database) throws -> Episode {
        let episode = try store.one(id, where: EpisodeStore.visible(to: actor), in: db)
        guard episode.state == .open, episode.version == version else {
            throw Episodes.hasChanged
        }
        return episode
    }

    /// What a close with these answers would send.
    public struct Preview: Sendable {
        /// Nil when the practice is told nothing, or none is known.
        public let sent: Outcomes.Entry?
        public let practice: Practice?
    }

    /// Closes, looks at the letter, and takes it all back: so it is the very letter, refused where the close would be.
    public func preview(_ outcome: Outcome, of id: Episode.ID, seen version: Int, by actor: Actor) async throws
        -> Preview
    {
        let now = clock.now
        return try await database.write { db in
            let episode = try open(id, seen: version, by: actor, in: db)
            var sent: Outcomes.Entry?
            try db.inSavepoint {
                try apply(.close(outcome), to: episode, by: actor, at: now, in: db)
                sent = try PracticeAnswerStore.current(of: .episode(id), in: db).flatMap { answer in
                    try answering.letter(of: answer).map { Outcomes.Entry(answer: answer, letter: $0) }
                }
                return .rollback
            }
            return Preview(
                sent: sent,
                practice: try episode.practiceCode.flatMap { try Practice.fetchOne(db, key: $0) }
            )
        }
    }

    // MARK: Somebody leaves

    /// Hands everybody whom a link worker works with to another one, in one transaction with an event for each: also what
    /// has ended and can be taken up again, or whose answer the practice does not have yet.
    ///
    /// - Parameter actor: that link worker, or an administrator.
    /// - Returns: how many people that were.
    @discardableResult
    public func handOverAll(of leaving: Account.ID, to successor: Account.ID, by actor: Actor) async throws -> Int {
        guard actor.role == .administrator || (actor.role == .linkWorker && actor.id == leaving) else {
            throw Failure.forbidden
        }
        guard leaving != successor else { throw Failure.invalid(["to": "Choose somebody else."]) }
        let now = clock.now
        return try await database.write { db in
            try checkHandOver(to: successor, in: db)
            let last = Day(now).adding(days: -Referral.reopenDays).start
            let unfinished: SQLRequest<Episode> = """
                SELECT * FROM episode WHERE linkWorkerID = \(leaving) AND (state = 'open' OR (state = 'closed'
                    AND (stateSince >= \(last) OR EXISTS (SELECT 1 FROM answer WHERE answer.episodeID = episode.id
                        AND isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed'))))) ORDER BY id
                """
            let episodes = try unfinished.fetchAll(db)
            for episode in episodes { try apply(.handOver(to: successor), to: episode, by: actor, at: now, in: db) }
            // Referrals from before there were episodes.
            try db.execute(
                sql: "UPDATE referral SET holderID = ? WHERE holderID = ? AND episodeID IS NULL",
                arguments: [successor, leaving]
            )
            let isAny = !episodes.isEmpty || db.changesCount > 0
            try Audit.record(.caseloadHandedOver, subject: leaving.text, by: actor, at: now, in: db)
            if isAny {
                try letters.peopleHandedOver(
                    to: successor,
                    once: "\(leaving) \(now.timeIntervalSince1970)",
                    at: now,
                    in: db
                )
            }
            return episodes.count
        }
    }

    /// Link workers who can sign in, by name.
    public func linkWorkers() async throws -> [Account] {
        try await database.read {
            try Account.fetchAll(
                $0,
                sql: "SELECT * FROM account WHERE role = 'link worker' AND disabledAt IS NULL ORDER BY name, email"
            )
        }
    }
}
