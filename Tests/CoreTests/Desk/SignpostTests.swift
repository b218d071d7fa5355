import Core
import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct SignpostTests {
    private struct Count: Equatable {
        let practice: String
        let month: String
        let count: Int
    }

    private func counts(_ place: TestPlace, _ offer: Offer.ID) throws -> [Count] {
        let queue = try DatabaseQueue(path: place.folder.appendingPathComponent("fingerpost.sqlite").path)
        return try queue.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM signpost WHERE offerID = ? ORDER BY month, practiceCode",
                arguments: [offer.text]
            ).map { Count(practice: $0["practiceCode"], month: $0["month"], count: $0["count"]) }
        }
    }

    private func twoOffers(_ place: TestPlace) async throws -> (Offer.ID, Offer.ID) {
        let found = try await place.features.search.find(SearchRequest(words: "lonely")).found.map(\.id)
        return (try #require(found.first), try #require(found.last))
    }

    @Test func eachSlipCountsOnceByOfferPracticeAndMonth() async throws {
        let place = try await TestPlace.demo()
        let (first, second) = try await twoOffers(place)
        let practice = Practice.Code(rawValue: "ZZ0001")
        let slip = Slip.ID()
        for _ in 1...3 { try await place.features.signposts.count([first, second], practice: practice, slip: slip) }
        #expect(try counts(place, first) == [Count(practice: "ZZ0001", month: "2026-11", count: 1)])
        try await place.features.signposts.count([first], practice: practice, slip: Slip.ID())
        try await place.features.signposts.count([first], practice: nil, slip: Slip.ID())
        place.clock.advance(days: 30)
        try await place.features.signposts.count([first], practice: practice, slip: Slip.ID())
        #expect(
            try counts(place, first) == [
                Count(practice: "", month: "2026-11", count: 1), Count(practice: "ZZ0001", month: "2026-11", count: 2),
                Count(practice: "ZZ0001", month: "2026-12", count: 1),
            ]
        )
        #expect(try counts(place, second) == [Count(practice: "ZZ0001", month: "2026-11", count: 1)])
    }

    @Test func anOfferThatIsNotThereIsNotCountedAndHarmsNothing() async throws {
        let place = try await TestPlace.demo()
        let (first, _) = try await twoOffers(place)
        try await place.features.signposts.count([Offer.ID(), first], practice: nil, slip: Slip.ID())
        #expect(try counts(place, first).map(\.count) == [1])
    }

    @Test func slipsAreForgottenAfterADay() async throws {
        let place = try await TestPlace.demo()
        let (first, _) = try await twoOffers(place)
        try await place.features.signposts.count([first], practice: nil, slip: Slip.ID())
        place.clock.advance(days: 2)
        try await place.features.signposts.count([first], practice: nil, slip: Slip.ID())
        let queue = try DatabaseQueue(path: place.folder.appendingPathComponent("fingerpost.sqlite").path)
        #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM signpostSlip") } == 1)
    }
}
