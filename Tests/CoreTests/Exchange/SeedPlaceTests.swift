import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The seed place")
struct SeedPlaceTests {
    @Test("shows every kind of offer")
    func kinds() async throws {
        let place = try await TestPlace.demo()
        let counts = try await place.features.status.counts()
        #expect(counts.offers >= 240 && counts.organisations >= 90 && counts.practices == 6)
        let listings = try await place.database.read { try DirectoryStore.complete(try Offer.fetchAll($0), in: $0) }
        let kinds: [String: (Listing) -> Bool] = [
            "online only": { $0.offer.ways == [.online] },
            "telephone only": { $0.offer.ways == [.telephone] },
            "at home": { $0.offer.ways.contains(.homeVisit) },
            "confidential": { $0.locations.contains(where: \.isConfidential) },
            "waiting list": { $0.offer.intake == .waitingList && $0.offer.wait != nil },
            "full": { $0.offer.intake == .full },
            "closed": { $0.offer.status == .defunct },
            "temporarily closed": { $0.offer.status == .temporarilyClosed },
            "seasonal": { $0.schedules.contains { $0.validTo != nil } },
            "fortnightly": { $0.schedules.contains { $0.interval == 2 } },
            "monthly": { $0.schedules.contains { $0.frequency == .monthly } },
            "paid": { $0.costs.contains { ($0.pence ?? 0) > 0 } },
            "free": { $0.costs.contains { $0.pence == 0 } },
            "never confirmed": { $0.offer.confirmedAt == nil },
            "for some ages": { $0.offer.minimumAge != nil },
            "in other languages": { !$0.languages.isEmpty },
        ]
        for (kind, isOne) in kinds { #expect(listings.contains(where: isOne), "\(kind)") }
        let states = Set(listings.filter(\.offer.isListed).map { $0.offer.freshness(now: Sample.now) })
        #expect(states == Set(Freshness.allCases))
    }

    @Test("has an offer for every need")
    func needs() async throws {
        let place = try await TestPlace.demo()
        let needs = try await place.features.directory.needs()
        #expect(needs.count > 50)
        #expect(needs.filter { $0.offers == 0 }.map(\.need.name) == [])
    }

    @Test("has referrals in every state, ended in every way, with answers at every stage, and somebody in every role")
    func referrals() async throws {
        let place = try await TestPlace.demo()
        let referrals = try await place.database.read { try Referral.fetchAll($0) }
        #expect(Set(referrals.map(\.state)) == Set(Referral.State.allCases))
        #expect(Set(referrals.compactMap(\.closure)) == Set(Referral.Closure.allCases))
        #expect(referrals.contains { $0.priority == .urgent } && referrals.contains { $0.accompaniedOn != nil })
        #expect(referrals.contains { $0.basedOn != nil } && referrals.contains { $0.practiceCode == nil })
        let answers = try await place.database.read { try PracticeAnswer.fetchAll($0) }
        #expect(Set(answers.map(\.loop)).isSuperset(of: [.sent, .received, .filed, .withheld]))
        #expect(Set(try await place.features.people.accounts().map(\.role)) == Set(Role.allCases))
    }

    @Test("is sound in every respect")
    func verified() async throws {
        let place = try await TestPlace.demo()
        #expect(try await place.features.verifier.findings().flatMap(\.problems) == [])
    }

    @Test("is loaded once, and sends no mail about its past: only one digest, of today")
    func once() async throws {
        let place = try await TestPlace.demo()
        let before = try await place.features.status.counts()
        let seed = TestPlace.root.appendingPathComponent("seed/place")
        #expect(try await place.features.seed.load(from: seed, passwordHash: "none") == nil)
        #expect(try await place.features.status.counts() == before)
        #expect(try await SeedPlace.isLoaded(in: place.database))
        #expect(try await place.messages().count > 10)
        #expect(try await place.features.outbox.deliver() == 1)
        #expect(
            try await place.count("outboxMessage WHERE sentAt >= '2026-11-21' AND kind = 'confirmation digest'") == 1
        )
        #expect(try await place.count("listingReport WHERE settledAt IS NULL") == 2)
    }

    @Test("that lacks a file says which")
    func missing() async throws {
        let folder = try TestFolder()
        let place = try await TestPlace.empty()
        let failure = await #expect(throws: Failure.self) {
            try await place.features.seed.load(from: folder.url, passwordHash: "none")
        }
        #expect(failure?.sentence.contains("people.yaml cannot be read") == true)
    }
}
