import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// A data folder as the release before this one left it (migrations M001 to M007), with a row in every table: the demo
/// place, cut down, its people and organisations invented. It is never changed; a newer release freezes a newer one.
@Suite("A frozen database of the release before")
struct FrozenDatabaseTests {
    private let folder: TestFolder
    private let file: URL
    /// Every row of before, by table, each with its columns' names and values.
    private let before: [String: [[String: String]]]

    init() throws {
        folder = try TestFolder()
        file = folder.url.appendingPathComponent("fingerpost.sqlite")
        let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("frozen-M007.sql")
        let queue = try DatabaseQueue(path: file.path)
        // It turns foreign keys off and opens its own transaction.
        let text = try String(contentsOf: dump, encoding: .utf8)
        try queue.writeWithoutTransaction { try $0.execute(sql: text) }
        before = try queue.read(FrozenDatabaseTests.rows)
        try queue.close()
    }

    private static func rows(_ db: Database) throws -> [String: [[String: String]]] {
        let tables = try String.fetchAll(
            db,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        return try tables.reduce(into: [:]) { all, table in
            all[table] = try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
                Dictionary(uniqueKeysWithValues: row.map { ($0, $1.description) })
            }
        }
    }

    @Test("stands at the seventh migration and has rows in every table")
    func frozen() {
        #expect(before["grdb_migrations"]?.count == 7)
        #expect(before.filter { $0.value.isEmpty }.keys.sorted() == [])
    }

    @Test("is brought up to today, and every row keeps every value")
    func nothingIsLost() async throws {
        let database = try AppDatabase.open(at: file)
        let after = try await database.read(Self.rows)
        #expect(after["grdb_migrations"]?.count == Migrations.migrator.migrations.count)
        for (table, rows) in before where !Self.remade.contains(table) && table != "grdb_migrations" {
            let columns = Set(rows[0].keys)
            let kept = (after[table] ?? []).map { $0.filter { columns.contains($0.key) } }
            #expect(Set(kept.map(Self.line)) == Set(rows.map(Self.line)), "\(table)")
        }
        #expect(try await database.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check").isEmpty })
        #expect(try await database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        try database.close()
    }

    /// Tables that were made anew with other columns; what became of them is tested by itself.
    private static let remade: Set<String> = [
        "confirmation", "confirmationLink", "consent", "referral", "referralDetail", "referralEvent",
    ]

    private static func line(_ row: [String: String]) -> String {
        row.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "|")
    }

    @Test(
        "has its referrals in the same state, with their history, their consent in switches, and an answer where one was due"
    )
    func referrals() async throws {
        let database = try AppDatabase.open(at: file)
        let after = try await database.read(Self.rows)
        for old in before["referral"] ?? [] {
            let new = try #require(after["referral"]?.first { $0["id"] == old["id"] })
            for column in [
                "state", "stateSince", "offerID", "personID", "practiceCode", "referrerID", "madeAt", "reportBack",
            ] {
                #expect(new[column] == old[column], "\(column)")
            }
            func count(_ table: String, _ rows: [String: [[String: String]]]) -> Int {
                rows[table]?.count {
                    $0["referralID"] == old["id"] && !["\"received\"", "\"filed\""].contains($0["event"])
                } ?? 0
            }
            #expect(count("referralEvent", after) == count("referralEvent", before))
            #expect(new["version"] == "\(count("referralEvent", after))")
            #expect(count("consent", after) == 3 && count("referralDetail", after) == 1)
            let answers = after["answer"]?.filter { $0["referralID"] == old["id"] } ?? []
            #expect(answers.map { $0["loop"] } == (old["loop"] == "\"not due\"" ? [] : [old["loop"]]))
        }
        try database.close()
    }

    @Test("has its confirmations in the ledger of evidence")
    func evidence() async throws {
        let database = try AppDatabase.open(at: file)
        let ledger = try await database.read(Self.rows)["evidence"] ?? []
        for row in before["confirmation"] ?? [] {
            #expect(ledger.contains { $0["offerID"] == row["offerID"] && $0["at"] == row["at"] })
        }
        try database.close()
    }

    @Test("has links to a mailbox that were links to an organisation, and knows when it was asked")
    func links() async throws {
        let database = try AppDatabase.open(at: file)
        let after = try await database.read(Self.rows)
        let mailbox = "\"hello@tinkettle.example\""
        #expect(after["confirmationLink"]?.map { $0["mailbox"] } == [mailbox])
        #expect(after["mailbox"]?.map { $0["address"] } == [mailbox])
        #expect(after["confirmationLinkOffer"]?.isEmpty == false)
        try database.close()
    }

    @Test("works: its offers are read whole, and opening it twice changes nothing")
    func works() async throws {
        let database = try AppDatabase.open(at: file)
        let directory = Directory(database: database, clock: ManualClock().clock)
        let ids = (before["offer"] ?? []).compactMap { $0["id"]?.trimmingCharacters(in: ["\""]) }
        let listings = try await directory.listings(ids.compactMap { Offer.ID($0) })
        #expect(listings.count == before["offer"]?.count)
        #expect(listings.contains { $0.locations.contains(where: \.isConfidential) })
        let once = try await database.read(Self.rows)
        try database.close()
        let again = try AppDatabase.open(at: file)
        #expect(try await again.read(Self.rows) == once)
        try again.close()
    }
}
