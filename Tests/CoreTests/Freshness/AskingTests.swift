import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Asking organisations whether listings are right")
struct AskingTests {
    private static let tea = Sample.organisation("Tea and Company", email: "tea@example.org")
    private static let art = Sample.organisation("Art for All")

    private func place() async throws -> TestPlace {
        let place = try await TestPlace.empty()
        var drawing = Sample.listing("Drawing", of: Self.art, confirmed: 130)
        drawing.offer.email = "drawing@example.org"
        try await place.save([
            Sample.listing("Fresh tea", of: Self.tea, confirmed: 89),
            Sample.listing("Late tea", of: Self.tea, confirmed: 100),
            Sample.listing("Old tea", of: Self.tea, confirmed: 400),
            Sample.listing("New tea", of: Self.tea, confirmed: nil, added: 3),
            drawing,
            Sample.listing("Walks", of: Sample.organisation("No Address"), confirmed: 200),
        ])
        return place
    }

    @Test("starts with a list by organisation, the longest unconfirmed first, and nothing that is fresh")
    func due() async throws {
        let place = try await place()
        let due = try await place.features.confirmations.due()
        #expect(due.map(\.organisation.name) == ["Art for All", "No Address", "Tea and Company"])
        #expect(due.map(\.email) == ["drawing@example.org", nil, "tea@example.org"])
        #expect(due.last?.offers.map(\.offer.name) == ["New tea", "Old tea", "Late tea"])
        #expect(due.last?.offers.map(\.freshness) == [.unconfirmed, .hidden, .due])
    }

    @Test("leaves out closed listings")
    func closed() async throws {
        let place = try await place()
        try await place.execute("UPDATE offer SET status = 'defunct' WHERE name <> 'Late tea'")
        let due = try await place.features.confirmations.due()
        #expect(due.flatMap(\.offers).map(\.offer.name) == ["Late tea"])
    }

    @Test("queues one message for each organisation that can be reached, once a month")
    func oncePerMonth() async throws {
        let place = try await place()
        #expect(try await place.features.confirmations.ask() == 2)
        #expect(try await place.features.confirmations.ask() == 0)
        place.clock.advance(days: 27)
        #expect(try await place.features.confirmations.ask() == 0)
        place.clock.advance(days: 1)
        #expect(try await place.features.confirmations.ask() == 2)
        #expect(try await place.messages().count == 4)
        #expect(try await place.count("confirmationLink") == 4)
    }

    @Test("names the listings, and the link that it sends opens them all")
    func link() async throws {
        let place = try await place()
        _ = try await place.features.confirmations.ask()
        let message = try #require(try await place.messages().first { $0.recipient == "tea@example.org" })
        #expect(message.body.contains("- Late tea\n") && !message.body.contains("Fresh tea"))
        let token = try #require(message.token)
        let (organisation, listings) = try await place.features.confirmations.open(token: token)
        #expect(organisation == Self.tea)
        #expect(listings.map(\.offer.name) == ["New tea", "Old tea", "Late tea", "Fresh tea"])
    }

    @Test("keeps no token that could be used: only its hash")
    func tokenHash() async throws {
        let place = try await place()
        _ = try await place.features.confirmations.ask()
        let tokens = try await place.messages().compactMap(\.token)
        let hashes = try await place.database.read {
            try Data.fetchAll($0, sql: "SELECT tokenHash FROM confirmationLink")
        }
        #expect(hashes.count == tokens.count && Set(tokens).count == 2)
        for token in tokens { #expect(!hashes.contains(Data(token.utf8))) }
    }
}

extension OutboxMessage {
    /// What follows `/confirm/` in the body.
    var token: String? {
        body.range(of: "/confirm/").map { String(body[$0.upperBound...].prefix { !$0.isWhitespace }) }
    }
}
