import Foundation
import Testing

@testable import Core

@Suite("A referral's times")
struct ReferralClockTests {
    /// Monday 2 November 2026.
    private static let monday = Sample.day("2026-11-02")
    private static let reached = Sample.day("2026-11-03")

    private static func referral(
        _ state: Referral.State,
        _ priority: Referral.Priority = .routine,
        holder: Account.ID? = Account.ID(named: "holder"),
        origin: Referral.Origin = .linkWorker,
        isReached: Bool = false,
        reportBack: Bool = true,
        sharedUntil: Day? = nil
    ) -> Referral {
        let isOver = state == .closed
        return Referral(
            id: Referral.ID(named: "referral"),
            version: 2,
            state: state,
            stateSince: monday.start,
            episodeID: nil,
            basedOn: nil,
            offerID: Offer.ID(named: "offer"),
            offerVersion: 1,
            organisationID: Organisation.ID(named: "organisation"),
            personID: Person.ID(named: "person"),
            practiceCode: SmallPlace.practice,
            origin: origin,
            referrerID: origin == .person ? nil : Account.ID(named: "referrer"),
            holderID: holder,
            priority: priority,
            madeAt: monday.start,
            lastEventAt: isReached ? reached.start : monday.start,
            firstContactAt: isReached ? reached.start : nil,
            expectedOn: state == .waiting ? Sample.day("2027-06-01") : nil,
            startedOn: [.active, .paused, .closed].contains(state) ? monday : nil,
            resumesOn: state == .paused ? Sample.day("2026-11-20") : nil,
            closure: isOver ? .completed : nil,
            closedBy: isOver ? .organisation : nil,
            isShared: true,
            sharedUntil: sharedUntil,
            reportBack: reportBack
        )
    }

    private static func days(_ referral: Referral, answerDays: Int? = nil, count: Int = 3) -> [String] {
        ReferralClock(referral, answerDays: answerDays, today: monday).steps.prefix(count).map {
            "\($0.action.rawValue) \($0.on)"
        }
    }

    @Test("are those of the table, in working days")
    func table() {
        #expect(Self.days(Self.referral(.sent)) == ["nudge 2026-11-05", "tell 2026-11-10", "lapse 2026-11-16"])
        #expect(
            Self.days(Self.referral(.sent, .urgent)) == ["nudge 2026-11-03", "tell 2026-11-04", "lapse 2026-11-05"]
        )
        #expect(Self.days(Self.referral(.lapsed)) == ["tell 2026-11-04"])
        #expect(Self.days(Self.referral(.accepted)) == ["nudge 2026-11-09", "tell 2026-11-16"])
        #expect(Self.days(Self.referral(.accepted, .urgent)) == ["nudge 2026-11-04", "tell 2026-11-06"])
        #expect(Self.days(Self.referral(.accepted, isReached: true)) == ["nudge 2026-12-01", "tell 2026-12-15"])
        #expect(Self.days(Self.referral(.active)) == ["nudge 2026-12-14", "tell 2026-12-30"])
        #expect(Self.days(Self.referral(.paused)) == ["nudge 2026-11-23", "tell 2026-11-30"])
        #expect(Self.days(Self.referral(.waiting), count: 2) == ["nudge 2026-11-30", "tell 2026-12-14"])
        #expect(Self.days(Self.referral(.closed)).isEmpty && Self.days(Self.referral(.enteredInError)).isEmpty)
    }

    @Test("come again on a waiting list, and tell the practice once when it is long")
    func waiting() {
        let today = Sample.day("2027-05-28")
        let steps = ReferralClock(Self.referral(.waiting), today: today).steps
        let asks = steps.filter { $0.silence == .waiting && $0.action == .nudge }
        #expect(asks.map(\.ordinal) == Array(1...asks.count) && asks.count == 8)
        #expect(zip(asks, asks.dropFirst()).allSatisfy { WorkingDays.between($0.on, $1.on) == 20 })
        #expect(asks.dropLast().allSatisfy { $0.on <= today } && asks.last.map { $0.on > today } == true)
        let aware = steps.filter { $0.action == .aware }
        #expect(aware.map { WorkingDays.between(Self.monday, $0.on) } == [60])
        #expect(steps.contains { $0.silence == .expected && $0.on == Sample.day("2027-06-02") })
    }

    @Test("never fire at a weekend or on a bank holiday, but for the notice of a consent that ends")
    func workingDays() {
        for state in Referral.State.allCases {
            for priority in Referral.Priority.allCases {
                let clock = ReferralClock(Self.referral(state, priority), today: Sample.day("2027-01-15"))
                #expect(clock.steps.allSatisfy { WorkingDays.isWorking($0.on) })
            }
        }
    }

    @Test("stretch with the offer's own time for an answer, and only those of the answer")
    func pace() {
        #expect(
            Self.days(Self.referral(.sent), answerDays: 20) == [
                "nudge 2026-11-10", "tell 2026-11-18", "lapse 2026-11-30",
            ]
        )
        #expect(
            Self.days(Self.referral(.sent), answerDays: 5) == [
                "nudge 2026-11-04", "tell 2026-11-05", "lapse 2026-11-09",
            ]
        )
        #expect(
            Self.days(Self.referral(.sent, .urgent), answerDays: 2) == [
                "nudge 2026-11-03", "tell 2026-11-03", "lapse 2026-11-03",
            ]
        )
        #expect(Self.days(Self.referral(.active), answerDays: 20) == Self.days(Self.referral(.active)))
    }

    @Test("say on whom it waits, since when, and how late that is")
    func waits() {
        let today = Sample.day("2026-11-12")
        let sent = ReferralClock(Self.referral(.sent), today: today)
        #expect(sent.waitsOn == .organisation && sent.since == Self.monday && sent.late(on: today) == 5)
        #expect(sent.steps.first(where: { $0.on > today })?.action == .lapse)
        #expect(sent.referrer?.from == Sample.day("2026-11-10") && sent.referrer?.due == today)
        func waiter(_ referral: Referral) -> Waiter { ReferralClock(referral, today: today).waitsOn }
        #expect(waiter(Self.referral(.lapsed)) == .linkWorker)
        #expect(waiter(Self.referral(.lapsed, holder: nil, origin: .practice)) == .practice)
        #expect(waiter(Self.referral(.lapsed, holder: nil, origin: .person)) == .person)
        #expect(waiter(Self.referral(.closed)) == .nobody)
    }

    @Test("go to whoever follows it through when the time of sharing ends")
    func consent() {
        let referral = Self.referral(.active, sharedUntil: Sample.day("2026-11-20"))
        let before = ReferralClock(referral, today: Sample.day("2026-11-19"))
        #expect(before.steps.first?.silence == .consent && before.steps.first?.on == Sample.day("2026-11-13"))
        #expect(before.referrer?.from == Sample.day("2026-11-13") && before.waitsOn == .organisation)
        let after = ReferralClock(referral, today: Sample.day("2026-11-21"))
        #expect(after.waitsOn == .linkWorker && after.since == Sample.day("2026-11-20"))
    }

    @Test("give every open referral a next one to act, and a day on which whoever follows it through takes over")
    func nobodyIsForgotten() {
        for state in Referral.State.allCases where state.isOpen {
            for priority in Referral.Priority.allCases {
                for isReached in [false, true] {
                    let clock = ReferralClock(Self.referral(state, priority, isReached: isReached), today: Self.monday)
                    #expect(clock.waitsOn != .nobody && clock.referrer != nil && clock.referrer != .never, "\(state)")
                }
            }
        }
    }

    @Test(
        "tell a practice nothing that it is not to be told, also not by an end",
        arguments: [Referral.State.sent, .lapsed, .active, .closed]
    )
    func withheld(state: Referral.State) {
        let referral = Self.referral(state, holder: nil, origin: .practice, reportBack: false)
        #expect(ReferralClock(referral, today: Self.monday).referrer == .never)
    }
}
