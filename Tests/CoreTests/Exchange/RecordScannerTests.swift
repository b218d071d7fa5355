import Testing

@testable import Core

@Suite("A service list in JSON")
struct RecordScannerTests {
    private struct Found: Equatable {
        var line: Int
        var text: String
        init(_ line: Int, _ text: String) { (self.line, self.text) = (line, text) }
    }

    private func scan(_ chunks: [[UInt8]]) throws -> [Found] {
        var scanner = RecordScanner()
        var found: [Found] = []
        let emit = { (record: RecordScanner.Record) in
            found.append(Found(record.line, String(decoding: record.bytes, as: UTF8.self)))
        }
        for chunk in chunks { try scanner.consume(chunk, emit) }
        try scanner.finish(emit)
        return found
    }

    private func scan(_ text: String) throws -> [Found] { try scan([Array(text.utf8)]) }

    @Test(
        "may be a page, whose other fields are passed over",
        arguments: [
            "{\"total_items\": 2, \"contents\": [{\"id\": 1}, {\"id\": 2}]}",
            "{\"contents\":[{\"id\": 1},{\"id\": 2}],\"total_items\": 2}",
            "{\"a\": \"contents\", \"b\": {\"contents\": [{}]}, \"contents\" : [ {\"id\": 1},{\"id\": 2}]}",
            "{\"contents\":[{\"id\": 1},{\"id\": 2}],\"links\": [{\"rel\": \"next\"}]}",
            "{\"contents\":[{\"id\": 1},{\"id\": 2}],\"meta\": {\"by\": {\"name\": \"council\"}}}",
            "[{\"id\": 1}, {\"id\": 2}]",
            "\u{FEFF}[{\"id\": 1}, {\"id\": 2}]",
            "\u{FEFF}{\"contents\": [{\"id\": 1}, {\"id\": 2}]}",
            "  [ {\"id\": 1} , {\"id\": 2} ]  \r\n",
        ]
    )
    func shapes(_ text: String) throws {
        #expect(try scan(text).map(\.text) == ["{\"id\": 1}", "{\"id\": 2}"])
    }

    @Test("may have one record a line, where a broken line spoils only itself")
    func lines() throws {
        #expect(
            try scan("{\"id\": 1}\n{\"id\":\n\n  {\"id\": 3}") == [
                Found(1, "{\"id\": 1}"), Found(2, "{\"id\":"), Found(4, "{\"id\": 3}"),
            ]
        )
    }

    @Test("may be records one after another over many lines")
    func sequence() throws {
        let one = "{\n  \"id\": 1\n}"
        #expect(try scan("\(one)\n{\n\"id\": 2}\n") == [Found(1, one), Found(4, "{\n\"id\": 2}")])
    }

    @Test("may be one service by itself")
    func single() throws { #expect(try scan("{\"id\": 1}").count == 1) }

    @Test("may be empty as a list", arguments: ["[]", "{\"contents\": []}"])
    func empty(_ text: String) throws { #expect(try scan(text).isEmpty) }

    @Test("keeps what stands in strings: brackets, quotes, backslashes")
    func strings() throws {
        let record = #"{"id": "1", "a": "} ] \" \\", "b": {"c": ["{", "[", "\\\""]}}"#
        #expect(try scan("[\(record),\(record)]").map(\.text) == [record, record])
    }

    @Test(
        "is cut the same wherever the file is read in two",
        arguments: [
            "\u{FEFF}{\"n\": 1, \"contents\": [\n{\"id\": \"é}\\\"\"},\n{\"x\": [1, {}]}], \"meta\": {\"a\": [{}]}}\n",
            "{\"id\": \"é}\\\"\"}\n{\"x\": [1, {}]}\n", "{\n\"id\": \"é}\\\"\"}\n{\"x\": \n[1, {}]}",
        ]
    )
    func everyBoundary(_ text: String) throws {
        let bytes = Array(text.utf8)
        let whole = try scan([bytes])
        #expect(whole.count == 2)
        for cut in bytes.indices {
            #expect(try scan([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole)
        }
        #expect(try scan(bytes.map { [$0] }) == whole)
    }

    @Test("that was cut off is noticed wherever it was cut")
    func truncated() {
        let text = "{\"contents\": [\n{\"id\": \"a\"},\n{\"id\": \"b\"}\n]}"
        for length in 1..<text.count {
            #expect(throws: RecordScanner.Problem.self) { try scan(String(text.prefix(length))) }
        }
        #expect(throws: RecordScanner.Problem.truncated(line: 3)) { try scan(String(text.prefix(34))) }
    }

    @Test(
        "is told from what is no JSON, by the line",
        arguments: [
            ("", 1), ("\n\n", 3), ("<!DOCTYPE html>", 1), ("id,name\n1,x", 1), ("\"text\"", 1), ("true", 1), ("]", 1),
            ("[{\"id\": 1}]\nthank you", 2), ("{\"contents\": []}\n\n]", 3), ("{\"contents\": []} []", 1),
            ("\n\u{FEFF}[]", 2),
        ]
    )
    func notJSON(text: String, line: Int) {
        #expect(throws: RecordScanner.Problem.notJSON(line: line)) { try scan(text) }
    }

    @Test("with a record too long to be a listing is refused before it fills the memory")
    func tooLong() throws {
        var scanner = RecordScanner()
        try scanner.consume(Array("[\n{\"a\": \"".utf8)) { _ in }
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: RecordScanner.Problem.tooLong(line: 2)) {
            for _ in 0...32 { try scanner.consume(piece) { _ in } }
        }
    }
}
