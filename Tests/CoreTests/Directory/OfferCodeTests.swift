import Core
import Foundation
import GRDB
import TestSupport
import Testing

/// Codes on paper must lead to the same offer years later.
@Suite struct OfferCodeTests {
    @Test func everyOfferHasAShortCodeThatLeadsBackToIt() async throws {
        let place = try await TestPlace.demo()
        let ids = try await place.features.search.find(SearchRequest(words: "help")).found.map(\.id)
        let codes = try await place.features.directory.codes(of: ids)
        #expect(!ids.isEmpty && codes.count == ids.count)
        for (id, code) in codes {
            #expect(code.text.count == 8)
            #expect(try await place.features.directory.offer(code) == id)
            let shouted = try #require(OfferCode(code.text.uppercased()))
            #expect(shouted == code)
        }
    }

    @Test func whatIsEasilyMisreadIsUnderstood() throws {
        #expect(OfferCode("O0IL1abc") == OfferCode("00111abc"))
        #expect(OfferCode("00111abc")?.text == "00111abc")
    }

    @Test(arguments: [
        "", "abc", "abcdefgu", "abcdefg-", "abcdefg\u{301}h", "ａｂｃｄｅｆｇｈ", "abcdefghj", "👩🏽‍🦽",
        "zzzzzzzzzzzzzzzzzzzzzzzzzz", String(repeating: "a", count: 5_000),
    ])
    func whatIsNoCodeIsNone(_ text: String) { #expect(OfferCode(text) == nil) }

    /// Two offers that begin alike: the first one keeps the short code, whatever comes after it.
    @Test func anOfferThatIsAddedLaterNeverTakesACode() async throws {
        let place = try await TestPlace.demo()
        let queue = try DatabaseQueue(path: place.folder.appendingPathComponent("fingerpost.sqlite").path)
        let twins = ["5eed0000-0000-4000-8000-000000000001", "5eed0000-0000-4000-8000-000000000002"]
        func add(_ id: String, at time: String) async throws {
            try await queue.write { db in
                try db.execute(sql: "PRAGMA defer_foreign_keys = 1")
                let columns = try db.columns(in: "offer").map(\.name).filter { $0 != "id" && $0 != "addedAt" }
                let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
                try db.execute(
                    sql: "INSERT INTO offer (id, addedAt, \(list)) SELECT ?, ?, \(list) FROM offer LIMIT 1",
                    arguments: [id, time]
                )
            }
        }
        // The one with the higher identifier is there first.
        let ids = try twins.map { try #require(Offer.ID($0)) }
        try await add(twins[1], at: "2026-01-01 00:00:00.000")
        let short = try #require(await place.features.directory.codes(of: ids)[ids[1]])
        #expect(short.text.count == 8)
        try await add(twins[0], at: "2026-02-01 00:00:00.000")
        let codes = try await place.features.directory.codes(of: ids)
        #expect(codes[ids[1]] == short)
        #expect(codes[ids[0]]?.text.count == 26)
        for (id, code) in codes { #expect(try await place.features.directory.offer(code) == id) }
    }

    @Test func namesAreLookedUpInOrderAndWhatNamesNothingIsLeftOut() async throws {
        let place = try await TestPlace.demo()
        let ids = try await place.features.search.find(SearchRequest(words: "help")).found.map(\.id)
        let first = try #require(ids.first)
        let last = try #require(ids.last)
        let code = try #require(await place.features.directory.codes(of: [last])[last]?.text)
        let names = [code, "x", first.text.uppercased(), Offer.ID().text, code, "zzzzzzzz", last.text]
        #expect(try await place.features.directory.offers(named: names) == [last, first])
    }
}
