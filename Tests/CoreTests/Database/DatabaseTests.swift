import Crypto
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The database")
struct DatabaseTests {
    @Test("is durable: what was acknowledged survives a power cut")
    func durable() async throws {
        let place = try await TestPlace.empty()
        let level = try await place.database.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
        #expect(try await place.database.write { try Bool.fetchOne($0, sql: "PRAGMA foreign_keys") } == true)
    }

    @Test("from a newer program is refused, for writing and for reading")
    func newer() async throws {
        let folder = try TestFolder()
        let file = folder.url.appendingPathComponent("fingerpost.sqlite")
        let database = try AppDatabase.open(at: file)
        try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('M999 the future')") }
        try database.close()
        for attempt in 0..<2 {
            let failure = #expect(throws: Failure.self) {
                _ = try attempt == 0 ? AppDatabase.open(at: file) : AppDatabase.openReadOnly(at: file)
            }
            #expect(failure?.sentence.contains("newer version") == true)
        }
    }

    @Test("that is none, or is broken, is told in one sentence")
    func notADatabase() throws {
        let folder = try TestFolder()
        let file = try folder.file("fingerpost.sqlite", String(repeating: "This is no database. ", count: 100))
        for attempt in 0..<2 {
            let failure = #expect(throws: Failure.self) {
                _ = try attempt == 0 ? AppDatabase.open(at: file) : AppDatabase.openReadOnly(at: file)
            }
            #expect(failure?.sentence.contains("is not a sound Fingerpost database") == true)
        }
        #expect(throws: Failure.self) { try AppDatabase.openReadOnly(at: folder.url.appendingPathComponent("none")) }
    }

    @Test("folder is one process's at a time, and free again when that lets go")
    func lock() throws {
        let folder = try TestFolder()
        let data = DataFolder(folder.url.appendingPathComponent("data").path)
        var first: DataFolder.Lock? = try data.lock()
        #expect(first != nil)
        let inUse = #expect(throws: DataFolder.InUse.self) { _ = try data.lock() }
        #expect(inUse?.sentence.contains("Another Fingerpost process") == true)
        first = nil
        _ = try data.lock()
    }

    @Test("is verified: a referral that was changed behind its events is found")
    func verifier() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        try await small.features.indexer.drain()
        #expect(try await small.features.verifier.findings().allSatisfy { $0.problems.isEmpty })
        try await small.place.execute(
            "UPDATE referral SET state = 'paused', resumesOn = '2027-01-01', closure = NULL, closedBy = NULL, engaged = NULL, helped = NULL, saidBy = NULL WHERE id = ?",
            [id]
        )
        let findings = try await small.features.verifier.findings().filter { !$0.problems.isEmpty }
        #expect(findings.map(\.subject) == ["referral histories"])
        #expect(findings.first?.problems == ["Referral \(id) does not stand where its events left it."])
    }
}

@Suite("What is sealed")
struct SealerTests {
    private let sealer = Sealer(secret: SymmetricKey(data: Data(repeating: 1, count: 32)))

    @Test("opens with the key and in its own place")
    func roundTrip() throws {
        let sealed = try sealer.seal("Ada", place: "person 1")
        #expect(try sealer.open(sealed, place: "person 1") == "Ada")
        #expect(try sealer.seal("Ada", place: "person 1") != sealed)
    }

    @Test("does not open in another place, with another key, or altered")
    func refused() throws {
        let sealed = try sealer.seal("Ada", place: "person 1")
        #expect(throws: CryptoKitError.self) { try sealer.open(sealed, place: "person 2") }
        let other = Sealer(secret: SymmetricKey(data: Data(repeating: 2, count: 32)))
        #expect(throws: CryptoKitError.self) { try other.open(sealed, place: "person 1") }
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 1
            #expect(throws: CryptoKitError.self) { try sealer.open(altered, place: "person 1") }
        }
        #expect(throws: (any Error).self) { try sealer.open(Data(), place: "person 1") }
    }

    @Test("has a key file that is made once, for its owner only")
    func keyFile() throws {
        let folder = try TestFolder()
        let file = folder.url.appendingPathComponent("key")
        let made = try KeyFile.secret(at: file)
        #expect(made.bitCount == 256)
        #expect(try KeyFile.secret(at: file) == made)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(try KeyFile.secret(at: folder.url.appendingPathComponent("other")) != made)
    }

    @Test(
        "is never opened with half a key, nor a new key made over a file that is there",
        arguments: ["", "c2hvcnQ=", "not base64!", "\u{0}"]
    )
    func brokenKeyFile(_ text: String) throws {
        let folder = try TestFolder()
        let file = try folder.file("key", text)
        #expect(throws: Failure.self) { try KeyFile.secret(at: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
        #expect(throws: Failure.self) { try KeyFile.secret(at: folder.url) }
    }
}
