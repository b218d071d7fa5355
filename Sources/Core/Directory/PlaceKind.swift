/// What a name on the map stands for, in the words of `seed/places.csv` and `seed/place/areas.csv`.
enum PlaceKind: String, Codable, Sendable, CaseIterable {
    case city
    case town
    case suburb
    case village
    /// A populated place of another kind; the centres of London boroughs are among them.
    case settlement
    case district
    case county
    /// A whole place, named by its steward.
    case borough
    /// A part of it.
    case part
}

extension PlaceKind {
    /// Whether it stands for all that lies in its outward postcodes rather than for a point.
    var hasExtent: Bool { [.district, .county, .borough, .part].contains(self) }

    /// How much likelier people mean it than a village of the same name that has as many offers near it. Chosen, not measured.
    var weight: Int {
        switch self {
        case .city, .district, .county, .borough: 8
        case .town: 4
        case .suburb, .settlement, .part: 2
        case .village: 1
        }
    }

    /// The search radius in miles where the list gives none: a walk and a short ride in a town's part, farther from a village, where
    /// the next offer is.
    var miles: Int {
        switch self {
        case .suburb, .settlement, .part: 3
        case .village, .town: 5
        case .city, .borough: 6
        case .district, .county: 10
        }
    }
}
