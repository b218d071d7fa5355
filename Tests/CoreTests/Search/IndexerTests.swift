import Foundation
import SearchIndex
import Synchronization
import TestSupport
import Testing

@testable import Core

@Suite("The index")
struct IndexerTests {
    private func place() async throws -> TestPlace {
        let place = try await TestPlace.empty()
        try await place.save(["One", "Two", "Three"].map { Sample.listing($0) })
        try await place.features.indexer.reconcile()
        return place
    }

    private func check(_ place: TestPlace) async throws -> IndexCheck.Difference {
        let pool = try IndexReaderPool(at: place.folder.appendingPathComponent("index").path, readers: 1)
        return try await IndexCheck(database: place.database, readers: pool, lexicon: TestPlace.lexicon()).difference()
    }

    private func corrupt(_ place: TestPlace) throws {
        let index = place.folder.appendingPathComponent("index")
        for name in try FileManager.default.contentsOfDirectory(atPath: index.path) {
            try Data("broken".utf8).write(to: index.appendingPathComponent(name))
        }
    }

    @Test("has what changed after a drain, and nothing that went")
    func drain() async throws {
        let place = try await place()
        var two = Sample.listing("Two")
        two.offer.status = .inactive
        try await place.save([two, Sample.listing("Four"), Sample.listing("One", description: "changed")])
        #expect(try await place.features.status.counts().index.behind == 3)
        #expect(try await check(place).isEmpty)
        try await place.features.indexer.drain()
        #expect(try await place.features.status.counts().index == .init(documents: 3, behind: 0))
        #expect(try await check(place).isEmpty)
    }

    @Test("is used as it is when it is sound, and takes in what is waiting")
    func reconcileSound() async throws {
        let place = try await place()
        try await place.save([Sample.listing("Four")])
        #expect(try await place.features.indexer.reconcile() == nil)
        #expect(try await place.features.status.counts().index == .init(documents: 4, behind: 0))
    }

    @Test("is built anew when it was deleted or cannot be read")
    func reconcileBroken() async throws {
        for isDeleted in [true, false] {
            let place = try await place()
            await place.features.indexer.close()
            if isDeleted {
                try FileManager.default.removeItem(at: place.folder.appendingPathComponent("index"))
            } else {
                try corrupt(place)
            }
            #expect(try await place.features.indexer.reconcile() != nil)
            #expect(try await check(place).isEmpty)
            #expect(try await place.features.search.find(SearchRequest(words: "three")).found.count == 1)
        }
    }

    @Test("of another place is not believed")
    func otherPlace() async throws {
        let (place, other) = (try await place(), try await place())
        await place.features.indexer.close()
        await other.features.indexer.close()
        try await other.execute("UPDATE setting SET value = ? WHERE name = 'place'", [UUID().uuidString])
        try await other.save([Sample.listing("Four")])
        #expect(try await other.features.indexer.reconcile() == "it is of another place")
        #expect(try await check(other).isEmpty)
    }

    @Test("that is behind the database or ahead of it, as after restoring one of the two, is built anew")
    func otherAge() async throws {
        for (change, reason) in [
            ("UPDATE setting SET value = '99999999' WHERE name = 'indexed'", "it is older than the database"),
            ("UPDATE setting SET value = '0' WHERE name IN ('revision', 'indexed')", "it is newer than the database"),
        ] {
            let place = try await place()
            try await place.save([Sample.listing("Four")])
            try await place.features.indexer.drain()
            try await place.execute(change)
            #expect(try await place.features.indexer.reconcile() == reason)
            #expect(try await check(place).isEmpty)
        }
    }

    @Test("that cannot be written keeps its dirty marks, and the next drain finishes")
    func interrupted() async throws {
        let place = try await place()
        await place.features.indexer.close()
        let index = place.folder.appendingPathComponent("index")
        let aside = place.folder.appendingPathComponent("aside")
        try FileManager.default.moveItem(at: index, to: aside)
        try await place.save([Sample.listing("Four")])
        await #expect(throws: SearchIndexError.self) { try await place.features.indexer.drain() }
        #expect(try await place.count("indexDirty") == 1)
        try FileManager.default.moveItem(at: aside, to: index)
        try await place.features.indexer.drain()
        #expect(try await place.count("indexDirty") == 0)
        #expect(try await check(place).isEmpty)
    }

    @Test("is told of every change of a listing as soon as it is stored")
    func dirtyMarks() async throws {
        let place = try await place()
        let changes = Mutex(0)
        let observation = place.database.onDirtyMarks { changes.withLock { $0 += 1 } }
        try await place.save([Sample.listing("Four")])
        #expect(changes.withLock { $0 } == 1)
        try await place.database.write { db in
            try db.inSavepoint {
                try DirectoryStore.markDirty(Offer.ID(), in: db)
                return .commit
            }
        }
        #expect(changes.withLock { $0 } == 2)
        try await place.features.indexer.drain()
        #expect(changes.withLock { $0 } == 2)
        withExtendedLifetime(observation) {}
    }

    @Test("takes in what changes while much is being changed, and has all of it afterwards")
    func following() async throws {
        let place = try await place()
        let written = try await place.features.indexer.following {
            for batch in 0..<6 {
                try await place.save((0..<200).map { Sample.listing("Offer \(batch) \($0)") })
            }
            return 1_200
        }
        #expect(written == 1_200)
        #expect(try await place.features.status.counts().index == .init(documents: 1_203, behind: 0))
        #expect(try await check(place).isEmpty)
    }

    @Test("keeps up to date what was stored before the work failed, at the next drain")
    func followingFailure() async throws {
        struct Problem: Error {}
        let place = try await place()
        await #expect(throws: Problem.self) {
            try await place.features.indexer.following {
                try await place.save([Sample.listing("Four")])
                throw Problem()
            }
        }
        try await place.features.indexer.drain()
        #expect(try await check(place).isEmpty)
    }

    @Test("is checked: what is missing, out of date or too much is found")
    func difference() async throws {
        let place = try await place()
        var two = Sample.listing("Two")
        two.offer.status = .inactive
        try await place.save([Sample.listing("Four"), Sample.listing("One", description: "changed"), two])
        try await place.execute("DELETE FROM indexDirty")
        let difference = try await check(place)
        #expect(difference == IndexCheck.Difference(missing: 1, stale: 1, surplus: 1))
        let findings = try await place.features.verifier.findings().filter { !$0.problems.isEmpty }
        #expect(findings.map(\.subject) == ["index"])
    }
}
