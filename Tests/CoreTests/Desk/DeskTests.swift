import Core
import Foundation
import TestSupport
import Testing

/// What the desk finds, counts and calls things.
@Suite struct DeskTests {
    @Test func everyTickStandsForNeedsOfTheListAndHasOffersHere() async throws {
        let place = try await TestPlace.demo()
        let needs = Set(try await place.features.directory.needNames().map(\.id))
        #expect(Set(Tick.allCases.map(\.words)).count == Tick.allCases.count)
        for tick in Tick.allCases {
            #expect(!tick.needs.isEmpty && Set(tick.needs).isSubset(of: needs), "\(tick)")
            let answer = try await place.features.desk.find(words: "", near: "", ticks: [tick])
            #expect(answer.groups.count == 1 && answer.groups.first?.found.count == 2, "\(tick)")
            for found in answer.groups.flatMap(\.found) {
                let needs = answer.listings[found.id]?.needs ?? []
                #expect(!Set(needs).isDisjoint(with: tick.needs), "\(tick): \(found.title)")
            }
        }
    }

    @Test func theWordsBringTheBestFiveAndNeverAHiddenOne() async throws {
        let place = try await TestPlace.demo()
        let now = try await place.features.desk.find(words: "lonely", near: "SE15", ticks: [])
        let found = try #require(now.groups.first?.found)
        #expect(found.count == 5 && found.allSatisfy { $0.freshness != .hidden && $0.freshness != .unconfirmed })
        place.clock.advance(days: 1_000)
        let later = try await place.features.desk.find(words: "lonely", near: "SE15", ticks: [.money])
        #expect(later.groups.count == 2 && later.groups.allSatisfy(\.found.isEmpty))
    }

    @Test func nothingAskedFindsNothing() async throws {
        let place = try await TestPlace.empty()
        let answer = try await place.features.desk.find(words: "  ", near: "SE15", ticks: [])
        #expect(answer.groups.isEmpty && answer.results == nil)
        let empty = try await place.features.desk.find(words: "lonely", near: "", ticks: Tick.allCases)
        #expect(empty.groups.count == 10 && empty.groups.allSatisfy(\.found.isEmpty))
    }

    @Test func aSlipHoldsNineEachOnceInOrder() throws {
        let ids = (0..<12).map { _ in Offer.ID() }
        let slip = Slip([ids[2], ids[0], ids[2]])
        #expect(slip.offers == [ids[2], ids[0]])
        #expect(slip.adding([ids[0], ids[1]]).offers == [ids[2], ids[0], ids[1]])
        #expect(slip.removing(ids[2]).offers == [ids[0]])
        #expect(Slip(ids).offers == Array(ids.prefix(9)) && Slip(ids).isFull && !slip.isFull)
    }
}
