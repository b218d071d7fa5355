import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("A place in a query")
struct PlaceRuleTests {
    private static let london = Task { try await names(at: [Town.peckham, Town.newCross]) }
    private static let berkshire = Task { try await names(at: [Town.reading]) }
    private static let somerset = Task { try await names(at: [Town.wells]) }

    private static func names(at points: [Coordinate]) async throws -> PlaceNames {
        let place = try await TestPlace.empty()
        try await place.save(points.enumerated().map { Sample.listing("Offer \($0)", at: $1) })
        return try await PlaceNames.build(from: place.database)
    }

    private func spots(_ text: String, _ places: PlaceNames) throws -> [String] {
        try Reader.read(text, places: places).understood.compactMap { one in
            if case .near(let spot) = one.meaning { spot.name } else { nil }
        }
    }

    @Test(
        "near the directory is understood, of one word or two",
        arguments: [
            ("choir in Peckham", "Peckham"), ("peckham choir", "Peckham"), ("PECKHAM", "Peckham"),
            ("debt advice new cross", "New Cross"), ("New Cross choir", "New Cross"), ("near nunhead", "Nunhead"),
            ("I live in peckham and I am lonely", "Peckham"),
        ]
    )
    func near(text: String, name: String) async throws {
        #expect(try spots(text, try await Self.london.value) == [name])
    }

    @Test(
        "far from the directory is a word like others",
        arguments: ["in Reading", "choir in Leeds", "wells", "truro"]
    )
    func far(text: String) async throws {
        #expect(try spots(text, try await Self.london.value).isEmpty)
    }

    @Test(
        "whose name is also a word is meant where it is pointed at",
        arguments: [
            "choir in Reading", "near reading", "from reading", "I live in Reading", "reading rg1 choir in reading",
        ]
    )
    func pointedAt(text: String) async throws {
        #expect(try spots(text, try await Self.berkshire.value) == ["Reading"])
    }

    @Test(
        "whose name is also a word is not meant by the word, also when it is near",
        arguments: [
            "reading group", "a reading group", "help with reading", "reading and writing", "not good at reading",
            "interested in reading", "reading glasses", "learn reading", "in reading group",
        ]
    )
    func word(text: String) async throws {
        #expect(try spots(text, try await Self.berkshire.value).isEmpty)
    }

    @Test(
        "is not a street, a house or a hospital that is called after it",
        arguments: ["Wells Road", "in wells street", "wells rd", "near Wells Court"]
    )
    func street(text: String) async throws {
        #expect(try spots(text, try await Self.somerset.value).isEmpty)
        #expect(try spots("choir in wells", try await Self.somerset.value) == ["Wells"])
    }

    @Test(
        "in London is not named by its streets either",
        arguments: ["Peckham Road", "new cross hospital", "Peckham library"]
    )
    func londonStreet(text: String) async throws {
        #expect(try spots(text, try await Self.london.value).isEmpty)
    }

    @Test("of several with one name is the one with offers near it")
    func severalOfOneName() async throws {
        for (point, district) in [(Town.bartonInOxford, "Oxford"), (Town.bartonInGloucester, "Gloucester")] {
            let places = try await Self.names(at: [point])
            let reading = try Reader.read("choir in Barton", places: places)
            #expect(reading.spot?.name == "Barton" && reading.spot?.district == district)
        }
    }

    @Test("takes the word before it with it, and only the first place counts")
    func range() async throws {
        let reading = try Reader.read("choir near new cross or peckham", places: try await Self.london.value)
        let place = try #require(reading.understood.first)
        #expect(reading.understood.count == 1 && reading.words(of: place) == "near new cross" && place.nameLength == 2)
        #expect(reading.lookedFor.contains("cross") && !reading.lookedFor.contains("near"))
    }

    @Test("is left alone when it was taken off")
    func takenOff() async throws {
        let reading = try Reader.read("choir in peckham", places: try await Self.london.value, unwanted: ["near"])
        #expect(reading.spot == nil && reading.lookedFor == ["choir", "peckham"])
    }

    @Test("names none while the directory is empty")
    func empty() async throws {
        let places = try await Self.names(at: [])
        #expect(places.count == 0 && places.match(words: ["peckham"], at: 0) == nil)
    }
}
