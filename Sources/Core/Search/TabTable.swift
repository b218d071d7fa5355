import Foundation

/// A tab-separated table with a heading. No quotes: a quotation mark is one.
struct TabTable {
    let rows: [[String: String]]

    init(_ file: URL, needs columns: [String]) throws {
        guard let data = try? Data(contentsOf: file) else { throw Failure.unavailable("\(file.path) cannot be read.") }
        let lines = String(decoding: data, as: UTF8.self).utf8.split { $0 == 0x0A || $0 == 0x0D }.map(Substring.init)
            .filter { !$0.hasPrefix("#") }
        let heading = lines.first.map(TabTable.cells) ?? []
        for column in columns where !heading.contains(column) {
            throw Failure.unavailable("\(file.path) has no column “\(column)” in its first line.")
        }
        rows = lines.dropFirst().map { line in
            Dictionary(zip(heading, TabTable.cells(line))) { first, _ in first }
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false)
            .map(\.trimmed)
    }
}

extension Substring {
    /// Without blanks around it. Foundation's way takes longer than all else that is read at the start.
    var trimmed: String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(Substring(utf8[first...last]))
    }
}
