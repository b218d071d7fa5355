import Foundation
import GRDB

/// The SQL of the directory: whole listings in and out.
enum DirectoryStore {
    // MARK: Reading

    static func listings(_ ids: [Offer.ID], in db: Database) throws -> [Listing] {
        let offers = try Offer.fetchAll(db, keys: ids)
        let byID = Dictionary(uniqueKeysWithValues: try complete(offers, in: db).map { ($0.offer.id, $0) })
        return ids.compactMap { byID[$0] }
    }

    static func complete(_ offers: [Offer], in db: Database) throws -> [Listing] {
        let ids = offers.map(\.id)
        let organisations = try Organisation.fetchAll(db, keys: Set(offers.map(\.organisationID)))
        let organisationByID = Dictionary(uniqueKeysWithValues: organisations.map { ($0.id, $0) })
        let locations = try locations(of: ids, in: db)
        let schedules = try parts(Schedule.self, of: ids, in: db)
        let costs = try parts(CostOption.self, of: ids, in: db)
        let phones = try parts(Phone.self, of: ids, in: db)
        let contacts = try parts(Contact.self, of: ids, in: db)
        let languages = try parts(Language.self, of: ids, in: db)
        let areas = try parts(ServiceArea.self, of: ids, in: db)
        let attributes = try parts(OfferAttribute.self, of: ids, in: db)
        let needs = try needs(of: ids, in: db)
        return offers.compactMap { offer in
            guard let organisation = organisationByID[offer.organisationID] else { return nil }
            let id = offer.id
            return Listing(
                offer: offer,
                organisation: organisation,
                locations: locations[id] ?? [],
                schedules: schedules[id] ?? [],
                costs: costs[id] ?? [],
                phones: phones[id] ?? [],
                contacts: contacts[id] ?? [],
                languages: languages[id] ?? [],
                areas: areas[id] ?? [],
                attributes: attributes[id] ?? [],
                needs: needs[id] ?? []
            )
        }
    }

    private static func parts<Part: OfferPart>(
        _ type: Part.Type,
        of ids: [Offer.ID],
        in db: Database
    ) throws -> [Offer.ID: [Part]] {
        try grouped(
            """
            SELECT * FROM \(sql: Part.databaseTableName) WHERE offerID IN \(ids) ORDER BY offerID, position
            """,
            in: db
        )
    }

    private static func locations(of ids: [Offer.ID], in db: Database) throws -> [Offer.ID: [Location]] {
        try grouped(
            """
            SELECT location.*, offerLocation.offerID FROM offerLocation
            JOIN location ON location.id = offerLocation.locationID
            WHERE offerID IN \(ids) ORDER BY offerID, position
            """,
            in: db
        )
    }

    private static func grouped<Record: FetchableRecord>(
        _ request: SQLRequest<Row>,
        in db: Database
    ) throws -> [Offer.ID: [Record]] {
        var groups: [Offer.ID: [Record]] = [:]
        let rows = try request.fetchCursor(db)
        while let row = try rows.next() {
            groups[row["offerID"], default: []].append(try Record(row: row))
        }
        return groups
    }

    private static func needs(of ids: [Offer.ID], in db: Database) throws -> [Offer.ID: [Need.ID]] {
        var groups: [Offer.ID: [Need.ID]] = [:]
        let request: SQLRequest<Row> = """
            SELECT offerID, needID FROM offerNeed WHERE offerID IN \(ids) ORDER BY offerID, position
            """
        let rows = try request.fetchCursor(db)
        while let row = try rows.next() {
            groups[row["offerID"], default: []].append(row["needID"])
        }
        return groups
    }

    // MARK: Writing

    /// Stores the listing as given and marks it for the index, in the caller's transaction.
    static func save(_ listing: Listing, in db: Database) throws {
        try listing.organisation.upsert(db)
        try saveOffer(listing, in: db)
    }

    /// The same for an organisation that is stored as it is already.
    ///
    /// - Parameter isNew: whether the offer is known not to be there yet, which spares looking for what to replace.
    static func saveOffer(_ listing: Listing, isNew: Bool = false, in db: Database) throws {
        if isNew { try listing.offer.insert(db) } else { try listing.offer.upsert(db) }
        let id = listing.offer.id
        if !isNew { try removeParts(of: id, in: db) }
        try insertLocations(listing.locations, of: id, in: db)
        try insert(listing.schedules, of: id, in: db)
        try insert(listing.costs, of: id, in: db)
        try insert(listing.phones, of: id, in: db)
        try insert(listing.contacts, of: id, in: db)
        try insert(listing.languages, of: id, in: db)
        try insert(listing.areas, of: id, in: db)
        try insert(listing.attributes, of: id, in: db)
        try insertNeeds(listing.needs, of: id, in: db)
        try markDirty(id, in: db)
    }

    private static let partTables = [
        Schedule.databaseTableName, CostOption.databaseTableName, Phone.databaseTableName, Contact.databaseTableName,
        Language.databaseTableName, ServiceArea.databaseTableName, OfferAttribute.databaseTableName, "offerLocation",
        "offerNeed",
    ]

    private static func removeParts(of id: Offer.ID, in db: Database) throws {
        for table in partTables {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE offerID = ?").execute(arguments: [id])
        }
    }

    private static func insert<Part: OfferPart>(_ parts: [Part], of id: Offer.ID, in db: Database) throws {
        for (position, part) in parts.enumerated() {
            try PlacedPart(part: part, offerID: id, position: position).insert(db)
        }
    }

    private static func insertLocations(_ locations: [Location], of id: Offer.ID, in db: Database) throws {
        let link = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO offerLocation (offerID, locationID, position) VALUES (?, ?, ?)"
        )
        for (position, location) in locations.enumerated() {
            try upsert(location, besides: id, in: db)
            try link.execute(arguments: [id, location.id, position])
        }
    }

    /// Halls are shared: other offers there show the change, too.
    private static func upsert(_ location: Location, besides id: Offer.ID, in db: Database) throws {
        let sql = "SELECT * FROM location WHERE id = ?"
        let known = try Location.fetchOne(db.cachedStatement(sql: sql), arguments: [location.id])
        guard known != location else { return }
        try location.upsert(db)
        guard known != nil else { return }
        let others = "SELECT offerID FROM offerLocation WHERE locationID = ? AND offerID <> ?"
        for other in try Offer.ID.fetchAll(db, sql: others, arguments: [location.id, id]) {
            try markDirty(other, in: db)
        }
    }

    private static func insertNeeds(_ needs: [Need.ID], of id: Offer.ID, in db: Database) throws {
        let link = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO offerNeed (offerID, needID, position) VALUES (?, ?, ?)"
        )
        for (position, need) in needs.enumerated() {
            try link.execute(arguments: [id, need, position])
        }
    }

    /// Every listing shows its organisation's name.
    static func markDirty(offersOf organisation: Organisation.ID, in db: Database) throws {
        let offers = "SELECT id FROM offer WHERE organisationID = ?"
        for id in try Offer.ID.fetchAll(db, sql: offers, arguments: [organisation]) { try markDirty(id, in: db) }
    }

    /// Marks the offer for the index; the mark carries the directory's new revision.
    static func markDirty(_ id: Offer.ID, in db: Database) throws {
        let revision = try Settings.advanceRevision(in: db)
        try db.cachedStatement(
            sql: """
                INSERT INTO indexDirty (offerID, revision) VALUES (?, ?)
                ON CONFLICT (offerID) DO UPDATE SET revision = excluded.revision
                """
        ).execute(arguments: [id, revision])
        // SQLite tells nobody of changes to a table without row ids.
        try db.notifyChanges(in: AppDatabase.dirtyMarks)
    }
}
