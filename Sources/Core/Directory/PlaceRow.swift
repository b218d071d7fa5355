import Foundation
import GRDB
import SearchIndex

/// A named place as it is stored.
struct PlaceRow: FetchableRecord, Sendable {
    enum Source: String {
        /// `seed/places.csv`, from OS Open Names.
        case list
        /// A list of areas that the steward keeps.
        case steward
    }

    var key: String
    var name: String
    var district: String
    var kind: PlaceKind
    var latitude: Double
    var longitude: Double
    /// Separated by spaces.
    var outcodes: String
    var miles: Int

    /// The columns of a row that can be read, in their order.
    static let columns = "key, name, district, kind, latitude, longitude, outcodes, miles"

    init(row: Row) throws {
        (key, name, district) = (row[0], row[1], row[2])
        kind = PlaceKind(rawValue: row[3]) ?? .settlement
        (latitude, longitude) = (row[4], row[5])
        (outcodes, miles) = (row[6], row[7])
    }

    /// - Parameter miles: nil for what suits the kind.
    init(
        name: String,
        district: String,
        kind: PlaceKind,
        coordinate: Coordinate,
        outcodes: String,
        miles: Int? = nil
    ) {
        key = PlaceName.key(name)
        self.name = name
        self.district = district
        self.kind = kind
        (latitude, longitude) = (coordinate.latitude, coordinate.longitude)
        self.outcodes = outcodes
        self.miles = miles ?? kind.miles
    }

    var coordinate: Coordinate { Coordinate(latitude: latitude, longitude: longitude) }
    var outcodeList: [String] { outcodes.split(separator: " ").map(String.init) }

    func spot(among extents: [Extent]) -> Spot {
        let outcodes = outcodeList
        return Spot(
            kind: .place,
            name: name,
            district: district,
            coordinate: coordinate,
            outcodes: outcodes,
            areas: Coverage.areas(ofPlace: name, kind: kind, district: district, outcodes: outcodes, extents: extents),
            miles: miles
        )
    }
}

extension PlaceRow {
    /// Replaces all places of one source, in the caller's transaction. What is not on the ground of Great Britain is left out.
    static func replace(_ source: Source, with places: [PlaceRow], in db: Database) throws {
        try db.execute(sql: "DELETE FROM place WHERE source = ?", arguments: [source.rawValue])
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO place (source, key, name, district, kind, latitude, longitude, outcodes, miles)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for place in places where !place.key.isEmpty && place.isInBritain {
            try insert.execute(arguments: [
                source.rawValue, place.key, place.name, place.district, place.kind.rawValue, place.latitude,
                place.longitude, place.outcodes, min(max(place.miles, 1), 100),
            ])
        }
    }

    private var isInBritain: Bool { (49...61).contains(latitude) && (-9...3).contains(longitude) }

    /// All places of that name, also of those that people call by it ("barton" for Barton-upon-Humber).
    static func named(_ key: String, in db: Database) throws -> [PlaceRow] {
        try fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(columns) FROM place
                    WHERE key = ?1 OR (key > ?1 || ' ' AND key < ?1 || '!')
                    """
            ),
            arguments: [key]
        ).filter { $0.key == key || PlaceName.spokenKey($0.key) == key }
    }
}
