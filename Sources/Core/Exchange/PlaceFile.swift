import Foundation
import SearchIndex

/// A list of places as it is written in `seed/places.csv` and `seed/place/areas.csv`.
///
/// Columns, in any order: name, kind, latitude, longitude (degrees), outcodes (separated by spaces), and where the list has them district and
/// miles. Lines that begin with `#` are for people to read.
enum PlaceFile {
    /// - Throws: `Failure.unavailable` with a sentence about the file.
    static func places(in file: URL) throws -> [PlaceRow] {
        guard let table = try? TableFile(file) else { throw unusable(file, "cannot be read") }
        var columns: [String: Int]?
        var places: [PlaceRow] = []
        do {
            while let fields = try table.next({ TableFields.texts(of: $0) }) {
                if fields.allSatisfy(\.isEmpty) || fields.first?.hasPrefix("#") == true { continue }
                guard let known = columns else {
                    columns = try PlaceFile.columns(fields, of: file)
                    continue
                }
                guard let place = place(fields, known) else {
                    throw unusable(file, "has something wrong on line \(table.line)")
                }
                places.append(place)
            }
        } catch is TableFile.Problem {
            throw unusable(file, "is no table of places")
        }
        return places
    }

    private static func columns(_ header: [String], of file: URL) throws -> [String: Int] {
        let columns = Dictionary(header.enumerated().map { ($1, $0) }) { first, _ in first }
        for needed in ["name", "kind", "latitude", "longitude", "outcodes"] where columns[needed] == nil {
            throw unusable(file, "has no column \(needed)")
        }
        return columns
    }

    private static func place(_ fields: [String], _ columns: [String: Int]) -> PlaceRow? {
        func field(_ name: String) -> String? {
            guard let index = columns[name], fields.indices.contains(index) else { return nil }
            return fields[index].trimmingCharacters(in: .whitespaces)
        }
        guard let name = field("name"), !name.isEmpty, let kind = field("kind").flatMap(PlaceKind.init(rawValue:)),
            let latitude = field("latitude").flatMap(Double.init),
            let longitude = field("longitude").flatMap(Double.init), let outcodes = field("outcodes")
        else { return nil }
        return PlaceRow(
            name: name,
            district: field("district") ?? "",
            kind: kind,
            coordinate: Coordinate(latitude: latitude, longitude: longitude),
            outcodes: outcodes.uppercased(),
            miles: field("miles").flatMap { Int($0) }
        )
    }

    /// Areas of a steward have no district of their own: it is the borough that holds them.
    static func withBoroughs(_ areas: [PlaceRow]) -> [PlaceRow] {
        let boroughs = areas.filter { $0.kind == .borough }
        return areas.map { area in
            var area = area
            let borough = boroughs.first { Set($0.outcodeList).isSuperset(of: area.outcodeList) }
            if area.district.isEmpty { area.district = borough?.name ?? "" }
            return area
        }
    }

    private static func unusable(_ file: URL, _ why: String) -> Failure { .unavailable("\(file.path) \(why).") }
}
