import Foundation
import GRDB

/// The directory's verbs: find, show, browse.
public struct Directory: Sendable {
    let database: AppDatabase
    let clock: AppClock
    private let counts = Remembered<String, [NeedCount]>()

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    public func listing(_ id: Offer.ID) async throws -> Listing {
        guard let listing = try await listings([id]).first else { throw Failure.notFound }
        return listing
    }

    /// In the order asked for; what is not there is left out.
    public func listings(_ ids: [Offer.ID]) async throws -> [Listing] {
        try await database.read { try DirectoryStore.listings(ids, in: $0) }
    }

    /// An organisation and all its listings, closed ones last.
    public func organisation(_ id: Organisation.ID) async throws -> (Organisation, [Listing]) {
        try await database.read { db in
            guard let organisation = try Organisation.fetchOne(db, key: id) else { throw Failure.notFound }
            let offers = try Offer.fetchAll(
                db,
                sql: "SELECT * FROM offer WHERE organisationID = ? ORDER BY status <> 'active', name, id",
                arguments: [id]
            )
            return (organisation, try DirectoryStore.complete(offers, in: db))
        }
    }

    public struct NeedCount: Sendable, Equatable {
        public let need: Need
        public let offers: Int

        public init(need: Need, offers: Int) {
            self.need = need
            self.offers = offers
        }
    }

    /// Every need, by name.
    public func needNames() async throws -> [Need] {
        try await database.read { try Need.fetchAll($0, sql: "SELECT * FROM need ORDER BY name") }
    }

    /// Every need with the number of listed offers for it, by name; up to a minute old, because every offer is counted.
    public func needs() async throws -> [NeedCount] {
        try await counts.answer("all", now: clock.now) { [database] in try await Directory.needs(in: database) }
    }

    private static func needs(in database: AppDatabase) async throws -> [NeedCount] {
        try await database.read { db in
            let counts = try Row.fetchAll(
                db,
                sql: """
                    SELECT needID, COUNT(*) AS offers FROM offerNeed JOIN offer ON offer.id = offerID
                    WHERE status IN ('active', 'temporarily closed') GROUP BY needID
                    """
            ).reduce(into: [:]) { $0[$1["needID"] as Need.ID] = $1["offers"] as Int }
            return try Need.fetchAll(db, sql: "SELECT * FROM need ORDER BY name").map {
                NeedCount(need: $0, offers: counts[$0.id] ?? 0)
            }
        }
    }
}
