import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Core

@Suite("The table for spreadsheets")
struct TableTests {
    private let folder: TestFolder
    private let place: TestPlace

    init() async throws {
        folder = try TestFolder()
        place = try await TestPlace.empty()
    }

    private func run(_ data: Data) async throws -> (ImportReport, [ImportReport.Entry]) {
        let file = folder.url.appendingPathComponent("in.csv")
        try data.write(to: file)
        let entries = Mutex<[ImportReport.Entry]>([])
        let report = try await place.features.tables.importTable(
            from: file,
            note: { entry in entries.withLock { $0.append(entry) } }
        )
        return (report, entries.withLock { $0 })
    }

    private func run(_ text: String) async throws -> (ImportReport, [ImportReport.Entry]) {
        try await run(Data(text.utf8))
    }

    private func exported(from place: TestPlace? = nil) async throws -> String {
        let file = folder.url.appendingPathComponent("out-\(UUID().uuidString).csv")
        _ = try await (place ?? self.place).features.tables.export(to: file)
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    private func listings(_ place: TestPlace) async throws -> [Listing] {
        try await place.database.read { db in
            try DirectoryStore.complete(try Offer.fetchAll(db, sql: "SELECT * FROM offer ORDER BY id"), in: db)
        }
    }

    @Test("of the whole demo place changes nothing when it comes back")
    func roundTrip() async throws {
        let demo = try await TestPlace.demo()
        let before = try await listings(demo)
        let text = try await exported(from: demo)
        let file = try folder.file("demo.csv", text)
        let report = try await demo.features.tables.importTable(from: file)
        #expect(report.records == before.count && report.unchanged == before.count && report.skipped == 0)
        #expect(try await listings(demo) == before)
        #expect(try await demo.count("fieldOwner") == 0)
    }

    @Test("holds no confidential address and no name of a contact")
    func confidential() async throws {
        let demo = try await TestPlace.demo()
        let text = try await exported(from: demo)
        for listing in try await listings(demo) {
            for location in listing.locations where location.isConfidential {
                for secret in [location.address, location.postcode].compactMap({ $0 }) {
                    #expect(!text.contains(secret))
                }
            }
        }
    }

    @Test(
        "brings nasty cells out without a formula and back as they were",
        arguments: [
            "=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "'=1", "''+x", "'quoted'", "a,b", "say \"hi\"", "line\nbreak",
            "=cmd|' /C calc'!A0", "\u{ff1d}1", "=\u{301}1", "“smart”", "£5 – café", ";", "|", "\"", "\"\"",
        ]
    )
    func nasty(_ text: String) async throws {
        let defused = CellText.defused(text)
        let first = try #require(defused.unicodeScalars.first)
        #expect(!"=+-@＝＋－＠\t\r".unicodeScalars.contains(first))
        #expect(CellText.restored(defused) == text)
        var listing = Sample.listing("Nasty")
        listing.offer.name = text
        listing.offer.description = text
        listing.phones = [Phone(number: text.replacingOccurrences(of: "\n", with: " "))]
        let stored = listing
        try await place.database.write { try DirectoryStore.save(stored, in: $0) }
        let table = try await exported()
        #expect(try await run(table).0.unchanged == 1)
        let rows = try TableText(url: folder.file("x.csv", table)).survey()
        #expect(rows.rows == 1 && rows.header == TableHeader.names)
        #expect(try await listings(place).first?.offer.description == text)
    }

    @Test("with a new row adds an offer, and the same file again adds none")
    func newRow() async throws {
        let text = """
            organisation,charity_number,name,description,times,places,phones,costs,minimum_age,confirmed_on
            Merrow Age,1234567,Lunch club,"Soup, and company.","Mon, Wed 12:00-13:30 | ring first
            Bank holidays by arrangement",Hall | 1 High St | Merrow | SE15 3CK,'+44 20 7946 0000 | Jo's desk,£2.50 per visit,60,2026-11-01
            """
        let (report, notes) = try await run(text)
        #expect(report.added == 1 && notes.isEmpty)
        let listing = try #require(try await listings(place).first)
        #expect(listing.organisation.charityNumber == "1234567")
        #expect(listing.offer.description == "Soup, and company." && listing.offer.minimumAge == 60)
        #expect(listing.schedules.map(\.days) == [[.monday, .wednesday], []])
        #expect(listing.schedules.first?.opensAt?.description == "12:00")
        #expect(listing.schedules.first?.description == "ring first")
        #expect(listing.locations.first?.postcode == "SE15 3CK" && listing.locations.first?.precision == .outcode)
        #expect(listing.phones == [Phone(number: "+44 20 7946 0000", description: "Jo's desk")])
        #expect(listing.costs == [CostOption(pence: 250, per: "visit")])
        #expect(listing.offer.confirmedAt == Day(iso: "2026-11-01")?.start)
        #expect(try await run(text).0.unchanged == 1)
    }

    @Test("with a changed cell changes that fact only, and keeps it from sources")
    func changedCell() async throws {
        _ = try await run("id,organisation,name,wait\n\(UUID()),Tea,Choir,long\n")
        let before = try #require(try await listings(place).first)
        _ = try await place.execute("DELETE FROM fieldOwner")
        let (report, _) = try await run(
            "id,wait\n\(before.offer.id),short\n".replacingOccurrences(of: "id,wait", with: "id,wait,name")
                .replacingOccurrences(of: "short\n", with: "short,Choir\n")
        )
        #expect(report.changed == 1)
        let after = try #require(try await listings(place).first)
        #expect(after.offer.wait == "short" && after.offer.version == 2 && after.organisation == before.organisation)
        let owned = try await place.database.read { try FieldOwners.fields(of: before.offer.id, in: $0) }
        #expect(owned == ["wait"])
    }

    @Test("says what has to be known about somebody, takes it back in, and keeps what it leaves out")
    func neededDetails() async throws {
        let start = "id,organisation,name,needed_details\n\(UUID()),Tea,Choir,"
        _ = try await run(start + "\"Phone, reason\"\n")
        func needed() async throws -> [SharedField]? { try await listings(place).first?.offer.neededFields }
        #expect(try await needed() == [.phone, .reason])
        let id = try #require(try await listings(place).first).offer.id
        #expect(try await exported().contains("\"name, phone, reason\""))
        _ = try await run("id,name\n\(id),Choir\n")
        #expect(try await needed() == [.phone, .reason])
        _ = try await run("id,name,needed_details\n\(id),Choir,name\n")
        #expect(try await needed() == [])
        _ = try await run("id,name,needed_details\n\(id),Choir,\n")
        #expect(try await needed() == nil)
        let (report, notes) = try await run("id,name,needed_details\n\(id),Choir,shoe size\n")
        #expect(report.skipped == 1 && notes.first?.reason.contains("must be some of") == true)
    }

    @Test("with rows that cannot be used skips these, and says why")
    func badRows() async throws {
        let long = String(repeating: "x", count: 5 << 20)
        let (report, notes) = try await run(
            """
            organisation,name,minimum_age,maximum_age,status,website,confirmed_on,places
            Tea,,,,,,,
            Tea,A,old,,,,,
            Tea,B,60,18,,,,
            Tea,C,,,shut,,,
            Tea,D,,,,javascript:alert(1),,
            Tea,E,,,,,yesterday,
            ,F,,,,,,
            Tea,G
            Tea,\(long),,,,,,
            Tea,I,,,,,,(confidential address)
            Tea,Good,,,,,,
            Tea,Good,,,,,,
            """
        )
        #expect(report.added == 1 && report.skipped == 11)
        #expect(
            notes.map(\.reason) == [
                "it has no name", "its “minimum_age” must be a whole number from 0 to 130",
                "its “minimum_age” is above its “maximum_age”",
                "its “status” must be one of: active, inactive, defunct, temporarily closed",
                "its “website” is no address that can be used", "its “confirmed_on” must be a date such as 2026-03-31",
                "it has no organisation", "it has 2 cells, and the first line names 8",
                "its “name” is longer than any that can be kept", "its “places” cannot add a confidential address",
                "the same offer stands on line 12",
            ]
        )
        #expect(notes.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13])
    }

    @Test("takes markup and hidden letters out of every cell")
    func markup() async throws {
        _ = try await run(
            "organisation,name,description\nTea,Ch\u{202e}oir<b>x</b>,<script>alert(1)</script>Hi\u{200b}\n"
        )
        let offer = try #require(try await listings(place).first?.offer)
        #expect(offer.name == "Choirx" && offer.description == "Hi")
    }

    @Test("in Windows-1252 is recognised and said so; with its mark, UTF-8 too")
    func encodings() async throws {
        let windows = try #require("organisation,name\nTea,Café – £5\n".data(using: .windowsCP1252))
        let (report, notes) = try await run(windows)
        #expect(report.added == 1 && notes.first?.reason.contains("Windows-1252") == true)
        #expect(try await listings(place).first?.offer.name == "Café – £5")
        #expect(try await run("\u{feff}organisation,name\r\nTea,Café – £5\r\n").0.unchanged == 1)
    }

    private static func wide(_ text: String) -> Data { text.data(using: .utf16LittleEndian) ?? Data() }

    private static let unreadable: [(Data, String)] = [
        (Data([0xff, 0xfe]) as Data, "UTF-16"),
        (wide("name,b\n"), "UTF-16"),
        (Data([0x6e, 0x81, 0x41, 0x0a]), "not known here"),
        (Data("name,organisation,Name\nx,y,z\n".utf8), "has the column “name” twice"),
        (Data("name;organisation\nx;y\n".utf8), "something else than commas"),
        (Data("organisation\nx\n".utf8), "has no column “name”"),
        (Data("name,colour\nx,y\n".utf8), "“colour”"),
        (Data("name\n\"x\n".utf8), "never closed"),
        (Data(), "is empty"),
    ]

    @Test("that cannot be read as a whole is refused in plain words, and nothing is stored", arguments: unreadable)
    func refused(_ data: Data, _ why: String) async throws {
        let failure = await #expect(throws: Failure.self) { try await run(data) }
        #expect(failure?.sentence.contains(why) == true, "\(failure?.sentence ?? "")")
        #expect(failure?.sentence.hasSuffix("Nothing was imported.") == true)
        #expect(try await place.count("offer") == 0)
    }
}
