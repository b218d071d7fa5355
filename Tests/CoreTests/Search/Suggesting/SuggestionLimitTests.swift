import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("What is suggested at all")
struct SuggestionLimitTests {
    @Test("says nothing to less than two characters", arguments: ["", " ", "g", " g ", "é", "?!", "a g", "🦊🦊"])
    func tooShort(_ typed: String) async throws {
        let place = try await TestPlace.with([Sample.listing("Gardening"), Sample.listing("A great day")])
        #expect(try await place.suggestions(typed).isEmpty)
    }

    @Test("gives eight at most, some of every kind")
    func most() async throws {
        let listings = (1...20).map { number in
            var listing = Sample.listing(
                "Hackney help \(number)",
                of: Sample.organisation("Hackney \(number)"),
                at: Town.hackney
            )
            listing.needs = [Need.ID(rawValue: "housing")]
            return listing
        }
        let place = try await TestPlace.with(listings)
        let found = try await place.suggestions("hack")
        #expect(found.count == 8)
        #expect(Set(found.map { $0.prefix { $0 != " " } }) == ["offer", "organisation", "place"])
    }

    @Test("cuts what is longer than a hundred characters instead of refusing it")
    func tooLong() async throws {
        let place = try await TestPlace.with([Sample.listing("Gardening in Hackney")])
        let typed = "gardening " + String(repeating: "hackney ", count: 100) + "leeds"
        #expect(try await place.suggestedOffers(typed) == ["offer Gardening in Hackney"])
    }

    @Test("answers any Unicode with a list", arguments: 0..<4)
    func anything(_ seed: UInt64) async throws {
        let place = try await TestPlace.with([
            Sample.listing("Café für Ältere 茶 чай", at: Town.hackney), Sample.listing("Gardening in Hackney"),
        ])
        var texts = try RandomText(seed: seed)
        for _ in 0..<400 {
            let text = texts.next()
            let found = try await place.features.suggestions.suggestions(for: text)
            #expect(found.count <= Suggestions.most, "\(text)")
        }
    }

    @Test("does without an index: needs and places are left")
    func degraded() async throws {
        var listing = Sample.listing("Hackney tea", at: Town.hackney)
        listing.needs = [Need.ID(rawValue: "loneliness")]
        let place = try await TestPlace.with([listing])
        await place.features.indexer.close()
        try FileManager.default.removeItem(at: place.folder.appendingPathComponent("index"))
        let search = try TestPlace.search(over: place)
        let suggestions = Suggestions(
            readers: search.readers,
            knowledge: search.knowledge,
            lexicon: search.lexicon,
            clock: search.clock,
            logger: search.logger
        )
        #expect(try await suggestions.suggestions(for: "lonely").map(\.inWords) == ["need Loneliness, said lonely"])
        #expect(try await suggestions.suggestions(for: "hackney").contains { $0.inWords.hasPrefix("place") })
    }

    @Test("shares the rows out, and gives away what a kind has no use for")
    func shares() {
        func kinds(_ needs: Int, _ offers: Int, _ organisations: Int, _ places: Int) -> [Int] {
            let id = Organisation.ID()
            func row(_ name: String) -> Suggestion { .organisation(id, name: name) }
            var kinds = SuggestionKinds()
            kinds.needs = Array(repeating: row("need"), count: needs)
            kinds.offers = Array(repeating: row("offer"), count: offers)
            kinds.organisations = Array(repeating: row("organisation"), count: organisations)
            kinds.places = Array(repeating: row("place"), count: places)
            let best = kinds.best(8)
            return ["need", "offer", "organisation", "place"].map { name in best.count { $0 == row(name) } }
        }
        #expect(kinds(9, 9, 9, 9) == [2, 3, 2, 1])
        #expect(kinds(0, 9, 0, 1) == [0, 7, 0, 1])
        #expect(kinds(9, 1, 0, 3) == [6, 1, 0, 1])
        #expect(kinds(1, 1, 1, 3) == [1, 1, 1, 3])
        #expect(kinds(0, 0, 0, 0) == [0, 0, 0, 0])
    }
}
