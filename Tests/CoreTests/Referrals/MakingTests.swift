import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Making a referral")
struct MakingTests {
    @Test("tells the organisation that one came, and writes event, audit row and message together")
    func make() async throws {
        let small = try await SmallPlace()
        let audited = try await small.place.count("audit")
        let id = try await small.features.referrals.make(small.draft(), by: small.linkWorker)
        let referral = try await small.referral(id)
        #expect(referral.state == .sent && referral.version == 1)
        #expect(try await small.place.count("referralEvent") == 1)
        #expect(try await small.place.count("audit") == audited + 2)
        let messages = try await small.place.messages()
        #expect(messages.map(\.recipient) == ["garden@example.org"])
        #expect(messages.first?.body.contains("/referrals/\(id)") == true)
    }

    @Test(
        "of somebody who was not asked what the practice is told in the end begins with no more than they agreed to",
        arguments: [(true, Episode.Telling.onlyThatItEnded), (false, .nothing)]
    )
    func notAsked(_ reportBack: Bool, _ telling: Episode.Telling) async throws {
        let small = try await SmallPlace()
        var draft = small.draft(reportBack: reportBack)
        draft.telling = nil
        let id = try await small.features.referrals.make(draft, by: small.linkWorker)
        #expect(try await small.episode(of: id).telling == telling)
        let entry = try await small.features.referrals.sheet(id, for: small.linkWorker).consent.last {
            $0.purpose == .tellThePractice
        }
        #expect(entry?.isGiven == reportBack)
    }

    @Test("twice with the same form refers once")
    func twice() async throws {
        let small = try await SmallPlace()
        let draft = small.draft(key: "one form")
        async let first = small.features.referrals.make(draft, by: small.linkWorker)
        async let second = small.features.referrals.make(draft, by: small.linkWorker)
        let (one, other) = try await (first, second)
        #expect(one == other)
        #expect(try await small.place.count("referral") == 1)
        #expect(try await small.place.messages().count == 1)
    }

    @Test("with another person's key is another referral")
    func keyIsPersonal() async throws {
        let small = try await SmallPlace()
        let one = try await small.features.referrals.make(small.draft(key: "key"), by: small.linkWorker)
        let other = try await small.features.referrals.make(small.draft(key: "key"), by: small.otherLinkWorker)
        #expect(one != other)
    }

    @Test("is for link workers and practices, and nobody else")
    func roles() async throws {
        let small = try await SmallPlace()
        for actor in [small.gardener, small.receptionist, small.steward, small.administrator] {
            await #expect(throws: Failure.forbidden) {
                try await small.features.referrals.make(small.draft(), by: actor)
            }
        }
        _ = try await small.features.referrals.make(small.draft(), by: small.doctor)
        #expect(try await small.place.count("referral") == 1)
    }

    @Test(
        "to an offer that is full or closed changes nothing and says so",
        arguments: [
            "intake = 'full'", "status = 'defunct'", "status = 'inactive'", "status = 'temporarily closed'",
        ]
    )
    func takesNobody(_ change: String) async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE offer SET \(change) WHERE id = ?", [small.garden.offer.id])
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.make(small.draft(), by: small.linkWorker)
        }
        #expect(failure?.sentence.contains("Growing together is not taking people") == true)
        #expect(try await small.place.count("person") == 0)
    }

    @Test("to an offer with a waiting list is possible")
    func waitingList() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE offer SET intake = 'waiting list'")
        _ = try await small.features.referrals.make(small.draft(), by: small.linkWorker)
        #expect(try await small.place.count("referral") == 1)
    }

    @Test("to an offer that is not there finds nothing")
    func unknownOffer() async throws {
        let small = try await SmallPlace()
        await #expect(throws: Failure.notFound) {
            try await small.features.referrals.make(small.draft(to: Offer.ID()), by: small.linkWorker)
        }
    }

    @Test("needs a practice that takes part, and a practice's own people refer only its own")
    func practice() async throws {
        let small = try await SmallPlace()
        let tries: [(Practice.Code, Actor)] = [
            (SmallPlace.absentPractice, small.linkWorker), (Practice.Code(rawValue: "Z99999"), small.linkWorker),
            (SmallPlace.otherPractice, small.doctor),
        ]
        for (code, actor) in tries {
            let failure = await #expect(throws: Failure.self) {
                try await small.features.referrals.make(small.draft(practice: code), by: actor)
            }
            guard case .invalid(let problems) = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
            #expect(Array(problems.keys) == ["practice"])
        }
        #expect(try await small.place.count("person") == 0)
    }

    @Test("with a form that has problems stores nothing")
    func invalid() async throws {
        let small = try await SmallPlace()
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.make(small.draft(reason: ""), by: small.linkWorker)
        }
        #expect(failure == .invalid(["reason": "Say in a few words why you are referring them."]))
        #expect(try await small.place.count("person") == 0)
    }

    @Test("finds the same NHS number again however it was typed, without storing it in the clear")
    func keyedHash() async throws {
        let small = try await SmallPlace()
        for typed in ["9434765919", "943 476 5919"] {
            var person = Sample.person()
            person.nhsNumber = typed
            _ = try await small.features.referrals.make(small.draft(for: person), by: small.linkWorker)
        }
        let hashes = try await small.place.database.read {
            try Data.fetchSet($0, sql: "SELECT nhsNumberHash FROM person")
        }
        #expect(hashes.count == 1)
    }
}
