import Foundation

/// The outward postcodes around one in London in which the invented place lies: as many as keep it about as dense as
/// a real directory, some thirty offers to each, so that a search near one finds a page or more at every size.
struct Region {
    struct Outcode {
        var code = ""
        var latitude = 0.0
        var longitude = 0.0
        var place = ""
        var district = ""
    }

    private static let offersEach = 30
    private static let fewest = 30
    /// SE15.
    private static let middle = (latitude: 51.47, longitude: -0.07)

    let outcodes: [Outcode]

    init(seed: URL, offers: Int) throws {
        let text = try String(contentsOf: seed.appendingPathComponent("outcodes.csv"), encoding: .utf8)
        let all = text.split(separator: "\n").dropFirst().compactMap(Region.outcode)
        let nearest = all.sorted { Region.distance($0) < Region.distance($1) }
        outcodes = Array(nearest.prefix(max(Region.fewest, offers / Region.offersEach)))
    }

    private static func outcode(_ line: Substring) -> Outcode? {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 5, let latitude = Double(fields[1]), let longitude = Double(fields[2]) else { return nil }
        return Outcode(code: fields[0], latitude: latitude, longitude: longitude, place: fields[3], district: fields[4])
    }

    /// In degrees of latitude, squared; near enough to sort by.
    private static func distance(_ outcode: Outcode) -> Double {
        let north = outcode.latitude - middle.latitude
        let east = (outcode.longitude - middle.longitude) * 0.62
        return north * north + east * east
    }
}
