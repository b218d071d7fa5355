import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The lines of a comma-separated table, read in pieces: a gigabyte needs no gigabyte of memory.
///
/// One record is one line: a line break inside quotes, which none of the national lists has, ends it.
final class TableFile {
    enum Problem: Error {
        /// The line has no end within `longestLine` bytes: this is no table.
        case tooLong(line: Int)
    }

    /// In bytes; a line of the ONS's widest list has about 400.
    static let longestLine = 1 << 16
    private static let pieceSize = 1 << 20

    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// Of the line that was read last, counted from 1.
    private(set) var line = 0
    private(set) var bytesRead = 0
    /// Whether the line that was read last has no line break after it: the end of the file, or of what came of it.
    private(set) var isUnended = false

    init(_ url: URL) throws { handle = try FileHandle(forReadingFrom: url) }

    deinit { try? handle.close() }

    /// Calls `body` with the next line, without its break; nil at the end of the file.
    func next<Value>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Value) throws -> Value? {
        guard let length = try lengthOfNext() else { return nil }
        line += 1
        let start = position
        position = min(start + length + 1, buffer.count)
        return try buffer.withUnsafeBufferPointer { bytes in
            let isCarriageReturn = length > 0 && bytes[start + length - 1] == UInt8(ascii: "\r")
            return try body(UnsafeBufferPointer(rebasing: bytes[start..<start + length - (isCarriageReturn ? 1 : 0)]))
        }
    }

    /// The length of the line at `position`, reading on as far as needed.
    private func lengthOfNext() throws -> Int? {
        var searched = 0
        while true {
            if let length = lineBreak(after: searched) {
                isUnended = false
                return length
            }
            searched = buffer.count - position
            if isAtEnd {
                isUnended = true
                return searched > 0 ? searched : nil
            }
            guard searched < TableFile.longestLine else { throw Problem.tooLong(line: line + 1) }
            try readOn()
        }
    }

    private func lineBreak(after searched: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            let start = position + searched
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return found - UnsafeMutableRawPointer(mutating: base) - position
        }
    }

    private func readOn() throws {
        buffer.removeFirst(position)
        position = 0
        guard let piece = try handle.read(upToCount: TableFile.pieceSize), !piece.isEmpty else {
            isAtEnd = true
            return
        }
        bytesRead += piece.count
        buffer.append(contentsOf: piece)
    }
}

/// The fields of a line of a comma-separated table, without the quotes around them.
struct TableFields {
    private(set) var ranges: [Range<Int>] = []

    /// Finds at most so many fields; what follows is left alone.
    mutating func find(in line: UnsafeBufferPointer<UInt8>, upTo most: Int = .max) {
        ranges.removeAll(keepingCapacity: true)
        var start = 0
        while start <= line.count, ranges.count < most {
            let isQuoted = start < line.count && line[start] == UInt8(ascii: "\"")
            var end = isQuoted ? start + 1 : start
            if isQuoted {
                while end < line.count, line[end] != UInt8(ascii: "\"") { end += 1 }
                ranges.append(start + 1..<end)
            }
            let afterQuote = end
            while end < line.count, line[end] != UInt8(ascii: ",") { end += 1 }
            if !isQuoted { ranges.append(start..<end) }
            start = max(end, afterQuote) + 1
        }
    }

    static func texts(of line: UnsafeBufferPointer<UInt8>) -> [String] {
        var fields = TableFields()
        fields.find(in: line)
        return fields.ranges.map { String(decoding: UnsafeBufferPointer(rebasing: line[$0]), as: UTF8.self) }
    }
}
