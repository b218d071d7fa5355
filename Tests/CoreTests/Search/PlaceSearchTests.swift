import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Searching near a place")
struct PlaceSearchTests {
    /// All say "clay"; the name says where each is to be had.
    private static let place = Task { try await TestPlace.with(listings) }

    private static var listings: [Listing] {
        [
            changed("within a mile") { $0.locations = [location("near", Town.peckham.moved(northMetres: 800))] },
            changed("four miles off") { $0.locations = [location("middle", Town.peckham.moved(northMetres: 6_000))] },
            changed("in Leeds") { $0.locations = [location("far", Town.leeds)] },
            changed("in Leeds and here") {
                $0.locations = [location("far", Town.leeds), location("here", Town.peckham)]
            },
            changed("in Leeds for Southwark") {
                $0.locations = [location("far", Town.leeds)]
                $0.areas = [ServiceArea(name: "London Borough of Southwark")]
            },
            changed("for SE15") { $0.areas = [ServiceArea(name: "SE15")] },
            changed("for London") { $0.areas = [ServiceArea(name: "Greater London")] },
            changed("for England") { $0.areas = [ServiceArea(name: "England")] },
            changed("online") {
                $0.offer.ways = [.online]
                $0.areas = [ServiceArea(name: "Leeds")]
            },
            changed("by telephone") {
                $0.offer.ways = [.telephone]
                $0.locations = [location("far", Town.leeds)]
            },
            changed("at home in Leeds") {
                $0.offer.ways = [.homeVisit]
                $0.areas = [ServiceArea(name: "Leeds")]
            },
            changed("at home in Southwark") {
                $0.offer.ways = [.homeVisit]
                $0.areas = [ServiceArea(name: "Southwark")]
            },
            changed("nowhere said") { _ in },
        ]
    }

    private static func changed(_ name: String, _ change: (inout Listing) -> Void) -> Listing {
        var listing = Sample.listing("Clay \(name)", description: "Clay.")
        change(&listing)
        return listing
    }

    private static func location(_ name: String, _ point: Coordinate) -> Location {
        Location(id: Location.ID(named: name), coordinate: point, precision: .exact)
    }

    private func titles(near: String, radius: Int?, order: SearchRequest.Order = .best) async throws -> [String] {
        try await Self.place.value.titles("clay") {
            $0.near = near
            $0.radius = radius
            $0.order = order
        }.map { String($0.dropFirst("Clay ".count)) }
    }

    /// What one mile of Peckham keeps.
    private static let here: Set<String> = [
        "within a mile", "in Leeds and here", "in Leeds for Southwark", "for SE15", "for London", "for England",
        "online",
        "by telephone", "at home in Southwark", "nowhere said",
    ]

    @Test(
        "keeps what is near enough, what is for people who live there, and what comes to one",
        arguments: ["SE15", "Peckham", "se15 3ck"]
    )
    func kept(near: String) async throws {
        #expect(Set(try await titles(near: near, radius: 1)) == Self.here)
        #expect(Set(try await titles(near: near, radius: 5)) == Self.here.union(["four miles off"]))
    }

    @Test("by the words keeps the same as by the field")
    func inWords() async throws {
        let inWords = try await Self.place.value.find("clay near SE15") { $0.radius = 1 }
        #expect(Set(inWords.found.map { String($0.title.dropFirst(5)) }) == Self.here)
        #expect(inWords.spot?.name == "SE15")
    }

    @Test("keeps other things elsewhere")
    func elsewhere() async throws {
        let leeds = try await titles(near: "LS1", radius: 5)
        #expect(leeds.contains("at home in Leeds") && leeds.contains("in Leeds"))
        #expect(
            !leeds.contains("at home in Southwark") && !leeds.contains("for SE15") && !leeds.contains("within a mile")
        )
    }

    @Test("by the nearest first puts distances in order, and what has none after them")
    func nearest() async throws {
        let results = try await Self.place.value.find("clay") {
            $0.near = "SE15"
            $0.radius = 25
            $0.order = .nearest
        }
        let distances = results.found.map { $0.distance ?? .infinity }
        #expect(distances == distances.sorted() && distances.first ?? .infinity < 1_000)
    }

    @Test("measures to the nearest of several places")
    func nearestPlace() async throws {
        let results = try await Self.place.value.find("clay") { $0.near = "Peckham" }
        let found = try #require(results.found.first { $0.title == "Clay in Leeds and here" })
        #expect(found.distance ?? .infinity < 1_000)
    }

    @Test("from a whole postcode says whether it is known exactly")
    func approximate() async throws {
        let place = try await TestPlace.with([Sample.listing("Clay", at: Town.peckham)])
        let before = try await place.find("clay") { $0.near = "se15 3ck" }
        #expect(before.spot?.isApproximate == true && before.spot?.outcodes == ["SE15"])
        try await place.execute("INSERT INTO postcode (code, latitude, longitude) VALUES ('SE153CK', 51475100, -68400)")
        let after = try await place.find("clay") { $0.near = "SE153CK" }
        #expect(after.spot?.isApproximate == false)
        #expect(after.found.first?.distance ?? .infinity < 10)
    }

    @Test(
        "is answered from the widest areas of the country as well",
        arguments: ["London", "Kent", "West Midlands", "Greater Manchester", "Cornwall", "Hampshire"]
    )
    func wide(near: String) async throws {
        let results = try await Self.place.value.find("clay") { $0.near = near }
        #expect(!results.isDegraded && results.total > 0 && results.spot?.name == near)
        #expect(results.spot.map { $0.areas.count <= PlaceFilter.maximumTerms } == true)
    }

    @Test("keeps every place of the list within what the index takes")
    func everyPlace() async throws {
        let place = try await TestPlace.empty()
        let most = try await place.database.read { db in
            try PlaceRow.fetchAll(db, sql: "SELECT \(PlaceRow.columns) FROM place").map { row in
                row.outcodeList.count
            }.max() ?? 0
        }
        // Its outward postcodes, its names and the nations that hold it.
        #expect(most > 0 && most + 40 <= PlaceFilter.maximumTerms)
    }

    @Test("finds nothing for naming the place, the day or the price alone")
    func asides() async throws {
        let place = try await TestPlace.with([
            Sample.listing("Clay", description: "Clay, clay and more clay."),
            Sample.listing("Bread", description: "For people in SE15. SE15 on Saturday morning, free in SE15."),
            Sample.listing("Clay in SE15", description: "Clay."),
        ])
        #expect(try await place.titles("clay near SE15") == ["Clay in SE15", "Clay"])
        #expect(try await place.titles("clay saturday morning free").sorted() == ["Clay", "Clay in SE15"])
        #expect(
            try await place.titles("clay near SE15", { $0.unwanted = ["near"] }).sorted() == [
                "Bread", "Clay", "Clay in SE15",
            ]
        )
    }
}
