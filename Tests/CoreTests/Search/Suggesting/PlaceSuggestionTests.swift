import TestSupport
import Testing

@testable import Core

@Suite("Suggesting places")
struct PlaceSuggestionTests {
    @Test("completes the name of a place, and keeps the words before it")
    func places() async throws {
        let place = try await TestPlace.with([Sample.listing("Tea", at: Town.hackney)])
        func last(_ typed: String) async throws -> String? { try await place.suggestions(typed).last }
        #expect(try await last("bethn") == "place Bethnal Green, words “”, near “Bethnal Green”")
        #expect(try await last("bethnal gr") == "place Bethnal Green, words “”, near “Bethnal Green”")
        #expect(try await last("Chair yoga near be")?.hasSuffix("words “Chair yoga”, near “Bethnal Green”") == true)
        #expect(try await last("yoga bet")?.hasSuffix("words “yoga”, near “Bethnal Green”") == true)
        #expect(try await last("near bethnal") == "place Bethnal Green, words “”, near “Bethnal Green”")
        #expect(try await last("hackn") != nil)
        #expect(try await place.suggestions("leed").isEmpty)
        let found = try await place.features.suggestions.suggestions(for: "hac")
        #expect(found.count <= Suggestions.mostPlaces)
    }

    @Test("suggests only what the field for a place understands")
    func placesAreFound() async throws {
        let place = try await TestPlace.with([
            Sample.listing("Tea", at: Town.hackney), Sample.listing("Cake", at: Town.leeds),
        ])
        for typed in ["ha", "be", "ne", "st", "wa", "le", "ki", "south", "london"] {
            for case .place(let spot, _, let near) in try await place.features.suggestions.suggestions(for: typed) {
                let again = try await place.features.gazetteer.spot(typed: near)
                #expect(again?.name == spot.name && again?.district == spot.district, "\(near)")
                #expect(try await place.features.search.find(SearchRequest(near: near)).spot == again, "\(near)")
            }
        }
    }

    @Test("never tells where a confidential address is")
    func confidential() async throws {
        var refuge = Sample.listing("Refuge", at: Town.leeds)
        refuge.locations[0].name = "Larch House"
        refuge.locations[0].address = "Hidden Lane"
        let open = try await TestPlace.with([refuge, Sample.listing("Tea", at: Town.hackney)])
        #expect(try await open.suggestions("leeds").isEmpty == false)
        refuge.locations[0].isConfidential = true
        let place = try await TestPlace.with([refuge, Sample.listing("Tea", at: Town.hackney)])
        for typed in ["leeds", "lee", "hidden", "larch", "refuge near lee", "refuge lee"] {
            #expect(try await place.suggestions(typed).isEmpty, "\(typed)")
        }
        let found = try await place.features.suggestions.suggestions(for: "refuge")
        guard case .offer(_, let card) = found.first else { Issue.record("\(found)"); return }
        #expect(card.places.map(\.line) == [""] && card.places.map(\.postcode) == [nil])
    }
}
