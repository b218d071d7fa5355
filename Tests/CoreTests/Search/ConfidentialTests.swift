import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

/// Two places that differ in nothing but where the refuge is. Whatever can be asked, they give the same answer: so no
/// number of questions, halving a radius or sorting, can find it.
@Suite("A confidential address")
struct ConfidentialTests {
    private struct Pair {
        let one: TestPlace
        let other: TestPlace
    }

    private static let pair = Task {
        Pair(
            one: try await place(Town.peckham, address: "1 Zyxward Lane", postcode: "SE15 3CK", name: "Blue House"),
            other: try await place(Town.leeds, address: "9 Secret Street", postcode: "LS1 4AP", name: "Red House")
        )
    }

    private static func place(
        _ point: Coordinate,
        address: String,
        postcode: String,
        name: String
    ) async throws -> TestPlace {
        var refuge = Sample.listing("Refuge", description: "A safe place.")
        refuge.areas = [ServiceArea(name: "Southwark")]
        refuge.locations = [secret("refuge", point, address: address, postcode: postcode, name: name)]
        var both = Sample.listing("Refuge and office", description: "A safe place to talk.")
        both.locations = [
            secret("both", point, address: address, postcode: postcode, name: name),
            Location(id: Location.ID(named: "office"), coordinate: Town.newCross, precision: .exact),
        ]
        var alone = Sample.listing("Safe house", description: "A refuge.")
        alone.locations = [secret("alone", point, address: address, postcode: postcode, name: name)]
        return try await TestPlace.with([refuge, both, alone, Sample.listing("Refuge advice", at: Town.newCross)])
    }

    private static func secret(
        _ id: String,
        _ point: Coordinate,
        address: String,
        postcode: String,
        name: String
    ) -> Location {
        Location(
            id: Location.ID(named: id),
            name: name,
            address: address,
            city: name,
            postcode: postcode,
            coordinate: point,
            precision: .exact,
            isConfidential: true,
            gettingThere: "Bus to \(address)",
            accessibility: ["Step-free at \(address)", "Hearing loop"]
        )
    }

    /// All that a searcher is told.
    private func told(_ place: TestPlace, _ request: SearchRequest) async throws -> [String] {
        var request = request
        request.countsFacets = true
        request.explains = true
        let results = try await place.features.search.find(request)
        let facets = results.facets.map { "\($0.name) \($0.values.map { "\($0.key)=\($0.count)" })" }
        let found = results.found.map { found in
            "\(found.id) \(found.card) \(found.score) \(String(describing: found.distance)) \(found.snippet) "
                + "\(found.freshness) \(String(describing: found.explanation))"
        }
        return [
            "\(results.total) \(results.droppedPlace) \(String(describing: results.spot)) \(results.unknownPlace ?? "")"
        ]
            + [results.corrected ?? "", "\(results.reading.understood)"] + facets + found
    }

    private func expectSame(_ request: SearchRequest, _ comment: String) async throws {
        let pair = try await Self.pair.value
        let one = try await told(pair.one, request)
        let other = try await told(pair.other, request)
        #expect(one == other, "\(comment)")
        let text = one.joined()
        let asked = (request.near + request.words).lowercased()
        for sign in ["zyxward", "3ck", "blue house", "secret", "4ap"] where !asked.contains(sign) {
            #expect(!text.lowercased().contains(sign), "\(comment)")
        }
    }

    /// From far away down to the doorstep, as somebody would who halves the radius.
    private static let centres = [
        "SE15", "se15 3ck", "Peckham", "SE14", "New Cross", "SE22", "Nunhead", "LS1", "ls1 4ap", "Leeds", "E8", "TR1",
        "London", "Southwark", "West Yorkshire", "",
    ]

    @Test("changes no answer by radius, centre or order", arguments: SearchRequest.Order.allCases)
    func bisection(order: SearchRequest.Order) async throws {
        for centre in Self.centres {
            for radius in SearchRequest.radii {
                var request = SearchRequest(words: "refuge", near: centre, radius: radius)
                request.order = order
                try await expectSame(request, "\(centre) \(radius) \(order)")
            }
        }
    }

    @Test("changes no answer without words, when all is in order of distance")
    func browsing() async throws {
        for centre in Self.centres {
            try await expectSame(SearchRequest(near: centre, radius: 1), centre)
            try await expectSame(SearchRequest(near: centre, choices: [.access: ["hearing-loop"]]), centre)
        }
    }

    @Test(
        "is found by none of its words, and corrects or begins none",
        arguments: [
            "zyxward lane", "blue house", "secret", "zyxwrd lane", "zyxw", "step free zyxward", "refuge near se15",
            "refuge in leeds",
            "refuge in peckham", "bus to zyxward lane", "3ck", "red house",
        ]
    )
    func words(words: String) async throws {
        try await expectSame(SearchRequest(words: words), words)
    }

    @Test("makes no place known: names are those near public places")
    func names() async throws {
        let pair = try await Self.pair.value
        let one = try await PlaceNames.build(from: pair.one.database)
        let other = try await PlaceNames.build(from: pair.other.database)
        #expect(one.count == other.count && one.candidates("leeds").isEmpty && other.candidates("leeds").isEmpty)
        for name in ["peckham", "new cross", "holbeck", "headingley", "barton"] {
            #expect(one.candidates(name) == other.candidates(name), "\(name)")
        }
        for name in ["Barton", "Peckham", "Richmond", "Holbeck"] {
            let spots = (
                try await pair.one.features.gazetteer.spot(typed: name),
                try await pair.other.features.gazetteer.spot(typed: name)
            )
            #expect(spots.0 == spots.1, "\(name)")
        }
    }

    @Test("changes no answer while there is no index")
    func degraded() async throws {
        let pair = try await Self.pair.value
        let places = (
            try await Self.place(Town.peckham, address: "1 Zyxward Lane", postcode: "SE15 3CK", name: "Blue"),
            pair.other
        )
        try await places.0.removeIndex()
        let results = try await TestPlace.search(over: places.0).find(
            SearchRequest(words: "zyxward lane", near: "SE15")
        )
        #expect(results.isDegraded && results.found.isEmpty)
        let refuges = try await TestPlace.search(over: places.0).find(SearchRequest(words: "refuge", near: "SE15"))
        #expect(refuges.found.count == 4 && refuges.found.allSatisfy { $0.distance == nil })
        #expect(!refuges.found.contains { "\($0.card)".contains("Zyxward") || "\($0.card)".contains("3CK") })
    }
}
