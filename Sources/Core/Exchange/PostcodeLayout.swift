import Foundation

/// Where a list of postcodes keeps what is needed, told from its first line.
struct PostcodeLayout: Equatable {
    enum Position: Equatable {
        /// WGS 84.
        case degrees(latitude: Int, longitude: Int)
        /// British National Grid, metres.
        case grid(eastings: Int, northings: Int)
    }

    let code: Int
    let position: Position
    /// The column that has a date when the postcode is no longer in use.
    let ended: Int?
    /// Whether the first line names the columns.
    let hasHeader: Bool

    /// One more than the last column that is needed.
    var width: Int {
        let (one, other) =
            switch position {
            case .degrees(let latitude, let longitude): (latitude, longitude)
            case .grid(let eastings, let northings): (eastings, northings)
            }
        return max(code, one, other, ended ?? 0) + 1
    }

    /// Knows the ONS's NSPL and ONSPD, any table with the columns postcode, lat and lon, and Code-Point Open, which has no header.
    ///
    /// - Returns: nil for anything else.
    init?(firstLine fields: [String]) {
        if let layout = PostcodeLayout(header: fields) {
            self = layout
        } else if fields.count >= 4, Postcode(fields[0])?.inward != nil, fields[1...3].allSatisfy({ Int($0) != nil }) {
            self.init(code: 0, position: .grid(eastings: 2, northings: 3), ended: nil, hasHeader: false)
        } else {
            return nil
        }
    }

    private init(code: Int, position: Position, ended: Int?, hasHeader: Bool) {
        (self.code, self.position, self.ended, self.hasHeader) = (code, position, ended, hasHeader)
    }

    private init?(header fields: [String]) {
        let names = fields.map { $0.lowercased().trimmingCharacters(in: .whitespaces.union(["\u{FEFF}"])) }
        func column(_ any: String...) -> Int? { any.lazy.compactMap { names.firstIndex(of: $0) }.first }
        guard let code = column("pcds", "pcd7", "pcd8", "pcd", "pcd2", "postcode"),
            let latitude = column("lat", "latitude"), let longitude = column("long", "lon", "lng", "longitude")
        else { return nil }
        self.init(
            code: code,
            position: .degrees(latitude: latitude, longitude: longitude),
            ended: column("doterm"),
            hasHeader: true
        )
    }
}
