import GRDB
import SearchIndex

/// The names of places that mean something in this directory, to be found in what people type: those with an offer near them.
///
/// A word of a query is a place only where that place is near: "reading group" asks for no town in a London directory. A directory in
/// Berkshire knows Reading, so the reader of queries still has to look at the words around it.
///
/// Immutable and in memory; build it anew when listings have moved.
public struct PlaceNames: Sendable {
    /// An offer is near a place within so many metres: half an hour by bus.
    public static let reach = 8_000.0

    /// By key, the likeliest first.
    private let spots: [String: [Spot]]
    /// The number of words of the longest key that begins with a word.
    private let longest: [String: Int]
    /// All keys in alphabetical order, each with the rank of its likeliest place.
    private let keys: [(key: String, rank: PlaceRank)]

    /// Knows no place.
    public static let none = PlaceNames([:], keys: [])

    private init(_ spots: [String: [Spot]], keys: [(key: String, rank: PlaceRank)]) {
        self.spots = spots
        self.keys = keys
        longest = spots.keys.reduce(into: [:]) { longest, key in
            let words = key.split(separator: " ")
            guard let first = words.first.map(String.init) else { return }
            longest[first] = max(longest[first] ?? 0, words.count)
        }
    }

    public var count: Int { spots.count }

    /// Every place of that name that is near the directory, the likeliest first.
    public func candidates(_ name: String) -> [Spot] { spots[PlaceName.key(name)] ?? [] }

    /// The longest name of a place that begins with the word at `start`.
    ///
    /// - Parameter words: of the query, in any case, with or without hyphens and apostrophes in them.
    /// - Returns: the likeliest place of that name and how many of the words it takes; nil when there is none, or no such word.
    public func match(words: [String], at start: Int) -> (spot: Spot, length: Int)? {
        guard words.indices.contains(start) else { return nil }
        var key: [String] = []
        var best: (spot: Spot, length: Int)?
        for (offset, word) in words[start...].enumerated() {
            let pieces = PlaceName.words(word)
            key += pieces
            guard let first = key.first, let limit = longest[first], key.count <= limit else { break }
            if !pieces.isEmpty, let spot = spots[key.joined(separator: " ")]?.first { best = (spot, offset + 1) }
        }
        return best
    }
}

extension PlaceNames {
    /// The places whose names begin so, the likeliest first, each once, and of several of one name the likeliest.
    ///
    /// Looks at the names that begin so and no others.
    ///
    /// - Parameter key: as `PlaceName.key` writes it; an empty one begins no name.
    func beginning(with key: String, limit: Int) -> [Spot] {
        guard !key.isEmpty else { return [] }
        let named = keys[firstPosition(of: key)...].prefix { $0.key.hasPrefix(key) }
        var found: [Spot] = []
        // Sorting is stable, so that places of one rank stay in alphabetical order.
        for (key, _) in named.sorted(by: { $0.rank > $1.rank }) {
            guard found.count < limit else { break }
            // "Newcastle" and "Newcastle upon Tyne" are two keys of one place.
            if let spot = spots[key]?.first, !found.contains(spot) { found.append(spot) }
        }
        return found
    }

    /// Of the first key that does not come before this one.
    private func firstPosition(of key: String) -> Int {
        var range = keys.startIndex..<keys.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = keys[middle].key < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}

// MARK: - Building

extension PlaceNames {
    public static func build(from database: AppDatabase) async throws -> PlaceNames {
        try await database.read { try build(in: $0) }
    }

    /// Reads the points of all listed offers and all places: cheap enough for every change, but not for every request.
    static func build(in db: Database) throws -> PlaceNames {
        let directory = try DirectoryPoints(db)
        guard let box = directory.box else { return .none }
        let extents = try Extent.all(in: db)
        let reaching = ExtentIndex(extents)
        var found: [String: [(rank: PlaceRank, spot: Spot)]] = [:]
        let rows = try PlaceRow.fetchCursor(db, sql: sql, arguments: [box.south, box.north, box.west, box.east])
        while let row = try rows.next() {
            let near = directory.count(near: row)
            guard near > 0 else { continue }
            let spot = row.spot(among: reaching.extents(of: row))
            for key in [row.key, PlaceName.spokenKey(row.key)].compactMap({ $0 }) {
                found[key, default: []].append((PlaceRank(row, called: key, near: near), spot))
            }
        }
        let ranked = found.mapValues { $0.sorted { $0.rank > $1.rank } }
        let keys = ranked.compactMap { key, places in places.first.map { (key: key, rank: $0.rank) } }
        return PlaceNames(ranked.mapValues { $0.map(\.spot) }, keys: keys.sorted { $0.key < $1.key })
    }

    /// A county's middle may lie far from all offers in it.
    private static let sql = """
        SELECT \(PlaceRow.columns) FROM place
        WHERE (latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?) OR kind IN ('district', 'county')
        """
}

/// Where the directory's listed offers are, as far as the public may know.
private struct DirectoryPoints {
    private let near: PointGrid
    private let far: PointGrid
    /// In degrees, as wide as `PlaceNames.reach` around all points; nil when there is none.
    let box: (south: Double, north: Double, west: Double, east: Double)?

    /// To a degree: points that lie within some 500 metres are counted as one before they leave SQLite.
    private static let (stepsNorth, stepsEast) = (200.0, 120.0)

    /// Indexes alone answer it: offers that are not listed are few, and their ids are an index of their own.
    private static let sql = """
        SELECT ROUND(latitude * \(stepsNorth)), ROUND(longitude * \(stepsEast)), COUNT(*) FROM location
        WHERE isConfidential = 0 AND latitude IS NOT NULL AND EXISTS (
            SELECT 1 FROM offerLocation WHERE locationID = location.id AND offerID NOT IN (
                SELECT id FROM offer WHERE status NOT IN ('active', 'temporarily closed')))
        GROUP BY 1, 2
        """

    init(_ db: Database) throws {
        var near = PointGrid(side: 1_000)
        var corners: (south: Double, north: Double, west: Double, east: Double)?
        let rows = try Row.fetchCursor(db, sql: DirectoryPoints.sql)
        while let row = try rows.next() {
            let latitude = row[0] as Double / DirectoryPoints.stepsNorth
            let longitude = row[1] as Double / DirectoryPoints.stepsEast
            near.add(Coordinate(latitude: latitude, longitude: longitude), times: row[2])
            let old = corners ?? (latitude, latitude, longitude, longitude)
            corners = (min(old.0, latitude), max(old.1, latitude), min(old.2, longitude), max(old.3, longitude))
        }
        self.near = near
        far = near.coarser(side: 8_000)
        box = corners.map { corners in
            let reach = PointGrid.degrees(PlaceNames.reach, at: corners.north)
            return (
                corners.south - reach.latitude, corners.north + reach.latitude,
                corners.west - reach.longitude, corners.east + reach.longitude
            )
        }
    }

    /// Within `PlaceNames.reach`; around a district or county, within the whole of it.
    func count(near place: PlaceRow) -> Int {
        let metres = Double(place.miles) * 1_609.344
        if place.kind.hasExtent, metres > PlaceNames.reach { return far.count(near: place.coordinate, within: metres) }
        // Most places of a country are far from everything here: the coarse cells say so at once.
        guard far.count(near: place.coordinate, within: PlaceNames.reach * 2) > 0 else { return 0 }
        return near.count(near: place.coordinate, within: PlaceNames.reach)
    }
}

/// Finds the few extents that can hold a place.
private struct ExtentIndex {
    private var byOutcode: [String: [Extent]] = [:]
    private let ofSteward: [Extent]

    init(_ extents: [Extent]) {
        ofSteward = extents.filter { $0.kind == .borough || $0.kind == .part }
        for extent in extents where extent.kind == .district || extent.kind == .county {
            for outcode in extent.outcodes { byOutcode[outcode, default: []].append(extent) }
        }
    }

    func extents(of place: PlaceRow) -> [Extent] {
        (byOutcode[String(place.outcodes.prefix { $0 != " " })] ?? []) + ofSteward
    }
}
