import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// What came of referrals moves an offer in a search: late, little, and not for chance.
@Suite("Standing")
struct OfferStandingTests {
    @Test("needs thirty answers, and a share that is not everybody's")
    func steps() {
        #expect(OfferStanding(helped: 29, of: 29, mean: 0.5) == .usual)
        #expect(OfferStanding(helped: 30, of: 30, mean: 0.5) == .above)
        #expect(OfferStanding(helped: 0, of: 29, mean: 0.5) == .usual)
        #expect(OfferStanding(helped: 0, of: 30, mean: 0.5) == .below)
        #expect(OfferStanding(helped: 24, of: 30, mean: 0.75) == .usual)
        // Wilson's interval of 24 of 30 is 0.627 to 0.905.
        #expect(OfferStanding(helped: 24, of: 30, mean: 0.62) == .above)
        #expect(OfferStanding(helped: 24, of: 30, mean: 0.63) == .usual)
        #expect(OfferStanding(helped: 24, of: 30, mean: 0.91) == .below)
        #expect(OfferStanding(helped: 30, of: 30, mean: 1) == .usual)
    }

    @Test("moves an offer by a twentieth at most, from the thirtieth answer on, and is in the index at once")
    func ranking() async throws {
        let place = try await ReportPlace()
        let features = place.features
        try await features.indexer.drain()
        func factor() async throws -> [String: Double] {
            var request = SearchRequest(words: "growing")
            request.explains = true
            let found = try await features.search.find(request).found.first { $0.id == place.small.garden.offer.id }
            let explained = try #require(found?.explanation)
            return explained.factors.reduce(into: [:]) { $0[$1.name] = $1.value }.filter { $0.key.hasPrefix("helped") }
        }
        // The place's share is well below that of the garden.
        var poor = ReportPlace.Made.helped
        (poor.helped, poor.isAtCafe) = ("not at all", true)
        try await place.add(30, poor)
        try await place.add(29, .helped)
        #expect(try await features.standings.refresh() == 1)
        try await features.indexer.drain()
        #expect(try await factor() == [:], "the cafe alone has thirty")
        try await place.add(1, .helped)
        #expect(try await features.standings.refresh() == 1)
        try await features.indexer.drain()
        #expect(try await factor() == ["helped more often": 1.05])
        #expect(try await features.standings.refresh() == 0, "nothing is written twice")
        #expect((0.95...1.05).contains(OfferRanking.Factor.below) && (0.95...1.05).contains(OfferRanking.Factor.above))
    }
}
