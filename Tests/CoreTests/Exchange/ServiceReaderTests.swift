import Foundation
import SearchIndex
import Testing

@testable import Core

@Suite("A service of a feed")
struct ServiceReaderTests {
    private static let id = "22222222-2222-4222-8222-222222222222"
    private static let hackney = Coordinate(latitude: 51.541, longitude: -0.063)

    /// - Parameter fields: JSON members that follow the id.
    private func read(_ fields: String, id: String = Self.id) throws -> ServiceReader.Reading {
        let reader = ServiceReader(
            now: Sample.now,
            outcode: { $0.outward == "E8" ? Self.hackney : nil },
            needs: NeedMatcher([Need(id: Need.ID(rawValue: "food"), name: "Food", layWords: ["food bank"])])
        )
        let source = try SourceObject(Array("{\"id\": \"\(id)\", \(fields)}".utf8))
        return try reader.read(source, digest: Data(repeating: 0, count: 32))
    }

    private func complete(_ more: String) throws -> ServiceReader.Reading {
        try read(
            "\"name\": \"Lunch\", \"status\": \"active\", \"organization\": {\"id\": \"\(Self.id)\", \"name\": \"Tea\"}\(more)"
        )
    }

    @Test("that is complete is read without a note, under its own id")
    func complete() throws {
        let reading = try complete("")
        #expect(reading.notes.isEmpty)
        #expect(reading.listing.offer.id.text == Self.id && reading.listing.organisation.id.text == Self.id)
        #expect(reading.listing.offer.confirmedAt == nil && reading.listing.offer.status == .active)
    }

    @Test(
        "without an id, a name, or any sign that it is one is refused",
        arguments: [
            "\"status\": \"active\"", "\"name\": \"\", \"status\": \"active\"",
            "\"name\": null, \"status\": \"active\"",
            "\"name\": \"<p></p>\", \"status\": \"active\"", "\"name\": {}, \"status\": \"active\"",
            "\"name\": \"Lunch\"",
            "\"name\": \"Lunch\", \"status\": null",
        ]
    )
    func refused(_ fields: String) { #expect(throws: ServiceReader.Refusal.self) { try read(fields) } }

    @Test("without an organisation is listed under its own name, always the same one")
    func noOrganisation() throws {
        let one = try read("\"name\": \"Lunch\", \"status\": \"active\", \"organization\": null")
        #expect(one.listing.organisation.name == "Lunch" && one.notes.count == 1)
        #expect(
            try read("\"name\": \"Lunch\", \"status\": \"active\"").listing.organisation.id
                == one.listing.organisation.id
        )
    }

    @Test("with null everywhere loses nothing but what is null")
    func nulls() throws {
        let keys = [
            "description", "url", "email", "fees_description", "minimum_age", "maximum_age", "assured_date",
            "last_modified",
            "service_at_locations", "schedules", "phones", "contacts", "languages", "attributes", "cost_options",
            "service_areas",
            "wait_time", "alternate_name",
        ]
        for value in ["null", "\"\"", "[]", "{}", "[null]", "[[]]", "[{}]"] {
            let reading = try complete(keys.map { ", \"\($0)\": \(value)" }.joined())
            #expect(reading.listing.offer.name == "Lunch")
            #expect(
                reading.listing.phones.isEmpty && reading.listing.schedules.isEmpty && reading.listing.locations.isEmpty
            )
        }
    }

    @Test(
        "keeps a possible date and leaves out one that cannot be",
        arguments: [
            ("2025-02-28", true), ("2025-02-28T10:00:00Z", true), ("2025-02-30", false), ("1969-12-31", false),
            ("2031-01-01", false),
            ("28/02/2025", false), ("yesterday", false),
        ]
    )
    func dates(text: String, isKept: Bool) throws {
        let reading = try complete(", \"assured_date\": \"\(text)\"")
        #expect((reading.listing.offer.confirmedAt != nil) == isKept)
        #expect(reading.notes.isEmpty == isKept)
    }

    @Test(
        "keeps possible ages",
        arguments: [
            ("16, \"maximum_age\": 25", 16, 25), ("\"16\", \"maximum_age\": null", 16, nil),
            ("0, \"maximum_age\": 130", 0, 130),
            ("-1, \"maximum_age\": 25", nil, nil), ("30, \"maximum_age\": 20", nil, nil),
            ("16, \"maximum_age\": 999", nil, nil),
            ("1e300, \"maximum_age\": 20", nil, 20), ("\"all\", \"maximum_age\": \"any\"", nil, nil),
        ]
    )
    func ages(fields: String, minimum: Int?, maximum: Int?) throws {
        let offer = try complete(", \"minimum_age\": \(fields)").listing.offer
        #expect(offer.minimumAge == minimum && offer.maximumAge == maximum)
    }

    @Test(
        "is inactive when nobody knows what its status means",
        arguments: [
            ("Active", Offer.Status.active, 0), ("temporarily closed", .temporarilyClosed, 0), ("paused", .inactive, 1),
        ]
    )
    func status(word: String, status: Offer.Status, notes: Int) throws {
        let reading = try read(
            "\"name\": \"Lunch\", \"status\": \"\(word)\", \"organization\": {\"id\": \"\(Self.id)\", \"name\": \"Tea\"}"
        )
        #expect(reading.listing.offer.status == status && reading.notes.count == notes)
    }

    @Test("with an id that is no UUID gets one that stays the same")
    func derivedID() throws {
        let one = try read("\"name\": \"Lunch\", \"status\": \"active\"", id: "service/42")
        let again = try read("\"name\": \"Dinner\", \"status\": \"active\"", id: "service/42")
        let other = try read("\"name\": \"Lunch\", \"status\": \"active\"", id: "service/43")
        #expect(one.listing.offer.id == again.listing.offer.id && one.listing.offer.id != other.listing.offer.id)
        #expect(one.notes.contains { $0.contains("no UUID") })
    }

    @Test(
        "has its place where its coordinates can be believed, or in the middle of its outward postcode",
        arguments: [
            ("51.54", "-0.06", "E8 1AA", Location.Precision.exact, 0), ("null", "null", "E8 1AA", .outcode, 0),
            ("91", "0", "E8 1AA", .outcode, 1), ("0", "0", "E8 1AA", .outcode, 1),
            ("-0.06", "51.54", "E8 1AA", .outcode, 1),
            ("48.9", "-122.8", "E8 1AA", .outcode, 1), ("48.9", "-122.8", "", .none, 1),
            ("null", "null", "ZZ1 1AA", .none, 0),
            ("\"51.54\"", "\"-0.06\"", "nonsense", .exact, 0), ("181", "181", "", .none, 1),
            ("51.54", "null", "", .none, 0),
        ]
    )
    func coordinates(latitude: String, longitude: String, postcode: String, precision: Location.Precision, notes: Int)
        throws
    {
        let location = """
            {"id": "\(Self.id)", "latitude": \(latitude), "longitude": \(longitude), "addresses": [{"postal_code": "\(postcode)"}]}
            """
        let reading = try complete(", \"service_at_locations\": [{\"location\": \(location)}]")
        let place = try #require(reading.listing.locations.first)
        #expect(place.precision == precision && reading.notes.count == notes)
        #expect((place.coordinate == nil) == (precision == .none))
        if precision == .outcode { #expect(place.coordinate == Self.hackney) }
    }

    @Test("keeps its times, and leaves out what no clock shows and what ends before it begins")
    func schedules() throws {
        let reading = try complete(
            """
            , "schedules": [
            {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "9:00", "closes_at": "17:00"},
            {"freq": "MONTHLY", "byday": "-1FR", "opens_at": "11:00", "closes_at": "01:00"},
            {"freq": "weekly", "byday": "WE", "opens_at": "25:00", "closes_at": "2300"},
            {"freq": "WEEKLY"}, {"description": "Most days"}]
            """
        )
        let schedules = reading.listing.schedules
        #expect(schedules.count == 4 && reading.notes.count == 3)
        #expect(schedules[0].days == [.monday, .tuesday] && schedules[0].closesAt == TimeOfDay("17:00"))
        #expect(schedules[1].weekOfMonth == -1 && schedules[1].closesAt == nil)
        #expect(schedules[2].opensAt == nil && schedules[3].description == "Most days")
    }

    @Test("links only to addresses that do no harm, and is for the needs that its title names")
    func links() throws {
        let reading = try read(
            "\"name\": \"The Food Bank\", \"status\": \"active\", \"url\": \"javascript:alert(1)\", \"email\": \"x\""
        )
        #expect(reading.listing.offer.website == nil && reading.listing.offer.email == nil)
        #expect(reading.listing.needs.map(\.rawValue) == ["food"])
    }
}
