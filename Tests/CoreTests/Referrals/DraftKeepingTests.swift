import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("A referral that is saved to be finished later")
struct DraftKeepingTests {
    private func began(_ small: SmallPlace) async throws -> (episode: Episode.ID, draft: Referral.ID) {
        let opening = EpisodeOpening(
            practiceCode: SmallPlace.practice,
            telling: .everything,
            consent: Consent(share: false, reportBack: false, method: .inPerson)
        )
        let episode = try await small.features.episodes.open(opening, for: Sample.person(), by: small.linkWorker)
        var words = UnsentReferral()
        words.reason = "She misses the garden."
        let draft = try await small.features.referrals.save(
            words,
            to: small.garden.offer.id,
            in: episode,
            over: nil,
            key: "form",
            by: small.linkWorker
        )
        return (episode, draft)
    }

    @Test("is nobody else's business: no event, no mail, and the organisation finds nothing")
    func hidden() async throws {
        let small = try await SmallPlace()
        let (_, draft) = try await began(small)
        #expect(try await small.referral(draft).state == .draft)
        #expect(try await small.place.count("referralEvent") == 0)
        #expect(try await small.place.messages().isEmpty)
        #expect(try await small.features.episodes.list(for: small.linkWorker).map(\.openReferrals) == [0])
        for actor in [small.gardener, small.otherLinkWorker, small.doctor] {
            await #expect(throws: Failure.notFound) { try await small.features.referrals.sheet(draft, for: actor) }
        }
        #expect(
            try await small.features.verifier.findings().flatMap(\.problems).filter { $0.contains("Referral") } == []
        )
    }

    @Test("is at once in the list of whoever began it, with the day that its priority gives")
    func listed() async throws {
        let small = try await SmallPlace()
        let (episode, draft) = try await began(small)
        let list = try await small.worklist(of: small.linkWorker)
        #expect(list.mine.rows.count == 1 && list.mine.rows.first?.due == Sample.day("2026-11-24"))
        var words = UnsentReferral()
        words.priority = .urgent
        let (referrals, offer) = (small.features.referrals, small.garden.offer.id)
        _ = try await referrals.save(words, to: offer, in: episode, over: (draft, 1), key: "form", by: small.linkWorker)
        let due = try await small.place.database.read {
            try Day.fetchOne($0, sql: "SELECT referrerDueOn FROM referral")
        }
        #expect(due == Sample.day("2026-11-23"))
    }

    @Test("does not count as something that went on in its episode")
    func quiet() async throws {
        let small = try await SmallPlace()
        let (episode, _) = try await began(small)
        small.place.clock.advance(days: 3)
        _ = try await small.features.referrals.save(
            UnsentReferral(),
            to: small.cafe.offer.id,
            in: episode,
            over: nil,
            key: "other form",
            by: small.linkWorker
        )
        let since = try await small.place.database.read { try Day.fetchOne($0, sql: "SELECT quietSince FROM episode") }
        #expect(since == Sample.today)
    }

    @Test("keeps its words sealed, and gives them back")
    func kept() async throws {
        let small = try await SmallPlace()
        let (_, draft) = try await began(small)
        let unsent = try await small.features.referrals.unsent(draft, by: small.linkWorker)
        #expect(unsent.words.reason == "She misses the garden.")
        let stored = try await small.place.database.read {
            try Data.fetchOne($0, sql: "SELECT draft FROM referralDetail")
        }
        #expect(stored.map { !String(decoding: $0, as: UTF8.self).contains("garden") } == true)
    }

    @Test("saved twice with one form is one draft with the last words, and over an older page is refused")
    func twice() async throws {
        let small = try await SmallPlace()
        let (episode, draft) = try await began(small)
        func save(over known: (Referral.ID, Int)?) async throws -> Referral.ID {
            var words = UnsentReferral()
            words.reason = "She misses the garden and her dog."
            return try await small.features.referrals.save(
                words,
                to: small.garden.offer.id,
                in: episode,
                over: known.map { (id: $0.0, version: $0.1) },
                key: "form",
                by: small.linkWorker
            )
        }
        #expect(try await save(over: nil) == draft)
        let unsent = try await small.features.referrals.unsent(draft, by: small.linkWorker)
        #expect(unsent.words.reason == "She misses the garden and her dog.")
        #expect(try await save(over: (draft, 2)) == draft)
        let failure = await #expect(throws: Failure.self) { _ = try await save(over: (draft, 1)) }
        #expect(failure?.sentence.contains("saved from another page") == true)
        #expect(try await small.place.count("referral") == 1)
    }

    @Test("becomes a referral like any other when it is sent, under the same number")
    func sent() async throws {
        let small = try await SmallPlace()
        let (episode, draft) = try await began(small)
        var form = small.draft()
        (form.episodeID, form.finishing) = (episode, draft)
        #expect(try await small.features.referrals.make(form, by: small.linkWorker) == draft)
        let referral = try await small.referral(draft)
        #expect(referral.state == .sent && referral.version == 1 && referral.episodeID == episode)
        #expect(try await small.place.count("referralEvent") == 1)
        #expect(try await small.place.messages().count == 1)
        #expect(try await small.features.referrals.make(form, by: small.linkWorker) == draft)
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.throwAway(draft, by: small.linkWorker)
        }
        #expect(failure?.sentence.contains("sent already") == true)
    }

    @Test("stays a draft when the offer has filled up meanwhile, or consent is missing")
    func guarded() async throws {
        let small = try await SmallPlace()
        let (episode, draft) = try await began(small)
        var form = small.draft()
        (form.episodeID, form.finishing) = (episode, draft)
        form.consent.share = false
        await #expect(throws: Failure.self) { try await small.features.referrals.make(form, by: small.linkWorker) }
        form.consent.share = true
        try await small.place.execute("UPDATE offer SET intake = 'full'")
        await #expect(throws: Failure.self) { try await small.features.referrals.make(form, by: small.linkWorker) }
        #expect(try await small.referral(draft).state == .draft)
    }

    @Test("is thrown away for good, by whoever wrote it")
    func thrownAway() async throws {
        let small = try await SmallPlace()
        let (_, draft) = try await began(small)
        await #expect(throws: Failure.notFound) {
            try await small.features.referrals.throwAway(draft, by: small.otherLinkWorker)
        }
        try await small.features.referrals.throwAway(draft, by: small.linkWorker)
        #expect(try await small.place.count("referral") == 0)
        #expect(try await small.place.count("referralDetail") == 0)
        #expect(try await small.place.count("audit WHERE action = 'draft thrown away'") == 1)
    }

    @Test("goes with its episode when that ends")
    func ended() async throws {
        let small = try await SmallPlace()
        let (episode, _) = try await began(small)
        let plan = EpisodePlan(risk: .noneKnown)
        let episodes = small.features.episodes
        try await episodes.move(episode, seen: 1, .change(plan, telling: .everything), by: small.linkWorker)
        let outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person)
        try await episodes.move(episode, seen: 2, .close(outcome), by: small.linkWorker)
        #expect(try await small.place.count("referral") == 0)
    }
}
