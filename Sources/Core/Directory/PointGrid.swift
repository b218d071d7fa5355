import Foundation
import SearchIndex

/// Counts points near others quickly: each falls into a cell of about a kilometre, and whole cells are counted.
struct PointGrid {
    private var cells: [Cell: Int] = [:]
    /// Of a cell's side from south to north, in degrees; from west to east it has the same number of metres at 53° N.
    private let side: Double

    private struct Cell: Hashable {
        let north: Int
        let east: Int
    }

    /// - Parameter side: of a cell, in metres.
    init(side metres: Double) { side = metres / PointGrid.metresPerDegree }

    /// Along a meridian.
    private static let metresPerDegree = 111_200.0
    private static let eastSideFactor = 1 / cos(53 * Double.pi / 180)

    /// So many metres in degrees, at that latitude.
    static func degrees(_ metres: Double, at latitude: Double) -> (latitude: Double, longitude: Double) {
        let degrees = metres / metresPerDegree
        return (degrees, degrees / max(cos(latitude * .pi / 180), 0.01))
    }

    mutating func add(_ point: Coordinate, times: Int = 1) { cells[cell(of: point), default: 0] += times }

    /// The same points in larger cells; each lies where the middle of its small cell did.
    func coarser(side metres: Double) -> PointGrid {
        cells.reduce(into: PointGrid(side: metres)) { grid, cell in
            let middle = Coordinate(
                latitude: (Double(cell.key.north) + 0.5) * side,
                longitude: (Double(cell.key.east) + 0.5) * side * PointGrid.eastSideFactor
            )
            grid.add(middle, times: cell.value)
        }
    }

    private func cell(of point: Coordinate) -> Cell {
        Cell(
            north: Int((point.latitude / side).rounded(.down)),
            east: Int((point.longitude / (side * PointGrid.eastSideFactor)).rounded(.down))
        )
    }

    /// The points in cells whose middle lies within so many metres: exact to a cell.
    func count(near point: Coordinate, within metres: Double) -> Int {
        let centre = cell(of: point)
        let reach = PointGrid.degrees(metres, at: point.latitude)
        let steps = (
            north: Int(reach.latitude / side) + 1, east: Int(reach.longitude / (side * PointGrid.eastSideFactor)) + 1
        )
        var count = 0
        for north in centre.north - steps.north...centre.north + steps.north {
            let up = ((Double(north) + 0.5) * side - point.latitude) / reach.latitude
            for east in centre.east - steps.east...centre.east + steps.east {
                let right = ((Double(east) + 0.5) * side * PointGrid.eastSideFactor - point.longitude) / reach.longitude
                guard up * up + right * right <= 1 else { continue }
                count += cells[Cell(north: north, east: east)] ?? 0
            }
        }
        return count
    }
}
