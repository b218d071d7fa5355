import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

/// Lists of open data: which services a filter leaves, and how a list comes apart into pages and stretches.
@Suite struct OpenReferralListTests {
    private func ids(_ place: TestPlace, _ change: (inout OpenReferral.Filter) -> Void) async throws -> [String] {
        var filter = OpenReferral.Filter()
        change(&filter)
        let page = OpenReferral.Slice.page(number: 1, size: 500)
        return try await place.features.openReferral.services(filter, page, .thin).records.map(\.name)
    }

    private func place(_ listings: Listing...) async throws -> TestPlace {
        let place = try await TestPlace.empty()
        try await place.save(listings)
        return place
    }

    private func listing(_ name: String, _ change: (inout Listing) -> Void = { _ in }) -> Listing {
        var listing = Sample.listing(name, of: Sample.organisation("Org of \(name)"))
        change(&listing)
        return listing
    }

    // MARK: Filters

    @Test func everyWordHasToBeThereAndNoneIsAPattern() async throws {
        let place = try await place(
            listing("Tea dance") { $0.offer.description = "100% free" },
            listing("Tea") { $0.offer.description = "For 100 people" }
        )
        #expect(try await ids(place) { $0.words = ["TEA", "dance"] } == ["Tea dance"])
        #expect(try await ids(place) { $0.words = ["100%"] } == ["Tea dance"])
        #expect(try await ids(place) { $0.words = ["t_a"] } == [])
        #expect(try await ids(place) { $0.words = ["org"] }.count == 2)
        #expect(try await ids(place) { $0.words = ["'; DROP TABLE offer; --"] } == [])
    }

    @Test func whatHasClosedIsInListsOfEverythingAndNotWhenSomebodyLooksForSomething() async throws {
        let gone = listing("Gone") {
            $0.offer.status = .defunct
            $0.offer.lastModified = Sample.moment("2026-11-01T00:00:00Z")
        }
        let place = try await place(gone, listing("Open"))
        #expect(Set(try await ids(place) { _ in }) == ["Gone", "Open"])
        #expect(try await ids(place) { $0.words = ["org"] } == ["Open"])
        #expect(try await ids(place) { $0.minimumAge = 20 } == ["Open"])
        #expect(
            Set(try await ids(place) { ($0.words, $0.modifiedAfter) = (["org"], .distantPast) }) == ["Gone", "Open"]
        )
        #expect(try await place.features.openReferral.service(gone.offer.id).status == "defunct")
    }

    @Test func aListingThatNobodyConfirmedForYearsIsPublishedWithItsHonestDate() async throws {
        let place = try await place(Sample.listing("Old", confirmed: 900, added: 900))
        let data = place.features.openReferral
        let page = try await data.services(OpenReferral.Filter(), .page(number: 1, size: 5), .thin)
        #expect(page.records.map(\.assuredDate) == ["2024-06-04"])
    }

    @Test func changedAndCheckedAreAskedForEachOnItsOwnAndTheMomentItselfCounts() async throws {
        let moment = Sample.moment("2026-03-01T12:00:00Z")
        let place = try await place(
            listing("Changed") { ($0.offer.lastModified, $0.offer.confirmedAt) = (moment, nil) },
            listing("Checked") { ($0.offer.lastModified, $0.offer.confirmedAt) = (.distantPast, moment) }
        )
        #expect(try await ids(place) { $0.modifiedAfter = moment } == ["Changed"])
        #expect(try await ids(place) { $0.modifiedAfter = moment.addingTimeInterval(0.001) } == [])
        #expect(try await ids(place) { $0.assuredAfter = moment } == ["Checked"])
    }

    @Test func agesAndOrganisationsAreTakenIntoAccount() async throws {
        let old = listing("Over 60s") { $0.offer.minimumAge = 60 }
        let place = try await place(old, listing("Under 18s") { $0.offer.maximumAge = 17 }, listing("All"))
        #expect(Set(try await ids(place) { $0.minimumAge = 60 }) == ["Over 60s", "All"])
        #expect(Set(try await ids(place) { $0.maximumAge = 20 }) == ["Under 18s", "All"])
        #expect(try await ids(place) { ($0.minimumAge, $0.maximumAge) = (30, 40) } == ["All"])
        #expect(try await ids(place) { $0.organisation = old.organisation.id } == ["Over 60s"])
    }

    @Test func daysAndTimesAreThoseOfOneSchedule() async throws {
        let place = try await place(
            listing("Monday morning") {
                $0.schedules = [
                    Schedule(
                        frequency: .weekly,
                        days: [.monday],
                        opensAt: TimeOfDay("09:00"),
                        closesAt: TimeOfDay("12:00")
                    ),
                    Schedule(
                        frequency: .weekly,
                        days: [.tuesday],
                        opensAt: TimeOfDay("14:00"),
                        closesAt: TimeOfDay("16:00")
                    ),
                ]
            },
            listing("Only words") { $0.schedules = [Schedule(frequency: nil, description: "Mondays")] }
        )
        #expect(try await ids(place) { $0.days = [.monday] } == ["Monday morning"])
        #expect(try await ids(place) { ($0.days, $0.from) = ([.monday], TimeOfDay("13:00")) } == [])
        #expect(try await ids(place) { ($0.days, $0.from) = ([.monday, .tuesday], TimeOfDay("13:00")) }.count == 1)
        #expect(try await ids(place) { $0.until = TimeOfDay("08:00") } == [])
    }

    @Test func termsAreFoundByIdentifierAndByCodeWhereverTheyStand() async throws {
        let place = try await place(
            listing("Needed") { $0.needs = [Need.ID(rawValue: "debt-and-money-worries")] },
            listing("Termed") { $0.attributes = [OfferAttribute(code: nil, taxonomy: nil, name: "Tea")] },
            listing("By bus") { $0.offer.ways = [.homeVisit] }
        )
        let data = place.features.openReferral
        let terms = try await data.terms(words: [], taxonomy: nil, parent: nil, .page(number: 1, size: 500)).records
        for (name, word) in [("Needed", "Debt and money worries"), ("Termed", "Tea"), ("By bus", "Home visit")] {
            let term = try #require(terms.first { $0.name == word })
            #expect(try await ids(place) { $0.term = term.id.uppercased() } == [name])
            #expect(try await ids(place) { $0.taxonomy = term.taxonomyId }.contains(name))
            #expect(try await data.term(term.id) == term)
        }
        #expect(try await ids(place) { $0.term = "debt-and-money-worries" } == ["Needed"])
        #expect(try await ids(place) { $0.term = "no such term" } == [])
    }

    @Test func aPostcodeKeepsWhatCoversItAndMetresWhatIsNear() async throws {
        let peckham = Coordinate(latitude: 51.4695, longitude: -0.0672)
        let place = try await place(
            Sample.listing("Near", of: Sample.organisation("A"), at: peckham),
            Sample.listing("Far", of: Sample.organisation("B"), at: Coordinate(latitude: 53.8, longitude: -1.5)),
            listing("For Southwark") { $0.areas = [ServiceArea(name: "London Borough of Southwark")] },
            listing("For Leeds") { $0.areas = [ServiceArea(name: "Leeds")] }
        )
        #expect(Set(try await ids(place) { $0.postcode = Postcode("SE15 4AA") }) == ["Near", "Far", "For Southwark"])
        #expect(try await ids(place) { ($0.postcode, $0.proximity) = (Postcode("SE15"), 3_000) } == ["Near"])
        await #expect(throws: Failure.invalid(["postcode": "postcode is not one that is known here."])) {
            try await ids(place) { $0.postcode = Postcode("ZZ99 9ZZ") }
        }
    }

    // MARK: Pages and stretches

    @Test func pagesAndStretchesHoldTheSameListInTheSameOrder() async throws {
        let place = try await TestPlace.demo()
        let data = place.features.openReferral
        let none = OpenReferral.Filter()
        try await expectSame {
            try await data.services(none, $0, .thin)
        } id: {
            $0.id
        }
        try await expectSame {
            try await data.serviceAtLocations(none, $0, .thin)
        } id: {
            $0.id
        }
        try await expectSame {
            try await data.organizations(words: [], $0, .thin, services: .none)
        } id: {
            $0.id
        }
        try await expectSame {
            try await data.taxonomies(words: [], $0)
        } id: {
            $0.id
        }
        try await expectSame {
            try await data.terms(words: [], taxonomy: nil, parent: nil, $0)
        } id: {
            $0.id
        }
    }

    private func expectSame<Record: Encodable & Sendable>(
        _ read: (OpenReferral.Slice) async throws -> OpenReferral.Part<Record>,
        id: (Record) -> String
    ) async throws {
        var paged: [String] = []
        var total = 1
        var number = 0
        while paged.count < total {
            number += 1
            let part = try await read(.page(number: number, size: 13))
            total = try #require(part.total)
            try #require(!part.records.isEmpty)
            paged += part.records.map(id)
        }
        var streamed: [String] = []
        var key: String?
        repeat {
            let part = try await read(.following(key, most: 13))
            streamed += part.records.map(id)
            key = part.next
        } while key != nil
        #expect(paged == streamed && paged == Set(paged).sorted() && paged.count == total)
    }

    @Test func aServiceAtAPlaceIsFoundAgainByItsIdentifier() async throws {
        let place = try await TestPlace.demo()
        defer { withExtendedLifetime(place) {} }
        let data = place.features.openReferral
        let links = try await data.serviceAtLocations(OpenReferral.Filter(), .page(number: 1, size: 20), .full).records
        for link in links {
            let found = try await data.serviceAtLocation(link.id)
            #expect(found == link && Identifier<Offer>(link.id)?.text == link.id)
        }
    }

    @Test func anOrganisationThatNeverHadAnOfferIsNotPublished() async throws {
        let place = try await place(listing("One"))
        let waiting = Sample.organisation("Asks to join")
        try await place.database.write { try waiting.insert($0) }
        let data = place.features.openReferral
        #expect(try await data.organizations(words: [], .page(number: 1, size: 9), .thin, services: .none).total == 1)
        await #expect(throws: Failure.notFound) { try await data.organization(waiting.id, services: .none) }
    }

    // MARK: Editions and moments

    @Test func aChangeMakesANewEditionEvenWithinASecond() async throws {
        let place = try await place(listing("One"))
        let data = place.features.openReferral
        let first = try await data.edition()
        #expect(try await data.edition() == first)
        try await place.save([listing("Two")])
        let second = try await data.edition()
        #expect(second.tag != first.tag && second.since > first.since)
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-21T00:00:00Z"), ("2026-07-01", "2026-06-30T23:00:00Z"),
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"), ("2026-11-21T10:00:00", "2026-11-21T10:00:00Z"),
        ("2026-11-21T10:00:00+01:00", "2026-11-21T09:00:00Z"), ("2026-11-21T10:00:00 01:00", "2026-11-21T09:00:00Z"),
        ("2026-11-21t10:00:00.000z", "2026-11-21T10:00:00Z"), ("2026-11-21 10:00:00", "2026-11-21T10:00:00Z"),
    ])
    func momentsAreReadAsPeopleWriteThem(_ typed: String, _ moment: String) {
        #expect(OpenReferral.moment(typed: typed) == Sample.moment(moment))
    }

    @Test(arguments: [
        "", "today", "2026-13-01", "2026-02-30T10:00:00Z", "21/11/2026", "2026-11-21T25:00:00Z", "2026-11-21T",
        "9999999999",
    ])
    func whatIsNoMomentIsNone(_ typed: String) {
        #expect(OpenReferral.moment(typed: typed) == nil)
    }
}
