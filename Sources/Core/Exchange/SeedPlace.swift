import Foundation
import GRDB

/// Loads the invented place that shows what Fingerpost does: its directory, people and referrals in every state.
///
/// Referrals go through the same verbs as real ones, each at its own time, so that their history is a real one.
public struct SeedPlace: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    public struct Summary: Sendable {
        public let offers: Int
        public let organisations: Int
        public let referrals: Int
    }

    /// - Parameters:
    ///   - folder: `seed/place`.
    ///   - passwordHash: of the one password of all demo accounts.
    /// - Returns: nil when the seed place was loaded before; then only a changed list of its areas is read again.
    public func load(from folder: URL, passwordHash: String) async throws -> Summary? {
        let areas = folder.appendingPathComponent("areas.csv")
        let reference = ReferenceData(database: database)
        if try await SeedPlace.isLoaded(in: database) {
            try await reference.refreshAreas(from: areas)
            return nil
        }
        try await refuseRealPlace()
        let files = try SeedFiles(folder: folder)
        let now = clock.now
        try await reference.refreshAreas(from: areas)
        try await loadDirectory(files, now: now)
        try await loadPeople(files.peopleAtEveryOrganisation, passwordHash: passwordHash, now: now)
        for (index, referral) in files.referrals.enumerated() {
            try await refer(referral, key: "seed \(index)", now: now)
        }
        try await files.editing.load(into: database, letters: letters, now: now, actor: actor)
        try await database.write { db in
            // What was written on these past days was read on them, too.
            try db.execute(sql: "UPDATE outboxMessage SET sentAt = createdAt, attempts = 1 WHERE sentAt IS NULL")
            try Settings.set(.demo, to: "yes", in: db)
        }
        try await loadQuestions()
        return Summary(
            offers: files.organisations.map(\.offers.count).reduce(0, +),
            organisations: files.organisations.count,
            referrals: files.referrals.count
        )
    }

    /// The demo accounts have a published password: they must never stand beside real people.
    private func refuseRealPlace() async throws {
        let isReal = try await database.read {
            try Bool.fetchOne(
                $0,
                sql: "SELECT EXISTS (SELECT 1 FROM account WHERE email NOT LIKE '%@demo.fingerpost.example')"
            )
        }
        guard isReal != true else {
            throw Failure.unavailable(
                "This data folder holds real accounts, so the demo place was not loaded. Use another folder with --data."
            )
        }
    }

    public static func isLoaded(in database: AppDatabase) async throws -> Bool {
        try await database.read { try Settings.value(.demo, in: $0) != nil }
    }

    private func loadDirectory(_ files: SeedFiles, now: Date) async throws {
        let listings = try SeedPlace.listings(of: files, now: now)
        try await database.write { db in
            for listing in listings {
                try DirectoryStore.save(listing, in: db)
                for entry in SeedListing.confirmations(of: listing.offer) { try entry.insert(db) }
            }
        }
    }

    /// The listings of the seed place as they are written, for a place that is invented from them.
    package static func listings(from folder: URL, now: Date) throws -> [Listing] {
        try listings(of: try SeedFiles(folder: folder), now: now)
    }

    private static func listings(of files: SeedFiles, now: Date) throws -> [Listing] {
        let reader = SeedListing(now: now, places: Dictionary(files.places.map { ($0.key, $0) }) { first, _ in first })
        return try files.organisations.flatMap { seed in
            let organisation = SeedListing.organisation(seed, now: now)
            return try seed.offers.map { try reader.listing($0, of: organisation) }
        }
    }

    private func loadPeople(_ people: SeedPeople, passwordHash: String, now: Date) async throws {
        try await database.write { db in
            for practice in people.practices {
                try Practice(
                    code: Practice.Code(rawValue: practice.code),
                    name: practice.name,
                    address: practice.address,
                    postcode: practice.postcode,
                    phone: practice.phone,
                    takesPart: true,
                    way: practice.way ?? .page
                ).upsert(db)
            }
            for seed in people.accounts {
                let account = Account(
                    id: Account.ID(named: "seed account \(seed.email)"),
                    email: seed.email,
                    name: seed.name,
                    role: seed.role,
                    organisationID: seed.organisation.map { Organisation.ID(named: "seed organisation \($0)") },
                    practiceCode: seed.practice.map(Practice.Code.init),
                    passwordHash: passwordHash,
                    createdAt: now.adding(days: -400)
                )
                try PeopleRules.check(account)
                try account.upsert(db)
            }
        }
    }

    /// A digest that is about to go out, and what two people told us about listings.
    private func loadQuestions() async throws {
        let confirmations = Confirmations(database: database, clock: clock, letters: letters, sealer: sealer)
        try await confirmations.ask(only: "hello@tinkettle.example")
        let reports: [(ListingReport.Kind, String, String)] = [
            (.noAnswer, "bargehouse-learn-to-row", "I rang three times in the afternoon."),
            (.wrong, "sparrow-yard-knit-natter", "The door says that it begins half an hour later now."),
        ]
        for (kind, offer, words) in reports {
            let id = SeedListing.offerID(offer)
            guard try await database.read({ try Offer.exists($0, key: id) }) else { continue }
            let yesterday = Reports(
                database: database,
                clock: .fixed(clock.now.adding(days: -1)),
                sealer: sealer,
                letters: letters
            )
            try await yesterday.report(kind, of: id, words: words, key: "seed \(offer)", by: nil)
        }
    }

    // MARK: Referrals

    private func refer(_ seed: SeedReferral, key: String, now: Date) async throws {
        let referrer = try await actor(seed.by)
        let madeAt = now.adding(days: -seed.daysAgo)
        let draft = try draft(seed, key: key)
        let id = try await referrals(at: madeAt).make(draft, by: referrer)
        let done = try await database.read {
            try Int.fetchOne($0, sql: "SELECT version FROM referral WHERE id = ?", arguments: [id]) ?? 1
        }
        for (index, move) in (seed.moves ?? []).enumerated().dropFirst(done - 1) {
            // A minute apart, so that two moves of one day stay in order.
            let at = now.adding(days: -move.daysAgo).addingTimeInterval(TimeInterval(60 * (index + 1)))
            try await apply(move, to: id, version: index + 1, seed: seed, referrer: referrer, at: min(at, now))
        }
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
        return ReferralDraft(
            offerID: SeedListing.offerID(seed.offer),
            person: person,
            practiceCode: Practice.Code(rawValue: seed.practice),
            reason: seed.reason.trimmingCharacters(in: .whitespacesAndNewlines),
            shared: Set(seed.share.compactMap(SharedField.init)),
            consent: Consent(share: true, reportBack: seed.reportBack, method: seed.consent),
            idempotencyKey: key
        )
    }

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
        default:
            guard let step = step(move) else {
                throw Failure.unavailable("The seed place has a move \(move.move) that is none.")
            }
            let isReferrers = ["withdraw", "lapse", "give up", "ask again", "accompany"].contains(move.move)
            let actor = isReferrers ? referrer : try await member(of: SeedListing.offerID(seed.offer))
            try await referrals(at: date).move(id, seen: version, step, by: actor)
        }
    }

    /// The link worker closes the case that this referral belongs to, and so answers the practice.
    private func endEpisode(of id: Referral.ID, _ move: SeedReferral.Move, by referrer: Actor, at date: Date)
        async throws
    {
        let episode = try await database.read { db in
            try Episode.fetchOne(
                db,
                sql:
                    "SELECT episode.* FROM episode JOIN referral ON referral.episodeID = episode.id WHERE referral.id = ?",
                arguments: [id]
            )
        }
        guard let episode else { throw Failure.unavailable("The seed place ends an episode that is none.") }
        let episodes = Episodes(database: database, clock: .fixed(date), sealer: sealer, letters: letters)
        let plan = EpisodePlan(whatMatters: move.matters, risk: .noneKnown)
        try await episodes.move(episode.id, seen: 1, .change(plan, telling: episode.telling), by: referrer)
        try await episodes.move(episode.id, seen: 2, .close(outcome(move)), by: referrer)
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

    private func step(_ move: SeedReferral.Move) -> Referral.Move? {
        switch move.move {
        case "accept": .accept
        case "wait": .wait(expectedOn: Day(clock.now).adding(days: move.expectedInDays ?? 14))
        case "start": .start(on: Day(clock.now).adding(days: -move.daysAgo))
        case "decline": .decline(move.reason.flatMap(Referral.DeclineReason.init) ?? .other, note: move.note)
        case "withdraw": .withdraw(.withdrawn, note: move.note ?? "The person changed their mind.")
        case "not started":
            .didNotStart(move.reason.flatMap(Referral.NotStartedReason.init) ?? .didNotCome, note: move.note)
        case "close": .close(outcome(move), leftEarly: false)
        default: nil
        }
    }

    private func outcome(_ move: SeedReferral.Move) -> Outcome {
        Outcome(
            engaged: move.engaged ?? .none,
            helped: move.helped ?? .unknown,
            saidBy: move.saidBy ?? .organisation,
            personWords: move.words,
            remaining: move.remaining,
            askOfPractice: move.ask
        )
    }

    private func referrals(at date: Date) -> Referrals {
        Referrals(database: database, clock: .fixed(date), sealer: sealer, letters: letters)
    }

    private func outcomes(at date: Date) -> Outcomes {
        Outcomes(database: database, clock: .fixed(date), sealer: sealer, letters: letters)
    }

    private func actor(_ email: String) async throws -> Actor {
        try await account("email = ?", [email])
    }

    private func member(of offer: Offer.ID) async throws -> Actor {
        try await account("organisationID = (SELECT organisationID FROM offer WHERE id = ?)", [offer])
    }

    private func practiceMember(_ code: String) async throws -> Actor {
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
