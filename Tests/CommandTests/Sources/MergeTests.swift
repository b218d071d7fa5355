import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core
@testable import fingerpost

@Suite("Duplicates of two feeds")
struct MergeTests {
    private let bench: SourceBench

    init() async throws { bench = try await SourceBench() }

    private func service(
        _ number: Int,
        _ name: String,
        of organisation: (id: Int, name: String, charity: String?),
        at postcode: String? = "SE15 3CK"
    ) -> String {
        let identifiers = organisation.charity.map {
            ",\"organization_identifiers\":[{\"id\":\"x\",\"identifier_scheme\":\"GB-CHC\",\"identifier_type\":\"Charity number\",\"identifier\":\"\($0)\"}]"
        }
        let place = postcode.map {
            ",\"service_at_locations\":[{\"location\":{\"id\":\"\(Feed.id(5_000 + number))\",\"location_type\":\"physical\",\"addresses\":[{\"postal_code\":\"\($0)\"}]}}]"
        }
        return """
            {"id":"\(Feed.id(number))","name":"\(name)","status":"active","phones":[],"organization":\
            {"id":"\(Feed.id(organisation.id))","name":"\(organisation.name)","description":""\(identifiers ?? "")}\(place ?? "")}
            """
    }

    /// Two feeds at one server: `/a` and `/b`.
    private func both(
        _ one: [String],
        _ other: [String],
        _ body: @Sendable @escaping (FeedServer, Source, Source) async throws -> Void
    ) async throws {
        let bench = bench
        try await FeedServer.run({ Feed.page($0.path == "/a/services" ? one : other, $0, size: 20) }) { server, url in
            let (a, b) = (try await bench.add(url + "/a", name: "A"), try await bench.add(url + "/b", name: "B"))
            try await bench.sync(a)
            bench.place.clock.advance(minutes: 1)
            try await body(server, a, b)
        }
    }

    @Test("with one charity number become one organisation, and the same session one offer")
    func charity() async throws {
        let one = [service(1, "Lunch Club", of: (100, "Age Merrow", "1234567"))]
        let other = [
            service(2, "The lunch club", of: (200, "Merrow Age Ltd", "GB-CHC-1234567")),
            service(3, "Walks", of: (200, "Merrow Age Ltd", "1234567")),
        ]
        try await both(one, other) { [bench] _, _, b in
            let report = try await bench.sync(b)
            #expect(report.merged == 2)
            #expect(try await bench.listing(3).organisation.name == "Age Merrow")
            #expect(try await bench.listing(2).offer.status == .defunct)
            #expect(try await bench.listing(1).offer.status == .active)
            #expect(try await bench.sync(b).merged == 0)
            #expect(try await bench.listing(2).offer.status == .defunct)
        }
    }

    @Test("are taken apart as they were, and stay apart")
    func unmerged() async throws {
        let one = [service(1, "Lunch club", of: (100, "Age Merrow", nil))]
        let other = [service(2, "Lunch club", of: (200, "Age Merrow", nil))]
        try await both(one, other) { [bench] server, _, b in
            try await bench.sync(b)
            #expect(try await bench.place.features.merges.all().count == 2)
            // What its source says meanwhile, and what it brings new, goes with it.
            server.answer { asked in
                Feed.page(
                    asked.path == "/a/services"
                        ? one
                        : [
                            service(2, "Lunch club", of: (200, "Age Merrow", nil)).replacingOccurrences(
                                of: "active",
                                with: "temporarily closed"
                            ), service(3, "Bingo", of: (200, "Age Merrow", nil)),
                        ],
                    asked,
                    size: 20
                )
            }
            try await bench.sync(b)
            #expect(try await bench.listing(3).organisation.id.text == Feed.id(100))
            let merge = try #require(
                try await bench.place.features.merges.all().first { $0.kind == .organisation }
            )
            #expect(merge.reason == "same name and postcode")
            try await bench.place.features.merges.undo(merge.id)
            #expect(try await bench.listing(2).offer.status == .temporarilyClosed)
            for number in [2, 3] { #expect(try await bench.listing(number).organisation.id.text == Feed.id(200)) }
            #expect(try await bench.listing(1).organisation.id.text == Feed.id(100))
            #expect(try await bench.place.features.merges.all().isEmpty)
            #expect(try await bench.sync(b).merged == 0)
            await #expect(throws: Failure.self) { try await bench.place.features.merges.undo(merge.id) }
        }
    }

    @Test("are none where only the name is the same, or the numbers differ")
    func different() async throws {
        let one = [
            service(1, "Lunch", of: (100, "Friendship Club", nil), at: "SE15 3CK"),
            service(2, "Lunch", of: (101, "Helping Hands", "1111111")),
        ]
        let other = [
            service(3, "Lunch", of: (200, "Friendship Club", nil), at: "M1 1AE"),
            service(4, "Lunch", of: (201, "Helping Hands", "2222222")),
        ]
        try await both(one, other) { [bench] _, _, b in
            let report = try await bench.sync(b)
            #expect(report.merged == 0)
        }
    }

    @Test("leave the one that people here work with, and neither where both are")
    func used() async throws {
        let one = [service(1, "Lunch", of: (100, "Age Merrow", "1234567"))]
        let other = [service(2, "Lunch", of: (200, "Age Merrow", "1234567"))]
        try await both(one, other) { [bench] _, _, b in
            try await bench.execute(
                "INSERT INTO organisationFieldOwner VALUES (?, 'name', '2026', 'x')",
                [Feed.id(100)]
            )
            try await bench.execute(
                "INSERT INTO organisation (id, name, description, addedAt) VALUES (?, 'Age Merrow', '', '2026-01-01')",
                [Feed.id(200)]
            )
            try await bench.execute(
                "INSERT INTO organisationFieldOwner VALUES (?, 'name', '2026', 'x')",
                [Feed.id(200)]
            )
            #expect(try await bench.sync(b).merged == 0)
            try await bench.execute("DELETE FROM organisationFieldOwner WHERE organisationID = ?", [Feed.id(100)])
            #expect(try await bench.sync(b).merged == 2)
            #expect(try await bench.listing(1).organisation.id.text == Feed.id(200))
        }
    }

    @Test("give the merged one back when the other goes")
    func survivor() async throws {
        let one = [
            service(1, "Lunch", of: (100, "Age Merrow", "1234567")), service(9, "Other", of: (109, "Other", nil)),
        ]
        let other = [service(2, "Lunch", of: (200, "Age Merrow", "1234567"))]
        try await both(one, other) { [bench] server, a, b in
            try await bench.sync(b)
            #expect(try await bench.listing(2).offer.status == .defunct)
            server.answer { Feed.page($0.path == "/a/services" ? [one[1]] : other, $0, size: 20) }
            try await bench.sync(a)
            bench.place.clock.advance(days: 31)
            #expect(try await bench.sync(a).retired == 1)
            #expect(try await bench.listing(1).offer.status == .defunct)
            #expect(try await bench.listing(2).offer.status == .active)
        }
    }
}
