import Foundation
import TestSupport
import Testing

@testable import Core

/// What comes first in the steward's queue, and what its menu counts.
extension StewardQueueTests {
    @Test("what is opened from searches comes before what nobody opens, ten openings counting as one person sent")
    func openings() async throws {
        let small = try await place()
        let quiet = Offer.ID(named: "Quiet and late of The Garden Club")
        for _ in 0..<250 { small.features.openings.count(quiet) }
        small.features.openings.count(Offer.ID())
        #expect(try await items(small).first?.title == "Busy and late", "nothing is stored yet")
        try await small.features.openings.store()
        small.features.openings.count(quiet)
        for _ in 0..<2 { try await small.features.openings.store() }
        small.place.clock.advance(minutes: 61)
        let first = try #require(try await items(small).first)
        #expect(first.title == "Quiet and late")
        #expect(first.reason.hasSuffix("In a year it was opened 251 times from a search."))
        #expect(try await small.place.count("opening") == 1)
        small.place.clock.advance(days: 400)
        #expect(try await items(small).allSatisfy { !$0.reason.contains("from a search") })
    }

    @Test("holds a fresh listing whose telephone number or postcode cannot be right, and says what to do")
    func findings() async throws {
        let small = try await SmallPlace()
        let garden = small.garden.offer.id
        try await small.place.find(.hardToRead, of: garden)
        #expect(try await items(small).isEmpty, "what only makes a listing poorer waits for no steward")
        try await small.place.find(.telephone, of: garden)
        let item = try #require(try await items(small).first)
        #expect(item.freshness == .fresh && item.reason == "It is telephone number.")
        #expect(item.action == Finding.Kind.telephone.whatToDo && item.since == Sample.now)
        let sheet = try await small.features.evidence.sheet(garden, for: small.steward)
        #expect(Set(sheet.findings.map(\.kind)) == [.telephone, .hardToRead])
    }

    @Test("the menu counts what was sent to the steward, and neither what has grown old nor what may wait")
    func counts() async throws {
        let small = try await place()
        let queue = small.features.queue
        #expect(try await queue.waiting(for: small.steward) == WaitingCount(reports: 0, others: 0))
        let garden = small.garden.offer.id
        _ = try await small.edit(.about) { $0.description = "We dig." }
        try await small.features.reports.report(.wrong, of: garden, words: "", key: "1", by: nil)
        try await small.features.reports.report(.wrong, of: garden, words: "", key: "2", by: nil)
        #expect(try await queue.waiting(for: small.steward) == WaitingCount(reports: 2, others: 1))
        #expect(try await queue.page(1, for: small.steward).sent == 3)
        let report = try #require(try await items(small).first { $0.subject.key.hasPrefix("report") })
        try await queue.snooze(report.subject, days: 7, by: small.steward)
        #expect(try await queue.waiting(for: small.steward) == WaitingCount(reports: 1, others: 1))
        #expect(try await queue.page(1, for: small.steward).sent == 2)
    }

    @Test("says of whom a call is worth it: whose doubtful listings are together used by many")
    func worthACall() async throws {
        let small = try await place()
        #expect(try await items(small).allSatisfy { !$0.isWorthACall })
        let reported = Offer.ID(named: "Reported of The Garden Club")
        for _ in 0..<60 { try await small.features.signposts.count([reported], practice: nil, slip: Slip.ID()) }
        small.place.clock.advance(minutes: 61)
        let items = try await items(small)
        #expect(items.count == 3 && items.allSatisfy(\.isWorthACall), "one call is about all their listings")
    }
}

extension TestPlace {
    /// As if the checker had seen it now.
    func find(_ kind: Finding.Kind, of offer: Offer.ID) async throws {
        let now = clock.now
        try await database.write { db in
            let open = try FindingStore.open(of: offer, in: db)
            let observation = Observation(kind: kind, what: "It is \(kind.rawValue).")
            try FindingStore.keep(observation, of: offer, known: open, at: now, in: db)
        }
    }
}
