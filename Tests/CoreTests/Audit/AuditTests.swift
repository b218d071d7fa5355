import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The audit")
struct AuditTests {
    @Test("is sound after everything that the seed place did, and cannot be changed or shortened")
    func sound() async throws {
        let place = try await TestPlace.demo()
        #expect(try await place.count("audit") > 50)
        #expect(try await place.features.audit.firstBrokenRow() == nil)
        for sql in ["UPDATE audit SET subject = 'x'", "DELETE FROM audit"] {
            await #expect(throws: DatabaseError.self) { try await place.execute(sql) }
        }
    }

    @Test(
        "shows the first row that was altered, whatever was altered in it",
        arguments: [
            "subject = 'x'", "action = 'x'", "actorID = NULL", "role = 'x'", "at = '2020-01-01 00:00:00.000'",
            "hash = zeroblob(32)", "sequence = 1000000",
        ]
    )
    func altered(_ change: String) async throws {
        let small = try await SmallPlace()
        _ = try await small.referral()
        let row = try await small.place.count("audit")
        _ = try await small.referral(in: .accepted)
        try await small.place.execute("DROP TRIGGER auditIsNeverChanged")
        try await small.place.execute("UPDATE audit SET \(change) WHERE sequence = ?", [row])
        let expected = change.hasPrefix("sequence") ? row + 1 : row
        #expect(try await small.features.audit.firstBrokenRow() == expected)
    }

    @Test("shows that a row was removed")
    func removed() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("DROP TRIGGER auditIsNeverDeleted")
        try await small.place.execute("DELETE FROM audit WHERE sequence = 2")
        #expect(try await small.features.audit.firstBrokenRow() == 3)
    }
}
