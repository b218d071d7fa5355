import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Joining")
struct JoinTests {
    private func request(_ key: String = "1", email: String = "new@example.org") -> JoinRequest {
        JoinRequest(
            key: key,
            name: "New friends",
            about: "We talk.",
            phone: "020 7946 0000",
            contactName: "Ada Example",
            contactEmail: email,
            sentAt: Sample.now
        )
    }

    @Test("asked twice with one form is asked once")
    func once() async throws {
        let place = try await SmallPlace()
        try await place.features.joins.ask(request())
        try await place.features.joins.ask(request())
        #expect(try await place.features.joins.waiting().count == 1)
    }

    @Test("a yes makes the organisation and an account with a link that works once")
    func approved() async throws {
        let place = try await SmallPlace()
        let request = request()
        try await place.features.joins.ask(request)
        try await place.features.joins.approve(request.id, by: place.steward)
        let account = try #require(try await place.features.people.account(email: "new@example.org"))
        #expect(account.role == .organisation && account.organisationID != nil)
        let body = try #require(try await place.place.messages().first).body
        let start = try #require(body.range(of: "/welcome/"))
        let token = String(body[start.upperBound...].prefix { !$0.isWhitespace })
        #expect(try await place.features.passwordLinks.open(token).id == account.id)
        try await place.features.passwordLinks.use(token, passwordHash: "hash")
        #expect(try await place.features.people.account(email: "new@example.org")?.passwordHash == "hash")
        await #expect(throws: Failure.self) {
            try await place.features.passwordLinks.use(token, passwordHash: "another")
        }
        await #expect(throws: Failure.notFound) { _ = try await place.features.passwordLinks.open("forged") }
        await #expect(throws: Failure.self) {
            try await place.features.joins.approve(request.id, by: place.steward)
        }
    }

    @Test("the link ends after two weeks")
    func expired() async throws {
        let place = try await SmallPlace()
        let request = request()
        try await place.features.joins.ask(request)
        try await place.features.joins.approve(request.id, by: place.steward)
        let body = try #require(try await place.place.messages().first).body
        let start = try #require(body.range(of: "/welcome/"))
        let token = String(body[start.upperBound...].prefix { !$0.isWhitespace })
        place.place.clock.advance(days: 14)
        await #expect(throws: Failure.self) { _ = try await place.features.passwordLinks.open(token) }
    }

    @Test("a no tells why, and keeps nobody's name")
    func refused() async throws {
        let place = try await SmallPlace()
        let request = request()
        try await place.features.joins.ask(request)
        try await place.features.joins.refuse(request.id, reason: "We could not reach you.", by: place.steward)
        #expect(try await place.place.messages().first?.body.contains("We could not reach you.") == true)
        #expect(try await place.place.count("joinRequest WHERE contactName || contactEmail || phone <> ''") == 0)
    }

    @Test("an address that has an account gets no second one")
    func taken() async throws {
        let place = try await SmallPlace()
        let request = request(email: "Gardener@people.example.org")
        try await place.features.joins.ask(request)
        #expect(try await place.features.joins.waiting().first?.emailHasAccount == true)
        await #expect(throws: Failure.conflict("There is already an account for that e-mail address.")) {
            try await place.features.joins.approve(request.id, by: place.steward)
        }
        #expect(try await place.place.count("organisation") == 2)
    }
}
