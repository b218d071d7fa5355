import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Sharing whose time ends")
struct SharingOnTests {
    let small: SmallPlace
    let id: Referral.ID

    init() async throws {
        small = try await SmallPlace()
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today.adding(days: 2)
        id = try await small.features.referrals.make(draft, by: small.linkWorker)
    }

    private func shareOn(until last: Day?, by actor: Actor? = nil) async throws {
        let actor = actor ?? small.linkWorker
        try await small.features.referrals.shareOn(until: last, of: id, how: .telephone, by: actor)
    }

    @Test("goes on when the person says so: the organisation sees and does it again, and nobody has to ask any more")
    func goesOn() async throws {
        small.place.clock.advance(days: 3)
        #expect(try await small.worklist(of: small.linkWorker).mine.rows.map(\.next) == [.askConsent])
        #expect(try await small.worklist(of: small.gardener).mine.rows.isEmpty)
        let last = Sample.today.adding(days: 40)
        try await shareOn(until: last)
        #expect(try await small.worklist(of: small.linkWorker).mine.rows.isEmpty)
        #expect(try await small.worklist(of: small.gardener).mine.rows.map(\.personName) == [Sample.person().name])
        let sheet = try await small.features.referrals.sheet(id, for: small.linkWorker)
        let entry = try #require(sheet.consent.first { $0.purpose == .share })
        #expect(entry.expiresOn == last && entry.method == .telephone && entry.recordedAt == small.place.clock.now)
        #expect(try await small.place.count("audit WHERE action = 'consent renewed'") == 1)
    }

    @Test("can go on without a last day, and not until one that is over")
    func days() async throws {
        await #expect(throws: Failure.invalid(["share-until": "The last day of sharing must be today or later."])) {
            try await shareOn(until: Sample.today.adding(days: -1))
        }
        try await shareOn(until: nil)
        #expect(try await small.referral(id).sharedUntil == nil)
    }

    @Test("goes on through whoever follows it through, and nobody else")
    func whoMay() async throws {
        for actor in small.everybody where actor != small.linkWorker {
            await #expect(throws: Failure.notFound) { try await shareOn(until: nil, by: actor) }
        }
    }

    @Test("does not come back once they have taken it back, or when it has ended")
    func over() async throws {
        try await small.features.referrals.takeBack(.share, of: id, how: .telephone, by: small.linkWorker)
        await #expect(throws: Failure.self) { try await shareOn(until: nil) }
        #expect(try await small.referral(id).isShared == false)
        let ended = try await small.referral(in: .closed)
        await #expect(throws: Failure.self) {
            try await small.features.referrals.shareOn(until: nil, of: ended, how: .inPerson, by: small.linkWorker)
        }
    }

    @Test("says nothing of its end to a practice that is told nothing")
    func withheld() async throws {
        let ended = try await small.referral(in: .closed, reportBack: false, by: small.doctor)
        try await small.features.referrals.shareOn(until: nil, of: ended, how: .inPerson, by: small.doctor)
        #expect(try await small.referral(ended).state == .closed)
    }
}
