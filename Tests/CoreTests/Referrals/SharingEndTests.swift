import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The end of sharing")
struct SharingEndTests {
    @Test("The last day of sharing ends nothing else: what the practice is told goes on, and can be taken back")
    func lastDay() async throws {
        let small = try await SmallPlace()
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today
        let id = try await small.features.referrals.make(draft, by: small.linkWorker)
        small.place.clock.advance(days: 1)
        let tomorrow = Sample.today.adding(days: 1)
        let consent = try await small.features.referrals.sheet(id, for: small.linkWorker).consent
        #expect(Set(consent.filter { $0.holds(on: tomorrow) }.map(\.purpose)) == [.reportBack, .tellThePractice])
        #expect(try await small.features.stillOpen.list(for: small.doctor).count == 1)
    }

    @Test("One that was written beside every switch is left beside sharing alone")
    func lastDayOfOldRows() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral()
        try await small.place.execute("UPDATE consent SET expiresOn = '2026-12-01'")
        try await small.place.database.write { try M031_LastDayOfSharing.migrate($0) }
        let kept = try await small.place.database.read {
            try String.fetchAll($0, sql: "SELECT purpose FROM consent WHERE expiresOn IS NOT NULL")
        }
        #expect(kept == ["share"])
    }

    @Test("Without a last day the organisation sees them until four weeks after the end, and then nobody")
    func keeping() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        let (referrals, name) = (small.features.referrals, Sample.person().name)
        small.place.clock.advance(days: 28)
        #expect(try await referrals.sheet(id, for: small.gardener).person.name == name)
        small.place.clock.advance(days: 1)
        let sheet = try await referrals.sheet(id, for: small.gardener)
        #expect(sheet.person == .withdrawn && sheet.reason == nil && sheet.practice == nil)
        #expect(try await small.lines(for: small.gardener).map(\.personName) == [SharedPerson.withdrawn.name])
        #expect(try await referrals.sheet(id, for: small.linkWorker).person.name == name)
    }

    @Test(
        "Who is shared is the same in SQL as in Swift, in every state and on every day",
        arguments: [0, 3, 4, 28, 29]
    )
    func sharedInSQL(_ days: Int) async throws {
        let small = try await SmallPlace()
        for state in Referral.State.allCases where state != .draft { _ = try await small.referral(in: state) }
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today.adding(days: 3)
        _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        let day = Sample.today.adding(days: days)
        let (all, shared) = try await small.place.database.read { db in
            let condition = ReferralStore.shared(on: day)
            let request: SQLRequest<Referral.ID> = "SELECT id FROM referral WHERE \(condition)"
            return (try Referral.fetchAll(db), Set(try request.fetchAll(db)))
        }
        #expect(shared == Set(all.filter { $0.isSharedWithOrganisation(on: day) }.map(\.id)))
        #expect(shared.count == (days < 4 ? 8 : days < 29 ? 7 : 6))
    }
}
