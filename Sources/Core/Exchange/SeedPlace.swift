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
        let seeding = SeedReferring(database: database, clock: clock, sealer: sealer, letters: letters)
        try await seeding.refer(files.referrals, now: now)
        try await files.editing.load(into: database, letters: letters, now: now, actor: seeding.actor)
        let referrals = Referrals(database: database, clock: clock, sealer: sealer, letters: letters)
        _ = try await Timers(database: database, clock: clock, referrals: referrals).run()
        try await database.write { db in
            // What was written on these past days was read on them, too.
            try db.execute(sql: "UPDATE outboxMessage SET sentAt = createdAt, attempts = 1 WHERE sentAt IS NULL")
            try files.past.storeSearches(now: now, in: db)
            try Settings.set(.demo, to: "yes", in: db)
        }
        try await loadQuestions()
        try await loadExperiences(now: now)
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
}
