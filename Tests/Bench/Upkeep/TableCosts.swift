import Core
import Foundation

/// What bringing a table in costs, by the program as somebody at a terminal runs it.
struct TableCosts {
    let rows: Int
    let first: ProgramRun
    let again: ProgramRun

    static func measured(rows: Int, in place: BenchPlace, _ program: URL) async throws -> TableCosts {
        let file = place.folder.url.appendingPathComponent("rows.csv")
        try await place.open { features in
            try await features.reference.refresh(from: place.seed)
            let region = try Region(seed: place.seed, offers: rows)
            let invention = try await place.invention(region, features)
            try write(rows, of: invention, to: file)
        }
        func run() throws -> ProgramRun {
            try ProgramRun(program, home: place.home, ["import", file.path, "--data", place.folder.url.path])
        }
        return TableCosts(rows: rows, first: try run(), again: try run())
    }

    /// Rows without identifiers, as a spreadsheet has them that was never here.
    private static func write(_ rows: Int, of invention: Invention, to file: URL) throws {
        try Data("organisation,name,description,who_it_is_for,email,website,places\n".utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.seekToEnd()
        for first in stride(from: 0, to: rows, by: 1_000) {
            let lines = (first..<min(first + 1_000, rows)).map { line(invention.record($0), number: $0) }
            try handle.write(contentsOf: Data(lines.joined().utf8))
        }
    }

    private static func line(_ record: ServiceRecord, number: Int) -> String {
        let place = record.serviceAtLocations.first?.location
        let address = place?.addresses.first
        let places = place.map {
            "\($0.name) | \(address?.line ?? "") | \(address?.city ?? "") | \(address?.postalCode ?? "")"
        }
        let cells = [
            record.organization.name, "\(record.name) \(number)", record.description,
            record.eligibilityDescription ?? "",
            record.email, record.url, places ?? "",
        ]
        return cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }

    func report(beside short: TableCosts, in table: inout Table) {
        table.add("table of \(rows) rows, rows/s of a core", String(format: "%.0f", Double(rows) / first.seconds))
        let growth = first.seconds / Double(rows) / (short.first.seconds / Double(short.rows))
        table.add("  cost of a row / in a table of \(short.rows)", ratio: growth, atMost: 1.5)
        table.add("  the same again / the first time", ratio: again.seconds / first.seconds, atMost: 0.6)
        let memory = [short.first, first, again].map { String(format: "%.0f", $0.peakMegabytes) }
        table.add("  most memory, MB: \(short.rows) rows, \(rows), again", memory.joined(separator: " / "))
        table.add(
            "  most memory / with \(short.rows) rows",
            ratio: first.peakMegabytes / short.first.peakMegabytes,
            atMost: 2
        )
    }
}
