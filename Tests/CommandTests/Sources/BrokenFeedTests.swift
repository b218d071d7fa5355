import Core
import Foundation
import TestSupport
import Testing

@testable import fingerpost

@Suite("A broken feed is survived and reported")
struct BrokenFeedTests {
    private let bench: SourceBench

    init() async throws { bench = try await SourceBench() }

    private func page(_ records: [String], _ envelope: String) -> FeedServer.Answer {
        FeedServer.Answer(body: "{\(envelope)\"contents\":[\(records.joined(separator: ","))]}")
    }

    @Test("that sends one page for ever is left after a few")
    func repeated() async throws {
        try await FeedServer.run({ _ in page([Feed.service(1)], "\"last_page\":false,") }) { [bench] server, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(!report.isComplete && report.report.added == 1)
            #expect(report.faults.contains { $0.contains("again and again") })
            #expect(server.trail().count == 4)
        }
    }

    @Test("that promises more than it sends takes nothing away")
    func tooFew() async throws {
        let first = (1...4).map { Feed.service($0) }
        try await FeedServer.run(Feed.whole(first)) { [bench] server, url in
            let source = try await bench.add(url)
            #expect(try await bench.sync(source).isComplete)
            server.answer { asked in
                asked.query["page"] == "1"
                    ? page([Feed.service(1)], "\"total_items\":4,\"total_pages\":1,") : FeedServer.Answer(status: 404)
            }
            let report = try await bench.sync(source)
            #expect(!report.isComplete)
            #expect(report.faults == ["The feed speaks of 4 services and sent 1."])
            #expect(try await bench.count("sourceOffer WHERE missingSince IS NOT NULL") == 0)
        }
    }

    @Test("whose number of pages is too small is read to its end")
    func tooFewPages() async throws {
        let all = (1...6).map { Feed.service($0) }
        try await FeedServer.run({ asked in
            let number = Int(asked.query["page"] ?? "1") ?? 1
            return page(Array(all.dropFirst((number - 1) * 2).prefix(2)), "\"total_items\":6,\"total_pages\":1,")
        }) { [bench] _, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(report.report.added == 6 && report.isComplete)
        }
    }

    @Test("with nulls, numbers, an id twice, and what is no service keeps the good ones and names the others")
    func records() async throws {
        let broken = [
            Feed.service(1), "null", "7", "[]", Feed.service(1, name: "The same id"),
            "{\"id\":null,\"name\":\"No id\"}",
            "{\"id\":\"\(Feed.id(3))\",\"name\":null,\"phones\":null,\"status\":null}",
            "{\"id\":\"\(Feed.id(4))\",\"name\":\"Nulls\",\"status\":\"active\",\"organization\":null,\"phones\":[null,{\"number\":null}],\"schedules\":null,\"contacts\":[]}",
        ]
        try await FeedServer.run(Feed.whole(broken, size: 20)) { [bench] _, url in
            let report = try await bench.sync(try await bench.add(url))
            #expect(report.isComplete && report.report.added == 2 && report.report.skipped == 6)
            let skipped = bench.entries.filter { $0.what == "skipped" }
            #expect(skipped.map(\.line) == [2, 3, 4, 5, 6, 7])
            #expect(skipped.map(\.reason).filter { $0 == "it is not a JSON object" }.count == 3)
            #expect(try await bench.listing(1).offer.name == "Service 1")
            #expect(try await bench.listing(4).organisation.name == "Nulls")
        }
    }

    @Test(
        "that is no feed is refused in one sentence, and nothing is stored",
        arguments: ["<html>", "", "{}", "{\"contents\":7}", "\"text\"", "[[[["]
    )
    func noFeed(_ body: String) async throws {
        try await FeedServer.run({ _ in FeedServer.Answer(body: body) }) { [bench] _, url in
            let source = try await bench.add(url)
            let failure = await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(failure?.sentence.contains("list of services") == true)
            #expect(try await bench.count("offer") == 0)
        }
    }

    @Test("that is empty all of a sudden takes nothing away")
    func emptied() async throws {
        try await FeedServer.run(Feed.whole((1...3).map { Feed.service($0) })) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            server.answer(Feed.whole([]))
            let report = try await bench.sync(source)
            #expect(!report.isComplete && report.faults.contains { $0.contains("empty now") })
            #expect(try await bench.count("sourceOffer WHERE missingSince IS NOT NULL") == 0)
        }
    }

    @Test("that answers with more than the limit, or leads round and round, is left")
    func limits() async throws {
        try await FeedServer.run({ _ in FeedServer.Answer(body: String(repeating: "x", count: 2 << 20)) }) {
            [bench] server, url in
            let source = try await bench.add(url)
            let large = await #expect(throws: Failure.self) {
                try await bench.sync(source, limits: .init(megabytes: 1))
            }
            #expect(large?.sentence == "The feed sent more than 1 MB in one answer.")
            server.answer { _ in FeedServer.Answer(status: 302, headers: ["Location": "/services"]) }
            let round = await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(round?.sentence == "The feed's address leads round and round.")
        }
    }

    @Test(
        "in a private network is not asked, by whatever name",
        arguments: ["127.0.0.1", "localhost", "[::1]", "0x7f.1"]
    )
    func privateNetwork(_ host: String) async throws {
        let client = WebFeedClient(allowsPrivate: false)
        let url = try #require(URL(string: "http://\(host):9/services"))
        let problem = await #expect(throws: FeedProblem.self) { try await client.get(FeedRequest(url: url)) }
        if case .privateAddress = problem {} else { Issue.record("\(String(describing: problem))") }
        await client.close()
    }

    @Test(
        "addresses that are not of the public internet are known",
        arguments: [
            [10, 0, 0, 1], [127, 0, 0, 1], [169, 254, 169, 254], [172, 16, 0, 1], [192, 168, 1, 1], [100, 64, 0, 1],
            [0, 0, 0, 0], [255, 255, 255, 255], [224, 0, 0, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1],
            [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0x20, 2, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 1], [1, 2, 3],
        ] as [[UInt8]]
    )
    func privateAddresses(_ bytes: [UInt8]) {
        #expect(!PublicAddress.isPublic(bytes))
        #expect(PublicAddress.isPublic([8, 8, 8, 8]))
        #expect(PublicAddress.isPublic([0x2a, 0, 0x14, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))
    }

    @Test(
        "address that is none is refused",
        arguments: ["ftp://x.example", "x", "http://", "http://a:b@x.example", "file:///etc"]
    )
    func address(_ text: String) async throws {
        await #expect(throws: Failure.self) { try await bench.add(text) }
    }
}
