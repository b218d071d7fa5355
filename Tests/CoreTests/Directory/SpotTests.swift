import Foundation
import GRDB
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Where somebody is who typed a place")
struct SpotTests {
    private func spot(_ typed: String, in place: TestPlace) async throws -> Spot? {
        try await place.features.gazetteer.spot(typed: typed)
    }

    private func isNear(_ spot: Spot?, _ latitude: Double, _ longitude: Double, metres: Double = 3_000) -> Bool {
        spot.map { $0.coordinate.distance(to: Coordinate(latitude: latitude, longitude: longitude)) < metres } ?? false
    }

    // MARK: Postcodes

    @Test("is the outward half of a postcode, its middle")
    func outcode() async throws {
        let found = try await spot("se15", in: try await TestPlace.empty())
        #expect(found?.kind == .outcode && found?.name == "SE15" && found?.outcodes == ["SE15"])
        #expect(found?.district == "Southwark" && found?.isApproximate == false && found?.miles == 5)
        #expect(isNear(found, 51.47176, -0.07067, metres: 10))
    }

    @Test("is all of EC1A, EC1M and so on for EC1")
    func spokenOutcode() async throws {
        let found = try await spot("EC1", in: try await TestPlace.empty())
        #expect(found?.name == "EC1")
        #expect(found?.outcodes.starts(with: ["EC1A", "EC1M"]) == true)
        #expect(isNear(found, 51.523, -0.102, metres: 1_000))
    }

    @Test("is exactly a whole postcode once it is known, and before that the middle of its outward half, said so")
    func wholePostcode() async throws {
        let place = try await TestPlace.empty()
        let before = try await spot("se15 3ck", in: place)
        #expect(before?.kind == .postcode && before?.name == "SE15 3CK")
        #expect(before?.isApproximate == true && before?.outcodes == ["SE15"])
        #expect(isNear(before, 51.47176, -0.07067, metres: 10))
        try await place.execute("INSERT INTO postcode VALUES ('SE153CK', 51465000, -60000)")
        let after = try await spot("SE153CK", in: place)
        #expect(after?.isApproximate == false && after?.district == "Southwark")
        #expect(isNear(after, 51.465, -0.06, metres: 1))
        #expect(try await spot("SE15 3CL", in: place)?.isApproximate == true)
    }

    @Test("is known by a whole postcode whose outward half is in no list")
    func newOutcode() async throws {
        let place = try await TestPlace.empty()
        try await place.execute("INSERT INTO postcode VALUES ('ZZ991ZZ', 51465000, -60000)")
        let found = try await spot("ZZ99 1ZZ", in: place)
        #expect(
            found?.isApproximate == false && found?.outcodes == ["ZZ99"] && found?.areas.contains("england") == true
        )
    }

    @Test(
        "is nowhere for what does not exist",
        arguments: [
            "", " ", ",", "ZZ99 9ZZ", "E99", "Nowhere at all", "🦊", "\u{0}", "%", String(repeating: "a", count: 5_000),
        ]
    )
    func unknown(_ typed: String) async throws {
        #expect(try await spot(typed, in: try await TestPlace.empty()) == nil)
    }

    // MARK: Names

    @Test(
        "is a place by its name, however that is written",
        arguments: [
            ("peckham", "Peckham", 51.4751, -0.0684), ("PECKHAM", "Peckham", 51.4751, -0.0684),
            ("Barton-upon-Humber", "Barton-upon-Humber", 53.6847, -0.4388),
            ("barton upon humber", "Barton-upon-Humber", 53.6847, -0.4388),
            ("Sheffield", "Sheffield", 53.3825, -1.4685), ("north lincolnshire", "North Lincolnshire", 53.6, -0.5),
            ("London Borough of Hounslow", "Hounslow", 51.4677, -0.3617),
            ("Peckham, SE15 3CK", "SE15 3CK", 51.47176, -0.07067),
        ]
    )
    func named(typed: String, name: String, latitude: Double, longitude: Double) async throws {
        let found = try await spot(typed, in: try await TestPlace.empty())
        #expect(found?.name == name)
        #expect(isNear(found, latitude, longitude, metres: 2_500))
    }

    @Test("is the place that the directory is near, of several with one name")
    func ambiguous() async throws {
        let place = try await TestPlace.empty()
        let typed = "St Johns"
        try await place.save([Sample.listing("In Worcester", at: Coordinate(latitude: 52.19, longitude: -2.22))])
        #expect(try await spot(typed, in: place)?.district == "Worcester")
        try await place.save(
            ["One", "Two"].map {
                Sample.listing("\($0) in Lewisham", at: Coordinate(latitude: 51.47, longitude: -0.03))
            }
        )
        #expect(try await spot(typed, in: place)?.district == "Lewisham")
        #expect(try await spot("Saint John's, Woking", in: place)?.district == "Woking")
        #expect(try await spot("St Johns, Atlantis", in: place)?.district == "Lewisham")
    }

    @Test("is never told by a confidential address")
    func confidential() async throws {
        let place = try await TestPlace.empty()
        var refuge = Sample.listing("Refuge", at: Coordinate(latitude: 52.19, longitude: -2.22))
        refuge.locations[0].isConfidential = true
        try await place.save([
            refuge, Sample.listing("In Lewisham", at: Coordinate(latitude: 51.47, longitude: -0.03)),
        ])
        #expect(try await spot("St Johns", in: place)?.district == "Lewisham")
        #expect(try await PlaceNames.build(from: place.database).candidates("St Johns").map(\.district) == ["Lewisham"])
    }

    @Test("is what people call it for short, when no place with the whole name is nearer")
    func short() async throws {
        let place = try await TestPlace.empty()
        try await place.save([Sample.listing("Lunch", at: Coordinate(latitude: 53.68, longitude: -0.44))])
        #expect(try await spot("barton", in: place)?.name == "Barton-upon-Humber")
    }

    @Test("suits a radius: a district is searched whole")
    func radius() async throws {
        let place = try await TestPlace.empty()
        #expect(try await spot("Peckham", in: place)?.miles == 3)
        #expect(try await spot("Barton-upon-Humber", in: place)?.miles == 5)
        let sheffield = try #require(try await spot("Sheffield", in: place))
        #expect((8...12).contains(sheffield.miles))
        let county = try #require(try await spot("North Lincolnshire", in: place))
        #expect((14...20).contains(county.miles))
    }

    // MARK: Areas

    @Test("lies in the areas that hold it")
    func areas() async throws {
        let place = try await TestPlace.empty()
        let postcode = try #require(try await spot("SE15 3CK", in: place)).areas
        #expect(
            Set(postcode) == ["southwark", "london", "se15", "england", "england and wales", "great britain", "uk"]
        )
        let named = try #require(try await spot("Peckham", in: place)).areas
        #expect(Set(named) == Set(postcode).union(["peckham"]))
        let sheffield = try #require(try await spot("Sheffield", in: place)).areas
        #expect(sheffield.contains("south yorkshire") && sheffield.contains("s11") && !sheffield.contains("london"))
        #expect(!sheffield.contains("barnsley"))
    }

    @Test("lies in every district that its outward postcode reaches into: which one, only a whole postcode could tell")
    func edge() async throws {
        let areas = try #require(try await spot("SE14", in: try await TestPlace.empty())).areas
        #expect(areas.contains("southwark") && areas.contains("lewisham"))
    }

    @Test(
        "lies in its nation",
        arguments: [
            ("EH1", "scotland"), ("CF10", "wales"), ("TD15", "england"), ("TD1", "scotland"), ("CA1", "england"),
        ]
    )
    func nation(typed: String, nation: String) async throws {
        let areas = try #require(try await spot(typed, in: try await TestPlace.empty())).areas
        #expect(areas.contains(nation) && areas.contains("uk"))
        #expect(Set(areas).isDisjoint(with: Set(["scotland", "wales", "england"]).subtracting([nation])))
    }

    @Test("knows the invented parts of the seed place, as places and as areas")
    func seedPlace() async throws {
        let place = try await TestPlace.demo()
        let borough = try #require(try await spot("Merrowbridge", in: place))
        #expect(borough.outcodes == ["SE4", "SE8", "SE14", "SE15", "SE16"] && borough.miles == 6)
        #expect(borough.areas.contains("merrow cross") && borough.areas.contains("se15"))
        let part = try #require(try await spot("tanners hythe", in: place))
        #expect(part.district == "Merrowbridge" && part.areas.contains("merrowbridge") && part.areas.contains("se16"))
        #expect(!part.areas.contains("old dock"))
        let postcode = try #require(try await spot("SE15 2CK", in: place)).areas
        #expect(
            postcode.contains("merrowbridge") && postcode.contains("merrow cross") && postcode.contains("southwark")
        )
        #expect(try await spot("Peckham", in: place)?.areas.contains("merrowbridge") == true)
        #expect(try await spot("SE22", in: place)?.areas.contains("merrowbridge") == false)
    }
}
