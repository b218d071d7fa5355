import Foundation
import GRDB
import SearchIndex

/// Where outward postcodes are: the medians of their postcodes in ONS's NSPL (May 2025).
public struct Gazetteer: Sendable {
    let database: AppDatabase

    public struct Outcode: Codable, Equatable, Sendable, FetchableRecord, PersistableRecord {
        public static let databaseTableName = "outcode"
        public var code: String
        public var latitude: Double
        public var longitude: Double
        public var place: String
        public var district: String

        public var coordinate: Coordinate { Coordinate(latitude: latitude, longitude: longitude) }
    }

    /// The place of a postcode's outward half; nil when there is no such outward postcode in Great Britain.
    public func outcode(of postcode: Postcode) async throws -> Outcode? {
        try await database.read { try Gazetteer.outcode(of: postcode, in: $0) }
    }

    /// "EC1" is no outward postcode, although people say it: the first of EC1A, EC1M, … stands for it.
    static func outcode(of postcode: Postcode, in db: Database) throws -> Outcode? {
        // By a statement that is kept: an import asks for every place.
        if let exact = try Outcode.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM outcode WHERE code = ?"),
            arguments: [postcode.outward]
        ) {
            return exact
        }
        guard postcode.outward.last?.isNumber == true else { return nil }
        return try Outcode.fetchOne(
            db,
            sql: "SELECT * FROM outcode WHERE code GLOB ? ORDER BY code LIMIT 1",
            arguments: [postcode.outward + "[A-Z]"]
        )
    }
}
