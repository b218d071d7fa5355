import Foundation
import GRDB
import Testing

@testable import Core

@Suite("Timers")
struct TimersTests {
    let small: SmallPlace

    init() async throws { small = try await SmallPlace() }

    private var timers: Timers { small.features.timers }

    /// Runs them once a day, from tomorrow on.
    private func run(days: Int) async throws {
        for _ in 0..<days {
            small.place.clock.advance(days: 1)
            try await timers.run()
        }
    }

    /// "nudge 2026-11-25" for everything that has fired, in order.
    private func fired(_ silence: TimerPolicy.Silence? = nil) async throws -> [String] {
        let rows = try await small.place.database.read { db in
            try Row.fetchAll(db, sql: "SELECT step, firedAt FROM timerFiring ORDER BY firedAt, step").map { row in
                (row["step"] as String, Day(row["firedAt"] as Date))
            }
        }
        let prefix = silence.map { $0.rawValue + "," } ?? ""
        return rows.filter { $0.0.hasPrefix(prefix) }.map { step, day in
            "\(step.split(separator: " ").dropFirst().first ?? "") \(day)"
        }
    }

    private func digests() async throws -> [String] {
        try await small.place.messages().filter { $0.kind == .worklistDigest }.map {
            "\($0.recipient.prefix { $0 != "@" }) \(Day($0.createdAt)): \($0.subject)"
        }
    }

    @Test("ask, tell and let lapse, each once, each on its day")
    func unanswered() async throws {
        let id = try await small.referral()
        try await run(days: 30)
        #expect(try await fired(.unanswered) == ["nudge 2026-11-25", "tell 2026-11-30", "lapse 2026-12-04"])
        #expect(try await fired(.lapsed) == ["tell 2026-12-08"])
        #expect(try await small.referral(id).state == .lapsed)
        #expect(try await small.referral(id).version == 2)
        #expect(
            try await digests() == [
                "garden 2026-11-25: 1 referral waits for your answer.", "linkworker 2026-11-30: 1 referral needs you.",
                "linkworker 2026-12-04: 1 referral needs you.", "linkworker 2026-12-08: 1 referral needs you.",
            ]
        )
    }

    @Test("do nothing a second time, nor for what was answered")
    func twice() async throws {
        let answered = try await small.referral(in: .accepted)
        _ = try await small.referral()
        small.place.clock.advance(days: 4.25)
        let first = try await timers.run()
        let second = try await timers.run()
        #expect(first.fired == [.nudge: 1] && first.digests == 1 && first.stuck == 0)
        #expect(second == Timers.Report())
        #expect(try await small.referral(answered).state == .accepted)
    }

    @Test("catch up in order after a long silence of their own, in one run")
    func late() async throws {
        let id = try await small.referral()
        small.place.clock.advance(days: 60)
        let report = try await timers.run()
        #expect(report.fired == [.nudge: 1, .tell: 1, .lapse: 1])
        #expect(try await small.referral(id).state == .lapsed)
        #expect(try await timers.run().total == 0)
    }

    @Test("begin again with every new silence")
    func anew() async throws {
        let id = try await small.referral()
        try await run(days: 14)
        try await small.apply(.askAgain(note: nil), to: id, by: .referrer, small.linkWorker)
        try await run(days: 14)
        #expect(
            try await fired(.unanswered).map { $0.prefix { $0 != " " } } == [
                "nudge", "tell", "lapse", "nudge", "tell", "lapse",
            ]
        )
        #expect(try await small.referral(id).state == .lapsed)
    }

    @Test("write one mail a mailbox and working day, with counts alone")
    func digest() async throws {
        for name in ["Ada Canary", "Ben Canary", "Cleo Canary"] {
            var draft = small.draft(for: Sample.person(name: name))
            draft.priority = name.hasPrefix("Cleo") ? .urgent : .routine
            _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        }
        for _ in 0..<40 {
            small.place.clock.advance(days: 0.25)
            try await timers.run()
        }
        let mails = try await small.place.messages().filter { $0.kind == .worklistDigest }
        #expect(
            mails.contains { $0.body.contains("3 referrals wait for your answer.") && $0.body.contains("/referrals\n") }
        )
        for mail in mails {
            #expect(WorkingDays.isWorking(Day(mail.createdAt)))
            #expect(!(mail.subject + mail.body).contains("Canary") && !mail.body.contains("Growing"))
        }
        #expect(Set(mails.map { "\($0.recipient) \(Day($0.createdAt))" }).count == mails.count)
    }

    @Test("write in working hours and never at night, though everything fires on its day")
    func night() async throws {
        _ = try await small.referral()
        // Wednesday, a quarter past midnight.
        small.place.clock.advance(days: 3, minutes: 14 * 60 + 15)
        let night = try await timers.run()
        #expect(night.fired == [.nudge: 1] && night.digests == 0)
        small.place.clock.advance(minutes: 7 * 60 + 30)
        #expect(try await timers.run().digests == 0)
        small.place.clock.advance(minutes: 30)
        #expect(try await timers.run().digests == 1)
    }

    @Test("tell the practice that what a person asked for themself was not opened there")
    func ownAnswer() async throws {
        _ = try await UnheldReferralTests.asked(small)
        let id = try #require(try await small.place.database.read { try Referral.fetchOne($0) }?.id)
        try await small.apply(.decline(.noCapacity, note: nil), to: id, by: .organisation, small.gardener)
        try await run(days: 20)
        #expect(try await fired(.unread) == ["nudge 2026-11-27", "fail 2026-12-04"])
        #expect(try await digests().contains("doctor 2026-12-04: 1 answer waits to be opened."))
    }

    @Test("tell nobody at a weekend, and on the next working day what fell on it")
    func weekend() async throws {
        var draft = small.draft()
        draft.consent.expiresOn = Sample.day("2026-12-05")
        _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        small.place.clock.advance(days: 7)
        #expect(WorkingDays.isWorking(Day(small.place.clock.now)) == false)
        try await timers.run()
        #expect(try await digests().isEmpty)
        try await run(days: 2)
        #expect(try await fired(.consent) == ["tell 2026-11-28"])
        #expect(try await digests().contains("linkworker 2026-11-30: 1 referral needs you."))
    }

    @Test("ask whether a waiting list is still right, and mark a long wait for the practice once")
    func waiting() async throws {
        let id = try await small.referral()
        try await small.apply(.wait(expectedOn: Sample.day("2027-10-01")), to: id, by: .organisation, small.gardener)
        try await run(days: 120)
        #expect(try await fired(.waiting).filter { $0.hasPrefix("nudge") }.count == 4)
        #expect(try await fired(.longWait).count == 1)
        #expect(try await small.place.count("timerFiring WHERE practiceCode = 'A00001'") == 1)
    }

    @Test("ask an organisation nothing about whom it may no longer know")
    func ranOut() async throws {
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today.adding(days: 2)
        _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        try await run(days: 4)
        #expect(try await fired(.unanswered) == ["nudge 2026-11-25"])
        #expect(try await digests().allSatisfy { !$0.hasPrefix("garden") })
        _ = try await small.referral()
        try await run(days: 5)
        #expect(
            try await digests().filter { $0.hasPrefix("garden") } == [
                "garden 2026-11-30: 1 referral waits for your answer."
            ]
        )
    }

    @Test("ask about what has started, and begin anew when somebody writes down how it goes")
    func active() async throws {
        let id = try await small.referral(in: .active)
        try await run(days: 46)
        #expect(try await fired(.active).count == 1)
        let attempt = ContactAttempt(on: Day(small.place.clock.now), channel: .telephone, result: .spoke)
        try await small.apply(.contact(attempt), to: id, by: .organisation, small.gardener)
        try await run(days: 30)
        #expect(try await fired(.active).count == 1)
        try await run(days: 40)
        #expect(try await fired(.active).map { $0.prefix { $0 != " " } } == ["nudge", "nudge", "tell"])
    }

    @Test("ask to close an episode in which nothing is open any more")
    func quiet() async throws {
        let id = try await small.referral(in: .accepted)
        try await run(days: 2)
        try await small.apply(.didNotStart(.unwell, note: nil), to: id, by: .organisation, small.gardener)
        try await run(days: 20)
        #expect(try await fired(.quiet) == ["nudge 2026-11-30"])
        #expect(
            try await digests().contains(
                "linkworker 2026-11-30: 1 person has nothing open: refer them, or close and answer."
            )
        )
    }

    @Test("ask about somebody whom nobody has referred yet only after thirty working days without a word")
    func unreferred() async throws {
        let id = try await small.openEpisode()
        try await run(days: 20)
        let plan = EpisodePlan(risk: .noneKnown)
        try await small.features.episodes.move(id, seen: 1, .change(plan, telling: .everything), by: small.linkWorker)
        let written = Day(small.place.clock.now)
        try await run(days: 10)
        // Nobody has said anything about the person by handing over.
        let next = small.otherLinkWorker
        try await small.features.episodes.move(id, seen: 2, .handOver(to: next.id), by: small.linkWorker)
        try await run(days: 50)
        let due = WorkingDays.adding(30, to: written)
        #expect(try await fired(.unreferred) == ["nudge \(due)"])
        #expect(try await fired(.quiet).isEmpty)
        let words = "\(due): 1 person has nothing open: refer them, or close and answer."
        #expect(try await digests().contains { $0.hasSuffix(words) })
    }

    @Test("count somebody as not referred yet when the only referral was a mistake")
    func referredByMistake() async throws {
        let id = try await small.referral()
        try await run(days: 1)
        try await small.apply(.enterInError(note: "Somebody else."), to: id, by: .referrer, small.linkWorker)
        try await run(days: 20)
        #expect(try await (fired(.quiet) + fired(.unreferred)).isEmpty)
        try await run(days: 40)
        #expect(try await fired(.unreferred).count == 1)
    }

    @Test("ask the practice to open an answer, and then say in plain words that nobody has")
    func unread() async throws {
        let id = try await small.answered()
        try await run(days: 20)
        #expect(try await fired(.unread) == ["nudge 2026-11-27", "fail 2026-12-04"])
        let answer = try await small.answer(id)
        #expect(answer.loop == .failed)
        #expect(answer.problem == "Nobody at Practice A00001 has opened it in 10 working days.")
        #expect(try await digests().contains("doctor 2026-11-27: 1 answer waits to be opened."))
    }

    @Test("leave an answer alone that was opened")
    func read() async throws {
        let id = try await small.answered()
        _ = try await small.features.outcomes.open(id, by: small.doctor)
        try await run(days: 20)
        #expect(try await fired().isEmpty)
        #expect(try await small.answer(id).loop == .received)
    }

    @Test("give up a letter that nobody has printed")
    func unsent() async throws {
        try await small.place.execute("UPDATE practice SET way = 'letter'")
        let referral = try await small.referral(in: .closed)
        let episode = try await small.episode(of: referral)
        let plan = EpisodePlan(risk: .noneKnown)
        let outcome = Outcome(engaged: .most, helped: .some, saidBy: .person)
        let moves: [Episode.Move] = [.change(plan, telling: .everything), .close(outcome)]
        for (index, move) in moves.enumerated() {
            try await small.features.episodes.move(episode.id, seen: index + 1, move, by: small.linkWorker)
        }
        let id = try await small.answer(about: referral).id
        #expect(try await small.answer(id).loop == .drafted)
        try await run(days: 20)
        #expect(try await fired(.unsent) == ["retry 2026-11-24", "fail 2026-12-04"])
        #expect(try await small.answer(id).problem == "It was not sent or printed in 10 working days.")
    }

    @Test("send again what could not go out at first")
    func retried() async throws {
        try await small.place.execute("UPDATE practice SET way = 'letter'")
        let id = try await small.answered()
        try await small.place.execute("UPDATE practice SET way = 'page'")
        try await run(days: 3)
        #expect(try await small.answer(id).loop == .sent)
    }

    @Test("count anew at once when an offer gets its own time for an answer")
    func pace() async throws {
        let id = try await small.referral()
        try await timers.setAnswerDays(20, insteadOf: nil, of: small.garden.offer.id, by: small.gardener)
        try await run(days: 14)
        #expect(try await fired(.unanswered) == ["nudge 2026-11-30"])
        try await timers.setAnswerDays(nil, insteadOf: 20, of: small.garden.offer.id, by: small.steward)
        try await run(days: 1)
        #expect(try await small.referral(id).state == .lapsed)
        await #expect(throws: Failure.forbidden) {
            try await timers.setAnswerDays(5, insteadOf: nil, of: small.garden.offer.id, by: small.cook)
        }
        await #expect(throws: Failure.self) {
            try await timers.setAnswerDays(31, insteadOf: nil, of: small.garden.offer.id, by: small.steward)
        }
    }

    @Test("find what was there before there were timers")
    func untimed() async throws {
        let id = try await small.referral()
        try await small.place.execute(
            "UPDATE referral SET nextStepOn = NULL, referrerFrom = NULL, referrerDueOn = NULL"
        )
        try await small.place.execute("UPDATE episode SET isTimed = 0")
        small.place.clock.advance(days: 20)
        #expect(try await timers.run().fired[.lapse] == 1)
        #expect(try await small.referral(id).state == .lapsed)
    }
}
