import SearchIndex

/// Where a search is made from: a postcode, the outward half of one, or a named place.
public struct Spot: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case postcode
        case outcode
        case place
    }

    public var kind: Kind
    /// As it is shown: "SE15 3CK", "SE15", "Peckham".
    public var name: String
    /// The council's district, "Southwark"; empty where it is not known, and for a county.
    public var district: String
    public var coordinate: Coordinate
    /// True for a whole postcode that is not known here: the point is then the middle of its outward half, and that must be
    /// said. Right to a kilometre or two in a town, to ten in the country.
    public var isApproximate: Bool
    /// The outward postcodes it lies in, never empty for a postcode: "SE15"; all of them for a district.
    public var outcodes: [String]
    /// The names of service areas that hold it, as `Gazetteer.normalisedArea` writes them: "southwark", "london", "se15", "england".
    public var areas: [String]
    /// A search radius that suits it, in miles: see `PlaceKind.miles`; for a district or county, as far as it reaches.
    public var miles: Int

    public init(
        kind: Kind,
        name: String,
        district: String = "",
        coordinate: Coordinate,
        isApproximate: Bool = false,
        outcodes: [String] = [],
        areas: [String] = [],
        miles: Int = Spot.usualMiles
    ) {
        self.kind = kind
        self.name = name
        self.district = district
        self.coordinate = coordinate
        self.isApproximate = isApproximate
        self.outcodes = outcodes
        self.areas = areas
        self.miles = miles
    }

    /// The radius around a postcode: what people go by bus.
    public static let usualMiles = 5
}
