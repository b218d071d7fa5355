import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("An episode")
struct EpisodeTests {
    private static let outcome = Outcome(engaged: .most, helped: .some, saidBy: .person, personWords: "I sleep again.")
    private static let plan = EpisodePlan(whatMatters: "My garden.", risk: .noneKnown)

    private func open(
        _ small: SmallPlace,
        telling: Episode.Telling = .everything,
        practice: Practice.Code? = SmallPlace.practice
    ) async throws -> Episode.ID {
        let opening = EpisodeOpening(
            practiceCode: practice,
            telling: telling,
            consent: Consent(share: false, reportBack: false, method: .inPerson),
            plan: Self.plan
        )
        return try await small.features.episodes.open(opening, for: Sample.person(), by: small.linkWorker)
    }

    private func answers(_ small: SmallPlace) async throws -> [PracticeAnswer] {
        try await small.place.database.read {
            try PracticeAnswer.fetchAll($0, sql: "SELECT * FROM answer ORDER BY number")
        }
    }

    @Test("is one for each person and link worker, and holds what they are referred to")
    func holds() async throws {
        let small = try await SmallPlace()
        let id = try await open(small)
        let referral = try await small.features.referrals.make(small.draft(), by: small.linkWorker)
        let other = try await small.features.referrals.make(small.draft(to: small.cafe.offer.id), by: small.linkWorker)
        let sheet = try await small.features.episodes.sheet(id, for: small.linkWorker)
        #expect(Set(sheet.referrals.map(\.referral.id)) == [referral, other])
        #expect(sheet.episode.ageBand == AgeBand.from65.rawValue)
        await #expect(throws: Failure.self) { _ = try await open(small) }
        #expect(try await small.place.count("person") == 1)
    }

    @Test("is its link worker's alone")
    func scope() async throws {
        let small = try await SmallPlace()
        let id = try await open(small)
        for actor in small.everybody where actor != small.linkWorker {
            await #expect(throws: Failure.notFound) { try await small.features.episodes.sheet(id, for: actor) }
            await #expect(throws: Failure.notFound) {
                try await small.features.episodes.move(id, seen: 1, .close(Self.outcome), by: actor)
            }
            #expect(try await small.features.episodes.list(for: actor).isEmpty)
            #expect(try await small.features.episodes.openPeople(for: actor).isEmpty)
        }
    }

    @Test(
        "ends with the two answers, when nothing of it goes on and the risks are known, and its practice gets one letter"
    )
    func close() async throws {
        let small = try await SmallPlace()
        let referral = try await small.referral(in: .accepted)
        let episode = try await small.episode(of: referral)
        let episodes = small.features.episodes
        func close(seen version: Int) async throws {
            try await episodes.move(episode.id, seen: version, .close(Self.outcome), by: small.linkWorker)
        }
        let goesOn = await #expect(throws: Failure.self) { try await close(seen: 1) }
        #expect(goesOn?.sentence.contains("has not ended") == true)
        try await small.apply(.didNotStart(.unwell, note: "Her hip."), to: referral, by: .organisation, small.gardener)
        await #expect(
            throws: Failure.invalid([
                "risk": "Say whether there are known risks. The practice has to be told, also when there are none."
            ])
        ) { try await close(seen: 1) }
        try await episodes.move(episode.id, seen: 1, .change(Self.plan, telling: .everything), by: small.linkWorker)
        #expect(try await answers(small).isEmpty)
        try await close(seen: 2)
        let entry = try #require(try await small.features.outcomes.tray(for: small.doctor).first)
        #expect(entry.answer.episodeID == episode.id && entry.answer.loop == .sent)
        #expect(entry.letter.helped == .some && entry.letter.personWords == "I sleep again.")
        #expect(entry.letter.risk == .noneKnown)
        #expect(
            entry.letter.services.map(\.closure) == [.didNotStart] && entry.letter.services.first?.note == "Her hip."
        )
        await #expect(throws: Failure.self) { try await close(seen: 2) }
        #expect(try await answers(small).count == 1)
    }

    @Test(
        "tells the practice as much as the person chose",
        arguments: [(Episode.Telling.everything, Loop.sent), (.onlyThatItEnded, .sent), (.nothing, .withheld)]
    )
    func telling(_ telling: Episode.Telling, loop: Loop) async throws {
        let small = try await SmallPlace()
        let id = try await open(small, telling: telling)
        try await small.features.episodes.move(id, seen: 1, .close(Self.outcome), by: small.linkWorker)
        #expect(try await answers(small).map(\.loop) == [loop])
        let letter = try await small.features.outcomes.tray(for: small.doctor).first?.letter
        #expect((letter == nil) == (telling == .nothing))
        if telling == .onlyThatItEnded {
            #expect(letter?.isShortened == true && letter?.personWords == nil && letter?.helped == .unknown)
            #expect(letter?.riskNote == nil && letter?.services == [])
        }
    }

    @Test("without a known practice ends with no letter at all")
    func noPractice() async throws {
        let small = try await SmallPlace()
        let id = try await open(small, practice: nil)
        try await small.features.episodes.move(id, seen: 1, .close(Self.outcome), by: small.linkWorker)
        #expect(try await answers(small).isEmpty)
    }

    @Test("opened again has no answer, and closed again the next version; what was sent is kept as it was read")
    func reopen() async throws {
        let small = try await SmallPlace()
        let id = try await open(small)
        let episodes = small.features.episodes
        try await episodes.move(id, seen: 1, .close(Self.outcome), by: small.linkWorker)
        let first = try #require(try await answers(small).first)
        _ = try await small.features.outcomes.open(first.id, by: small.doctor)
        small.place.clock.advance(days: 28)
        try await episodes.move(id, seen: 2, .reopen(note: "She rang."), by: small.linkWorker)
        #expect(try await small.features.outcomes.tray(for: small.doctor).isEmpty)
        var better = Self.outcome
        better.helped = .lot
        try await episodes.move(id, seen: 3, .close(better), by: small.linkWorker)
        let both = try await answers(small)
        #expect(both.map(\.number) == [1, 2] && both.map(\.isCurrent) == [false, true])
        #expect(both[0].letter == first.letter && both[0].loop == .received && both[1].loop == .sent)
        small.place.clock.advance(days: 29)
        let late = await #expect(throws: Failure.self) {
            try await episodes.move(id, seen: 4, .reopen(note: "Late."), by: small.linkWorker)
        }
        #expect(late?.sentence.contains("more than 28 days ago") == true)
    }

    @Test("goes with everything that is open to the link worker who takes it over, and to no one else")
    func handOver() async throws {
        let small = try await SmallPlace()
        let referral = try await small.referral(in: .accepted)
        let episode = try await small.episode(of: referral)
        let episodes = small.features.episodes
        await #expect(throws: Failure.invalid(["to": "Choose a link worker who can sign in."])) {
            try await episodes.move(episode.id, seen: 1, .handOver(to: small.doctor.id), by: small.linkWorker)
        }
        try await episodes.move(episode.id, seen: 1, .handOver(to: small.otherLinkWorker.id), by: small.linkWorker)
        #expect(try await small.lines(for: small.linkWorker).isEmpty)
        #expect(try await small.lines(for: small.otherLinkWorker).map(\.referral.id) == [referral])
        await #expect(throws: Failure.notFound) { try await episodes.sheet(episode.id, for: small.linkWorker) }
        let sheet = try await episodes.sheet(episode.id, for: small.otherLinkWorker)
        #expect(sheet.events.map(\.event) == [.open, .handOver])
    }

    @Test("that has ended lets nothing change under its letter")
    func fixed() async throws {
        let small = try await SmallPlace()
        let referral = try await small.referral(in: .closed)
        let episode = try await small.episode(of: referral)
        let episodes = small.features.episodes
        try await episodes.move(episode.id, seen: 1, .change(Self.plan, telling: .everything), by: small.linkWorker)
        try await episodes.move(episode.id, seen: 2, .close(Self.outcome), by: small.linkWorker)
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.move(referral, seen: 4, .reopen(note: "Again."), by: small.linkWorker)
        }
        #expect(failure?.sentence.contains("Open it again first") == true)
        await #expect(throws: Failure.self) {
            var draft = small.draft()
            draft.episodeID = episode.id
            _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        }
    }

    @Test("leaves events that nothing can change or delete, and stands where they leave it")
    func replay() async throws {
        let small = try await SmallPlace()
        let id = try await open(small)
        let moves: [Episode.Move] = [
            .change(Self.plan, telling: .onlyThatItEnded), .close(Self.outcome), .reopen(note: "x"),
            .change(Self.plan, telling: .everything), .close(Self.outcome),
        ]
        let first = try await small.features.episodes.sheet(id, for: small.linkWorker).episode
        for (index, move) in moves.enumerated() {
            small.place.clock.advance(days: 1)
            try await small.features.episodes.move(id, seen: index + 1, move, by: small.linkWorker)
        }
        let sheet = try await small.features.episodes.sheet(id, for: small.linkWorker)
        let replayed = sheet.events.dropFirst().reduce(first) { episode, event in
            event.asMove.map { episode.replaying($0, at: event.at) } ?? episode
        }
        #expect(replayed == sheet.episode)
        for sql in ["UPDATE episodeEvent SET state = 'open'", "DELETE FROM episodeEvent"] {
            let error = await #expect(throws: DatabaseError.self) { try await small.place.execute(sql) }
            #expect(error?.message?.contains("never") == true)
        }
    }
}
