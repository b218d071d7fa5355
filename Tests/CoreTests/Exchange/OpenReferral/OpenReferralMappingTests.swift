import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

/// What is published of one listing.
@Suite struct OpenReferralMappingTests {
    private let town = Coordinate(latitude: 51.472, longitude: -0.061)

    private func place(_ listings: [Listing]) async throws -> TestPlace {
        let place = try await TestPlace.empty()
        try await place.save(listings)
        return place
    }

    private func published(_ listing: Listing) async throws -> OpenReferral.Service {
        let place = try await place([listing])
        defer { withExtendedLifetime(place) {} }
        return try await place.features.openReferral.service(listing.offer.id)
    }

    private func rich() -> Listing {
        var listing = Sample.listing("Kettle mornings", confirmed: 40)
        listing.offer.lastModified = Sample.moment("2026-02-03T04:05:06Z")
        listing.offer.howToRefer = "Ring us."
        listing.offer.wait = "About 6 weeks"
        listing.offer.ways = [.inPerson]
        listing.offer.joining = [.dropIn]
        listing.offer.audience = [.carers]
        listing.locations = [
            Location(
                id: Location.ID(named: "hall"),
                name: "The Hall",
                address: "1 High Street",
                city: "London",
                postcode: "SE15 3CK",
                coordinate: town,
                precision: .exact,
                gettingThere: "Bus 36",
                accessibility: ["Step-free"]
            )
        ]
        listing.schedules = [
            Schedule(
                frequency: .weekly,
                interval: 2,
                days: [.monday, .thursday],
                opensAt: TimeOfDay("10:00"),
                validFrom: Sample.day("2026-01-05")
            ),
            Schedule(frequency: .monthly, days: [.friday], weekOfMonth: -1, closesAt: TimeOfDay("12:30")),
            Schedule(frequency: nil, description: "Bank holidays by arrangement"),
        ]
        listing.costs = [
            CostOption(pence: 250, per: "visit", note: "With tea"), CostOption(pence: nil, note: "Ask us"),
        ]
        listing.phones = [Phone(number: "020 7946 0000")]
        listing.languages = [Language(name: "Polish")]
        listing.areas = [ServiceArea(name: "Southwark")]
        listing.attributes = [OfferAttribute(code: "esd:12", taxonomy: "esdServiceTypes", name: "Tea")]
        return listing
    }

    @Test(arguments: [
        ("1234567", "GB-CHC"), ("SC012345", "GB-SC"), ("NIC100012", "GB-NIC"),
    ])
    func numbersOfRegistersGoOutByTheirSchemesAndComeBackTheSame(_ number: String, _ scheme: String) async throws {
        var listing = rich()
        listing.organisation.charityNumber = number
        listing.organisation.companyNumber = "01234567"
        let service = try await published(listing)
        let entries = try #require(service.organization?.organizationIdentifiers)
        #expect(entries.map(\.identifierScheme) == [scheme, "GB-COH"])
        #expect(entries.map(\.identifier) == [number, "01234567"])
        #expect(Set(entries.map(\.id)).count == 2)
        let read = try ServiceReader(now: Sample.now, outcode: { _ in nil }, needs: NeedMatcher([]))
            .read(SourceObject(Array(try OpenReferral.json(service))), digest: Data(repeating: 0, count: 32)).listing
        #expect(read.organisation.charityNumber == number && read.organisation.companyNumber == "01234567")
        #expect(read.organisation.kind == listing.organisation.kind)
        #expect(read.offer.lastModified == listing.offer.lastModified && read.costs.map(\.per) == ["visit", nil])
    }

    @Test func everythingThatIsKnownIsThere() async throws {
        let service = try await published(rich())
        #expect(service.applicationProcess == "Ring us." && service.waitTime == "About 6 weeks")
        #expect(service.schedules?.map(\.freq) == ["WEEKLY", "MONTHLY", nil])
        #expect(service.schedules?.map(\.byday) == ["MO,TH", "-1FR", nil])
        #expect(service.schedules?[0].dtstart == "2026-01-05" && service.schedules?[0].interval == 2)
        #expect(service.schedules?[0].opensAt == "10:00" && service.schedules?[1].closesAt == "12:30")
        #expect(service.costOptions?.map(\.amount) == [2.5, nil] && service.costOptions?[0].currency == "GBP")
        #expect(service.phones?.map(\.number) == ["020 7946 0000"])
        #expect(service.languages?.map(\.name) == ["Polish"] && service.serviceAreas?.map(\.name) == ["Southwark"])
        let names = service.attributes?.map { "\($0.taxonomyTerm.taxonomy): \($0.taxonomyTerm.code ?? "")" }
        #expect(
            names == [
                "Fingerpost who it is for: carers", "Fingerpost ways: in person", "Fingerpost joining: drop in",
                "esdServiceTypes: esd:12",
            ]
        )
        let location = try #require(service.serviceAtLocations?.first?.location)
        #expect(location.latitude == town.latitude && location.transportation == "Bus 36")
        #expect(location.accessibility?.map(\.description) == ["Step-free"])
        let address = try #require(location.addresses?.first)
        #expect(address.address1 == "1 High Street" && address.stateProvince == "Southwark" && address.country == "GB")
    }

    @Test func whenItWasCheckedAndWhenItChangedAreToldApart() async throws {
        let service = try await published(rich())
        #expect(service.assuredDate == "2026-10-12")
        #expect(service.lastModified == "2026-02-03T04:05:06.000Z")
        let unknown = try await published(Sample.listing("Never confirmed", confirmed: nil))
        #expect(unknown.assuredDate == nil && unknown.assurerEmail == nil)
    }

    @Test func nothingThatIsNotKnownIsWrittenAsNullOrEmpty() async throws {
        let service = try await published(Sample.listing("Bare"))
        let text = String(decoding: try OpenReferral.json(service), as: UTF8.self)
        #expect(!text.contains("null") && !text.contains("[]"))
        #expect(!text.contains("\"description\":\"\",\"id\":\"\(service.id)"))
    }

    @Test func namesAreThoseOfTheStandard() async throws {
        let text = String(decoding: try OpenReferral.json(try await published(rich())), as: UTF8.self)
        for name in [
            "address_1", "state_province", "service_at_locations", "last_modified", "opens_at", "taxonomy_term_id",
        ] {
            #expect(text.contains("\"\(name)\":"), "\(name)")
        }
    }

    @Test(arguments: [
        (Offer.Intake.open, Offer.Status.active, 1), (.waitingList, .active, 0), (.full, .active, 0),
        (.open, .temporarilyClosed, 0), (.open, .defunct, 0),
    ])
    func whetherPeopleAreTakenIsACapacity(_ intake: Offer.Intake, _ status: Offer.Status, _ available: Int) async throws
    {
        var listing = Sample.listing("Tea")
        (listing.offer.intake, listing.offer.status) = (intake, status)
        let capacity = try #require(try await published(listing).capacities?.first)
        #expect(capacity.available == available)
        #expect(capacity.updated == OpenReferral.moment(Sample.now))
    }

    @Test func aConfidentialAddressLeavesNothingBehind() async throws {
        var listing = rich()
        listing.locations[0].isConfidential = true
        let place = try await place([listing])
        defer { withExtendedLifetime(place) {} }
        let data = place.features.openReferral
        let text = String(decoding: try OpenReferral.json(try await data.service(listing.offer.id)), as: UTF8.self)
        for trace in ["High Street", "The Hall", "SE15", "51.4", "Bus 36", listing.locations[0].id.text, "Step-free"] {
            #expect(!text.contains(trace), "\(trace)")
        }
        let page = OpenReferral.Slice.page(number: 1, size: 50)
        var near = OpenReferral.Filter()
        (near.postcode, near.proximity) = (Postcode("SE15"), 50_000)
        #expect(try await data.services(near, page, .thin).total == 0)
        #expect(try await data.serviceAtLocations(OpenReferral.Filter(), page, .full).total == 0)
        let link = OpenReferral.serviceAtLocationID(listing.offer.id, listing.locations[0].id)
        await #expect(throws: Failure.notFound) { try await data.serviceAtLocation(link) }
    }

    @Test func thePointOfAWholeOutwardPostcodeIsNotGivenOutAsThePlace() async throws {
        var listing = rich()
        listing.locations[0].precision = .outcode
        let location = try #require(try await published(listing).serviceAtLocations?.first?.location)
        #expect(location.latitude == nil && location.longitude == nil)
    }

    @Test func aTermThatComesBackFromAFeedOfOursIsTheSameTerm() async throws {
        var listing = rich()
        listing.attributes.append(OfferAttribute(code: "carers", taxonomy: "Fingerpost who it is for", name: "Carers"))
        let place = try await place([listing])
        defer { withExtendedLifetime(place) {} }
        let data = place.features.openReferral
        let attributes = try #require(try await data.service(listing.offer.id).attributes)
        #expect(attributes.count { $0.taxonomyTerm.code == "carers" } == 1)
        let terms = try await data.terms(words: [], taxonomy: nil, parent: nil, .page(number: 1, size: 500)).records
        #expect(terms.count { $0.code == "carers" && $0.taxonomy == "Fingerpost who it is for" } == 1)
    }

    @Test func whatOneServerPublishesAnotherReads() async throws {
        let line = try OpenReferral.json(try await published(rich()))
        let second = try await TestPlace.empty()
        let file = second.folder.appendingPathComponent("feed.ndjson")
        try line.write(to: file)
        let report = try await second.features.importer.importServices(from: file)
        #expect(report.added == 1 && report.skipped == 0 && report.mended == 0)
        let read = try await second.features.openReferral.service(rich().offer.id)
        let first = try await published(rich())
        #expect(read.id == first.id && read.organization?.id == first.organization?.id)
        #expect(read.schedules == first.schedules && read.phones?.map(\.number) == first.phones?.map(\.number))
        #expect(read.serviceAtLocations == first.serviceAtLocations)
        #expect(read.assuredDate == first.assuredDate)
    }
}
