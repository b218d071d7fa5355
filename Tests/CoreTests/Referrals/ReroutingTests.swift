import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Referring somebody to something else")
struct ReroutingTests {
    private func reroute(_ small: SmallPlace, from id: Referral.ID, key: String = UUID().uuidString) async throws
        -> Referral.ID
    {
        var draft = small.draft(to: small.cafe.offer.id, key: key)
        draft.basedOn = id
        return try await small.features.referrals.make(draft, by: small.linkWorker)
    }

    @Test(
        "ends what is still open in the same step: silence as silence, the rest as withdrawn",
        arguments: [
            (Referral.State.lapsed, Referral.Closure.noResponse), (.sent, .withdrawn), (.waiting, .withdrawn),
            (.active, .withdrawn),
        ]
    )
    func ends(_ state: Referral.State, _ closure: Referral.Closure) async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(in: state)
        let new = try await reroute(small, from: old)
        #expect(try await small.referral(old).closure == closure)
        #expect(try await small.referral(new).basedOn == old)
        let (first, second) = (
            try await small.features.referrals.sheet(old, for: small.linkWorker),
            try await small.features.referrals.sheet(new, for: small.linkWorker)
        )
        #expect(first.later.map(\.id) == [new] && second.earlier?.id == old)
    }

    @Test("leaves what has ended as it ended")
    func closed() async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(in: .closed)
        _ = try await reroute(small, from: old)
        #expect(try await small.referral(old).closure == .completed)
    }

    @Test("does not begin when the time with the person has ended, and says what to do")
    func ended() async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(in: .closed)
        let outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person)
        try await small.close(small.episode(of: old), outcome)
        let failure = await #expect(throws: Failure.self) {
            try await small.features.episodes.begin(nil, from: old, session: Data(), by: small.linkWorker)
        }
        guard case .conflict(let sentence) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(sentence.contains("Take it up again"))
    }

    @Test("changes nothing when the new one cannot be sent")
    func together() async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(in: .lapsed)
        try await small.place.execute("UPDATE offer SET intake = 'full' WHERE id = ?", [small.cafe.offer.id])
        await #expect(throws: Failure.self) { _ = try await reroute(small, from: old) }
        #expect(try await small.referral(old).state == .lapsed)
    }

    @Test("twice with one form ends one and makes one")
    func twice() async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(in: .lapsed)
        let first = try await reroute(small, from: old, key: "form")
        #expect(try await reroute(small, from: old, key: "form") == first)
        #expect(try await small.place.count("referral") == 2)
    }

    @Test("goes on only from one's own referral, of the same person")
    func own() async throws {
        let small = try await SmallPlace()
        let theirs = try await small.features.referrals.make(small.draft(), by: small.otherLinkWorker)
        await #expect(throws: Failure.notFound) { _ = try await reroute(small, from: theirs) }
        var somebody = Sample.person()
        somebody.name = "Somebody Else"
        let other = try await small.features.referrals.make(small.draft(for: somebody), by: small.linkWorker)
        await #expect(throws: Failure.notFound) { _ = try await reroute(small, from: other) }
    }

    @Test("by a practice ends the same person's referral, and nobody else's")
    func ofPractice() async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(by: small.doctor)
        var somebody = Sample.person()
        somebody.name = "Somebody Else"
        var draft = small.draft(for: somebody, to: small.cafe.offer.id)
        draft.basedOn = old
        let wrong = draft
        let failure = await #expect(throws: Failure.self) {
            _ = try await small.features.referrals.make(wrong, by: small.doctor)
        }
        #expect(failure?.sentence.contains("of another person") == true)
        #expect(try await small.referral(old).state == .sent)
        #expect(try await small.place.count("referral") == 1)
        draft.person = Sample.person()
        _ = try await small.features.referrals.make(draft, by: small.doctor)
        #expect(try await small.referral(old).closure == .withdrawn)
    }

    @Test("is not told to the organisations: neither learns of the other")
    func discreet() async throws {
        let small = try await SmallPlace()
        let old = try await small.referral(in: .sent)
        let new = try await reroute(small, from: old)
        #expect(try await small.features.referrals.sheet(old, for: small.gardener).later.isEmpty)
        #expect(try await small.features.referrals.sheet(new, for: small.cook).earlier == nil)
    }
}

@Suite("A person outside an offer's ages")
struct AgeWarningTests {
    @Test("is asked about once, and can be referred all the same")
    func age() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE offer SET minimumAge = 10, maximumAge = 11")
        var draft = small.draft()
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.make(draft, by: small.linkWorker)
        }
        #expect(failure?.sentence.contains("is for people from 10 to 11") == true)
        draft.isAgeMeant = true
        _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        #expect(try await small.place.count("referral") == 1)
    }
}
