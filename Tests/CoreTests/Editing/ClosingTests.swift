import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Closing an offer")
struct ClosingTests {
    private func offer(_ small: SmallPlace) async throws -> Offer {
        try await small.features.directory.listing(small.garden.offer.id).offer
    }

    private func kinds(_ small: SmallPlace) async throws -> [Evidence.Kind] {
        try await small.place.database.read { try EvidenceStore.ledger(of: small.garden.offer.id, in: $0) }.map(\.kind)
    }

    @Test("closed for good it is gone at once, with its evidence, its version and the index told")
    func forGood() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        for _ in 1...2 { try await small.features.closing.close(id, .forGood, by: small.gardener) }
        let offer = try await offer(small)
        #expect(offer.status == .defunct && !offer.isListed && !offer.takesReferrals)
        #expect(offer.lastModified == Sample.now && offer.version == 2, "twice is once")
        #expect(try await kinds(small) == [.closed])
        let versions = try await small.features.versions.all(of: id, for: small.gardener).versions
        #expect(versions.map { $0.listing?.offer.status } == [.defunct, .active])
        #expect(versions.first?.by == "The Garden" && versions.first?.actorID == small.gardener.id)
        #expect(try await small.place.count("indexDirty WHERE offerID = '\(id)'") == 1)
        let owned = try await small.place.database.read { try FieldOwners.fields(of: id, in: $0) }
        #expect(owned == ["status"], "no source opens it again")
        #expect(try await small.place.count("audit WHERE action = 'listing closed'") == 1)
    }

    @Test("opened again it is as it was, no fresher and no staler")
    func undo() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        let before = try await offer(small)
        try await small.features.closing.close(id, .forGood, by: small.gardener)
        try await small.features.closing.open(id, by: small.gardener)
        let after = try await offer(small)
        #expect(after.status == .active && after.standing == before.standing)
        #expect(after.confirmedAt == before.confirmedAt)
        #expect(try await kinds(small) == [.closed, .openedAgain])
    }

    @Test("closed for now it is still found, says so, and is not doubted for it")
    func forNow() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        try await small.features.closing.close(id, .forNow, by: small.gardener)
        let offer = try await offer(small)
        #expect(offer.status == .temporarilyClosed && offer.isListed && !offer.takesReferrals)
        #expect(offer.freshness(now: Sample.now) == .fresh)
        #expect(try await kinds(small) == [.editedByOwner])
        try await small.features.closing.close(id, .forGood, by: small.gardener)
        #expect(try await self.offer(small).status == .defunct)
        try await small.features.closing.close(id, .forNow, by: small.gardener)
        #expect(try await self.offer(small).status == .defunct, "what is gone is not closed for now")
    }

    @Test("what a steward has closed, a steward opens")
    func steward() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        try await small.features.closing.close(id, .forGood, by: small.steward)
        await #expect(throws: Failure.self) { try await small.features.closing.open(id, by: small.gardener) }
        try await small.features.closing.open(id, by: small.steward)
        #expect(try await offer(small).status == .active)
    }

    @Test("a closing of a steward's that is long over does not lock an owner out of their own")
    func stewardLongAgo() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        try await small.features.closing.close(id, .forGood, by: small.steward)
        small.place.clock.advance(days: 1)
        try await small.features.closing.open(id, by: small.steward)
        small.place.clock.advance(days: 1)
        try await small.features.closing.close(id, .forNow, by: small.gardener)
        try await small.features.closing.open(id, by: small.gardener)
        #expect(try await offer(small).status == .active)
    }

    @Test("nobody closes or opens the offers of others")
    func foreign() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        for actor in [small.cook, small.linkWorker, small.doctor, small.receptionist] {
            await #expect(throws: Failure.notFound) { try await small.features.closing.close(id, .forGood, by: actor) }
            await #expect(throws: Failure.notFound) { try await small.features.closing.open(id, by: actor) }
        }
        #expect(try await offer(small).status == .active)
    }
}
