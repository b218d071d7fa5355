import Foundation
import GRDB

/// Refers the seed place's people, and moves their referrals on as written, each step at its own time and by somebody
/// who may take it.
struct SeedReferring: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    func refer(_ seeds: [SeedReferral], now: Date) async throws {
        var named: [String: Referral.ID] = [:]
        for (index, seed) in seeds.enumerated() {
            let earlier = seed.after.flatMap { named[$0] }
            guard (seed.after == nil) == (earlier == nil) else {
                throw Failure.unavailable("The seed place has no referral \(seed.after ?? "") to go on from.")
            }
            let id = try await refer(seed, from: earlier, key: "seed \(index)", now: now)
            if let key = seed.key { named[key] = id }
        }
    }

    private func refer(_ seed: SeedReferral, from earlier: Referral.ID?, key: String, now: Date) async throws
        -> Referral.ID
    {
        let referrer = try await actor(seed.by)
        let madeAt = now.adding(days: -seed.daysAgo)
        var draft = try draft(seed, key: key)
        draft.basedOn = earlier
        if seed.draft == true { return try await save(draft, by: referrer, at: madeAt) }
        let id = try await referrals(at: madeAt).make(draft, by: referrer)
        if seed.matters != nil || seed.risk != nil { try await plan(seed, of: id, by: referrer, at: madeAt) }
        try await answer(seed.measures ?? [], about: id, key: key, by: referrer, now: now)
        let done = try await database.read {
            try Int.fetchOne($0, sql: "SELECT version FROM referral WHERE id = ?", arguments: [id]) ?? 1
        }
        for (index, move) in (seed.moves ?? []).enumerated().dropFirst(done - 1) {
            // A minute apart, so that two moves of one day stay in order.
            let at = now.adding(days: -move.daysAgo).addingTimeInterval(TimeInterval(60 * (index + 1)))
            try await apply(move, to: id, version: index + 1, seed: seed, referrer: referrer, at: min(at, now))
        }
        return id
    }

    private func draft(_ seed: SeedReferral, key: String) throws -> ReferralDraft {
        guard let born = Day(iso: seed.person.born) else {
            throw Failure.unavailable("The seed referral \(key) has no date of birth.")
        }
        let person = Person(
            name: seed.person.name,
            dateOfBirth: born,
            nhsNumber: seed.person.nhsNumber,
            phone: seed.person.phone,
            email: seed.person.email,
            address: seed.person.address
        )
        var draft = ReferralDraft(
            offerID: SeedListing.offerID(seed.offer),
            person: person,
            practiceCode: seed.practice.map(Practice.Code.init),
            reason: seed.reason.trimmingCharacters(in: .whitespacesAndNewlines),
            shared: Set(seed.share.compactMap(SharedField.init)),
            consent: Consent(
                share: true,
                reportBack: seed.reportBack,
                followUp: seed.followUp ?? false,
                method: seed.consent
            ),
            idempotencyKey: key
        )
        draft.telling = seed.reportBack ? .everything : .nothing
        draft.priority = seed.priority ?? .routine
        (draft.safetyNote, draft.isSafetyNoteReviewed) = (seed.safetyNote, seed.safetyNote != nil)
        draft.accompaniedOn = seed.accompaniedInDays.map { Day(clock.now).adding(days: $0) }
        (draft.isMeant, draft.isAgeMeant) = (true, true)
        return draft
    }

    /// In the open episode of the person, which an earlier referral began.
    private func save(_ draft: ReferralDraft, by actor: Actor, at date: Date) async throws -> Referral.ID {
        let same = PersonStore(sealer: sealer).same(as: draft.person)
        let episode = try await database.read { db in
            let request: SQLRequest<Episode.ID> = """
                SELECT episode.id FROM episode JOIN person ON person.id = episode.personID
                WHERE episode.state = 'open' AND episode.linkWorkerID = \(actor.id) AND \(same)
                """
            return try request.fetchOne(db)
        }
        guard let episode else { throw Failure.unavailable("The seed place has a draft for nobody.") }
        var words = UnsentReferral()
        (words.reason, words.shared) = (
            draft.reason, draft.shared.filter { $0 != .name }.sorted { $0.rawValue < $1.rawValue }
        )
        return try await referrals(at: date).save(
            words,
            to: draft.offerID,
            in: episode,
            over: nil,
            key: draft.idempotencyKey,
            by: actor
        )
    }

    private func plan(_ seed: SeedReferral, of id: Referral.ID, by actor: Actor, at date: Date) async throws {
        guard let episode = try await episode(of: id) else { return }
        let plan = EpisodePlan(
            whatMatters: seed.matters,
            risk: seed.risk ?? .notAsked,
            riskNote: seed.riskNote,
            needs: (seed.needs ?? []).map { Need.ID(rawValue: $0) }
        )
        let move = Episode.Move.change(plan, telling: episode.telling)
        try await episodes(at: date).move(episode.id, seen: episode.version, move, by: actor)
    }

    // MARK: Steps

    private func apply(
        _ move: SeedReferral.Move,
        to id: Referral.ID,
        version: Int,
        seed: SeedReferral,
        referrer: Actor,
        at date: Date
    ) async throws {
        switch move.move {
        case "opened":
            let answer = try await answer(about: id)
            _ = try await outcomes(at: date).open(answer, by: try await practiceMember(seed.practice))
        case "filed":
            try await outcomes(at: date).file(try await answer(about: id), by: try await practiceMember(seed.practice))
        case "end":
            try await endEpisode(of: id, move, by: referrer, at: date)
        case "lapse":
            try await lapse(id, at: date)
        default:
            guard let step = SeedStep.step(move, today: Day(clock.now)) else {
                throw Failure.unavailable("The seed place has a move \(move.move) that is none.")
            }
            let isReferrers = SeedStep.ofReferrer.contains(move.move)
            let actor = isReferrers ? referrer : try await member(of: SeedListing.offerID(seed.offer))
            try await referrals(at: date).move(id, seen: version, step, by: actor)
        }
    }

    /// As the timer does it.
    private func lapse(_ id: Referral.ID, at date: Date) async throws {
        let referrals = referrals(at: date)
        try await database.write { db in
            guard let referral = try Referral.fetchOne(db, key: id) else { throw Failure.notFound }
            try referrals.apply(.lapse, to: referral, by: .system, nil, at: date, in: db)
        }
    }

    /// The link worker closes the case that this referral belongs to, and so answers the practice.
    private func endEpisode(of id: Referral.ID, _ move: SeedReferral.Move, by referrer: Actor, at date: Date)
        async throws
    {
        guard let episode = try await episode(of: id) else {
            throw Failure.unavailable("The seed place ends an episode that is none.")
        }
        var plan = try await database.read { try EpisodeStore(sealer: sealer).plan(of: episode.id, in: $0) }
        plan.whatMatters = move.matters ?? plan.whatMatters
        if plan.risk == .notAsked { plan.risk = .noneKnown }
        let version = episode.version
        try await episodes(at: date).move(
            episode.id,
            seen: version,
            .change(plan, telling: episode.telling),
            by: referrer
        )
        try await episodes(at: date).move(episode.id, seen: version + 1, .close(SeedStep.outcome(move)), by: referrer)
    }

    private func episode(of id: Referral.ID) async throws -> Episode? {
        try await database.read { db in
            try Episode.fetchOne(
                db,
                sql:
                    "SELECT episode.* FROM episode JOIN referral ON referral.episodeID = episode.id WHERE referral.id = ?",
                arguments: [id]
            )
        }
    }

    private func answer(about id: Referral.ID) async throws -> PracticeAnswer.ID {
        let answer = try await database.read { db in
            try PracticeAnswer.ID.fetchOne(
                db,
                sql: """
                    SELECT answer.id FROM answer JOIN referral ON referral.id = ?
                    WHERE isCurrent AND (answer.referralID = referral.id OR answer.episodeID = referral.episodeID)
                    """,
                arguments: [id]
            )
        }
        guard let answer else { throw Failure.unavailable("The seed place opens an answer that is none.") }
        return answer
    }

    // MARK: At a time, by somebody

    private func referrals(at date: Date) -> Referrals {
        Referrals(database: database, clock: .fixed(date), sealer: sealer, letters: letters)
    }

    private func episodes(at date: Date) -> Episodes {
        Episodes(database: database, clock: .fixed(date), sealer: sealer, letters: letters)
    }

    private func outcomes(at date: Date) -> Outcomes {
        Outcomes(database: database, clock: .fixed(date), sealer: sealer, letters: letters)
    }

    func actor(_ email: String) async throws -> Actor {
        try await account("email = ?", [email])
    }

    private func member(of offer: Offer.ID) async throws -> Actor {
        try await account("organisationID = (SELECT organisationID FROM offer WHERE id = ?)", [offer])
    }

    private func practiceMember(_ code: String?) async throws -> Actor {
        try await account("practiceCode = ? AND role = 'practice'", [code])
    }

    private func account(_ condition: String, _ arguments: StatementArguments) async throws -> Actor {
        let account = try await database.read {
            try Account.fetchOne(
                $0,
                sql: "SELECT * FROM account WHERE \(condition) ORDER BY email",
                arguments: arguments
            )
        }
        guard let account else {
            throw Failure.unavailable("The seed place names somebody who has no account (\(condition)).")
        }
        return account.actor
    }
}
