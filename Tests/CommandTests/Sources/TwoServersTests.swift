import Foundation
import TestSupport
import Testing

/// One of our servers publishes, another reads it by its address.
@Suite struct TwoServersTests {
    /// Whether this copy of the program publishes at all.
    static var publishes: Bool {
        let web = TestPlace.root.appendingPathComponent("Sources/Web")
        let names = FileManager.default.enumerator(atPath: web.path)?.compactMap { $0 as? String } ?? []
        return names.contains { $0.hasPrefix("OpenReferral/") }
    }

    @Test(.enabled(if: publishes)) func whatOnePublishesTheOtherHoldsAndFollows() async throws {
        let scratch = try Scratch()
        let (one, other) = (Program(in: scratch, data: "one"), Program(in: scratch, data: "other"))
        try await one.runAside("import", try scratch.write(Services.ndjson(0..<30), as: "first.ndjson"))
        let server = try RunningServer(one)
        defer { server.stop() }
        let feed = "http://127.0.0.1:\(server.port)/open-referral/v3"
        #expect(try await other.runAside("source", "add", feed, "--name", "One").code == 0)
        let first = try await other.runAside("source", "sync", "One", "--allow-private")
        #expect(first.output.contains("30 records: 30 added"), "\(first.output) \(first.errors)")
        let again = try await other.runAside("source", "sync", "One", "--allow-private")
        #expect(again.output.contains("0 added, 0 changed"), "\(again.output)")
        let renamed = Services.ndjson(3..<4).replacingOccurrences(of: "Service 3", with: "Choir of the crossroads")
        try await one.runAside("import", try scratch.write(renamed, as: "second.ndjson"))
        #expect(try await other.runAside("source", "sync", "One", "--allow-private").output.contains("1 changed"))
        let ids = try await [one, other].asyncMap { program in
            try await program.runAside("search", "choir crossroads", "--json").output
        }
        #expect(ids.allSatisfy { $0.contains("00000000-0000-4000-8000-000000000003") })
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
