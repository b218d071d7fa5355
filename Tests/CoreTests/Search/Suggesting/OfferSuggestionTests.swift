import TestSupport
import Testing

@testable import Core

@Suite("Suggesting offers and organisations")
struct OfferSuggestionTests {
    @Test(
        "finds an offer by the beginning of any word of its title, words in any order",
        arguments: ["gar", "hack", "gardening hack", "hackney gard", "GARDENING in H", "gardens", "  gardening  "]
    )
    func prefix(_ typed: String) async throws {
        let place = try await TestPlace.with([Sample.listing("Gardening in Hackney"), Sample.listing("Knitting")])
        #expect(try await place.suggestedOffers(typed) == ["offer Gardening in Hackney"])
    }

    @Test("wants every word but the last in full", arguments: ["gard hackney", "gardening leeds", "ardening"])
    func wholeWords(_ typed: String) async throws {
        let place = try await TestPlace.with([
            Sample.listing("Gardening in Hackney"), Sample.listing("Knitting in Leeds"),
        ])
        #expect(try await place.suggestedOffers(typed).isEmpty)
    }

    @Test(
        "minds neither accents nor apostrophes nor capitals",
        arguments: ["cafe", "CAFÉ", "cafe\u{301} me", "mens", "men's sh", "men’s", "mens shed"]
    )
    func spelling(_ typed: String) async throws {
        let place = try await TestPlace.with([Sample.listing("Café at the Men's Shed")])
        #expect(try await place.suggestedOffers(typed) == ["offer Café at the Men's Shed"])
    }

    @Test("puts first what begins as typed, out of any number")
    func beginning() async throws {
        let others = (1...300).map { Sample.listing("Nordic walking \($0)") }
        let place = try await TestPlace.with(others + [Sample.listing("Walking football and nothing else at all")])
        let found = try await place.suggestedOffers("walking")
        #expect(found.first == "offer Walking football and nothing else at all" && found.count == Suggestions.most)
        #expect(try await place.suggestedOffers("nordic walking 29").contains("offer Nordic walking 29"))
    }

    @Test("leaves out what is hidden or has closed, and puts what nobody confirmed after the rest")
    func trust() async throws {
        var closed = Sample.listing("Pottery closed")
        closed.offer.status = .defunct
        let place = try await TestPlace.with([
            closed, Sample.listing("Pottery hidden", confirmed: 400), Sample.listing("Pottery old", confirmed: 200),
            Sample.listing("More pottery", confirmed: 10),
        ])
        #expect(try await place.suggestedOffers("pottery") == ["offer More pottery", "offer Pottery old"])
        place.clock.advance(days: 200)
        #expect(try await place.suggestedOffers("pottery") == ["offer More pottery"])
        place.clock.advance(days: 400)
        #expect(try await place.suggestions("tea").isEmpty, "an organisation of hidden offers alone is suggested")
    }

    @Test("names an organisation once, however many offers it has, and beside others of nearly its name")
    func organisations() async throws {
        let large = Sample.organisation("Age and Company")
        let small = Sample.organisation("Friends of Company")
        let listings = (1...60).map { Sample.listing("Tea \($0)", of: large) } + [Sample.listing("Cake", of: small)]
        let place = try await TestPlace.with(listings)
        #expect(
            try await place.suggestions("compa") == [
                "organisation Age and Company", "organisation Friends of Company",
            ]
        )
        #expect(try await place.suggestions("friends of comp") == ["organisation Friends of Company"])
        let found = try await place.features.suggestions.suggestions(for: "friends")
        #expect(found == [.organisation(small.id, name: small.name)])
    }
}
