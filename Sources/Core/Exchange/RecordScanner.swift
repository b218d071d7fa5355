/// Cuts a stream of JSON into its records without holding the whole of it.
///
/// Takes a page (`{"contents": [ … ]}`), an array, one object, objects one after another, and NDJSON. Only brackets
/// and strings are looked at: whether a record is sound JSON is for whoever reads it. In NDJSON the lines are the
/// records, so that one broken line spoils only itself.
struct RecordScanner {
    struct Record {
        /// Of its first character, counted from 1.
        let line: Int
        let bytes: [UInt8]
    }

    enum Problem: Error, Equatable {
        case notJSON(line: Int)
        case truncated(line: Int)
        case tooLong(line: Int)
    }

    /// A record longer than this is no listing: 32 MiB, room for a few pictures in base64.
    static let longestRecord = 32 << 20

    private enum Shape {
        /// Nothing seen but blanks.
        case blank
        /// Inside a first object that is either a record or a page.
        case undecided
        /// Records are the objects at this depth.
        case nested(depth: Int)
        /// One record a line.
        case lines
        /// The rest of a page, after its records.
        case tail
        /// Objects one after another.
        case sequence
    }

    private var shape = Shape.blank
    private var line = 1
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var record: [UInt8] = []
    private var recordLine = 1
    private var isCapturing = false
    /// The last string at depth 1 of an undecided object: its key, when a colon follows.
    private var lastString: [UInt8] = []
    private var key: [UInt8] = []

    mutating func consume(_ chunk: [UInt8], _ emit: (Record) throws -> Void) throws {
        for byte in chunk {
            if case .lines = shape { try consumeLine(byte, emit) } else { try consumeNested(byte, emit) }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
    }

    /// - Throws: `Problem.truncated` when the text ends inside something.
    mutating func finish(_ emit: (Record) throws -> Void) throws {
        if case .blank = shape { throw Problem.notJSON(line: line) }
        if case .lines = shape {
            try endLine(emit)
        } else if depth != 0 || isInString {
            throw Problem.truncated(line: line)
        }
    }

    // MARK: Lines

    private mutating func consumeLine(_ byte: UInt8, _ emit: (Record) throws -> Void) throws {
        if byte == UInt8(ascii: "\n") { return try endLine(emit) }
        if record.isEmpty {
            if byte.isBlank { return }
            recordLine = line
        }
        try append(byte)
    }

    private mutating func endLine(_ emit: (Record) throws -> Void) throws {
        guard !record.isEmpty else { return }
        try emit(Record(line: recordLine, bytes: record))
        record.removeAll(keepingCapacity: true)
    }

    // MARK: Brackets

    private mutating func consumeNested(_ byte: UInt8, _ emit: (Record) throws -> Void) throws {
        if isInString {
            if isCapturing { try append(byte) }
            return consumeInString(byte)
        }
        switch byte {
        case UInt8(ascii: "\""):
            if depth == 0 { throw Problem.notJSON(line: line) }
            isInString = true
            if depth == 1 { lastString.removeAll(keepingCapacity: true) }
            if isCapturing { try append(byte) }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try open(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            try close(byte, emit)
        case UInt8(ascii: ":") where depth == 1:
            key = lastString
            if isCapturing { try append(byte) }
        default:
            if isCapturing { try append(byte) } else if depth == 0 { try between(byte) }
        }
    }

    private mutating func consumeInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
        } else if depth == 1, lastString.count < 64 {
            lastString.append(byte)
        }
    }

    private mutating func open(_ byte: UInt8) throws {
        let isObject = byte == UInt8(ascii: "{")
        switch shape {
        case .blank where isObject, .sequence where isObject && depth == 0:
            shape = .undecided
            try startRecord()
        case .blank:
            shape = .nested(depth: 1)
        case .undecided where depth == 1 && !isObject && key == Array("contents".utf8):
            shape = .nested(depth: 2)
            isCapturing = false
            record.removeAll()
        case .nested(let level) where depth == level && isObject && !isCapturing:
            try startRecord()
        case .sequence where depth == 0:
            throw Problem.notJSON(line: line)
        default: break
        }
        if isCapturing { try append(byte) }
        depth += 1
    }

    private mutating func startRecord() throws {
        isCapturing = true
        recordLine = line
        record.removeAll(keepingCapacity: true)
    }

    private mutating func close(_ byte: UInt8, _ emit: (Record) throws -> Void) throws {
        guard depth > 0 else { throw Problem.notJSON(line: line) }
        depth -= 1
        guard isCapturing else {
            if depth == 0 {
                shape = .sequence
            } else if case .nested(let level) = shape, depth < level {
                shape = .tail
            }
            return
        }
        try append(byte)
        let ends: Bool
        switch shape {
        case .nested(let level): ends = depth == level
        default: ends = depth == 0
        }
        guard ends else { return }
        isCapturing = false
        try emit(Record(line: recordLine, bytes: record))
        record.removeAll(keepingCapacity: true)
        if depth == 0 { shape = recordLine == line ? .lines : .sequence }
    }

    /// Between records at the top only blanks may stand, and a byte order mark at the very start.
    private func between(_ byte: UInt8) throws {
        let isMark = line == 1 && [0xEF, 0xBB, 0xBF].contains(byte)
        guard byte.isBlank || isMark else { throw Problem.notJSON(line: line) }
    }

    private mutating func append(_ byte: UInt8) throws {
        guard record.count < RecordScanner.longestRecord else { throw Problem.tooLong(line: recordLine) }
        record.append(byte)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
