internal import CXapianShim

/// Bytes of many strings in one block, so that a call into the shim borrows a single pointer.
struct Arena {
    private var bytes: [UInt8] = []

    init() {}

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func add(_ text: String) throws(SearchIndexError) -> xs_span {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        guard bytes.count <= Int(UInt32.max) else { throw SearchIndexError(.invalidArgument, "too much text") }
        return xs_span(start: UInt32(start), length: UInt32(bytes.count - start))
    }

    func withBytes<Result>(_ body: (xs_bytes) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(xs_bytes(base: $0.baseAddress, count: $0.count)) }
    }
}

/// Bytes that the shim has given us, released with this.
struct Buffer: ~Copyable {
    private let raw: xs_buffer

    static func filled(
        _ call: (UnsafeMutablePointer<xs_error>) -> xs_buffer
    ) throws(SearchIndexError) -> Buffer {
        Buffer(raw: try SearchIndexError.check { call($0) })
    }

    private init(raw: xs_buffer) {
        self.raw = raw
    }

    deinit {
        xs_buffer_free(raw)
    }

    var text: String {
        String(decoding: UnsafeBufferPointer(start: raw.base, count: raw.count), as: UTF8.self)
    }

    /// Reads packed records until the bytes are used up.
    func read<Record>(_ next: (inout PackedReader) -> Record) -> [Record] {
        PackedReader.records(in: xs_bytes(base: raw.base, count: raw.count), next)
    }
}

/// Reads what the shim has packed.
struct PackedReader {
    private var rest: UnsafeRawBufferPointer

    private init(_ bytes: xs_bytes) {
        rest = UnsafeRawBufferPointer(start: bytes.base, count: bytes.count)
    }

    /// Reads records until the bytes are used up.
    static func records<Record>(in bytes: xs_bytes, _ next: (inout PackedReader) -> Record) -> [Record] {
        var reader = PackedReader(bytes)
        var records: [Record] = []
        while !reader.isAtEnd { records.append(next(&reader)) }
        return records
    }

    private var isAtEnd: Bool { rest.isEmpty }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
        let size = MemoryLayout<Number>.size
        guard rest.count >= size else {
            rest = UnsafeRawBufferPointer(start: nil, count: 0)
            return 0
        }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(size)) }
        return rest.loadUnaligned(as: Number.self)
    }

    mutating func text() -> String {
        let count = Int(number(UInt32.self))
        let bytes = rest.prefix(count)
        defer { rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(bytes.count)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
