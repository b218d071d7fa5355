import SearchIndex

/// Whether coordinates can be believed, and what to use when not.
struct LocationCheck {
    let outcode: (Postcode) throws -> Coordinate?

    /// Farther from the centre of its own outward postcode no address lies; the largest (in the Highlands) reach about 60 km.
    static let farthest = 75_000.0

    struct Place {
        var coordinate: Coordinate?
        var precision: Location.Precision
        var note: String?
    }

    func place(latitude: Double?, longitude: Double?, postcode: String?, country: String?) throws -> Place {
        let centre = try postcode.flatMap { Postcode($0) }.flatMap(outcode)
        let isBritish = country == nil || ["GB", "UK", "United Kingdom"].contains(country ?? "")
        guard let latitude, let longitude else { return fallback(to: centre, note: nil) }
        guard (-90...90).contains(latitude), (-180...180).contains(longitude), latitude != 0 || longitude != 0 else {
            return fallback(to: centre, note: "its coordinates are impossible")
        }
        let given = Coordinate(latitude: latitude, longitude: longitude)
        if isBritish, let centre, given.distance(to: centre) > LocationCheck.farthest {
            return fallback(
                to: centre,
                note: "its coordinates lie \(Int(given.distance(to: centre) / 1_000)) km from its postcode"
            )
        }
        if isBritish, centre == nil, !isInBritain(given) {
            return fallback(to: nil, note: "its coordinates are not in the United Kingdom")
        }
        return Place(coordinate: given, precision: .exact)
    }

    private func fallback(to centre: Coordinate?, note: String?) -> Place {
        let end = centre == nil ? "and were left out" : "so the middle of its outward postcode is used"
        return Place(
            coordinate: centre,
            precision: centre == nil ? .none : .outcode,
            note: note.map { "\($0), \(end)" }
        )
    }

    private func isInBritain(_ point: Coordinate) -> Bool {
        (49.0...61.0).contains(point.latitude) && (-9.0...2.5).contains(point.longitude)
    }
}
