/// Which column of a file is what.
struct TableHeader: Sendable {
    /// Of the organisation and the identifiers; they stand before the offer's own columns.
    static let keys = ["id", "organisation_id", "organisation", "charity_number", "company_number"]
    static var names: [String] { keys + TableColumn.all.map(\.name) }

    private let places: [String: Int]
    let count: Int

    /// - Parameter unusable: makes the sentence about the file.
    init(_ header: [String], unusable: (String) -> Failure) throws {
        let names = header.map { $0.lowercased() }
        if names.count == 1, let only = names.first, only.contains(where: { ";\t".contains($0) }) {
            throw unusable(
                "has its columns apart by something else than commas. Save it as “CSV UTF-8 (comma delimited)”"
            )
        }
        guard names.contains("name") else {
            throw unusable(
                "has no column “name”. The first line must name the columns: \(TableHeader.names.joined(separator: ", "))"
            )
        }
        var places: [String: Int] = [:]
        for (index, name) in names.enumerated() where !name.isEmpty {
            guard TableHeader.names.contains(name) else {
                throw unusable(
                    "has a column “\(name.prefix(60))”, which is not known. Take it out, or give it one of the known names"
                )
            }
            guard places[name] == nil else { throw unusable("has the column “\(name)” twice. Take one of them out") }
            places[name] = index
        }
        (self.places, count) = (places, names.count)
    }

    /// Nil when the file does not have that column; line breaks are one character, and an apostrophe that defused a
    /// formula is gone.
    func cell(_ name: String, of row: TableText.Row) -> String? {
        guard let place = places[name], row.cells.indices.contains(place) else { return nil }
        let plain = CellText.restored(row.cells[place])
        return plain.contains("\r") ? plain.replacing("\r\n", with: "\n") : plain
    }
}
