import Foundation
import GRDB
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Names of places in a query")
struct PlaceNamesTests {
    private static let peckham = Coordinate(latitude: 51.472, longitude: -0.068)
    private static let scunthorpe = Coordinate(latitude: 53.59, longitude: -0.65)

    private func names(_ points: Coordinate..., closed: Bool = false) async throws -> PlaceNames {
        let place = try await TestPlace.empty()
        try await place.save(
            points.enumerated().map { number, point in
                var listing = Sample.listing("Offer \(number)", at: point)
                if closed { listing.offer.status = .defunct }
                return listing
            }
        )
        return try await PlaceNames.build(from: place.database)
    }

    private func match(_ query: String, _ start: Int, in names: PlaceNames) -> String? {
        names.match(words: query.split(separator: " ").map(String.init), at: start).map {
            "\($0.spot.name) \($0.length)"
        }
    }

    @Test("are those that are near the directory, and no others")
    func near() async throws {
        let london = try await names(Self.peckham)
        #expect(match("hot food peckham", 2, in: london) == "Peckham 1")
        #expect(match("warm space lewisham saturday", 2, in: london) == "Lewisham 1")
        #expect(match("reading group", 0, in: london) == nil)
        #expect(match("over 60s scunthorpe", 2, in: london) == nil)
        let north = try await names(Self.scunthorpe)
        #expect(match("over 60s scunthorpe", 2, in: north) == "Scunthorpe 1")
        #expect(match("drop in ashby", 2, in: north) == "Ashby 1")
        #expect(match("north lincolnshire", 0, in: north) == "North Lincolnshire 2")
        #expect(match("hot food peckham", 2, in: north) == nil)
    }

    @Test("are the longest there are, with or without hyphens")
    func longest() async throws {
        let names = try await names(Coordinate(latitude: 53.68, longitude: -0.44))
        #expect(match("baby group barton tuesday", 2, in: names) == "Barton-upon-Humber 1")
        #expect(match("Barton upon Humber tuesday", 0, in: names) == "Barton-upon-Humber 3")
        #expect(match("barton-upon-humber tuesday", 0, in: names) == "Barton-upon-Humber 1")
        #expect(match("barton upon monday", 0, in: names) == "Barton-upon-Humber 1")
        #expect(match("barton - upon", 0, in: names) == "Barton-upon-Humber 1")
        #expect(match("- barton", 0, in: names) == nil)
    }

    @Test("take no word that is not there")
    func bounds() async throws {
        let names = try await names(Self.peckham)
        for start in [-1, 1, 99] { #expect(names.match(words: ["peckham"], at: start) == nil) }
        #expect(names.match(words: [], at: 0) == nil)
        #expect(PlaceNames.none.match(words: ["peckham"], at: 0) == nil)
    }

    @Test("are none in a directory without listed offers, or of confidential addresses alone")
    func none() async throws {
        #expect(try await names().count == 0)
        #expect(try await names(Self.peckham, closed: true).count == 0)
    }

    @Test("stand for the place with most of the directory near it, where a town counts for several villages")
    func ambiguous() async throws {
        let worcester = Coordinate(latitude: 52.19, longitude: -2.22)
        let woking = Coordinate(latitude: 51.31, longitude: -0.58)
        let names = try await names(worcester, woking, woking)
        #expect(names.candidates("st john's").map(\.district) == ["Woking", "Worcester"])
        let towns = try await self.names(
            Coordinate(latitude: 53.3643, longitude: -1.4026),
            Coordinate(latitude: 54.4041, longitude: -1.7373)
        )
        #expect(towns.candidates("richmond").map(\.district) == ["Richmondshire", "Sheffield"])
    }

    @Test("are the same spots that the field for a place gives")
    func same() async throws {
        let place = try await TestPlace.demo()
        let names = try await PlaceNames.build(from: place.database)
        for name in ["Peckham", "Lewisham", "Merrowbridge", "Tanner's Hythe", "London"] {
            let typed = try #require(try await place.features.gazetteer.spot(typed: name))
            let match = try #require(names.match(words: name.split(separator: " ").map(String.init), at: 0))
            #expect(match.spot == typed, "\(name)")
        }
    }
}
