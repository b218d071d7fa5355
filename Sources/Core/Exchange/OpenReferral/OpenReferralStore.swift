import Foundation
import GRDB

/// The SQL of open data: stretches of lists in the order of identifiers.
enum OpenReferralStore {
    // MARK: Offers

    static func offers(
        _ conditions: SQL,
        _ slice: OpenReferral.Slice,
        in db: Database
    ) throws -> (offers: [Offer], total: Int?) {
        let from: SQL = "FROM offer JOIN organisation ON organisation.id = offer.organisationID WHERE \(conditions)"
        let after: SQL = slice.key.map { " AND offer.id > \($0)" } ?? ""
        let rows: SQLRequest<Offer> = """
            SELECT offer.* \(from)\(after) ORDER BY offer.id LIMIT \(slice.limit) OFFSET \(slice.offset)
            """
        return (try rows.fetchAll(db), try slice.isCounted ? count(from, in: db) : nil)
    }

    private static func count(_ from: SQL, in db: Database) throws -> Int {
        let request: SQLRequest<Int> = "SELECT COUNT(*) \(from)"
        return try request.fetchOne(db) ?? 0
    }

    // MARK: Offers at places

    struct Link: Sendable {
        let offer: Offer.ID
        let location: Location.ID

        var id: String { OpenReferral.serviceAtLocationID(offer, location) }
        /// Sorts as they do: two offers of the same beginning would share the identifier's first half.
        var key: String { "\(offer.text) \(id)" }
    }

    static func links(
        _ conditions: OpenReferralConditions,
        _ slice: OpenReferral.Slice,
        in db: Database
    ) throws -> (links: [Link], total: Int?) {
        addLinkID(to: db)
        let near: SQL = conditions.places.map { " AND locationID IN (SELECT value FROM json_each(\($0)))" } ?? ""
        let from: SQL = """
            FROM offerLocation JOIN offer ON offer.id = offerLocation.offerID
            JOIN organisation ON organisation.id = offer.organisationID
            JOIN location ON location.id = offerLocation.locationID
            WHERE location.isConfidential = 0 AND \(conditions.all)\(near)
            """
        let rows: SQLRequest<Row> = """
            SELECT offerID, locationID \(from)\(after(slice.key))
            ORDER BY offerLocation.offerID, linkID(offerID, locationID) LIMIT \(slice.limit) OFFSET \(slice.offset)
            """
        let links = try rows.fetchAll(db).map { Link(offer: $0[0], location: $0[1]) }
        return (links, try slice.isCounted ? count(from, in: db) : nil)
    }

    private static func after(_ key: String?) -> SQL {
        guard let parts = key?.split(separator: " ").map(String.init), parts.count == 2 else { return "" }
        return " AND (offerLocation.offerID, linkID(offerID, locationID)) > (\(parts[0]), \(parts[1]))"
    }

    /// The link of that identifier: its first half is that of the offer.
    static func link(_ id: String, in db: Database) throws -> Link? {
        let half = String(id.prefix(19))
        let rows: SQLRequest<Row> = """
            SELECT offerID, locationID FROM offerLocation JOIN location ON location.id = locationID
            WHERE isConfidential = 0 AND offerID BETWEEN \(half) AND \(half + "g")
            """
        return try rows.fetchAll(db).map { Link(offer: $0[0], location: $0[1]) }.first { $0.id == id }
    }

    private static func addLinkID(to db: Database) {
        db.add(
            function: DatabaseFunction("linkID", argumentCount: 2, pure: true) { values in
                guard let offer = Offer.ID.fromDatabaseValue(values[0]),
                    let location = Location.ID.fromDatabaseValue(values[1])
                else { return nil }
                return OpenReferral.serviceAtLocationID(offer, location)
            }
        )
    }

    // MARK: Organisations

    /// One that has had an offer: others are only asking to join.
    private static let isPublished: SQL = "EXISTS (SELECT 1 FROM offer WHERE organisationID = organisation.id)"

    static func organisation(_ id: Organisation.ID, in db: Database) throws -> Organisation? {
        let request: SQLRequest<Organisation> = "SELECT * FROM organisation WHERE id = \(id) AND \(isPublished)"
        return try request.fetchOne(db)
    }

    static func organisations(
        _ words: [String],
        _ slice: OpenReferral.Slice,
        in db: Database
    ) throws -> (organisations: [Organisation], total: Int?) {
        let conditions =
            [isPublished]
            + words.map { word in
                "(instr(lower(name), lower(\(word))) OR instr(lower(description), lower(\(word))))" as SQL
            }
        let from: SQL = "FROM organisation WHERE \(conditions.joined(operator: .and))"
        let after: SQL = slice.key.map { " AND id > \($0)" } ?? ""
        let rows: SQLRequest<Organisation> = """
            SELECT * \(from)\(after) ORDER BY id LIMIT \(slice.limit) OFFSET \(slice.offset)
            """
        return (try rows.fetchAll(db), try slice.isCounted ? count(from, in: db) : nil)
    }
}

/// What an answer is made with.
struct OpenReferralContext {
    let terms: TermCatalogue

    func mapping(for listings: [Listing], in db: Database) throws -> OpenReferralMapping {
        OpenReferralMapping(terms: terms, districts: try districts(of: listings.flatMap(\.locations), in: db))
    }

    func districts(of locations: [Location], in db: Database) throws -> [String: String] {
        let outward = locations.filter { $0.county == nil }.compactMap { $0.postcode.flatMap { Postcode($0)?.outward } }
        let rows: SQLRequest<Row> =
            "SELECT code, district FROM outcode WHERE code IN \(Set(outward)) AND district <> ''"
        return Dictionary(try rows.fetchAll(db).map { ($0[0] as String, $0[1] as String) }) { first, _ in first }
    }

    func serviceAtLocations(
        _ links: [OpenReferralStore.Link],
        _ detail: OpenReferral.Detail,
        in db: Database
    ) throws -> [OpenReferral.ServiceAtLocation] {
        let listings = try DirectoryStore.listings(Set(links.map(\.offer)).sorted { $0.text < $1.text }, in: db)
        let mapping = try mapping(for: listings, in: db)
        let byID = Dictionary(uniqueKeysWithValues: listings.map { ($0.offer.id, $0) })
        return links.compactMap { link in
            guard let listing = byID[link.offer],
                let location = listing.locations.first(where: { $0.id == link.location })
            else { return nil }
            var record = mapping.link(
                link.offer,
                location,
                place: mapping.place(location, isFull: detail == .full)
            )
            record.service = detail == .full ? mapping.full(listing) : mapping.thin(listing)
            record.service?.serviceAtLocations = nil
            return record
        }
    }

    func organizations(
        _ organisations: [Organisation],
        _ detail: OpenReferral.Detail,
        _ services: OpenReferral.ServicesOfOrganization,
        in db: Database
    ) throws -> [OpenReferral.Organization] {
        try organisations.map { organisation in
            var record = OpenReferralMapping(terms: terms, districts: [:]).organization(
                organisation,
                isFull: detail == .full
            )
            guard services != .none else { return record }
            let offers = try Offer.fetchAll(
                db,
                sql: "SELECT * FROM offer WHERE organisationID = ? ORDER BY id",
                arguments: [organisation.id]
            )
            let listings = try DirectoryStore.complete(offers, in: db)
            let mapping = try mapping(for: listings, in: db)
            record.services = listings.map(services == .full ? mapping.full : mapping.mark)
            return record
        }
    }
}

extension OpenReferralMapping {
    /// Only what names a service.
    func mark(_ listing: Listing) -> OpenReferral.Service {
        OpenReferral.Service(
            id: listing.offer.id.text,
            organizationId: listing.offer.organisationID.text,
            name: listing.offer.name,
            status: listing.offer.status.rawValue,
            lastModified: OpenReferral.moment(listing.offer.lastModified)
        )
    }
}

extension OpenReferral.Slice {
    var limit: Int {
        switch self {
        case .page(_, let size): size
        case .following(_, let most): most
        }
    }

    var offset: Int {
        switch self {
        case .page(let number, let size): (number - 1) * size
        case .following: 0
        }
    }

    var key: String? {
        switch self {
        case .page: nil
        case .following(let key, _): key
        }
    }

    var isCounted: Bool { if case .page = self { true } else { false } }

    /// - Parameter last: the key of the last row that was read.
    func part<Record: Encodable & Sendable>(_ records: [Record], total: Int?, last: String?)
        -> OpenReferral.Part<Record>
    {
        // A full stretch may have been the last one: the next is then empty.
        OpenReferral.Part(records: records, total: total, next: isCounted || records.count < limit ? nil : last)
    }

    /// A stretch of a list that is held in memory, in order.
    func part<Record: Encodable & Sendable>(of list: [Record], by id: (Record) -> String) -> OpenReferral.Part<Record> {
        let rest = key.map { key in list.filter { id($0) > key } } ?? list
        let records = Array(rest.dropFirst(offset).prefix(limit))
        return part(records, total: isCounted ? list.count : nil, last: records.last.map(id))
    }
}
