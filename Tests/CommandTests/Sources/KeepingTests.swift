import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core
@testable import fingerpost

@Suite("What a feed may change here")
struct KeepingTests {
    private let bench: SourceBench

    init() async throws { bench = try await SourceBench() }

    private func claim(_ fields: [String], of number: Int) async throws {
        let id = try #require(Offer.ID(Feed.id(number)))
        try await bench.place.database.write {
            try FieldOwners.claim(fields, of: id, by: "a member", at: ManualClock.usualStart, in: $0)
        }
    }

    @Test("is all but what its owner edited; a disagreement waits for the steward")
    func owned() async throws {
        try await FeedServer.run(Feed.whole([Feed.service(1)])) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            try await bench.execute("UPDATE offer SET name = 'Our own name'")
            try await claim(["name", "wait", "introduction"], of: 1)
            server.answer(Feed.whole([Feed.service(1, name: "Their name", ",\"description\":\"New words\"")]))
            #expect(try await bench.sync(source).report.changed == 1)
            let listing = try await bench.listing(1)
            #expect(listing.offer.name == "Our own name" && listing.offer.description == "New words")
            let open = try await bench.place.features.conflicts.open()
            #expect(open.map(\.field) == ["name"])
            #expect(open.first?.ownValue == "\"Our own name\"" && open.first?.sourceValue == "\"Their name\"")
            #expect(open.first?.sourceID == source.id)
        }
    }

    @Test("is nothing more where the steward kept ours, until the feed says something new")
    func ours() async throws {
        try await FeedServer.run(Feed.whole([Feed.service(1)])) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            try await claim(["name"], of: 1)
            func open() async throws -> [SourceConflict] { try await bench.place.features.conflicts.open() }
            server.answer(Feed.whole([Feed.service(1, name: "Second")]))
            try await bench.sync(source)
            let first = try #require(try await open().first)
            try await bench.place.features.conflicts.settle(first.id, .ours, by: nil)
            server.answer(Feed.whole([Feed.service(1, name: "Second", ",\"description\":\"x\"")]))
            try await bench.sync(source)
            #expect(try await open().isEmpty)
            server.answer(Feed.whole([Feed.service(1, name: "Third")]))
            try await bench.sync(source)
            #expect(try await open().map(\.sourceValue) == ["\"Third\""])
            server.answer(Feed.whole([Feed.service(1)]))
            try await bench.sync(source)
            #expect(try await open().isEmpty)
        }
    }

    @Test("is that field again where the steward took theirs")
    func theirs() async throws {
        try await FeedServer.run(Feed.whole([Feed.service(1)])) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            try await bench.execute("UPDATE phone SET number = '0100'")
            try await claim(["phones", "name"], of: 1)
            server.answer(Feed.whole([Feed.service(1, ",\"description\":\"x\"")]))
            try await bench.sync(source)
            let conflict = try #require(try await bench.place.features.conflicts.open().first)
            #expect(conflict.field == "phones")
            try await bench.place.features.conflicts.settle(conflict.id, .theirs, by: nil)
            #expect(try await bench.listing(1).phones.map(\.number) == ["01632 960101"])
            #expect(try await bench.count("fieldOwner") == 1)
            await #expect(throws: Failure.self) {
                try await bench.place.features.conflicts.settle(conflict.id, .ours, by: nil)
            }
        }
    }

    @Test("is open again for everybody where the steward took the feed's word for it")
    func openAfterAll() async throws {
        try await FeedServer.run(Feed.whole([Feed.service(1)])) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            let id = try await bench.listing(1).offer.id
            try await claim(["status"], of: 1)
            try await bench.execute("UPDATE offer SET status = 'defunct'")
            let now = bench.place.clock.now
            try await bench.place.database.write { db in
                try Closing.record(.defunct, of: id, by: "Age Merrow", actor: nil, at: now, in: db)
            }
            bench.place.clock.advance(days: 1)
            server.answer(Feed.whole([Feed.service(1, ",\"description\":\"x\"")]))
            try await bench.sync(source)
            let conflict = try #require(try await bench.place.features.conflicts.open().first { $0.field == "status" })
            try await bench.place.features.conflicts.settle(conflict.id, .theirs, by: nil)
            #expect(try await bench.listing(1).offer.status == .active)
            let kinds = try await bench.place.database.read { try EvidenceStore.ledger(of: id, in: $0) }.map(\.kind)
            #expect(kinds.suffix(2) == [.closed, .openedAgain])
        }
    }

    @Test("lets go, without asking, of what its owner has closed here")
    func closedHereAndDroppedThere() async throws {
        let all = (1...3).map { Feed.service($0) }
        try await FeedServer.run(Feed.whole(all)) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            try await claim(["status"], of: 3)
            try await bench.execute("UPDATE offer SET status = 'defunct' WHERE id = ?", [Feed.id(3)])
            server.answer(Feed.whole(Array(all.dropLast())))
            try await bench.sync(source)
            bench.place.clock.advance(days: 60)
            #expect(try await bench.sync(source).retired == 1)
            #expect(try await bench.place.features.conflicts.open().isEmpty)
        }
    }

    @Test("retires what it dropped after the days of grace, in a second complete sync, and not before")
    func retired() async throws {
        let all = (1...4).map { Feed.service($0) }
        try await FeedServer.run(Feed.whole(all)) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            server.answer(Feed.whole(Array(all.dropLast())))
            bench.place.clock.advance(days: 60)
            let first = try await bench.sync(source)
            #expect(first.missing == 1 && first.retired == 0)
            bench.place.clock.advance(days: 29)
            #expect(try await bench.sync(source).retired == 0)
            server.answer { _ in FeedServer.Answer(status: 500) }
            bench.place.clock.advance(days: 2)
            await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(try await bench.listing(4).offer.status == .active)
            server.answer(Feed.whole(Array(all.dropLast())))
            #expect(try await bench.sync(source).retired == 1)
            let gone = try await bench.listing(4).offer
            #expect(gone.status == .defunct && gone.lastModified == bench.place.clock.now)
            #expect(try await bench.listing(3).offer.status == .active)
            server.answer(Feed.whole(all))
            try await bench.sync(source)
            #expect(try await bench.listing(4).offer.status == .active)
        }
    }

    @Test("retires nothing that was back in between")
    func cameBack() async throws {
        let all = (1...3).map { Feed.service($0) }
        try await FeedServer.run(Feed.whole(all)) { [bench] server, url in
            let source = try await bench.add(url)
            for (days, count) in [(0.0, 3), (1, 2), (20, 3), (20, 2), (20, 2)] {
                bench.place.clock.advance(days: days)
                server.answer(Feed.whole(Array(all.prefix(count))))
                #expect(try await bench.sync(source).retired == 0)
            }
            #expect(try await bench.listing(3).offer.status == .active)
        }
    }

    @Test("does not retire what somebody here keeps or has confirmed since; that goes to the steward")
    func keptAlive() async throws {
        let all = (1...3).map { Feed.service($0) }
        try await FeedServer.run(Feed.whole(all)) { [bench] server, url in
            let source = try await bench.add(url)
            try await bench.sync(source)
            server.answer(Feed.whole([all[0]]))
            try await bench.sync(source)
            bench.place.clock.advance(days: 10)
            try await claim(["phones"], of: 2)
            try await bench.execute(
                "UPDATE offer SET confirmedAt = ? WHERE id = ?",
                [bench.place.clock.now, Feed.id(3)]
            )
            bench.place.clock.advance(days: 30)
            let report = try await bench.sync(source)
            #expect(report.missing == 2 && report.retired == 0)
            let open = try await bench.place.features.conflicts.open()
            #expect(open.map(\.field) == ["status", "status"])
        }
    }

    @Test("is read on its schedule, again after a day when it failed, and never when it has none")
    func schedule() async throws {
        try await FeedServer.run(Feed.whole([Feed.service(1)])) { [bench] server, url in
            let sources = bench.sources
            let source = try await sources.add(url: url, name: "Weekly", everyDays: 7)
            _ = try await sources.once(url: url + "/other")
            #expect(try await sources.due().map(\.name) == ["Weekly"])
            try await bench.sync(source)
            #expect(try await sources.due().isEmpty)
            bench.place.clock.advance(days: 7)
            #expect(try await sources.due().map(\.name) == ["Weekly"])
            server.answer { _ in FeedServer.Answer(status: 404) }
            await #expect(throws: Failure.self) { try await bench.sync(source) }
            #expect(try await sources.due().isEmpty)
            bench.place.clock.advance(days: 1)
            #expect(try await sources.due().map(\.name) == ["Weekly"])
        }
    }

    @Test("is summed up by source, and a source that goes leaves its listings")
    func summary() async throws {
        let dated = Feed.service(1, ",\"assured_date\":\"2026-11-01\"")
        try await FeedServer.run(Feed.whole([dated, Feed.service(2)])) { [bench] _, url in
            let source = try await bench.add(url, name: "Council")
            try await bench.sync(source)
            let summary = try #require(try await bench.sources.summaries().first)
            #expect(summary.listed == 2 && summary.fresh == 1 && summary.source.records == 2)
            await #expect(throws: Failure.self) { try await bench.add(url + "/services", name: "Again") }
            try await bench.sources.remove("Council")
            #expect(try await bench.count("offer") == 2)
            #expect(try await bench.count("sourceOffer") == 0)
        }
    }
}
