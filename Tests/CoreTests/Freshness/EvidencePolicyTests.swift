import Foundation
import Testing

@testable import Core

@Suite("What speaks for and against a listing")
struct EvidencePolicyTests {
    private static let confirmed = Sample.moment("2026-03-01T09:30:00Z")
    private static let offer = Offer.ID(named: "an offer")

    private func day(_ days: Double) -> Date { Self.confirmed.addingTimeInterval(days * 86_400) }

    /// The state some days after a confirmation, and what has happened meanwhile.
    private func state(
        on days: Double,
        after entries: [(Evidence.Kind, Double)],
        confirmed: Bool = true,
        interval: Int = 90
    ) -> Freshness {
        let ledger = entries.filter { $0.1 <= days }.map {
            Evidence(offerID: Self.offer, at: day($0.1), kind: $0.0, by: "test")
        }
        let standing = EvidencePolicy.standing(
            of: ledger,
            confirmedAt: confirmed ? Self.confirmed : nil,
            interval: interval
        )
        return FreshnessPolicy.freshness(standing, addedAt: day(-500), interval: interval, now: day(days))
    }

    // MARK: For

    @Test(
        "each kind of support holds a listing up for so long after it, and no longer",
        arguments: [
            (Evidence.Kind.confirmedOnline, 170.0, 80.0 + 90), (.confirmedByPhone, 170, 170),
            (.confirmedByLetter, 170, 170),
            (.assuredBySource, 170, 170), (.editedByOwner, 152, 152), (.referralAttended, 119.7, 119.7),
            (.referralAccepted, 116, 116), (.slipOpened, 98, 98),
        ]
    )
    func support(kind: Evidence.Kind, lasts: Double, again: Double) {
        #expect(lasts == again)
        #expect(state(on: lasts - 0.01, after: [(kind, 80)]) == .fresh)
        #expect(state(on: lasts + 0.01, after: [(kind, 80)]) == .due)
    }

    @Test("use alone never holds a listing up for more than a third longer: it has to be confirmed all the same")
    func useIsCapped() {
        let everyDay = (1...400).map { (Evidence.Kind.referralAttended, Double($0)) }
        #expect(state(on: 119, after: everyDay) == .fresh)
        #expect(state(on: 120, after: everyDay) == .due)
        let slips = (1...400).map { (Evidence.Kind.slipOpened, Double($0)) }
        #expect(state(on: 98.9, after: slips) == .fresh && state(on: 99.1, after: slips) == .due)
    }

    @Test("a listing that nobody ever confirmed is not made fresh by use, but by its owner's edit")
    func neverConfirmed() {
        let used: [(Evidence.Kind, Double)] = [(.referralAttended, 1), (.slipOpened, 2), (.referralAccepted, 3)]
        #expect(state(on: 4, after: used, confirmed: false) == .hidden)
        #expect(state(on: 4, after: used + [(.editedByOwner, 3.5)], confirmed: false) == .fresh)
    }

    @Test("support is measured in the listing's own interval")
    func ownInterval() {
        #expect(state(on: 33, after: [(.editedByOwner, 10)], interval: 30) == .fresh)
        #expect(state(on: 35, after: [(.editedByOwner, 10)], interval: 30) == .due)
    }

    // MARK: Against

    @Test(
        "each kind of doubt alone: nothing yet, ring first, or not to be relied on",
        arguments: [
            (Evidence.Kind.linkDead, Freshness.fresh), (.referralLapsed, .fresh), (.noAnswer, .fresh),
            (.mailBounced, .fresh), (.contactLeft, .fresh), (.reportedWrong, .overdue), (.reportedClosed, .overdue),
            (.reportedUnsafe, .unconfirmed), (.endDatePassed, .unconfirmed), (.seasonOver, .unconfirmed),
        ]
    )
    func doubt(kind: Evidence.Kind, expected: Freshness) {
        #expect(state(on: 11, after: [(kind, 10)]) == expected)
        #expect(state(on: 9, after: [(kind, 10)]) == .fresh)
    }

    @Test(
        "doubts add up",
        arguments: [
            ([Evidence.Kind.mailBounced, .linkDead], Freshness.overdue), ([.linkDead, .referralLapsed], .fresh),
            ([.contactLeft, .noAnswer], .overdue), ([.reportedWrong, .noAnswer], .overdue),
            ([.reportedWrong, .reportedClosed], .unconfirmed), ([.reportedClosed, .mailBounced], .unconfirmed),
        ]
    )
    func together(kinds: [Evidence.Kind], expected: Freshness) {
        #expect(state(on: 12, after: kinds.map { ($0, 10) }) == expected)
    }

    @Test(
        "one call without an answer is nothing, a second a week later means ring first; on the same day it is the same news"
    )
    func noAnswer() {
        #expect(state(on: 20, after: [(.noAnswer, 10)]) == .fresh)
        #expect(state(on: 20, after: [(.noAnswer, 10), (.noAnswer, 10.1), (.noAnswer, 16.9)]) == .fresh)
        #expect(state(on: 20, after: [(.noAnswer, 10), (.noAnswer, 17)]) == .overdue)
    }

    @Test("nobody can push a listing off the results by reporting it again and again in one week")
    func flood() {
        let flood = (0..<500).map { (Evidence.Kind.reportedClosed, 10 + Double($0) / 100) }
        #expect(state(on: 16, after: flood) == .overdue)
    }

    @Test(
        "what is not to be relied on leaves public results after thirty days without an answer, what is only doubted does not"
    )
    func hidden() {
        #expect(state(on: 39.9, after: [(.reportedUnsafe, 10)]) == .unconfirmed)
        #expect(state(on: 40, after: [(.reportedUnsafe, 10)]) == .hidden)
        #expect(state(on: 45, after: [(.reportedWrong, 10)]) == .overdue)
    }

    // MARK: Taking back

    @Test("one confirmation takes every doubt back at once", arguments: Evidence.Kind.allCases)
    func takenBack(kind: Evidence.Kind) {
        let doubts = [0, 8, 16, 24].map { (kind, 10 + Double($0)) }
        for full in Evidence.Kind.allCases where EvidencePolicy.isFull(full) {
            #expect(state(on: 80, after: doubts + [(full, 80)]) == .fresh)
        }
    }

    @Test("somebody taken on shows that they answer, and not that what was reported is put right")
    func settledByUse() {
        let unanswered: [(Evidence.Kind, Double)] = [(.noAnswer, 10), (.noAnswer, 20)]
        #expect(state(on: 30, after: unanswered + [(.referralAttended, 25)]) == .fresh)
        #expect(state(on: 30, after: [(.reportedWrong, 10), (.referralAttended, 25)]) == .overdue)
        #expect(state(on: 30, after: [(.mailBounced, 10), (.mailBounced, 20), (.editedByOwner, 25)]) == .fresh)
    }

    @Test("doubts from before the last confirmation that came with an import are over")
    func before() {
        #expect(state(on: 5, after: [(.reportedUnsafe, -3)]) == .fresh)
    }

    // MARK: Promises for every ledger

    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    @Test("more support never worsens, more doubt never improves, and a confirmation always ends in fresh")
    func monotone() {
        var dice = Dice(state: 42)
        for _ in 0..<1_500 {
            let entries = (0..<Int.random(in: 0...8, using: &dice)).map { _ in
                (
                    Evidence.Kind.allCases.randomElement(using: &dice) ?? .noAnswer,
                    Double.random(in: 0...150, using: &dice)
                )
            }
            let one = (
                Evidence.Kind.allCases.randomElement(using: &dice) ?? .noAnswer,
                Double.random(in: 0...150, using: &dice)
            )
            let isKnown = Bool.random(using: &dice)
            let now = Double.random(in: 0...400, using: &dice)
            func rank(_ entries: [(Evidence.Kind, Double)], on day: Double) -> Int {
                let state = state(on: day, after: entries.sorted { $0.1 < $1.1 }, confirmed: isKnown)
                return Freshness.allCases.firstIndex(of: state) ?? -1
            }
            let before = rank(entries, on: now)
            let after = rank(entries + [one], on: now)
            if EvidencePolicy.support(one.0) != nil { #expect(after <= before, "\(one) to \(entries) on \(now)") }
            if EvidencePolicy.doubt(one.0) != nil { #expect(after >= before, "\(one) to \(entries) on \(now)") }
            #expect(rank(entries + [(.confirmedByPhone, 150.5)], on: 150.5) == 0)
        }
    }

    @Test("what was before the last confirmation has no say any more")
    func confirmationIsABeginning() {
        var dice = Dice(state: 7)
        for _ in 0..<1_500 {
            let ledger = (0..<Int.random(in: 0...12, using: &dice)).map { _ in
                Evidence(
                    offerID: Self.offer,
                    at: day(Double.random(in: -150...150, using: &dice).rounded()),
                    kind: Evidence.Kind.allCases.randomElement(using: &dice) ?? .noAnswer,
                    by: "test"
                )
            }
            .sorted { $0.at < $1.at }
            let since = ledger.filter { $0.at >= Self.confirmed }
            let (whole, rest) = (
                EvidencePolicy.standing(of: ledger, confirmedAt: Self.confirmed),
                EvidencePolicy.standing(of: since, confirmedAt: Self.confirmed)
            )
            #expect(whole == rest, "\(ledger)")
        }
    }

    @Test("every kind speaks for or against, never both")
    func everyKind() {
        for kind in Evidence.Kind.allCases {
            #expect((EvidencePolicy.support(kind) == nil) != (EvidencePolicy.doubt(kind) == nil), "\(kind)")
        }
    }
}
