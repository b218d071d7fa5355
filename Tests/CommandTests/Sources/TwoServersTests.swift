import Foundation
import TestSupport
import Testing

/// One of our servers publishes, another reads it by its address.
@Suite("Of two servers") struct TwoServersTests {
    private let scratch: Scratch
    private let (one, other): (Program, Program)

    init() throws {
        scratch = try Scratch()
        (one, other) = (Program(in: scratch, data: "one"), Program(in: scratch, data: "other"))
    }

    @Test("the other follows what is imported at the first, and finds it")
    func follows() async throws {
        try await one.runAside("import", try scratch.write(Services.ndjson(0..<30), as: "first.ndjson"))
        let server = try RunningServer(one)
        defer { server.stop() }
        try await follow(server)
        #expect(try await sync().contains("0 added, 0 changed"))
        let renamed = Services.ndjson(3..<4).replacingOccurrences(of: "Service 3", with: "Choir of the crossroads")
        try await one.runAside("import", try scratch.write(renamed, as: "second.ndjson"))
        #expect(try await sync().contains("1 changed"))
        let ids = try await [one, other].asyncMap { program in
            try await program.runAside("search", "choir crossroads", "--json").output
        }
        #expect(ids.allSatisfy { $0.contains("00000000-0000-4000-8000-000000000003") })
    }

    @Test("both publish the same of a whole town, field by field, after edits, closures and a restart of the first")
    func agree() async throws {
        try await one.runAside("demo")
        let server = try RunningServer(one)
        try await follow(server)
        let copy = try RunningServer(other)
        defer { copy.stop() }
        let town = try await Published(server)
        #expect(town.services.count > 60)
        #expect(try await Published(copy).differences(from: town) == [])

        let open = town.services.filter { $0.value["status"] == "\"active\"" }.keys.sorted()
        try await edit(open)
        #expect(try await Published(copy).differences(from: try await Published(server)).isEmpty == false)
        #expect(try await sync().contains("4 changed"))
        let edited = try await Published(server)
        #expect(try await Published(copy).differences(from: edited) == [])
        #expect(edited.services[open[1]]?["status"] == "\"defunct\"")
        #expect(edited.services[open[2]]?["status"] == "\"temporarily closed\"")
        #expect(edited.services[open[0]]?["capacities"]?.contains("waiting list") == true)

        server.stop()
        let again = try RunningServer(one, port: server.port)
        defer { again.stop() }
        #expect(try await Published(again).differences(from: edited) == [])
        let quiet = try await sync()
        #expect(quiet.contains("0 added, 0 changed") && quiet.contains("0 no longer in the feed"), "\(quiet)")
        #expect(try await Published(copy).differences(from: edited) == [])
        try await reopen(open[2])
        #expect(try await sync().contains("1 changed"))
        #expect(try await Published(copy).differences(from: try await Published(again)) == [])
        #expect(try await other.runAside("source", "merges").output.contains("0 merged"))
    }

    // MARK: Doing

    private func follow(_ server: RunningServer) async throws {
        let feed = "http://127.0.0.1:\(server.port)/open-referral/v3"
        #expect(try await other.runAside("source", "add", feed, "--name", "One").code == 0)
        let first = try await sync()
        #expect(first.contains(", 0 skipped"), "\(first)")
    }

    /// Also while the other serves: the command is handed to it.
    private func sync() async throws -> String {
        let ending = try await other.runAside("source", "sync", "One", "--allow-private")
        return ending.output + ending.errors
    }

    /// A new name, telephone, price, time and place; two closures; and a description.
    private func edit(_ ids: [String]) async throws {
        let table = """
            id,name,phones,costs,times,places,taking_people,wait,status,description
            \(ids[0]),Songs at the crossroads,020 7946 0123 | Choir office,£3.50 per visit | First visit free,"Tue 10:00-12:30","The Old Forge | 1 Forge Lane | London | SE15 3CK",waiting list,About 3 weeks,active,"Sing with us.

            • Tea
            • Cake"
            """
        let closures = """
            id,name,status
            \(ids[1]),Closed for good,defunct
            \(ids[2]),Closed for now,temporarily closed
            \(ids[3]),Another name,active
            """
        for (name, text) in [("edits.csv", table), ("closures.csv", closures)] {
            let ending = try await one.runAside("import", try scratch.write(text + "\n", as: name))
            #expect(ending.code == 0 && ending.output.contains("0 skipped"), "\(ending.output) \(ending.errors)")
        }
    }

    private func reopen(_ id: String) async throws {
        let text = "id,name,status\n\(id),Open again,active\n"
        #expect(try await one.runAside("import", try scratch.write(text, as: "reopened.csv")).code == 0)
    }
}

/// All that a server publishes, by list and identifier, each member of a record as JSON.
private struct Published {
    private var lists: [String: [String: [String: String]]] = [:]

    var services: [String: [String: String]] { lists["services"] ?? [:] }

    init(_ server: RunningServer) async throws {
        let client = Client(port: server.port)
        for list in ["services", "organizations", "service_at_locations"] {
            let answer = try await client.get("/open-referral/v3/\(list)?per_page=500&full=true")
            let page = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
            try #require(answer.status == 200 && page?["last_page"] as? Bool == true, "\(list): \(answer.status)")
            let records = page?["contents"] as? [[String: Any]] ?? []
            lists[list] = try Dictionary(
                uniqueKeysWithValues: records.map { (try #require($0["id"] as? String), try $0.mapValues(Self.json)) }
            )
        }
    }

    private static func json(_ value: Any) throws -> String {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed]
        return String(decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
    }

    /// Every member of a record that is not the same.
    func differences(from other: Published) -> [String] {
        lists.keys.sorted().flatMap { list in
            let (ours, theirs) = (lists[list] ?? [:], other.lists[list] ?? [:])
            return Set(ours.keys).union(theirs.keys).sorted().flatMap { id in
                let (one, two) = (ours[id] ?? [:], theirs[id] ?? [:])
                return Set(one.keys).union(two.keys).sorted().filter { one[$0] != two[$0] }
                    .map { "\(list) \(id) \($0): \(one[$0] ?? "nothing") instead of \(two[$0] ?? "nothing")" }
            }
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
