import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("A link worker who leaves")
struct HandingOverTests {
    private func people(_ small: SmallPlace, _ names: [String]) async throws {
        for name in names {
            var person = Sample.person()
            person.name = name
            _ = try await small.features.referrals.make(small.draft(for: person), by: small.linkWorker)
        }
    }

    @Test("hands everybody over at once: one event each, one mail without a name, and nothing is left behind")
    func everybody() async throws {
        let small = try await SmallPlace()
        try await people(small, ["Ada One", "Ben Two", "Cy Three"])
        let (episodes, next) = (small.features.episodes, small.otherLinkWorker)
        #expect(try await episodes.handOverAll(of: small.linkWorker.id, to: next.id, by: small.linkWorker) == 3)
        #expect(try await episodes.list(for: small.linkWorker).isEmpty)
        #expect(try await episodes.list(for: next).count == 3)
        #expect(try await episodes.openPeople(for: next).map(\.name) == ["Ada One", "Ben Two", "Cy Three"])
        #expect(try await small.lines(for: next).count == 3)
        #expect(try await small.lines(for: small.linkWorker).isEmpty)
        #expect(try await small.place.count("episodeEvent WHERE event = 'hand over'") == 3)
        let mails = try await small.place.messages().filter { $0.kind == .peopleHandedOver }
        #expect(mails.map(\.recipient) == ["other.linkworker@people.example.org"])
        #expect(mails.allSatisfy { !$0.body.contains("Ada") && !$0.body.contains("Ben") })
    }

    @Test(
        "hands over what has ended, too: the next one reads what was tried, and nobody else",
        arguments: [true, false]
    )
    func ended(_ isInEpisode: Bool) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        if !isInEpisode { try await small.place.execute("UPDATE referral SET episodeID = NULL") }
        let (episodes, next) = (small.features.episodes, small.otherLinkWorker)
        try await episodes.handOverAll(of: small.linkWorker.id, to: next.id, by: small.linkWorker)
        #expect(try await small.features.referrals.sheet(id, for: next).referral.state == .closed)
        await #expect(throws: Failure.notFound) {
            try await small.features.referrals.sheet(id, for: small.linkWorker)
        }
    }

    @Test("may be somebody whom the administrator hands over for, and nobody else may")
    func whoMay() async throws {
        let small = try await SmallPlace()
        try await people(small, ["Ada One"])
        let episodes = small.features.episodes
        for actor in [small.otherLinkWorker, small.steward, small.gardener, small.doctor] {
            await #expect(throws: Failure.forbidden) {
                try await episodes.handOverAll(of: small.linkWorker.id, to: small.otherLinkWorker.id, by: actor)
            }
        }
        #expect(
            try await episodes.handOverAll(
                of: small.linkWorker.id,
                to: small.otherLinkWorker.id,
                by: small.administrator
            ) == 1
        )
        for to in [small.doctor.id, small.linkWorker.id, Account.ID()] {
            await #expect(throws: Failure.self) {
                try await episodes.handOverAll(of: small.linkWorker.id, to: to, by: small.administrator)
            }
        }
    }
}

@Suite("A look at the letter before it goes")
struct LetterPreviewTests {
    private let outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person, personWords: "I dig again.")

    private func episode(_ small: SmallPlace, risk: EpisodePlan.Risk = .noneKnown) async throws -> Episode {
        let id = try await small.referral(in: .closed)
        let episode = try await small.episode(of: id)
        let move = Episode.Move.change(EpisodePlan(risk: risk), telling: .everything)
        try await small.features.episodes.move(episode.id, seen: 1, move, by: small.linkWorker)
        return try await small.episode(of: id)
    }

    @Test("shows the very letter, and changes nothing")
    func look() async throws {
        let small = try await SmallPlace()
        let episode = try await episode(small)
        let audited = try await small.place.count("audit")
        let mails = try await small.place.messages().count
        let episodes = small.features.episodes
        let preview = try await episodes.preview(outcome, of: episode.id, seen: 2, by: small.linkWorker)
        #expect(preview.sent?.letter.personWords == "I dig again." && preview.practice?.code == SmallPlace.practice)
        #expect(try await small.place.count("audit") == audited)
        #expect(try await small.place.count("answer") == 0)
        #expect(try await small.place.messages().count == mails)
        try await episodes.move(episode.id, seen: 2, .close(outcome), by: small.linkWorker)
        let sheet = try await episodes.sheet(episode.id, for: small.linkWorker)
        #expect(sheet.answer?.loop == .sent || sheet.answer?.loop == .drafted)
    }

    @Test("is refused where the end would be")
    func refused() async throws {
        let small = try await SmallPlace()
        let episode = try await episode(small, risk: .notAsked)
        let failure = await #expect(throws: Failure.self) {
            try await small.features.episodes.preview(outcome, of: episode.id, seen: 2, by: small.linkWorker)
        }
        guard case .invalid(let problems) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(problems["risk"] != nil)
    }

    @Test("is empty when the person wants nothing told, and the consent says so")
    func nothing() async throws {
        let small = try await SmallPlace()
        let episode = try await episode(small)
        let episodes = small.features.episodes
        try await episodes.change(telling: .nothing, method: .telephone, of: episode.id, seen: 2, by: small.linkWorker)
        let preview = try await episodes.preview(outcome, of: episode.id, seen: 3, by: small.linkWorker)
        #expect(preview.sent == nil)
        let consent = try await episodes.sheet(episode.id, for: small.linkWorker).consent
        #expect(consent?.isGiven == false && consent?.method == .telephone)
    }

    @Test("new details of the person are on every page about them")
    func details() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let episode = try await small.episode(of: id)
        var person = Sample.person()
        person.phone = "020 7946 0999"
        try await small.features.episodes.change(person, of: episode.id, seen: 1, by: small.linkWorker)
        #expect(try await small.features.referrals.sheet(id, for: small.gardener).person.phone == "020 7946 0999")
        await #expect(throws: Failure.notFound) {
            try await small.features.episodes.change(person, of: episode.id, seen: 1, by: small.otherLinkWorker)
        }
    }
}
