import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("A postcode in a query")
struct PostcodeRuleTests {
    private static let place = Task { try await TestPlace.empty() }

    private func read(_ text: String) async throws -> Reading {
        let words = try QueryWord.words(of: text)
        let rule = PostcodeRule(gazetteer: try await Self.place.value.features.gazetteer)
        return try Reader.read(text, postcodes: try await rule.postcodes(in: words))
    }

    @Test(
        "is understood, whole or its first half, in any case and with or without a space",
        arguments: [
            ("se15", "SE15"), ("SE15", "SE15"), ("choir near SE15", "SE15"), ("se15 3ck", "SE15 3CK"),
            ("SE153CK", "SE15 3CK"), ("se153ck choir", "SE15 3CK"), ("choir SE15 3CK free", "SE15 3CK"),
            ("e8 1aa", "E8 1AA"), ("near b12", "B12"), ("b12 9qx", "B12 9QX"), ("choir b129qx", "B12 9QX"),
            ("I live in B1", "B1"),
        ]
    )
    func understood(text: String, name: String) async throws {
        let spot = try #require(try await read(text).spot, "\(text)")
        #expect(spot.name == name)
        #expect(spot.kind == (name.contains(" ") ? .postcode : .outcode))
    }

    @Test(
        "is not a vitamin, a level of English, a form, a club or what exists nowhere",
        arguments: [
            "b12 injection", "B12", "vitamin b6", "b1 english test", "ESOL b2", "p45", "u3a", "covid19", "zz99",
            "zz99 9zz",
            "q8 1aa", "ds1500", "5k", "15", "se", "3ck",
        ]
    )
    func none(text: String) async throws {
        #expect(try await read(text).spot == nil)
    }

    @Test("takes its words and the one before, once")
    func range() async throws {
        let pair = try await read("choir near se15 3ck")
        #expect(pair.understood.map(pair.words) == ["near se15 3ck"] && pair.understood[0].nameLength == 2)
        let one = try await read("choir near se153ck")
        #expect(one.understood.map(one.words) == ["near se153ck"] && one.understood[0].nameLength == 1)
        #expect(try await read("se15 to e8").understood.count == 1)
    }

    @Test("whose whole is not known stands for the middle of its first half, and says so")
    func approximate() async throws {
        let spot = try #require(try await read("se15 3ck").spot)
        #expect(spot.isApproximate && spot.outcodes == ["SE15"])
        #expect(try await read("se15").spot?.isApproximate == false)
        #expect(try await read("se15").spot?.coordinate == spot.coordinate)
    }

    @Test("that was imported is exact")
    func exact() async throws {
        let place = try await TestPlace.empty()
        try await place.execute("INSERT INTO postcode (code, latitude, longitude) VALUES ('SE153CK', 51470000, -65000)")
        let spot = try #require(try await place.features.gazetteer.spot(typed: "se15 3ck"))
        #expect(!spot.isApproximate && spot.coordinate == Coordinate(latitude: 51.47, longitude: -0.065))
    }
}
