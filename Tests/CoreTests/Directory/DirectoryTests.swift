import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("The directory")
struct DirectoryTests {
    private static var full: Listing {
        var listing = Sample.listing(
            "Lunch",
            description: "Soup.\n\nBread.",
            at: Coordinate(latitude: 51.5, longitude: -0.1)
        )
        listing.offer.audience = [.olderPeople, .carers]
        listing.offer.ways = [.inPerson, .homeVisit]
        listing.offer.joining = [.ring]
        listing.offer.sourceDigest = Data(repeating: 3, count: 32)
        listing.locations.append(
            Location(id: Location.ID(named: "second"), kind: .postal, accessibility: ["Ramp", "Loop"])
        )
        listing.schedules = [
            Schedule(
                frequency: .monthly,
                interval: 2,
                days: [.friday],
                weekOfMonth: -1,
                opensAt: TimeOfDay("09:05"),
                closesAt: TimeOfDay("23:59"),
                validFrom: Sample.day("2026-01-01"),
                validTo: Sample.day("2027-01-01"),
                description: "Last Fridays"
            ), Schedule(frequency: nil, description: "or ring"),
        ]
        listing.costs = [CostOption(pence: 250, per: "visit"), CostOption(pence: nil, note: "What you can")]
        listing.phones = [Phone(number: "020 7946 0000", description: "Mornings"), Phone(number: "020 7946 0001")]
        listing.contacts = [Contact(role: "Coordinator", email: "lunch@example.org")]
        listing.languages = [Language(name: "Turkish"), Language(name: "English")]
        listing.areas = [ServiceArea(name: "Hackney")]
        listing.attributes = [OfferAttribute(code: "esdServiceType:123", taxonomy: "esd", name: "Lunch clubs")]
        listing.needs = ["loneliness", "food"].map(Need.ID.init(rawValue:))
        return listing
    }

    @Test("gives back a listing as it was stored, in its order, and marks it for the index")
    func roundTrip() async throws {
        let place = try await TestPlace.empty()
        try await place.save([Self.full])
        #expect(try await place.features.directory.listing(Self.full.offer.id) == Self.full)
        #expect(try await place.count("indexDirty") == 1)
    }

    @Test("replaces a listing whole: what went is gone")
    func replaced() async throws {
        let place = try await TestPlace.empty()
        let less = Sample.listing("Lunch")
        try await place.save([Self.full, less])
        #expect(try await place.features.directory.listing(less.offer.id) == less)
    }

    @Test("shows an organisation with its closed listings last")
    func organisation() async throws {
        let place = try await TestPlace.empty()
        var closed = Sample.listing("A closed one")
        closed.offer.status = .defunct
        try await place.save([closed, Sample.listing("C"), Sample.listing("B")])
        let (organisation, listings) = try await place.features.directory.organisation(closed.organisation.id)
        #expect(organisation == closed.organisation)
        #expect(listings.map(\.offer.name) == ["B", "C", "A closed one"])
        await #expect(throws: Failure.notFound) { try await place.features.directory.organisation(Organisation.ID()) }
        await #expect(throws: Failure.notFound) { try await place.features.directory.listing(Offer.ID()) }
    }

    @Test("counts the listed offers of each need")
    func needs() async throws {
        let place = try await TestPlace.empty()
        var closed = Self.full
        closed.offer.id = Offer.ID()
        closed.offer.status = .inactive
        try await place.save([Self.full, closed])
        let counts = try await place.features.directory.needs()
        #expect(counts.map(\.need.name) == counts.map(\.need.name).sorted())
        #expect(counts.filter { $0.offers > 0 }.map(\.need.id.rawValue) == ["food", "loneliness"])
        #expect(counts.allSatisfy { $0.offers <= 1 })
    }

    @Test("gives a confidential address and its coordinates to nobody")
    func confidential() {
        var location = Location(
            id: Location.ID(),
            name: "Refuge",
            address: "1 Hidden Lane",
            postcode: "E8 1AA",
            coordinate: Coordinate(latitude: 51.5, longitude: -0.1),
            precision: .exact
        )
        #expect(location.publicAddress == "Refuge, 1 Hidden Lane, E8 1AA" && location.publicCoordinate != nil)
        location.isConfidential = true
        #expect(location.publicAddress == nil && location.publicCoordinate == nil)
    }

    @Test("says no part of an address twice")
    func address() {
        let location = Location(
            id: Location.ID(),
            name: "Hall",
            address: "High Street, Hackney",
            city: "Hackney",
            postcode: ""
        )
        #expect(location.publicAddress == "Hall, High Street, Hackney")
        #expect(Location(id: Location.ID()).publicAddress == nil)
    }
}

@Suite("Finding needs in labels")
struct NeedMatcherTests {
    private let matcher = NeedMatcher(
        [("food", "Food", ["food bank", "can't eat"]), ("men", "Men", ["men's group"]), ("debt", "Debt", [])]
            .map { Need(id: Need.ID(rawValue: $0.0), name: $0.1, layWords: $0.2) }
    )

    @Test(
        "goes by whole words, whatever their case",
        arguments: [
            ("The FOOD bank!", ["food"]), ("Women's group", []), ("A men's group", ["men"]), ("Seafood", []),
            ("Debt, food", ["food", "debt"]),
            ("Can't eat", ["food"]), ("", []),
        ]
    )
    func words(title: String, needs: [String]) {
        #expect(matcher.needs(title: title, terms: []).map(\.rawValue) == needs)
    }

    @Test("puts those of the title before those of the terms, for that is what it is mainly for")
    func mainNeed() {
        #expect(matcher.needs(title: "Debt advice", terms: ["Food", "Debt"]).map(\.rawValue) == ["debt", "food"])
    }

    @Test("also in terms, each need once, and no words that go from one label into the next")
    func terms() {
        #expect(matcher.needs(title: "Food", terms: ["food", "debt"]).map(\.rawValue) == ["food", "debt"])
        #expect(matcher.needs(title: "Can't", terms: ["eat"]).isEmpty)
    }
}
