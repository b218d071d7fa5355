import TestSupport
import Testing

@testable import Core

@Suite("Suggesting needs")
struct NeedSuggestionTests {
    @Test("knows a need by its name and by what people say, once, the fullest match first")
    func needs() async throws {
        let place = try await TestPlace.with(
            ["debt-and-money-worries", "loneliness", "parenting", "nature", "falls-and-mobility"].map { need in
                var listing = Sample.listing("For \(need)")
                listing.needs = [Need.ID(rawValue: need)]
                return listing
            }
        )
        func needs(_ typed: String) async throws -> [String] {
            try await place.suggestions(typed).filter { $0.hasPrefix("need") }
        }
        #expect(try await needs("skin") == ["need Debt and money worries, said skint"])
        #expect(try await needs("mon").first == "need Debt and money worries")
        #expect(try await needs("worries mon") == ["need Debt and money worries"])
        #expect(try await needs("debt adv") == ["need Debt and money worries"])
        #expect(try await needs("lonely") == ["need Loneliness, said lonely"], "“lone parent” is another word")
        #expect(try await needs("walking").first == "need Nature, said walking")
        #expect(try await needs("cant pay my b") == ["need Debt and money worries, said can't pay my bills"])
    }

    @Test("suggests no need that nobody is there for")
    func unansweredNeeds() async throws {
        let place = try await TestPlace.with([Sample.listing("Tea")])
        #expect(try await place.suggestions("lonely").isEmpty)
    }

    @Test("learns within a minute or so that somebody is there for a need now")
    func changedNeeds() async throws {
        let place = try await TestPlace.with([Sample.listing("Tea")])
        #expect(try await place.suggestions("lonely").isEmpty)
        var listing = Sample.listing("Company")
        listing.needs = [Need.ID(rawValue: "loneliness")]
        try await place.save([listing])
        place.clock.advance(minutes: 2)
        await place.features.suggestions.listingsChanged()
        var found: [String] = []
        // Until then suggestions go on with what is known.
        for _ in 0..<1_000 where found.isEmpty { found = try await place.suggestions("lonely") }
        #expect(found == ["need Loneliness, said lonely"])
    }
}
