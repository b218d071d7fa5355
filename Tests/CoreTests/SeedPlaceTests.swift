import Core
import Foundation
import TestSupport
import Testing

@Suite struct SeedPlaceTests {
    @Test func showsEveryKindOfOffer() async throws {
        let place = try await TestPlace.demo()
        let counts = try await place.features.status.counts()
        #expect(counts.offers >= 240)
        #expect(counts.organisations >= 90)
        #expect(counts.practices == 6)
        #expect(counts.index.behind == 0)
    }
}
