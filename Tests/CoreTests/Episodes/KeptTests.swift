import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("What is kept of an episode")
struct KeptTests {
    private let outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person)

    /// Its second event says that no risks are known.
    private func episode(_ small: SmallPlace, closed: Bool = false) async throws -> Episode.ID {
        let id = try await small.episode(of: small.referral(in: .closed)).id
        let plan = Episode.Move.change(EpisodePlan(risk: .noneKnown), telling: .everything)
        try await small.features.episodes.move(id, seen: 1, plan, by: small.linkWorker)
        if closed { try await small.features.episodes.move(id, seen: 2, .close(outcome), by: small.linkWorker) }
        return id
    }

    @Test("what they agreed to before stays on record when they change their mind")
    func consent() async throws {
        let small = try await SmallPlace()
        let (id, episodes) = (try await episode(small), small.features.episodes)
        for (seen, telling) in [(2, Episode.Telling.onlyThatItEnded), (3, .nothing)] {
            try await episodes.change(telling: telling, method: .telephone, of: id, seen: seen, by: small.linkWorker)
        }
        let sheet = try await episodes.sheet(id, for: small.linkWorker)
        #expect(sheet.consent?.isGiven == false && sheet.formerConsent.map(\.isGiven) == [true, true])
        #expect(sheet.formerConsent.map(\.method) == [.inPerson, .telephone])
    }

    @Test("what is taken back by telephone counts at once, also after the end, and holds")
    func tellNothing() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE practice SET way = 'letter'")
        let (id, episodes) = (try await episode(small, closed: true), small.features.episodes)
        for actor in [small.otherLinkWorker, small.doctor, small.gardener] {
            await #expect(throws: Failure.notFound) {
                try await episodes.tellNothing(about: id, how: .telephone, by: actor)
            }
        }
        for _ in 1...2 { try await episodes.tellNothing(about: id, how: .telephone, by: small.linkWorker) }
        let sheet = try await episodes.sheet(id, for: small.linkWorker)
        #expect(sheet.episode.telling == .nothing && sheet.answer?.loop == .withheld)
        #expect(sheet.consent?.withdrawnBy == .referrer && sheet.consent?.withdrawnHow == .telephone)
        #expect(sheet.events.count == 4)
    }

    @Test("the second of two who change a person's details is told, and nothing of the first is lost")
    func details() async throws {
        let small = try await SmallPlace()
        let (id, episodes) = (try await episode(small), small.features.episodes)
        var (first, second) = (Sample.person(), Sample.person())
        (first.phone, second.phone) = ("020 7946 0111", "020 7946 0222")
        for _ in 1...2 { try await episodes.change(first, of: id, seen: 2, by: small.linkWorker) }
        await #expect(throws: Failure.self) { try await episodes.change(second, of: id, seen: 2, by: small.linkWorker) }
        let sheet = try await episodes.sheet(id, for: small.linkWorker)
        #expect(sheet.person.phone == "020 7946 0111" && sheet.episode.version == 3)
    }

    @Test("a form sent twice begins one episode")
    func twice() async throws {
        let small = try await SmallPlace()
        let opening = EpisodeOpening(
            practiceCode: SmallPlace.practice,
            telling: .everything,
            consent: Consent(share: false, reportBack: false, method: .inPerson),
            key: "k"
        )
        let (episodes, worker) = (small.features.episodes, small.linkWorker)
        let first = try await episodes.open(opening, for: Sample.person(), by: worker)
        #expect(try await episodes.open(opening, for: Sample.person(), by: worker) == first)
        #expect(try await small.place.count("episode") == 1)
        var anew = opening
        anew.key = "another"
        await #expect(throws: Failure.self) { try await episodes.open(anew, for: Sample.person(), by: worker) }
    }

    @Test("what has ended goes along to the next link worker while it can be taken up again, or is not received")
    func handedOver() async throws {
        let small = try await SmallPlace()
        let (id, episodes) = (try await episode(small, closed: true), small.features.episodes)
        small.place.clock.advance(days: 27)
        let next = small.otherLinkWorker
        #expect(try await episodes.handOverAll(of: small.linkWorker.id, to: next.id, by: small.linkWorker) == 1)
        let sheet = try await episodes.sheet(id, for: next)
        let referral = try #require(sheet.referrals.first).referral.id
        #expect(try await small.features.referrals.sheet(referral, for: next).referral.state == .closed)
        try await episodes.move(id, seen: sheet.episode.version, .reopen(note: "She came back."), by: next)
    }

    @Test("what ended long ago and was received stays with whoever did it")
    func longAgo() async throws {
        let small = try await SmallPlace()
        let id = try await episode(small, closed: true)
        let answer = try #require(try await small.features.episodes.sheet(id, for: small.linkWorker).answer)
        _ = try await small.features.outcomes.open(answer.id, by: small.doctor)
        small.place.clock.advance(days: 29)
        let (next, episodes) = (small.otherLinkWorker, small.features.episodes)
        #expect(try await episodes.handOverAll(of: small.linkWorker.id, to: next.id, by: small.linkWorker) == 0)
        #expect(try await episodes.list(for: small.linkWorker).count == 1)
    }
}
