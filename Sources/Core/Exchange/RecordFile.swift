import Foundation

/// A file of records, read in pieces: a gigabyte needs no gigabyte of memory.
struct RecordFile {
    let url: URL

    private static let pieceSize = 1 << 20

    func check() throws { _ = try Pieces(url: url, explain: unusable) }

    /// Reads the whole file once and stores nothing: a file that is broken as a whole is found before it does harm.
    ///
    /// - Throws: `Failure.unavailable` with a sentence about the file.
    func countRecords() throws -> Int {
        var count = 0
        let unended = try scan { _ in count += 1 }
        guard let unended else { return count }
        guard (try? SourceObject(unended.bytes)) != nil else {
            throw unusable("ends in the middle of a record, on line \(unended.line)")
        }
        return count + 1
    }

    /// The records in order, read as they are asked for.
    func records() throws -> AsyncThrowingStream<RecordScanner.Record, any Error> {
        let pieces = try Pieces(url: url, explain: unusable)
        var scanner = RecordScanner()
        var waiting: [RecordScanner.Record] = []
        var isAtEnd = false
        let source = Source { [self] in
            while waiting.isEmpty, !isAtEnd {
                do {
                    if let piece = try pieces.next() {
                        try scanner.consume(piece) { waiting.append($0) }
                        waiting.reverse()
                    } else {
                        isAtEnd = true
                        try scanner.finish { waiting.append($0) }
                    }
                } catch let problem as RecordScanner.Problem { throw explain(problem) }
            }
            return waiting.popLast()
        }
        return AsyncThrowingStream { try source.next() }
    }

    /// The stream asks for one record at a time, from one task.
    private final class Source: @unchecked Sendable {
        private let body: () throws -> RecordScanner.Record?
        init(_ body: @escaping () throws -> RecordScanner.Record?) { self.body = body }
        func next() throws -> RecordScanner.Record? { try body() }
    }

    /// - Returns: a last line that has no end and so is not yet emitted: sound, or the sign of a cut file.
    private func scan(_ emit: (RecordScanner.Record) throws -> Void) throws -> RecordScanner.Record? {
        let pieces = try Pieces(url: url, explain: unusable)
        var scanner = RecordScanner()
        do {
            while let piece = try pieces.next() { try scanner.consume(piece, emit) }
            var unended: RecordScanner.Record?
            try scanner.finish { unended = $0 }
            return unended
        } catch let problem as RecordScanner.Problem {
            throw explain(problem)
        }
    }

    private func explain(_ problem: RecordScanner.Problem) -> Failure {
        switch problem {
        case .notJSON(let line): unusable("is not a service list in JSON (line \(line))")
        case .truncated(let line): unusable("ends in the middle, on line \(line): it was cut off")
        case .tooLong(let line): unusable("has a record of more than 32 MB, on line \(line)")
        }
    }

    private func unusable(_ why: String) -> Failure { .unavailable("\(url.path) \(why). Nothing was imported.") }

    private struct Pieces {
        let handle: FileHandle

        init(url: URL, explain: (String) -> Failure) throws {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
                throw explain("is not there")
            }
            guard !isFolder.boolValue else { throw explain("is a folder, not a file") }
            do { handle = try FileHandle(forReadingFrom: url) } catch {
                throw explain("cannot be read: check its permissions")
            }
        }

        func next() throws -> [UInt8]? {
            guard let data = try handle.read(upToCount: RecordFile.pieceSize), !data.isEmpty else { return nil }
            return Array(data)
        }
    }
}
