import Foundation
import SearchIndex

extension Coordinate {
    /// Metres along the sphere (haversine, mean Earth radius 6,371,008.8 m).
    func distance(to other: Coordinate) -> Double {
        let radians = Double.pi / 180
        let latitudes = sin((other.latitude - latitude) * radians / 2)
        let longitudes = sin((other.longitude - longitude) * radians / 2)
        let chord =
            latitudes * latitudes + cos(latitude * radians) * cos(other.latitude * radians) * longitudes * longitudes
        return 2 * 6_371_008.8 * asin(min(1, sqrt(chord)))
    }
}
