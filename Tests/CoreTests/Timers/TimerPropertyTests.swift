import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Timers over random days")
struct TimerPropertyTests {
    /// The same throws for the same seed (SplitMix64).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    @Test(
        "fire nothing twice, write once a mailbox and working day, and leave nobody without a next one to act",
        arguments: [1, 2, 3]
    )
    func random(seed: UInt64) async throws {
        let small = try await SmallPlace()
        var dice = Dice(state: seed)
        var referrals: [Referral.ID] = []
        for step in 0..<250 {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0...1:
                var draft = small.draft(for: Sample.person(name: "Person \(step / 3)"))
                draft.priority = Bool.random(using: &dice) ? .urgent : .routine
                let referrer = Bool.random(using: &dice) ? small.linkWorker : small.doctor
                if let id = try? await small.features.referrals.make(draft, by: referrer) { referrals.append(id) }
            case 2...5:
                guard let id = referrals.randomElement(using: &dice) else { continue }
                try await anything(id, small, &dice)
            default:
                small.place.clock.advance(days: Double(Int.random(in: 0...16, using: &dice)) / 4)
                #expect(try await small.features.timers.run().stuck == 0)
                #expect(try await small.features.timers.run().total == 0)
                try await check(small)
            }
        }
        try await checkMails(small)
        #expect(try await small.place.count("timerFiring") > 20)
    }

    /// One move that the state allows now, by a side that may.
    private func anything(_ id: Referral.ID, _ small: SmallPlace, _ dice: inout Dice) async throws {
        let referral = try await small.referral(id)
        let today = Day(small.place.clock.now)
        let party: Party = Bool.random(using: &dice) ? .organisation : .referrer
        let moves = referral.moves(for: party).filter { $0 != .enterInError && $0 != .unableToContact }
        guard let name = moves.randomElement(using: &dice) else { return }
        let move: Referral.Move =
            switch name {
            case .wait: .wait(expectedOn: today.adding(days: Int.random(in: 0...90, using: &dice)))
            case .start: .start(on: today)
            case .pause: .pause(until: today.adding(days: 20), note: nil)
            case .contact: .contact(ContactAttempt(on: today, channel: .telephone, result: .spoke))
            case .accompany: .accompany(on: today)
            default: TransitionTests.move(name)
            }
        let actor =
            party == .organisation ? small.gardener : referral.origin == .practice ? small.doctor : small.linkWorker
        do {
            try await small.apply(move, to: id, by: party, actor)
        } catch is Failure {
            // Too late to reopen, or the like.
        }
    }

    /// After a run nothing is due, the days that are kept are those that the clock gives, and whoever it waits on has it
    /// in their list by the time that the table says.
    private func check(_ small: SmallPlace) async throws {
        let today = Day(small.place.clock.now)
        let rows = try await small.place.database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM referral").map { row in
                (
                    try Referral(row: row), next: row["nextStepOn"] as Day?,
                    organisation: row["organisationDueOn"] as Day?,
                    referrer: row["referrerFrom"] as Day?
                )
            }
        }
        for (referral, next, organisation, referrer) in rows {
            let clock = ReferralClock(referral, today: today)
            #expect(next.map { $0 > today } ?? true)
            #expect(organisation == clock.organisation?.due && referrer == clock.referrer?.from)
            guard referral.state.isOpen else { continue }
            #expect(clock.waitsOn != .nobody)
            let limit = referral.priority == .urgent ? 3 : 10
            if referral.state == .sent { #expect(WorkingDays.between(Day(referral.stateSince), today) < limit) }
            // The table hands over at most ten working days after the first nudge.
            let isHandedOver = referrer.map { $0 <= today } == true
            #expect(clock.late(on: today) <= 10 || isHandedOver, "\(referral.state) waits on nobody else")
        }
    }

    private func checkMails(_ small: SmallPlace) async throws {
        let mails = try await small.place.messages().filter { $0.kind == .worklistDigest }
        #expect(mails.count > 5)
        #expect(mails.allSatisfy { WorkingDays.isWorking(Day($0.createdAt)) && !$0.body.contains("Person") })
        #expect(Set(mails.map { "\($0.recipient) \(Day($0.createdAt))" }).count == mails.count)
        // The state after a lapse is its own silence, so lapses are as many as their steps.
        let lapses = try await small.place.count("referralEvent WHERE move = 'lapse'")
        #expect(try await small.place.count("timerFiring WHERE step LIKE 'unanswered, lapse%'") == lapses)
    }
}
