import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Core

@Suite("Importing a service list")
struct ImporterTests {
    private let folder: TestFolder
    private let place: TestPlace
    private static let id = "11111111-1111-4111-8111-111111111111"

    init() async throws {
        folder = try TestFolder()
        place = try await TestPlace.empty()
    }

    private func service(_ id: String = Self.id, name: String = "Lunch club", _ more: String = "") -> String {
        """
        {"id": "\(id)", "name": "\(name)", "status": "active", "organization": {"id": "\(id)", "name": "Tea"}\(more)}
        """
    }

    private func run(_ text: String, name: String = "services.json") async throws -> (
        ImportReport, [ImportReport.Entry]
    ) {
        try await run(folder.file(name, text))
    }

    private func run(_ file: URL) async throws -> (ImportReport, [ImportReport.Entry]) {
        let entries = Mutex<[ImportReport.Entry]>([])
        let report = try await place.features.importer.importServices(
            from: file,
            note: { entry in entries.withLock { $0.append(entry) } }
        )
        return (report, entries.withLock { $0 })
    }

    private func listing(_ id: String = Self.id) async throws -> Listing {
        try await place.features.directory.listing(try #require(Offer.ID(id)))
    }

    @Test("adds it, and the second time changes nothing")
    func twice() async throws {
        let text = "[\(service()), \(service("A1", name: "Walks"))]"
        let (first, notes) = try await run(text)
        #expect(first.added == 2 && first.skipped == 0)
        #expect(notes.map(\.what) == ["mended"] && notes.first?.id == "A1")
        let before = try await [
            place.count("audit"), place.count("indexDirty"), place.count("offer WHERE version = 1"),
        ]
        let (second, _) = try await run(text)
        #expect(second.unchanged == 2 && second.added + second.changed == 0)
        let after = try await [place.count("audit"), place.count("indexDirty"), place.count("offer WHERE version = 1")]
        #expect(after == before)
    }

    @Test("keeps what was learned here when a record changes: a later confirmation, the intake, a secret address")
    func changed() async throws {
        let place = ", \"service_at_locations\": [{\"location\": {\"id\": \"\(Self.id)\", \"name\": \"Hall\"}}]"
        _ = try await run("[\(service(Self.id, name: "Lunch club", place + ", \"assured_date\": \"2026-01-01\""))]")
        try await self.place.execute(
            "UPDATE offer SET confirmedAt = ?, confirmedBy = 'Tea', intake = 'full', introduction = 'Come along'",
            [Sample.now]
        )
        try await self.place.execute("UPDATE location SET isConfidential = 1")
        let (report, _) = try await run(
            "[\(service(Self.id, name: "Lunch for all", place + ", \"assured_date\": \"2026-02-01\""))]"
        )
        #expect(report.changed == 1)
        let listing = try await listing()
        #expect(listing.offer.name == "Lunch for all" && listing.offer.version == 2)
        #expect(listing.offer.confirmedAt == Sample.now && listing.offer.confirmedBy == "Tea")
        #expect(listing.offer.intake == .full && listing.offer.introduction == "Come along")
        #expect(listing.locations.first?.isConfidential == true)
    }

    @Test("takes the source's confirmation when that is the later one")
    func laterAssurance() async throws {
        _ = try await run("[\(service(Self.id, name: "A", ", \"assured_date\": \"2026-01-01\""))]")
        _ = try await run("[\(service(Self.id, name: "A", ", \"assured_date\": \"2026-02-01\""))]")
        #expect(try await listing().offer.confirmedAt == Sample.moment("2026-02-01T00:00:00Z"))
    }

    @Test("skips a record that cannot be used, and says which, on which line, and why")
    func skipped() async throws {
        let records = [
            service(), "{\"id\": \"b\", \"name\": \"B\"}", "{\"name\": \"C\", \"status\": \"active\"}",
            "{\"id\": \"d\", \"status\": \"active\"}", service(), "{\"id\": \"f\", \"name\": tru}",
        ]
        let (report, notes) = try await run("{\"contents\": [\n\(records.joined(separator: ",\n"))\n]}")
        #expect(report.records == 6 && report.added == 1 && report.skipped == 5)
        #expect(notes.map(\.line) == [3, 4, 5, 6, 7])
        #expect(notes.map(\.id) == ["b", nil, "d", Self.id, nil])
        #expect(
            notes.map(\.reason) == [
                "it does not look like a service: it has neither a status nor an organisation", "it has no id",
                "it has no name",
                "its id was already used on line 2", "it is not valid JSON",
            ]
        )
    }

    @Test("skips a broken line in the middle of a list of lines")
    func brokenLine() async throws {
        let (report, notes) = try await run("\(service("A1"))\n{\"id\": \n\(service("A3"))\n")
        #expect(report.added == 2 && report.skipped == 1)
        #expect(notes.filter { $0.what == "skipped" }.map(\.line) == [2])
    }

    @Test(
        "of a file that cannot be used as a whole leaves everything as it was, and says why in one sentence",
        arguments: [
            ("{\"contents\": [{\"id\": \"a\"", "cut off"),
            ("{\"id\": \"a\"}\n{\"id\": \"b\", \"na", "in the middle of a record"),
            ("", "not a service list"), ("<html>", "not a service list"),
            ("[{\"id\": \"a\"}] thanks", "not a service list"),
        ]
    )
    func unusable(text: String, why: String) async throws {
        let failure = await #expect(throws: Failure.self) { try await run(text) }
        #expect(failure?.sentence.contains(why) == true)
        #expect(failure?.sentence.hasSuffix("Nothing was imported.") == true)
        #expect(try await place.count("offer") == 0)
    }

    @Test("of what is no file says so")
    func noFile() async throws {
        let missing = folder.url.appendingPathComponent("missing.json")
        for (url, why) in [(missing, "is not there"), (folder.url, "is a folder")] {
            let failure = await #expect(throws: Failure.self) { try await run(url) }
            #expect(failure?.sentence.contains(why) == true)
            #expect(throws: Failure.self) { try Importer.check(url) }
        }
    }
}
