import GRDB

/// An area with an extent: a district, a county, or what a steward named.
struct Extent: Sendable {
    let name: String
    let kind: PlaceKind
    let outcodes: Set<String>

    /// Those that reach into an outward postcode, and all that a steward named.
    static func reaching(into outcode: String, in db: Database) throws -> [Extent] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT name, kind, outcodes FROM place
                    WHERE kind IN ('district', 'county', 'borough', 'part')
                        AND (source = 'steward' OR instr(' ' || outcodes || ' ', ' ' || ? || ' '))
                    """
            ),
            arguments: [outcode]
        ).compactMap(Extent.init)
    }

    static func all(in db: Database) throws -> [Extent] {
        try Row.fetchAll(
            db,
            sql: "SELECT name, kind, outcodes FROM place WHERE kind IN ('district', 'county', 'borough', 'part')"
        ).compactMap(Extent.init)
    }

    private init?(_ row: Row) {
        guard let kind = PlaceKind(rawValue: row[1]) else { return nil }
        name = row[0]
        self.kind = kind
        outcodes = Set((row[2] as String).split(separator: " ").map(String.init))
    }
}

/// Which service areas hold a spot, as far as outward postcodes tell: at the edge of a district the neighbour may be among them.
enum Coverage {
    /// For a postcode: every area that reaches into its outward half.
    static func areas(ofOutcodes codes: [String], district: String, extents: [Extent]) -> [String] {
        let holding = extents.filter { extent in codes.contains(where: extent.outcodes.contains) }
        return names([district] + holding.map(\.name), outcodes: codes, district: district)
    }

    /// For a named place, whose district is known: what holds all of it, and for a district or borough the parts that a steward named in it.
    static func areas(
        ofPlace name: String,
        kind: PlaceKind,
        district: String,
        outcodes: [String],
        extents: [Extent]
    ) -> [String] {
        let own = Gazetteer.normalisedArea(district)
        let holding = extents.filter { extent in
            switch extent.kind {
            case .district:
                !own.isEmpty && Gazetteer.normalisedArea(extent.name) == own
            case .borough, .part:
                (!outcodes.isEmpty && extent.outcodes.isSuperset(of: outcodes))
                    || (kind.hasExtent && extent.outcodes.isSubset(of: outcodes))
            default:
                !outcodes.isEmpty && extent.outcodes.isSuperset(of: outcodes)
            }
        }
        return names([name, district] + holding.map(\.name), outcodes: outcodes, district: district)
    }

    private static func names(_ names: [String], outcodes: [String], district: String) -> [String] {
        var areas: [String] = []
        func add(_ area: String) {
            if !area.isEmpty, !areas.contains(area) { areas.append(area) }
        }
        for name in names {
            // Districts of Wales are written in both languages.
            for part in name.components(separatedBy: " - ") {
                let area = Gazetteer.normalisedArea(part)
                add(area)
                if let spoken = PlaceName.spokenKey(area) { add(spoken) }
            }
        }
        outcodes.forEach { add($0.lowercased()) }
        nations(outcode: outcodes.first ?? "", district: district).forEach(add)
        return areas
    }

    /// Scotland's own postcode areas; TD is on both sides of the Tweed.
    private static let scottish: Set<Substring> = [
        "AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE",
    ]

    private static func nations(outcode: String, district: String) -> [String] {
        if district.contains(" - ") { return ["wales", "england and wales", "great britain", "uk"] }
        if scottish.contains(outcode.prefix { $0.isLetter }), district != "Northumberland" {
            return ["scotland", "great britain", "uk"]
        }
        return ["england", "england and wales", "great britain", "uk"]
    }
}
