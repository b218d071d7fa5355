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
        var last: RecordScanner.Record?
        try scan { record in
            count += 1
            last = record
        }
        if let last, try endsInTheMiddle(of: last) {
            throw unusable("ends in the middle of a record, on line \(last.line)")
        }
        return count
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

    private func scan(_ emit: (RecordScanner.Record) throws -> Void) throws {
        let pieces = try Pieces(url: url, explain: unusable)
        var scanner = RecordScanner()
        do {
            while let piece = try pieces.next() { try scanner.consume(piece, emit) }
            try scanner.finish(emit)
        } catch let problem as RecordScanner.Problem {
            throw explain(problem)
        }
    }

    /// A last line without an end, that is no JSON, is a cut file and not a bad record.
    private func endsInTheMiddle(of record: RecordScanner.Record) throws -> Bool {
        guard (try? SourceObject(record.bytes)) == nil else { return false }
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: size - 1)
        return try handle.read(upToCount: 1) != Data("\n".utf8)
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
