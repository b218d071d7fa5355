import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("What searches know besides the index")
struct SearchKnowledgeTests {
    private func knowledge(_ place: TestPlace) throws -> SearchKnowledge {
        SearchKnowledge(database: place.database, clock: place.clock.clock, lexicon: try TestPlace.lexicon())
    }

    @Test("gives each need and language a mark of its own")
    func marks() async throws {
        let place = try await TestPlace.empty()
        let marks = try await knowledge(place).facts().marks
        #expect(marks.needs.count > 40 && marks.languages.count > 50)
        let all = marks.needs.compactMap(marks.need) + marks.languages.compactMap(marks.language)
        #expect(all.count == marks.needs.count + marks.languages.count && Set(all).count == all.count)
        #expect(marks.need(Need.ID(rawValue: "none")) == nil && marks.language("none") == nil)
        #expect(marks.language("SOMALI") != nil)
    }

    @Test("has no room for more needs and languages than there are marks, and says so by giving none")
    func room() {
        let names = (0..<300).map { String(1_000 + $0) }
        let marks = OfferMarks(needs: names.map { Need.ID(rawValue: $0) }, languages: names)
        #expect(marks.needs.count == 96 && marks.languages.count == 112)
        #expect(marks.need(Need.ID(rawValue: "1095")) != nil && marks.need(Need.ID(rawValue: "1096")) == nil)
        let kinds = Weekday.allCases.flatMap { day in DayPart.allCases.map { marks.session(day, $0) } }
        #expect(Set(kinds).count == 21)
    }

    @Test("marks mean something else as soon as the lists change")
    func digest() {
        let needs = ["a", "b"].map { Need.ID(rawValue: $0) }
        let marks = OfferMarks(needs: needs, languages: ["Somali"])
        #expect(marks.digest == OfferMarks(needs: needs.reversed(), languages: ["Somali"]).digest)
        #expect(marks.digest != OfferMarks(needs: needs, languages: ["Polish"]).digest)
        #expect(marks.digest != OfferMarks(needs: needs + [Need.ID(rawValue: "c")], languages: ["Somali"]).digest)
    }

    @Test("learns of places when listings have moved, and no more than once a minute")
    func places() async throws {
        let place = try await TestPlace.with([Sample.listing("Clay", at: Town.peckham)])
        let search = place.features.search
        #expect(try await search.find(SearchRequest(words: "clay in Leeds")).spot == nil)
        try await place.save([Sample.listing("Mud", at: Town.leeds)])
        try await place.features.indexer.drain()
        #expect(try await search.find(SearchRequest(words: "clay in Leeds")).spot == nil)
        place.clock.advance(minutes: 2)
        var spot: Spot?
        for _ in 0..<200 where spot == nil {
            spot = try await search.find(SearchRequest(words: "clay in Leeds")).spot
        }
        #expect(spot?.name == "Leeds")
    }
}
