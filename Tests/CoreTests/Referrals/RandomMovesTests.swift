import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// What holds whatever people do, in whatever order.
@Suite("Moves at random")
struct RandomMovesTests {
    private struct Dice {
        var generator = SeededGenerator(state: 20_261_121)

        mutating func one<Value>(of values: [Value]) -> Value {
            values[Int.random(in: 0..<values.count, using: &generator)]
        }
        mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
        mutating func days(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

        /// - Parameter likely: half of the time one of these, so that a referral gets somewhere.
        mutating func move(on today: Day, likely: [Referral.Move.Name] = []) -> Referral.Move {
            let name = !likely.isEmpty && chance(0.5) ? one(of: likely) : one(of: Referral.Move.Name.allCases)
            let near = today.adding(days: days(-30...60))
            let outcome = Outcome(
                engaged: one(of: Outcome.Engaged.allCases),
                helped: one(of: Outcome.Helped.allCases),
                saidBy: one(of: Outcome.Source.allCases)
            )
            let attempt = ContactAttempt(
                on: near,
                channel: one(of: ContactAttempt.Channel.allCases),
                result: one(of: ContactAttempt.Result.allCases)
            )
            switch name {
            case .send: return .send
            case .accept: return .accept
            case .wait: return .wait(expectedOn: near)
            case .decline: return .decline(one(of: Referral.DeclineReason.allCases), note: nil)
            case .lapse: return .lapse
            case .askAgain: return .askAgain(note: "x")
            case .contact: return .contact(attempt)
            case .start: return .start(on: near)
            case .pause: return .pause(until: near, note: nil)
            case .resume: return .resume
            case .close: return .close(outcome, leftEarly: chance(0.3))
            case .unableToContact: return .unableToContact(note: nil)
            case .didNotStart: return .didNotStart(one(of: Referral.NotStartedReason.allCases), note: nil)
            case .noResponse: return .noResponse(note: nil)
            case .withdraw: return .withdraw(one(of: Referral.Withdrawal.allCases), note: nil)
            case .accompany: return .accompany(on: near)
            case .reopen: return .reopen(note: "x")
            case .enterInError: return chance(0.05) ? .enterInError(note: "x") : .resume
            }
        }
    }

    @Test("keep every rule of a row through 120,000 steps, and replaying the events gives the state")
    func pure() throws {
        var dice = Dice()
        var (taken, refused) = (0, 0)
        for _ in 0..<2_400 {
            let begun = Self.begun()
            var (referral, now) = (begun, begun.madeAt)
            var (events, attempts): ([(Referral.Move, Party, Date)], [ContactAttempt]) = ([], [])
            for _ in 0..<50 {
                now.addTimeInterval(TimeInterval(dice.days(0...5) * 86_400))
                let party = dice.one(of: Party.allCases)
                let move = dice.move(on: Day(now), likely: referral.moves(for: party))
                do throws(Failure) {
                    referral = try referral.applying(move, by: party, at: now, attempts: attempts)
                    events.append((move, party, now))
                    if case .contact(let attempt) = move { attempts.append(attempt) }
                    taken += 1
                } catch { refused += 1 }
                try expectSound(referral)
            }
            let replayed = events.reduce(begun) { $0.replaying($1.0, by: $1.1, at: $1.2) }
            #expect(replayed == referral)
            #expect(referral.begun == begun.keeping(referral))
        }
        #expect(taken + refused == 120_000 && taken > 8_000)
    }

    /// What the database demands too, checked without it because it is a hundred times as fast.
    private func expectSound(_ referral: Referral) throws {
        try #require((referral.state == .closed) == (referral.closure != nil))
        try #require((referral.closure == nil) == (referral.closedBy == nil))
        try #require((referral.closure == nil) == (referral.answers == nil))
        try #require((referral.state == .waiting) == (referral.expectedOn != nil))
        try #require((referral.state == .paused) == (referral.resumesOn != nil))
        let hasStarted = referral.startedOn != nil
        try #require(![.active, .paused].contains(referral.state) || hasStarted)
        try #require(![.completed, .leftEarly].contains(referral.closure) || hasStarted)
        try #require(referral.engaged != Outcome.Engaged.none || referral.helped == .unknown)
    }

    private static func begun() -> Referral {
        var referral = TransitionTests.referral(.sent)
        referral.version = 1
        return referral.begun
    }

    @Test("through the database leave sound histories, one answer for each end, and nothing of a person in any letter")
    func stored() async throws {
        let small = try await SmallPlace()
        var dice = Dice()
        let sides: [(Party, Actor?)] = [
            (.organisation, small.gardener), (.referrer, nil), (.person, nil), (.system, nil),
        ]
        for round in 0..<40 {
            let referrer = round.isMultiple(of: 2) ? small.doctor : small.linkWorker
            let draft = small.draft(reportBack: dice.chance(0.7))
            let id = try await small.features.referrals.make(draft, by: referrer)
            for _ in 0..<25 {
                small.place.clock.advance(days: Double(dice.days(0...3)))
                let (party, actor) = dice.one(of: sides)
                let move = dice.move(on: Day(small.place.clock.now))
                try? await small.apply(move, to: id, by: party, party == .referrer ? referrer : actor)
            }
        }
        let histories = try await small.features.verifier.findings().first { $0.subject == "referral histories" }
        #expect(histories?.problems == [])
        let direct = "referral WHERE episodeID IS NULL AND state = 'closed'"
        let answered = """
            \(direct) AND (SELECT COUNT(*) FROM answer WHERE referralID = referral.id AND isCurrent
                AND loop = CASE WHEN reportBack THEN 'sent' ELSE 'withheld' END) = 1
            """
        #expect(try await small.place.count(answered) == small.place.count(direct))
        #expect(try await small.place.count(direct) > 5)
        #expect(
            try await small.place.count(
                "referral JOIN answer ON referralID = referral.id AND isCurrent WHERE state <> 'closed'"
            )
                == 0
        )
        let person = Sample.person()
        for message in try await small.place.messages() {
            let text = message.subject + message.body + message.recipient
            #expect(!text.contains(person.name) && !text.contains(person.phone ?? "?"))
        }
    }
}

extension Referral {
    /// With what is not undone by going back to the beginning.
    fileprivate func keeping(_ later: Referral) -> Referral {
        var referral = self
        (referral.accompaniedOn, referral.isShared) = (later.accompaniedOn, later.isShared)
        return referral
    }
}
