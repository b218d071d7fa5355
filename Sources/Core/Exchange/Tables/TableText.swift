import Foundation

/// The rows of a comma-separated file as text: read in pieces, in whichever of two encodings it is.
struct TableText {
    let url: URL

    enum Encoding: Sendable { case utf8, windows1252 }

    struct Row: Sendable {
        let line: Int
        let cells: [String]
    }

    /// Bytes that mean nothing in Windows-1252.
    private static let undefined: Set<UInt8> = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

    /// The first bytes of the file without the mark that says it is UTF-8.
    ///
    /// - Throws: `Failure.unavailable` for UTF-16.
    func withoutMark(_ bytes: [UInt8]) throws -> [UInt8] {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return Array(bytes.dropFirst(3)) }
        let isWide =
            bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) || bytes.prefix(400).contains(0)
        guard !isWide else {
            throw unusable("is written in UTF-16. In the spreadsheet choose “Save as”, “CSV UTF-8”, and import that")
        }
        return bytes
    }

    /// Reads the whole file once and stores nothing.
    ///
    /// - Returns: its encoding, its header and how many rows follow.
    func survey() throws -> (encoding: Encoding, header: [String], rows: Int) {
        let all = try TableRows(of: self)
        var header: [[UInt8]]?
        var (rows, isUTF8, isWindows) = (0, true, true)
        while let row = try all.next() {
            if header == nil { header = row.cells } else { rows += 1 }
            for cell in row.cells where cell.contains(where: { $0 >= 0x80 }) {
                if isUTF8, String(validating: cell, as: UTF8.self) == nil { isUTF8 = false }
                if isWindows, cell.contains(where: TableText.undefined.contains) { isWindows = false }
            }
        }
        guard isUTF8 || isWindows else {
            throw unusable(
                "is in an encoding that is not known here. In the spreadsheet choose “Save as”, “CSV UTF-8”, and import that"
            )
        }
        let encoding = isUTF8 ? Encoding.utf8 : .windows1252
        guard let header else { throw unusable("is empty") }
        return (encoding, header.map { TableText.text($0, encoding).trimmingCharacters(in: .whitespaces) }, rows)
    }

    /// The rows below the header, in batches of at most so many rows and about so many bytes.
    struct Batches {
        fileprivate let all: TableRows
        fileprivate let encoding: Encoding
        let rows: Int
        let bytes: Int

        /// - Returns: nothing at the end of the file.
        func next() throws -> [Row] {
            var (batch, length) = ([Row](), 0)
            while batch.count < rows, length < bytes, let row = try all.next() {
                length += row.cells.reduce(0) { $0 + $1.count }
                batch.append(Row(line: row.line, cells: row.cells.map { TableText.text($0, encoding) }))
            }
            return batch
        }
    }

    func batches(in encoding: Encoding, rows: Int, bytes: Int) throws -> Batches {
        let all = try TableRows(of: self)
        _ = try all.next()
        return Batches(all: all, encoding: encoding, rows: rows, bytes: bytes)
    }

    fileprivate static func text(_ bytes: [UInt8], _ encoding: Encoding) -> String {
        switch encoding {
        case .utf8: String(decoding: bytes, as: UTF8.self)
        case .windows1252: String(data: Data(bytes), encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
        }
    }

    func unusable(_ why: String) -> Failure { .unavailable("\(url.path) \(why). Nothing was imported.") }
}
