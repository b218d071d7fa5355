import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Signing in")
struct SessionTests {
    private static let token = Data(repeating: 5, count: 32)

    private func signedIn(_ actor: (SmallPlace) -> Actor) async throws -> SmallPlace {
        let small = try await SmallPlace()
        let account = try #require(try await small.features.people.accounts().first { $0.id == actor(small).id })
        try await small.features.people.startSession(for: account, tokenHash: Self.token)
        return small
    }

    private func isAlive(_ small: SmallPlace) async throws -> Bool {
        try await small.features.people.account(sessionHash: Self.token) != nil
    }

    @Test("lasts thirty minutes without use, and fifteen for administrators")
    func idle() async throws {
        for (minutes, actor) in [(30.0, \SmallPlace.linkWorker), (15, \SmallPlace.administrator)] {
            let small = try await signedIn { $0[keyPath: actor] }
            small.place.clock.advance(minutes: minutes - 0.1)
            #expect(try await isAlive(small))
            small.place.clock.advance(minutes: minutes)
            #expect(try await !isAlive(small))
        }
    }

    @Test("lasts twelve hours in all, however busy one is")
    func absolute() async throws {
        let small = try await signedIn { $0.linkWorker }
        for _ in 0..<47 {
            small.place.clock.advance(minutes: 15)
            #expect(try await isAlive(small))
        }
        small.place.clock.advance(minutes: 15)
        #expect(try await !isAlive(small))
    }

    @Test("ends at once when the account is disabled, which cannot sign in again")
    func disabled() async throws {
        let small = try await signedIn { $0.linkWorker }
        try await small.features.people.disable(email: " LinkWorker@people.example.org ")
        #expect(try await !isAlive(small))
        #expect(try await small.features.people.account(email: "linkworker@people.example.org") == nil)
        await #expect(throws: Failure.notFound) { try await small.features.people.disable(email: "nobody@example.org") }
    }

    @Test("ends with signing out, and with no other token")
    func signOut() async throws {
        let small = try await signedIn { $0.linkWorker }
        try await small.features.people.endSession(tokenHash: Data(repeating: 6, count: 32))
        #expect(try await isAlive(small))
        try await small.features.people.endSession(tokenHash: Self.token)
        #expect(try await !isAlive(small))
    }
}

@Suite("An account")
struct AccountTests {
    private func account(
        _ role: Role,
        email: String = "new@example.org",
        organisation: Organisation.ID? = nil,
        practice: Practice.Code? = nil
    ) -> Account {
        Account(
            email: email,
            name: "New",
            role: role,
            organisationID: organisation,
            practiceCode: practice,
            passwordHash: "none",
            createdAt: Sample.now
        )
    }

    @Test("belongs to an organisation, a practice or neither, as its role says", arguments: Role.allCases)
    func workplace(_ role: Role) {
        let organisation = Organisation.ID()
        for (isMember, isStaff) in [(false, false), (true, false), (false, true), (true, true)] {
            let account = account(
                role,
                organisation: isMember ? organisation : nil,
                practice: isStaff ? SmallPlace.practice : nil
            )
            let fits = isMember == (role == .organisation) && isStaff == (role == .practice || role == .receptionist)
            if fits {
                #expect(throws: Never.self) { try PeopleRules.check(account) }
            } else {
                #expect(throws: Failure.self) { try PeopleRules.check(account) }
            }
        }
    }

    @Test(
        "needs an address to which messages can be sent",
        arguments: ["", "new", "@", "new@", "@example.org", "a b@example.org"]
    )
    func email(_ email: String) {
        #expect(throws: Failure.self) { try PeopleRules.check(account(.steward, email: email)) }
    }

    @Test("has its e-mail address alone, whatever the letters' case")
    func unique() async throws {
        let small = try await SmallPlace()
        await #expect(throws: Failure.conflict("There is already an account for that e-mail address.")) {
            try await small.features.people.add(account(.steward, email: " LinkWorker@People.example.org"))
        }
    }

    @Test("of a practice makes the practice take part, and needs one that exists")
    func practice() async throws {
        let small = try await SmallPlace()
        #expect(try await small.features.people.practices().count == 2)
        try await small.features.people.add(account(.practice, practice: SmallPlace.absentPractice))
        #expect(try await small.features.people.practices().count == 3)
        await #expect(throws: Failure.self) {
            try await small.features.people.add(
                account(.practice, email: "b@example.org", practice: Practice.Code(rawValue: "ZZZZZZ"))
            )
        }
    }
}
