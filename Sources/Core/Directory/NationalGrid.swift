import Foundation
import SearchIndex

/// Turns eastings and northings of the British National Grid into latitude and longitude.
///
/// Formulas and constants are those of Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C: the inverse
/// Transverse Mercator projection on the Airy 1830 ellipsoid, then the seven-parameter Helmert transformation to
/// WGS 84, which is right to about 5 metres all over Great Britain.
enum NationalGrid {
    /// - Parameters: metres east and north of the grid's false origin, 0 to 700,000 and 0 to 1,300,000.
    /// - Returns: WGS 84 degrees; nil off the grid.
    static func coordinate(eastings: Double, northings: Double) -> Coordinate? {
        guard (0...700_000).contains(eastings), (0...1_300_000).contains(northings) else { return nil }
        let (latitude, longitude) = unprojected(eastings: eastings, northings: northings)
        let point = Ellipsoid.airy.cartesian(latitude: latitude, longitude: longitude)
        let (north, east) = Ellipsoid.wgs84.geodetic(moved(point))
        return Coordinate(latitude: north * 180 / .pi, longitude: east * 180 / .pi)
    }

    // MARK: Projection (annexe C)

    private static let scale = 0.9996012717
    private static let trueOrigin = (latitude: 49 * Double.pi / 180, longitude: -2 * Double.pi / 180)
    private static let falseOrigin = (eastings: 400_000.0, northings: -100_000.0)

    /// - Returns: radians on the Airy ellipsoid (OSGB36).
    static func unprojected(eastings: Double, northings: Double) -> (latitude: Double, longitude: Double) {
        let airy = Ellipsoid.airy
        let latitude = footLatitude(northings - falseOrigin.northings)
        let squared = pow(sin(latitude), 2)
        let transverse = airy.major * scale / sqrt(1 - airy.eccentricity * squared)
        let meridional = airy.major * scale * (1 - airy.eccentricity) * pow(1 - airy.eccentricity * squared, -1.5)
        let eta = transverse / meridional - 1
        let t = pow(tan(latitude), 2)
        let secant = 1 / cos(latitude)
        let vii = tan(latitude) / (2 * meridional * transverse)
        let viii = tan(latitude) / (24 * meridional * pow(transverse, 3)) * (5 + 3 * t + eta - 9 * t * eta)
        let ix = tan(latitude) / (720 * meridional * pow(transverse, 5)) * (61 + 90 * t + 45 * t * t)
        let x = secant / transverse
        let xi = secant / (6 * pow(transverse, 3)) * (transverse / meridional + 2 * t)
        let xii = secant / (120 * pow(transverse, 5)) * (5 + 28 * t + 24 * t * t)
        let xiia = secant / (5040 * pow(transverse, 7)) * (61 + 662 * t + 1320 * t * t + 720 * t * t * t)
        let east = eastings - falseOrigin.eastings
        return (
            latitude - vii * pow(east, 2) + viii * pow(east, 4) - ix * pow(east, 6),
            trueOrigin.longitude + x * east - xi * pow(east, 3) + xii * pow(east, 5) - xiia * pow(east, 7)
        )
    }

    /// The latitude on the central meridian whose arc has that length, to a tenth of a millimetre.
    private static func footLatitude(_ north: Double) -> Double {
        let radius = Ellipsoid.airy.major * scale
        var latitude = trueOrigin.latitude + north / radius
        // Each round leaves about a hundredth of the error; three are enough.
        for _ in 0..<10 {
            let rest = north - arc(latitude)
            latitude += rest / radius
            if abs(rest) < 0.0001 { break }
        }
        return latitude
    }

    private static func arc(_ latitude: Double) -> Double {
        let airy = Ellipsoid.airy
        let n = (airy.major - airy.minor) / (airy.major + airy.minor)
        let (n2, n3) = (n * n, n * n * n)
        let (difference, sum) = (latitude - trueOrigin.latitude, latitude + trueOrigin.latitude)
        let first = (1 + n + 5 / 4 * n2 + 5 / 4 * n3) * difference
        let second = (3 * n + 3 * n2 + 21 / 8 * n3) * sin(difference) * cos(sum)
        let third = (15 / 8 * n2 + 15 / 8 * n3) * sin(2 * difference) * cos(2 * sum)
        let fourth = 35 / 24 * n3 * sin(3 * difference) * cos(3 * sum)
        return airy.minor * scale * (first - second + third - fourth)
    }

    // MARK: Transformation (annexe B, section 6.6)

    private typealias Point = (x: Double, y: Double, z: Double)

    /// From OSGB36 to WGS 84: the guide's parameters with their signs turned round.
    private static func moved(_ point: Point) -> Point {
        let scale = 1 - 20.4894e-6
        let second = Double.pi / 180 / 3600
        let (rx, ry, rz) = (0.1502 * second, 0.2470 * second, 0.8421 * second)
        return (
            446.448 + scale * point.x - rz * point.y + ry * point.z,
            -125.157 + rz * point.x + scale * point.y - rx * point.z,
            542.060 - ry * point.x + rx * point.y + scale * point.z
        )
    }

    private struct Ellipsoid {
        /// Half axes in metres.
        let major: Double
        let minor: Double
        /// The first eccentricity, squared.
        let eccentricity: Double

        private init(major: Double, minor: Double) {
            self.major = major
            self.minor = minor
            eccentricity = 1 - (minor * minor) / (major * major)
        }

        static let airy = Ellipsoid(major: 6_377_563.396, minor: 6_356_256.909)
        static let wgs84 = Ellipsoid(major: 6_378_137, minor: 6_356_752.3142)

        func cartesian(latitude: Double, longitude: Double) -> Point {
            let normal = major / sqrt(1 - eccentricity * pow(sin(latitude), 2))
            return (
                normal * cos(latitude) * cos(longitude), normal * cos(latitude) * sin(longitude),
                normal * (1 - eccentricity) * sin(latitude)
            )
        }

        func geodetic(_ point: Point) -> (latitude: Double, longitude: Double) {
            let across = hypot(point.x, point.y)
            var latitude = atan2(point.z, across * (1 - eccentricity))
            // Each round leaves less than a hundredth of the error: four reach a micrometre.
            for _ in 0..<4 {
                let normal = major / sqrt(1 - eccentricity * pow(sin(latitude), 2))
                latitude = atan2(point.z + eccentricity * normal * sin(latitude), across)
            }
            return (latitude, atan2(point.y, point.x))
        }
    }
}
