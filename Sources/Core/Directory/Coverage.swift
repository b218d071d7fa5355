import Foundation
import GRDB

/// An area with an extent: a district, a county, or what a steward named.
struct Extent: Sendable {
    let kind: PlaceKind
    let outcodes: Set<String>
    /// As service areas are called that are it.
    let areas: [String]

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

    /// Whether all of a place lies in it.
    func holds(_ places: [String]) -> Bool { !places.isEmpty && outcodes.isSuperset(of: places) }

    private init?(_ row: Row) {
        guard let kind = PlaceKind(rawValue: row[1]) else { return nil }
        areas = Coverage.areas(called: row[0])
        self.kind = kind
        outcodes = Set((row[2] as String).split(separator: " ").map(String.init))
    }
}

/// Which service areas hold a spot, as far as outward postcodes tell: at the edge of a district the neighbour may be among them.
enum Coverage {
    /// For a postcode: every area that reaches into its outward half.
    static func areas(ofOutcodes codes: [String], district: String, extents: [Extent]) -> [String] {
        let holding = extents.filter { extent in codes.contains(where: extent.outcodes.contains) }
        return all(areas(called: district), holding: holding, outcodes: codes, district: district)
    }

    /// For a named place, whose district is known: what holds all of it, and for a district or borough the parts that a steward named in it.
    static func areas(
        ofPlace name: String,
        kind: PlaceKind,
        district: String,
        outcodes: [String],
        extents: [Extent]
    ) -> [String] {
        let districts = areas(called: district)
        let holding = extents.filter { extent in
            switch extent.kind {
            case .district: !districts.isEmpty && extent.areas.first == districts.first
            case .borough, .part:
                extent.holds(outcodes) || (kind.hasExtent && extent.outcodes.isSubset(of: outcodes))
            default: extent.holds(outcodes)
            }
        }
        let own = name == district ? districts : areas(called: name) + districts
        return all(own, holding: holding, outcodes: outcodes, district: district)
    }

    /// Its normalised name and what people say for it; both names of a district of Wales.
    static func areas(called name: String) -> [String] {
        name.components(separatedBy: " - ").flatMap { name in
            let area = Gazetteer.normalisedArea(name)
            return area.isEmpty ? [] : [area] + [PlaceName.spokenKey(area)].compactMap { $0 }
        }
    }

    /// In an order that depends on nothing else, each once.
    private static func all(_ own: [String], holding: [Extent], outcodes: [String], district: String) -> [String] {
        let wider = holding.flatMap(\.areas).sorted() + outcodes.map { $0.lowercased() }
        var seen: Set<String> = []
        return (own + wider + nations(outcode: outcodes.first ?? "", district: district)).filter {
            seen.insert($0).inserted
        }
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
