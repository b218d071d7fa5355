import Core
import Crypto
import Foundation
import GRDB
import TestSupport
import Testing

@testable import bench

/// The referrals that the bench writes are such as the program itself might have written.
@Suite("A place written for the bench")
struct ManyReferralsTests {
    @Test("is sound, and the program works in it")
    func sound() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("many-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = BenchPlace(folder: DataFolder(folder.path), home: TestPlace.root, console: Console())
        try await place.stock(ManyReferrals.offers(for: 1_000))
        let many = ManyReferrals(
            referrals: 1_000,
            now: Date(),
            sealer: Sealer(secret: TestPlace.secret),
            console: place.console
        )
        _ = try many.fill(place.folder.database)
        try await place.open(secret: TestPlace.secret) { features in
            let report = try await features.timers.run()
            #expect(report.stuck == 0)
            let cast = try await ManyReferralsCast(features)
            #expect(cast.waiting.count > 3)
            let findings = try await features.verifier.findings().filter { $0.subject != "index" }
            #expect(findings.allSatisfy { $0.problems.isEmpty }, "\(findings)")
            let empty = try await features.database.read { try ManyReferralsTests.empty(in: $0) }
            #expect(empty.isEmpty)
            let worker = try #require(try await features.people.account(email: "worker0@bench.example")).actor
            let list = try await features.worklists.list(.init(), for: worker)
            #expect(list.counts.mine + list.counts.others > 3 && !list.ended.rows.isEmpty)
            let surgery = try #require(try await features.people.account(email: "surgery0@bench.example")).actor
            let tray = try await features.outcomes.tray(for: surgery)
            #expect(!tray.isEmpty)
        }
    }

    /// Of the tables that grow with referrals, those that hold nothing.
    private static func empty(in db: Database) throws -> [String] {
        try [
            "person", "episode", "episodeEvent", "referral", "referralDetail", "referralEvent", "consent", "answer",
            "audit", "evidence", "timerFiring",
        ].filter { try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \($0)") == 0 }
    }
}
