import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// Keys of programs.
@Suite struct APITokenTests {
    private static let email = "doctor@people.example.org"

    @Test func aKeyActsForItsAccountUntilItsDay() async throws {
        let small = try await SmallPlace()
        let tokens = small.features.tokens
        let (key, token) = try await tokens.make(for: Self.email, name: "Night sync", days: 2)
        #expect(try await tokens.account(of: key)?.id == small.doctor.id)
        small.place.clock.advance(days: 1.9)
        #expect(try await tokens.account(of: key) != nil)
        #expect(try await tokens.list().first?.token.lastUsedAt == small.place.clock.now)
        small.place.clock.advance(days: 0.2)
        #expect(try await tokens.account(of: key) == nil && !token.isAlive(at: small.place.clock.now))
    }

    @Test func theKeyItselfIsNowhereInTheDatabase() async throws {
        let small = try await SmallPlace()
        let (key, _) = try await small.features.tokens.make(for: Self.email, name: "", days: 1)
        let stored = try await small.place.database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM apiToken").description
        }
        #expect(!stored.contains(key.dropFirst(11)) && key.utf8.count > 50)
    }

    @Test func revokedAndDisabledEndAtOnce() async throws {
        let small = try await SmallPlace()
        let tokens = small.features.tokens
        let (first, token) = try await tokens.make(for: Self.email, name: "", days: 9)
        let (second, _) = try await tokens.make(for: " Doctor@people.example.org", name: "", days: 9)
        try await tokens.revoke(token.id)
        try await tokens.revoke(token.id)
        #expect(try await tokens.account(of: first) == nil)
        #expect(try await tokens.account(of: second) != nil)
        try await small.features.people.disable(email: Self.email)
        #expect(try await tokens.account(of: second) == nil)
        await #expect(throws: Failure.self) { try await tokens.make(for: Self.email, name: "", days: 9) }
        await #expect(throws: Failure.notFound) { try await tokens.revoke(APIToken.ID()) }
    }

    @Test(arguments: ["", "fingerpost_", "fingerpost_aaaa", "' OR 1 --", String(repeating: "fingerpost_", count: 99)])
    func anythingElseIsNoKey(_ text: String) async throws {
        let small = try await SmallPlace()
        _ = try await small.features.tokens.make(for: Self.email, name: "", days: 1)
        #expect(try await small.features.tokens.account(of: text) == nil)
    }

    @Test func aWrongTermIsRefusedInWords() async throws {
        let small = try await SmallPlace()
        for days in [0, -1, 366, .max] {
            await #expect(throws: Failure.self) {
                try await small.features.tokens.make(for: Self.email, name: "", days: days)
            }
        }
    }
}
