import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Saying that a listing is still right")
struct ConfirmingTests {
    /// The small place with both organisations' listings overdue, and the garden's link.
    private func asked() async throws -> (SmallPlace, token: String) {
        let small = try await SmallPlace()
        try await small.place.execute(
            "UPDATE offer SET confirmedAt = ?",
            [Sample.now.addingTimeInterval(-86_400 * 150)]
        )
        try await small.features.indexer.drain()
        _ = try await small.features.confirmations.ask()
        let message = try await small.place.messages().first { $0.recipient == "garden@example.org" }
        return (small, try #require(message?.token))
    }

    private func freshness(_ small: SmallPlace, _ listing: Listing) async throws -> Freshness {
        try await small.features.directory.listing(listing.offer.id).offer.freshness(now: small.place.clock.now)
    }

    @Test("by the link makes it fresh, says who, marks the index, and keeps a history and an audit row")
    func link() async throws {
        let (small, token) = try await asked()
        #expect(try await freshness(small, small.garden) == .overdue)
        let audited = try await small.place.count("audit")
        #expect(try await small.features.confirmations.confirm([small.garden.offer.id], token: token) == 1)
        let offer = try await small.features.directory.listing(small.garden.offer.id).offer
        #expect(offer.freshness(now: Sample.now) == .fresh)
        #expect(offer.confirmedAt == Sample.now && offer.confirmedBy == "The Garden")
        #expect(offer.version == 2)
        #expect(offer.lastModified == small.garden.offer.lastModified)
        #expect(try await small.place.count("indexDirty") == 1)
        #expect(try await small.place.count("evidence WHERE kind = 'confirmed online' AND actorID IS NULL") == 1)
        #expect(try await small.place.count("audit") == audited + 1)
        #expect(try await freshness(small, small.cafe) == .overdue)
    }

    @Test("with a link that never was finds nothing")
    func wrongToken() async throws {
        let (small, token) = try await asked()
        for wrong in ["", "x", token + "x", String(token.dropLast()), token.uppercased()] {
            await #expect(throws: Failure.notFound) { try await small.features.confirmations.open(token: wrong) }
            await #expect(throws: Failure.notFound) {
                try await small.features.confirmations.confirm([small.garden.offer.id], token: wrong)
            }
        }
        #expect(try await freshness(small, small.garden) == .overdue)
    }

    @Test("works for thirty days, and then says that the link has expired")
    func expired() async throws {
        let (small, token) = try await asked()
        small.place.clock.advance(days: 30, minutes: -1)
        _ = try await small.features.confirmations.open(token: token)
        small.place.clock.advance(minutes: 1)
        for attempt in 0..<2 {
            let failure = await #expect(throws: Failure.self) {
                if attempt == 0 {
                    _ = try await small.features.confirmations.open(token: token)
                } else {
                    _ = try await small.features.confirmations.confirm([small.garden.offer.id], token: token)
                }
            }
            guard case .unavailable(let sentence) = failure else { throw try #require(failure) }
            #expect(sentence.hasPrefix("This link has expired."))
        }
    }

    @Test("cannot be said of another organisation's listing")
    func otherOrganisation() async throws {
        let (small, token) = try await asked()
        await #expect(throws: Failure.self) {
            try await small.features.confirmations.confirm([small.cafe.offer.id], token: token)
        }
        let both: Set = [small.cafe.offer.id, small.garden.offer.id]
        #expect(try await small.features.confirmations.confirm(both, token: token) == 1)
        #expect(try await freshness(small, small.cafe) == .overdue)
        #expect(try await freshness(small, small.garden) == .fresh)
    }

    @Test("needs one listing chosen")
    func none() async throws {
        let (small, token) = try await asked()
        let failure = Failure.invalid(["offers": "Choose at least one listing that is still right."])
        await #expect(throws: failure) { try await small.features.confirmations.confirm([], token: token) }
        await #expect(throws: failure) {
            try await small.features.confirmations.confirm([], by: small.gardener)
        }
    }

    @Test("is nothing for a listing that has closed")
    func closed() async throws {
        let (small, token) = try await asked()
        try await small.place.execute("UPDATE offer SET status = 'defunct'")
        await #expect(throws: Failure.self) {
            try await small.features.confirmations.confirm([small.garden.offer.id], token: token)
        }
    }

    @Test("signed in is for the organisation's own people, and names them")
    func signedIn() async throws {
        let (small, _) = try await asked()
        let ids: Set = [small.garden.offer.id]
        for actor in small.everybody where actor.role != .organisation {
            await #expect(throws: Failure.forbidden) {
                try await small.features.confirmations.confirm(ids, by: actor)
            }
        }
        await #expect(throws: Failure.self) {
            try await small.features.confirmations.confirm(ids, by: small.cook)
        }
        #expect(try await small.features.confirmations.confirm(ids, by: small.gardener) == 1)
        let offer = try await small.features.directory.listing(small.garden.offer.id).offer
        #expect(offer.confirmedBy == "The Garden" && offer.confirmedAt == Sample.now)
        let histories = try await small.place.database.read { db in
            try String.fetchAll(db, sql: "SELECT kind || ' ' || actorID FROM evidence")
        }
        #expect(histories == ["confirmed online \(small.gardener.id)"])
    }

    @Test("takes it off the list of what is due")
    func notDue() async throws {
        let (small, token) = try await asked()
        _ = try await small.features.confirmations.confirm([small.garden.offer.id], token: token)
        #expect(try await small.features.confirmations.due().map(\.organisation.name) == ["The Cafe"])
    }
}
