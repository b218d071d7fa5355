import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("What happens to referrals is evidence")
struct RecordingTests {
    private func kinds(_ small: SmallPlace) async throws -> [String] {
        try await small.place.database.read { try String.fetchAll($0, sql: "SELECT kind FROM evidence ORDER BY kind") }
    }

    @Test("for the listing when somebody is accepted and when they have started, once each")
    func accepted() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .accepted)
        #expect(try await kinds(small) == ["referral accepted"])
        try await small.features.referrals.move(id, seen: 1, .accept, by: small.gardener)
        #expect(try await kinds(small) == ["referral accepted"], "the same move sent twice is one")
        _ = try await small.referral(in: .active)
        #expect(try await kinds(small) == ["referral accepted", "referral accepted", "referral attended"])
    }

    @Test("and neither for nor against it when it is sent, waits or is declined")
    func nothing() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral(in: .waiting)
        let declined = try await small.referral()
        try await small.features.referrals.move(declined, seen: 1, .decline(.noCapacity, note: nil), by: small.gardener)
        #expect(try await kinds(small).isEmpty)
    }

    @Test("and names the organisation, nobody else")
    func names() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral(in: .active)
        let texts = try await small.place.database.read {
            try String.fetchAll($0, sql: "SELECT by || coalesce(note, '') FROM evidence")
        }
        #expect(texts == ["The Garden", "The Garden"])
    }

    @Test("and keeps a listing fresh a while longer")
    func fresh() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        small.place.clock.advance(days: 85)
        #expect(try await small.features.directory.listing(id).offer.freshness(now: small.place.clock.now) == .fresh)
        _ = try await small.referral(in: .accepted)
        small.place.clock.advance(days: 20)
        #expect(try await small.features.directory.listing(id).offer.freshness(now: small.place.clock.now) == .fresh)
        small.place.clock.advance(days: 15)
        #expect(try await small.features.directory.listing(id).offer.freshness(now: small.place.clock.now) == .due)
    }

    @Test("reports against a listing take it off the desk at once, and one confirmation brings it back")
    func desk() async throws {
        let small = try await SmallPlace()
        let place = small.place
        try await small.features.indexer.reconcile()
        func onDesk() async throws -> [String] {
            try await small.features.desk.find(words: "growing together", near: "", ticks: []).groups.flatMap(\.found)
                .map(\.title)
        }
        #expect(try await onDesk().contains("Growing together"))
        try await place.record(.reportedUnsafe, of: small.garden.offer.id)
        try await small.features.indexer.drain()
        #expect(try await !onDesk().contains("Growing together"))
        let found = try await place.find("growing together").found.first { $0.title == "Growing together" }
        #expect(found?.freshness == .unconfirmed, "searches still find it, below")
        try await place.record(.confirmedByPhone, of: small.garden.offer.id)
        try await small.features.indexer.drain()
        #expect(try await onDesk().contains("Growing together"))
    }
}

extension TestPlace {
    /// Something that happened now.
    func record(_ kind: Evidence.Kind, of offer: Offer.ID, note: String? = nil) async throws {
        let now = clock.now
        _ = try await database.write {
            try EvidenceStore.record(kind, of: offer, by: "Somebody", note: note, at: now, in: $0)
        }
    }
}

@Suite("Entries of the ledger")
struct EvidenceOrderTests {
    @Test("written at the same moment keep the order in which they were written")
    func order() {
        let ids = (0..<10_000).map { _ in EvidenceOrder.next().text }
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
        #expect(ids.allSatisfy { UUID(uuidString: $0) != nil })
    }
}
