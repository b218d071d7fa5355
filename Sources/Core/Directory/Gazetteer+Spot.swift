import Foundation
import GRDB
import SearchIndex

extension Gazetteer {
    /// Longer than this nobody writes the name of a place.
    private static let longestName = 100

    /// Where somebody is who typed this in the field for a place: a postcode, the outward half of one ("EC1" stands for EC1A, EC1M, …), or the
    /// name of a place in any case.
    ///
    /// Of several places of one name the one that has most of the directory near it is taken, as in `PlaceNames`; what
    /// follows a comma ("Richmond, Sheffield") chooses among them.
    ///
    /// - Returns: nil when there is nothing of that name.
    public func spot(typed: String) async throws -> Spot? {
        try await database.read { try Gazetteer.spot(typed: typed, in: $0) }
    }

    static func spot(typed: String, in db: Database) throws -> Spot? {
        guard typed.count <= longestName else { return nil }
        if let postcode = Postcode(typed) { return try spot(of: postcode, in: db) }
        let parts = typed.split(separator: ",").map(String.init)
        if parts.count > 1, let postcode = parts.last.flatMap({ Postcode($0) }) {
            return try spot(of: postcode, in: db)
        }
        return try place(named: parts.first ?? "", within: parts.dropFirst().first, in: db)
    }

    // MARK: Postcodes

    static func spot(of postcode: Postcode, in db: Database) throws -> Spot? {
        let outcodes = try outcodes(of: postcode, in: db)
        let exact = try coordinate(of: postcode, in: db)
        guard let coordinate = exact ?? middle(of: outcodes.map(\.coordinate)) else { return nil }
        let codes = outcodes.isEmpty ? [postcode.outward] : outcodes.map(\.code)
        let district = outcodes.first?.district ?? ""
        return Spot(
            kind: postcode.inward == nil ? .outcode : .postcode,
            name: postcode.text,
            district: district,
            coordinate: coordinate,
            isApproximate: postcode.inward != nil && exact == nil,
            outcodes: codes,
            areas: Coverage.areas(
                ofOutcodes: codes,
                district: district,
                extents: try codes.flatMap { try Extent.reaching(into: $0, in: db) }
            )
        )
    }

    private static func coordinate(of postcode: Postcode, in db: Database) throws -> Coordinate? {
        guard let inward = postcode.inward else { return nil }
        return try Row.fetchOne(
            db.cachedStatement(sql: "SELECT latitude, longitude FROM postcode WHERE code = ?"),
            arguments: [postcode.outward + inward]
        ).map { Coordinate(latitude: Double($0[0] as Int) / 1e6, longitude: Double($0[1] as Int) / 1e6) }
    }

    /// "EC1" is no outward postcode, although people say it: all of EC1A, EC1M, … stand for it.
    private static func outcodes(of postcode: Postcode, in db: Database) throws -> [Outcode] {
        let sql = "SELECT * FROM outcode WHERE code = ?"
        let exact = try Outcode.fetchAll(db, sql: sql, arguments: [postcode.outward])
        guard exact.isEmpty, postcode.outward.last?.isNumber == true else { return exact }
        return try Outcode.fetchAll(
            db,
            sql: "SELECT * FROM outcode WHERE code GLOB ? ORDER BY code",
            arguments: [postcode.outward + "[A-Z]"]
        )
    }

    private static func middle(of points: [Coordinate]) -> Coordinate? {
        guard !points.isEmpty else { return nil }
        return Coordinate(
            latitude: points.map(\.latitude).reduce(0, +) / Double(points.count),
            longitude: points.map(\.longitude).reduce(0, +) / Double(points.count)
        )
    }

    // MARK: Names

    private static func place(named name: String, within wider: String?, in db: Database) throws -> Spot? {
        var candidates: [PlaceRow] = []
        // "London Borough of Southwark" is Southwark, but Durham is the city before it is the county.
        for key in [PlaceName.key(name), normalisedArea(name)] where candidates.isEmpty && !key.isEmpty {
            candidates = try PlaceRow.named(key, in: db)
        }
        let key = PlaceName.key(name)
        let ranked = try candidates.map { row in
            (
                row: row,
                rank: PlaceRank(row, called: key, near: candidates.count > 1 ? try locations(near: row, in: db) : 0)
            )
        }.sorted { $0.rank > $1.rank }
        let area = wider.map(normalisedArea)
        var likeliest: Spot?
        for candidate in ranked {
            let spot = candidate.row.spot(
                among: try Extent.reaching(into: candidate.row.outcodeList.first ?? "", in: db)
            )
            if area.map(spot.areas.contains) ?? true { return spot }
            likeliest = likeliest ?? spot
        }
        return likeliest
    }

    /// Public locations in a square of 16 km around a place. Unlike `PlaceNames` it counts those of closed offers, too: it
    /// only chooses between places of one name.
    private static func locations(near place: PlaceRow, in db: Database) throws -> Int {
        let reach = PointGrid.degrees(PlaceNames.reach, at: place.latitude)
        return try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT COUNT(*) FROM location WHERE isConfidential = 0
                        AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?
                    """
            ),
            arguments: [
                place.latitude - reach.latitude, place.latitude + reach.latitude,
                place.longitude - reach.longitude, place.longitude + reach.longitude,
            ]
        ) ?? 0
    }
}

/// Which of several places of one name is meant: first one with offers near it, of those the one with most,
/// where a town counts for several villages and a name that is only the half of another counts half.
struct PlaceRank: Comparable {
    private let score: Int
    private let weight: Int

    init(_ place: PlaceRow, called key: String, near locations: Int) {
        weight = place.kind.weight * (place.key == key ? 2 : 1)
        score = locations * weight
    }

    static func < (one: PlaceRank, other: PlaceRank) -> Bool { (one.score, one.weight) < (other.score, other.weight) }
}
