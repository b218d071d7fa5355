import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("What a person takes back")
struct TakingBackTests {
    private func session(_ small: SmallPlace, _ id: Referral.ID, by actor: Actor? = nil) async throws
        -> OwnPages.Session
    {
        let pages = small.features.ownPages
        let actor = actor ?? small.linkWorker
        try await pages.give(for: id, insteadOf: nil, by: actor)
        let code = try #require(try await pages.invitation(for: id, by: actor, mailReachesPeople: true).key).code
        let token = Data((0..<32).map { _ in UInt8.random(in: 0...255) })
        #expect(try await pages.enter(code, yearOfBirth: Sample.person().dateOfBirth.year, tokenHash: token) == .opened)
        return try #require(try await pages.session(tokenHash: token))
    }

    @Test(
        "Sharing: the organisation sees nobody any more, and an open referral ends as the person's decision",
        arguments: [
            Referral.State.sent, .waiting, .lapsed, .accepted, .active, .paused,
        ]
    )
    func share(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: state)
        let session = try await session(small, id)
        for _ in 1...2 { try await small.features.ownPages.takeBack(.share, of: id, in: session) }
        let referral = try await small.referral(id)
        #expect(referral.state == .closed && referral.closure == .withdrawn && referral.closedBy == .person)
        let sheet = try await small.features.referrals.sheet(id, for: small.gardener)
        #expect(sheet.person == .withdrawn && sheet.reason == nil && sheet.practice == nil && sheet.moves.isEmpty)
        #expect(
            try await small.worklist(of: small.gardener).ended.rows.map(\.personName) == [SharedPerson.withdrawn.name]
        )
        let kinds = try await small.place.messages().map(\.kind)
        #expect(kinds.filter { $0 == .referralWithdrawn }.count == 1, "the organisation is told")
        #expect(kinds.last == .referralAnswered || kinds.contains(.referralAnswered), "and so is the link worker")
        let entry = try #require(
            try await small.features.referrals.sheet(id, for: small.linkWorker).consent.first { $0.purpose == .share }
        )
        #expect(entry.withdrawnBy == .person && entry.withdrawnHow == .online && !entry.holds(on: Sample.today))
        #expect(try await small.features.audit.firstBrokenRow() == nil)
    }

    @Test("Replaying the events gives the state, also after something was taken back")
    func replay() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .active)
        try await small.features.ownPages.takeBack(.share, of: id, in: session(small, id))
        let referral = try await small.referral(id)
        let store = small.features.referrals.store
        let events = try await small.place.database.read { try store.events(id, in: $0) }
        #expect(referral.begun.replaying(events.dropFirst()) == referral)
    }

    @Test(
        "The answer to the practice is withheld when it has not gone out, and stays when it has",
        arguments: [true, false]
    )
    func reportBack(_ isSent: Bool) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed, by: small.doctor)
        if !isSent {
            try await small.place.execute("UPDATE answer SET loop = 'drafted', sentAt = NULL, way = 'letter'")
        }
        try await small.features.ownPages.takeBack(.reportBack, of: id, in: session(small, id, by: small.doctor))
        let answer = try await small.answer(about: id)
        #expect(answer.loop == (isSent ? .sent : .withheld))
        #expect((answer.letter == nil) == !isSent)
        #expect(try await small.referral(id).reportBack == false)
    }

    @Test("A letter of an episode that has not gone out is written again without it")
    func shortened() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE practice SET way = 'letter'")
        let id = try await small.referral(in: .closed)
        try await close(small, id)
        #expect(try await letter(small, id)?.services.count == 1)
        try await small.features.ownPages.takeBack(.reportBack, of: id, in: session(small, id))
        #expect(try await letter(small, id)?.services.isEmpty == true)
        #expect(try await small.answer(about: id).number == 1)
    }

    @Test("The practice is told nothing about an episode, whether it has ended or not", arguments: [true, false])
    func tellNothing(_ hasEnded: Bool) async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE practice SET way = 'letter'")
        let id = try await small.referral(in: .closed)
        if hasEnded { try await close(small, id) }
        let episode = try await small.episode(of: id)
        let session = try await session(small, id)
        for _ in 1...2 { try await small.features.ownPages.stopTelling(episode.id, in: session) }
        let after = try await small.episode(of: id)
        #expect(after.telling == .nothing && after.state == episode.state && after.version == episode.version + 1)
        if !hasEnded { try await close(small, id) }
        #expect(try await small.answer(about: id).loop == .withheld)
    }

    @Test("also about an episode in which nobody was referred anywhere, and about no other person's")
    func tellNothingWithoutReferral() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(by: small.doctor)
        let session = try await session(small, id, by: small.doctor)
        let opening = EpisodeOpening(
            practiceCode: SmallPlace.practice,
            telling: .everything,
            consent: Consent(share: false, reportBack: false, method: .inPerson)
        )
        let (episodes, pages) = (small.features.episodes, small.features.ownPages)
        var other = Sample.person()
        (other.name, other.nhsNumber) = ("Bea Other", nil)
        let others = try await episodes.open(opening, for: other, by: small.linkWorker)
        await #expect(throws: Failure.notFound) { try await pages.stopTelling(others, in: session) }
        let episode = try await episodes.open(opening, for: Sample.person(), by: small.linkWorker)
        try await pages.stopTelling(episode, in: session)
        let telling = try await small.place.database.read {
            try String.fetchOne($0, sql: "SELECT telling FROM episode WHERE id = ?", arguments: [episode])
        }
        #expect(telling == Episode.Telling.nothing.rawValue)
    }

    @Test("and nobody can switch it on again without asking them anew")
    func tellingStaysOff() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let episode = try await small.episode(of: id)
        try await small.features.referrals.takeBack(.tellThePractice, of: id, how: .telephone, by: small.linkWorker)
        await #expect(throws: Failure.self) {
            let move = Episode.Move.change(EpisodePlan(), telling: .everything)
            try await small.features.episodes.move(episode.id, seen: episode.version + 1, move, by: small.linkWorker)
        }
    }

    @Test("and saying “nothing” once more opens no way back")
    func tellingStaysOffWhenSaidTwice() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let (episode, episodes) = (try await small.episode(of: id).id, small.features.episodes)
        try await small.features.referrals.takeBack(.tellThePractice, of: id, how: .telephone, by: small.linkWorker)
        func change(_ telling: Episode.Telling) async throws {
            let seen = try await small.episode(of: id).version
            try await episodes.change(
                telling: telling,
                method: .telephone,
                of: episode,
                seen: seen,
                by: small.linkWorker
            )
        }
        try await change(.nothing)
        let entry = try await episodes.sheet(episode, for: small.linkWorker).consent
        #expect(entry?.withdrawnBy == .referrer, "what they took back is still there to read")
        await #expect(throws: Failure.self) { try await change(.everything) }
        #expect(try await small.episode(of: id).telling == .nothing)
    }

    @Test("By telephone: whoever follows it through writes it down, and nobody else can")
    func onBehalf() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .accepted)
        for actor in small.everybody where actor != small.linkWorker {
            await #expect(throws: Failure.notFound) {
                try await small.features.referrals.takeBack(.share, of: id, how: .telephone, by: actor)
            }
        }
        try await small.features.referrals.takeBack(.share, of: id, how: .telephone, by: small.linkWorker)
        let referral = try await small.referral(id)
        #expect(referral.closure == .personDeclined && !referral.isShared)
        let entry = try #require(
            try await small.features.referrals.sheet(id, for: small.linkWorker).consent.first { $0.purpose == .share }
        )
        #expect(entry.withdrawnBy == .referrer && entry.withdrawnHow == .telephone)
    }

    @Test("What has run out is hidden from the organisation from the day after, and it can do nothing more")
    func expiry() async throws {
        let small = try await SmallPlace()
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today.adding(days: 2)
        let id = try await small.features.referrals.make(draft, by: small.linkWorker)
        let referrals = small.features.referrals
        small.place.clock.advance(days: 2)
        #expect(try await referrals.sheet(id, for: small.gardener).person.name == draft.person.name)
        small.place.clock.advance(days: 1)
        let sheet = try await referrals.sheet(id, for: small.gardener)
        #expect(sheet.person == .withdrawn && sheet.moves.isEmpty)
        #expect(try await small.lines(for: small.gardener).map(\.personName) == [SharedPerson.withdrawn.name])
        await #expect(throws: Failure.self) { try await referrals.move(id, seen: 1, .accept, by: small.gardener) }
        #expect(try await referrals.sheet(id, for: small.linkWorker).person.name == draft.person.name)
    }

    // MARK: What they say

    @Test("“No longer interested” ends it, also when the organisation has moved it on meanwhile")
    func stop() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let session = try await session(small, id)
        try await small.apply(.accept, to: id, by: .organisation, small.gardener)
        for _ in 1...2 { try await small.features.ownPages.stop(id, in: session) }
        let referral = try await small.referral(id)
        #expect(referral.closure == .personDeclined && referral.closedBy == .person && referral.isShared)
        var draft = small.draft()
        (draft.person.name, draft.person.nhsNumber) = ("Bea Other", nil)
        let others = try await small.features.referrals.make(draft, by: small.doctor)
        await #expect(throws: Failure.notFound) { try await small.features.ownPages.stop(others, in: session) }
    }

    @Test("“I still have not heard” is in the link worker's list and in one mail to the organisation, once a week")
    func notHeard() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let session = try await session(small, id)
        let pages = small.features.ownPages
        try await pages.notHeard(id, in: session)
        await #expect(throws: Failure.self) { try await pages.notHeard(id, in: session) }
        let mails = try await small.place.messages().filter { $0.kind == .personWaits }.map(\.recipient)
        #expect(Set(mails) == ["garden@example.org", "linkworker@people.example.org"] && mails.count == 2)
        let list = try await small.worklist(of: small.linkWorker)
        #expect(list.mine.rows.map(\.notHeardAt) == [small.place.clock.now] && list.others.rows.isEmpty)
        #expect(list.mine.rows.map(\.next) == [.ring] && list.counts == Worklist.Counts(mine: 1, others: 0))
        #expect(try await small.worklist(of: small.gardener).mine.rows.map(\.notHeardAt) == [nil])
        small.place.clock.advance(days: 7)
        try await pages.notHeard(id, in: session)
        small.place.clock.advance(minutes: 1)
        try await small.apply(.accept, to: id, by: .organisation, small.gardener)
        let after = try await small.worklist(of: small.linkWorker)
        #expect(after.mine.rows.isEmpty && after.others.rows.map(\.notHeardAt) == [nil], "something has happened")
    }

    @Test("and a practice that is not to be told has nothing of it in its list")
    func notHeardWithheld() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(reportBack: false, by: small.doctor)
        try await small.features.ownPages.notHeard(id, in: session(small, id, by: small.doctor))
        let list = try await small.worklist(of: small.doctor)
        #expect(list.mine.rows.isEmpty && list.others.rows.map(\.notHeardAt) == [nil])
    }

    @Test(
        "“Did it help?” is for the link worker, and goes into the letter of an episode that has not ended, if they agree",
        arguments: [true, false]
    )
    func helped(_ forPractice: Bool) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        let session = try await session(small, id)
        try await small.features.ownPages.sayWhetherItHelped(
            .some,
            words: "I know the bus now.",
            forPractice: forPractice,
            about: id,
            in: session
        )
        let sheet = try await small.features.referrals.sheet(id, for: small.linkWorker)
        #expect(sheet.said.map(\.words) == ["I know the bus now."])
        #expect(try await small.features.referrals.sheet(id, for: small.gardener).said.isEmpty)
        small.place.clock.advance(minutes: 1)
        try await close(small, id)
        #expect(try await letter(small, id)?.personWords == (forPractice ? "I know the bus now." : nil))
        try await small.features.ownPages.sayWhetherItHelped(
            .lot,
            words: "Later.",
            forPractice: true,
            about: id,
            in: session
        )
        #expect(try await letter(small, id)?.personWords != "Later.", "what was sent is not changed")
    }

    @Test("Who looked is told by role, place and day, each once")
    func looks() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        for _ in 1...3 { _ = try await small.features.referrals.sheet(id, for: small.gardener) }
        _ = try await small.features.referrals.sheet(id, for: small.linkWorker)
        let sheet = try await small.features.ownPages.sheet(for: session(small, id))
        #expect(sheet.looks.map(\.role) == [.linkWorker, .organisation])
        #expect(sheet.looks.map(\.place) == [nil, "The Garden"] && sheet.looks.allSatisfy { $0.day == Sample.today })
    }

    @Test("and so is a look at how they said they are")
    func measuresLook() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let (episode, session) = (try await small.episode(of: id).id, try await session(small, id))
        small.place.clock.advance(days: 1)
        _ = try await small.features.measures.sheet(episode, for: small.linkWorker)
        let look = OwnPages.Look(day: Sample.today.adding(days: 1), role: .linkWorker, place: nil)
        #expect(try await small.features.ownPages.sheet(for: session).looks.first == look)
    }

    private func close(_ small: SmallPlace, _ id: Referral.ID) async throws {
        let episode = try await small.episode(of: id)
        let plan = EpisodePlan(whatMatters: nil, risk: .noneKnown)
        let episodes = small.features.episodes
        try await episodes.move(
            episode.id,
            seen: episode.version,
            .change(plan, telling: episode.telling),
            by: small.linkWorker
        )
        let outcome = Outcome(engaged: .some, helped: .some, saidBy: .linkWorker)
        try await episodes.move(episode.id, seen: episode.version + 1, .close(outcome), by: small.linkWorker)
    }

    private func letter(_ small: SmallPlace, _ id: Referral.ID) async throws -> OutcomeLetter? {
        let answer = try await small.answer(about: id)
        return try small.features.referrals.answering.letter(of: answer)
    }
}
