import Foundation

/// The rows of a comma-separated file as bytes, read as they are asked for: never more of the file in memory than a
/// piece of it and the row that is asked for.
final class TableRows {
    private let text: TableText
    private let handle: FileHandle
    private var scanner = CSVScanner()
    /// Of the piece that was read last, the last row first.
    private var waiting: [CSVScanner.Row] = []
    private var isStart = true
    private var isAtEnd = false
    private(set) var bytesRead = 0

    /// In bytes.
    static let pieceSize = 1 << 20

    /// - Throws: `Failure.unavailable` when the file cannot be opened.
    init(of text: TableText) throws {
        guard let handle = try? FileHandle(forReadingFrom: text.url) else {
            throw text.unusable("cannot be read: check the path and its permissions")
        }
        (self.text, self.handle) = (text, handle)
    }

    deinit { try? handle.close() }

    /// The next row that is not blank; nil at the end of the file.
    ///
    /// - Throws: `Failure.unavailable` with a sentence when this is no table.
    func next() throws -> CSVScanner.Row? {
        do {
            while waiting.isEmpty, !isAtEnd { try readOn() }
            return waiting.popLast()
        } catch let problem as CSVScanner.Problem {
            switch problem {
            case .tooLong(let line): throw text.unusable("has a row of more than 8 MB, on line \(line)")
            case .unendedQuote(let line):
                throw text.unusable("has a quotation mark on line \(line) that is never closed")
            }
        }
    }

    private func readOn() throws {
        if let data = try handle.read(upToCount: TableRows.pieceSize), !data.isEmpty {
            let bytes = isStart ? try text.withoutMark(Array(data)) : Array(data)
            isStart = false
            bytesRead += data.count
            try scanner.consume(bytes) { waiting.append($0) }
        } else {
            isAtEnd = true
            try scanner.finish { waiting.append($0) }
        }
        waiting.reverse()
    }
}
