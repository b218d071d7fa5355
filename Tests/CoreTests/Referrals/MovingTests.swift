import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Moving a referral")
struct MovingTests {
    @Test(
        "through its whole life leaves one event for each step, and sound histories",
        arguments: Referral.State.allCases.filter { $0 != .draft }
    )
    func life(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: state)
        let referral = try await small.referral(id)
        #expect(referral.state == state)
        let sheet = try await small.features.referrals.sheet(id, for: small.linkWorker)
        #expect(sheet.events.count == referral.version)
        #expect(sheet.events.last?.state == state)
        let histories = try await small.features.verifier.findings().first { $0.subject == "referral histories" }
        #expect(histories?.problems == [])
    }

    @Test("from an old page changes nothing and says so")
    func stale() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .accepted)
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.move(id, seen: 1, .decline(.other, note: nil), by: small.gardener)
        }
        guard case .conflict = failure else { throw try #require(failure) }
        #expect(try await small.referral(id).state == .accepted)
        #expect(try await small.referral(id).version == 2)
    }

    @Test("twice with the same form moves it once, also when it has moved on since")
    func twice() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let waiting = Referral.Move.wait(expectedOn: Sample.today.adding(days: 3))
        try await small.features.referrals.move(id, seen: 1, waiting, by: small.gardener)
        try await small.features.referrals.move(id, seen: 1, waiting, by: small.gardener)
        try await small.features.referrals.move(id, seen: 2, .accept, by: small.gardener)
        try await small.features.referrals.move(id, seen: 1, waiting, by: small.gardener)
        #expect(try await small.referral(id).version == 3)
        #expect(try await small.place.count("referralEvent") == 3)
        await #expect(throws: Failure.self) {
            try await small.features.referrals.move(id, seen: 1, .wait(expectedOn: Sample.today), by: small.gardener)
        }
    }

    @Test("with a version that never was is a conflict", arguments: [-1, 0, 2, 99, Int.max - 1])
    func impossibleVersion(_ version: Int) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        await #expect(throws: Failure.self) {
            try await small.features.referrals.move(id, seen: version, .accept, by: small.gardener)
        }
        #expect(try await small.referral(id).state == .sent)
    }

    @Test("by two people at once has one effect, and the other is told")
    func concurrent() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let referrals = small.features.referrals
        func attempt(_ move: Referral.Move, _ actor: Actor) async -> Bool {
            do {
                try await referrals.move(id, seen: 1, move, by: actor)
                return true
            } catch {
                guard case Failure.conflict = error else {
                    Issue.record("\(error)")
                    return false
                }
                return false
            }
        }
        async let first = attempt(.accept, small.gardener)
        async let second = attempt(.withdraw(.moved, note: "Has moved."), small.linkWorker)
        async let third = attempt(.decline(.other, note: nil), small.gardener)
        let effects = await [first, second, third].filter { $0 }.count
        #expect(effects == 1)
        #expect(try await small.referral(id).version == 2)
        #expect(try await small.place.count("referralEvent") == 2)
    }

    @Test(
        "by a practice that is told nothing: the same two buttons, and the same “no”, whatever has happened",
        arguments: Referral.State.allCases.filter { $0 != .draft && $0 != .enteredInError }
    )
    func untold(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let referrals = small.features.referrals
        let id = try await small.referral(in: state, reportBack: false, by: small.doctor)
        let sheet = try await referrals.sheet(id, for: small.doctor)
        #expect(sheet.moves == [.withdraw, .enterInError])
        #expect(sheet.referral.state == .sent && sheet.referral.version == 1)
        let others: [Referral.Move] = [
            .accept, .start(on: Sample.today), .askAgain(note: nil), .noResponse(note: nil), .reopen(note: "Again."),
        ]
        for move in others {
            await #expect(throws: Failure.forbidden) { try await referrals.move(id, seen: 1, move, by: small.doctor) }
        }
        #expect(try await small.referral(id).state == state)
    }

    @Test(
        "back by such a practice is done once, and where it has ended is refused without saying so",
        arguments: [Referral.State.sent, .active, .lapsed, .closed]
    )
    func untoldTakesBack(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let referrals = small.features.referrals
        let id = try await small.referral(in: state, reportBack: false, by: small.doctor)
        let before = try await small.referral(id).version
        let takeBack = Referral.Move.withdraw(.withdrawn, note: nil)
        if state == .closed {
            let failure = await #expect(throws: Failure.self) {
                try await referrals.move(id, seen: 1, takeBack, by: small.doctor)
            }
            #expect(failure?.sentence == "This cannot be taken back any more. Please ring the organisation.")
            #expect(try await small.referral(id).version == before)
        } else {
            for _ in 1...2 { try await referrals.move(id, seen: 1, takeBack, by: small.doctor) }
            let referral = try await small.referral(id)
            #expect(referral.closedBy == .referrer && referral.version == before + 1)
        }
    }

    @Test("tells the referrer once, and a withdrawal tells nobody")
    func messages() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .accepted)
        let answers = try await small.place.messages().filter { $0.kind == .referralAnswered }
        #expect(answers.map(\.recipient) == ["linkworker@people.example.org"])
        try await small.features.referrals.move(
            id,
            seen: 2,
            .withdraw(.moved, note: "Has moved."),
            by: small.linkWorker
        )
        #expect(try await small.place.messages().filter { $0.kind == .referralAnswered }.count == 1)
    }

    @Test("leaves events that nothing can change or delete")
    func appendOnly() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral(in: .accepted)
        for sql in ["UPDATE referralEvent SET state = 'closed'", "DELETE FROM referralEvent"] {
            let error = await #expect(throws: DatabaseError.self) { try await small.place.execute(sql) }
            #expect(error?.message?.contains("never") == true)
        }
        #expect(try await small.place.count("referralEvent") == 2)
    }
}
