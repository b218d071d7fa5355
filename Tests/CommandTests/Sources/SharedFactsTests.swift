import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core
@testable import fingerpost

/// Facts that several offers have in common: the hall where they meet, and their organisation.
@Suite("A feed that says otherwise of what offers share")
struct SharedFactsTests {
    private let bench: SourceBench

    init() async throws { bench = try await SourceBench() }

    private func service(_ number: Int, hall: String = "1 Hall Road", phone: String = "01632 960001") -> String {
        """
        {"id":"\(Feed.id(number))","name":"Service \(number)","status":"active","organization":\
        {"id":"\(Feed.id(100))","name":"Age Merrow","description":"","phones":[{"number":"\(phone)"}]},\
        "service_at_locations":[{"location":{"id":"\(Feed.id(500))","location_type":"physical",\
        "addresses":[{"address_1":"\(hall)","postal_code":"SE15 3CK"}]}}]}
        """
    }

    private func claim(_ write: @Sendable @escaping (Database) throws -> Void) async throws {
        try await bench.place.database.write { try write($0) }
    }

    private func open() async throws -> [SourceConflict] { try await bench.place.features.conflicts.open() }

    @Test("does not move the hall that an owner of another offer keeps, but asks the steward")
    func hall() async throws {
        try await FeedServer.run({ asked in
            Feed.page([asked.path == "/a/services" ? service(1) : service(2)], asked)
        }) { [bench] server, url in
            let (a, b) = (try await bench.add(url + "/a", name: "A"), try await bench.add(url + "/b", name: "B"))
            try await bench.sync(a)
            try await bench.sync(b)
            let id = try #require(Offer.ID(Feed.id(1)))
            try await claim {
                try FieldOwners.claim(["locations"], of: id, by: "x", at: ManualClock.usualStart, in: $0)
            }
            server.answer { Feed.page([service(2, hall: "9 Other Street")], $0) }
            #expect(try await bench.sync(b).report.changed == 1)
            for number in [1, 2] {
                #expect(try await bench.listing(number).locations.map(\.address) == ["1 Hall Road"])
            }
            server.answer { Feed.page([service(2)], $0) }
            try await bench.sync(b)
            #expect(try await open().isEmpty, "what the feed took back is not asked about")
            server.answer { Feed.page([service(2, hall: "9 Other Street")], $0) }
            try await bench.sync(b)
            let conflict = try #require(try await open().first)
            #expect(conflict.offerID == id && conflict.field == "locations" && conflict.sourceID == b.id)
            try await bench.execute("DELETE FROM indexDirty")
            try await bench.place.features.conflicts.settle(conflict.id, .theirs, by: nil)
            for number in [1, 2] {
                #expect(try await bench.listing(number).locations.map(\.address) == ["9 Other Street"])
            }
            #expect(try await bench.count("indexDirty") == 2, "both are found where they are now")
        }
    }

    @Test("never makes a secret address public, whatever the steward says")
    func secret() async throws {
        try await FeedServer.run({ asked in Feed.page([service(1)], asked) }) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            let id = try #require(Offer.ID(Feed.id(1)))
            try await bench.execute("UPDATE location SET isConfidential = 1")
            try await claim {
                try FieldOwners.claim(["locations"], of: id, by: "x", at: ManualClock.usualStart, in: $0)
            }
            server.answer { Feed.page([service(1, phone: "01632 960002")], $0) }
            try await bench.sync(source)
            #expect(try await open().isEmpty)
            server.answer { Feed.page([service(1, hall: "9 Other Street")], $0) }
            try await bench.sync(source)
            let conflict = try #require(try await open().first)
            try await bench.place.features.conflicts.settle(conflict.id, .theirs, by: nil)
            #expect(try await bench.listing(1).locations.map(\.isConfidential) == [true])
        }
    }

    @Test("leaves the organisation's own words, asks once for all its offers, and again only for a new word")
    func organisation() async throws {
        let all = [service(1), service(2), service(3)]
        try await FeedServer.run({ asked in Feed.page(all, asked) }) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            let id = try #require(Organisation.ID(Feed.id(100)))
            try await claim { try FieldOwners.claim(["phone"], of: id, by: "x", at: ManualClock.usualStart, in: $0) }
            func phones(_ number: String) {
                server.answer { asked in
                    Feed.page((1...3).map { service($0, phone: number) }, asked)
                }
            }
            phones("01632 960009")
            try await bench.sync(source)
            #expect(try await bench.listing(2).organisation.phone == "01632 960001")
            let first = try #require(try await open().first)
            #expect(try await open().count == 1 && first.field == "organisation.phone")
            try await bench.place.features.conflicts.settle(first.id, .ours, by: nil)
            phones("01632 960010")
            try await bench.sync(source)
            let second = try #require(try await open().first)
            #expect(try await open().count == 1 && second.sourceValue.contains("960010"))
            try await bench.place.features.conflicts.settle(second.id, .theirs, by: nil)
            #expect(try await bench.listing(1).organisation.phone == "01632 960010")
            let kept = "listingVersion WHERE organisationID = '\(id)' AND offerID IS NULL"
            #expect(try await bench.count(kept) == 2, "the words before and after")
            #expect(try await bench.count("organisationFieldOwner") == 0)
        }
    }
}
