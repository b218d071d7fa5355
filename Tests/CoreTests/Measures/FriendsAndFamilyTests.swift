import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The Friends and Family Test")
struct FriendsAndFamilyTests {
    @Test("keeps nothing by which anybody could be found")
    func anonymous() async throws {
        let small = try await SmallPlace()
        let before = try await rows(small, besides: "experience")
        for index in 0..<20 {
            small.place.clock.advance(minutes: 7)
            try await small.features.friendsAndFamily.answer(
                index % 6 + 1,
                words: "words-canary",
                about: small.garden.offer.id,
                key: "\(index)"
            )
        }
        #expect(try await rows(small, besides: "experience") == before, "an answer left a trace elsewhere")
        let columns = try await small.place.database.read { try $0.columns(in: "experience").map(\.name) }
        #expect(columns == ["key", "offerID", "month", "answer", "words"])
        await #expect(throws: DatabaseError.self) {
            try await small.place.database.read { _ = try Row.fetchAll($0, sql: "SELECT rowid FROM experience") }
        }
        let order = try await small.place.database.read { try Int.fetchAll($0, sql: "SELECT answer FROM experience") }
        #expect(order != (0..<20).map { $0 % 6 + 1 }, "the rows lie in the order of time")
        let sealed = try await small.place.database.read { try Data.fetchOne($0, sql: "SELECT words FROM experience") }
        #expect(sealed?.range(of: Data("canary".utf8)) == nil)
    }

    private func rows(_ small: SmallPlace, besides left: String) async throws -> [String: Int] {
        try await small.place.database.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'").filter { $0 != left }
                .reduce(into: [:]) { $0[$1] = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \($1)") }
        }
    }

    @Test("counts a form once, and takes only answers that are on the scale, about offers that are there")
    func once() async throws {
        let small = try await SmallPlace()
        let fft = small.features.friendsAndFamily
        for _ in 0..<2 { try await fft.answer(1, words: "", about: small.garden.offer.id, key: "one") }
        #expect(try await small.place.count("experience") == 1)
        for wrong in [0, 7, -1] {
            await #expect(throws: Failure.self) {
                try await fft.answer(wrong, words: "", about: small.garden.offer.id, key: "x")
            }
        }
        await #expect(throws: Failure.notFound) { try await fft.answer(1, words: "", about: Offer.ID(), key: "y") }
    }

    @Test("shows whole months that have ended, in heaps of seven or more")
    func released() {
        #expect(FriendsAndFamily.released(["2026-01": [1: 6]]).total == 0)
        #expect(FriendsAndFamily.released(["2026-01": [1: 6], "2026-02": [4: 1]]).answers == [1: 6, 4: 1])
        let held = FriendsAndFamily.released(["2026-01": [1: 7], "2026-02": [5: 6]])
        #expect(held.answers == [1: 7] && held.through == "2026-01" && held.percentPositive == 100)
        let more = FriendsAndFamily.released(["2026-01": [1: 7], "2026-02": [5: 6], "2026-03": [6: 1]])
        #expect(more.total == 14 && more.percentPositive == 50)
    }

    @Test("is shown to staff, to an organisation only for its own offers, and in words only to who keeps the directory")
    func whoSees() async throws {
        let small = try await SmallPlace()
        let (fft, garden) = (small.features.friendsAndFamily, small.garden.offer.id)
        for index in 0..<7 { try await fft.answer(1, words: "word \(9 - index)", about: garden, key: "\(index)") }
        #expect(try await fft.counts(of: garden, for: small.steward).total == 0, "the month has not ended")
        small.place.clock.advance(days: 31)
        for actor in [small.linkWorker, small.doctor, small.gardener, small.steward, small.administrator] {
            #expect(try await fft.counts(of: garden, for: actor).total == 7)
        }
        await #expect(throws: Failure.notFound) { try await fft.counts(of: garden, for: small.cook) }
        await #expect(throws: Failure.forbidden) { try await fft.counts(of: garden, for: small.receptionist) }
        #expect(try await fft.words(of: garden, for: small.steward) == (3...9).map { "word \($0)" })
        #expect(try await fft.words(of: garden, for: small.gardener).isEmpty)
    }
}
