import Foundation

/// The rows of a comma-separated file as text: read in pieces, in whichever of two encodings it is.
struct TableText {
    let url: URL

    enum Encoding: Sendable { case utf8, windows1252 }

    struct Row: Sendable {
        let line: Int
        let cells: [String]
    }

    private static let pieceSize = 1 << 20
    /// Bytes that mean nothing in Windows-1252.
    private static let undefined: Set<UInt8> = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

    /// Calls `emit` with every row that is not blank, as bytes.
    private func scan(_ emit: (CSVScanner.Row) throws -> Void) throws {
        guard let handle = try? FileHandle(forReadingFrom: url) else {
            throw unusable("cannot be read: check the path and its permissions")
        }
        defer { try? handle.close() }
        var scanner = CSVScanner()
        var isStart = true
        do {
            while let data = try handle.read(upToCount: TableText.pieceSize), !data.isEmpty {
                var bytes = Array(data)
                if isStart { bytes = try withoutMark(bytes) }
                isStart = false
                try scanner.consume(bytes, emit)
            }
            try scanner.finish(emit)
        } catch let problem as CSVScanner.Problem {
            switch problem {
            case .tooLong(let line): throw unusable("has a row of more than 8 MB, on line \(line)")
            case .unendedQuote(let line): throw unusable("has a quotation mark on line \(line) that is never closed")
            }
        }
    }

    private func withoutMark(_ bytes: [UInt8]) throws -> [UInt8] {
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
        var header: [[UInt8]]?
        var (rows, isUTF8, isWindows) = (0, true, true)
        try scan { row in
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

    /// Calls `emit` with every row below the header.
    func rows(in encoding: Encoding, _ emit: (Row) throws -> Void) throws {
        var isHeader = true
        try scan { row in
            defer { isHeader = false }
            guard !isHeader else { return }
            try emit(Row(line: row.line, cells: row.cells.map { TableText.text($0, encoding) }))
        }
    }

    private static func text(_ bytes: [UInt8], _ encoding: Encoding) -> String {
        switch encoding {
        case .utf8: String(decoding: bytes, as: UTF8.self)
        case .windows1252: String(data: Data(bytes), encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
        }
    }

    func unusable(_ why: String) -> Failure { .unavailable("\(url.path) \(why). Nothing was imported.") }
}
