import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Answering fact by fact")
struct AnsweringTests {
    private func asked() async throws -> (SmallPlace, token: String) {
        let small = try await SmallPlace()
        try await small.place.execute(
            "UPDATE offer SET confirmedAt = ?",
            [Sample.now.addingTimeInterval(-86_400 * 100)]
        )
        _ = try await small.features.confirmations.ask()
        let message = try await small.place.messages().first { $0.recipient == "garden@example.org" }
        return (small, try #require(message?.token))
    }

    private func offer(_ small: SmallPlace) async throws -> Offer {
        try await small.features.directory.listing(small.garden.offer.id).offer
    }

    private func ledger(_ small: SmallPlace) async throws -> [Evidence] {
        try await small.place.database.read { try EvidenceStore.ledger(of: small.garden.offer.id, in: $0) }
    }

    @Test("all right confirms, and says which way it came")
    func allRight() async throws {
        let (small, token) = try await asked()
        let id = small.garden.offer.id
        try await small.features.confirmations.answer(ListingAnswer(intake: .open), for: id, token: token)
        try await small.features.confirmations.answerByPhone(ListingAnswer(), for: id, by: small.linkWorker)
        let code = try await small.features.confirmations.makeLetter(
            to: small.garden.organisation.id,
            by: small.steward
        )
        try await small.features.confirmations.answer(ListingAnswer(), for: id, token: code.description)
        let ledger = try await ledger(small)
        #expect(Set(ledger.map(\.kind)) == [.confirmedOnline, .confirmedByPhone, .confirmedByLetter])
        #expect(ledger.allSatisfy { $0.by == "The Garden" })
        #expect(ledger.compactMap(\.actorID) == [small.linkWorker.id])
        #expect(try await offer(small).freshness(now: Sample.now) == .fresh)
        #expect(try await small.place.count("listingReport") == 0)
    }

    @Test("what is different goes to the steward in words, and is no confirmation")
    func different() async throws {
        let (small, token) = try await asked()
        let answer = ListingAnswer(different: [.cost: "£3 since May", .when: ""])
        for _ in 1...2 {
            try await small.features.confirmations.answer(answer, for: small.garden.offer.id, token: token)
        }
        let entry = try #require(try await ledger(small).first)
        #expect(try await ledger(small).count == 1, "the same form twice is once")
        #expect(entry.kind == .reportedWrong && entry.note == "confirmed online; not right: when, cost")
        #expect(try await offer(small).freshness(now: Sample.now) == .overdue)
        let report = try #require(try await small.features.reports.open(for: small.steward).first)
        #expect(report.kind == .different && report.source == .organisation)
        #expect(report.words == ["cost": "£3 since May", "when": ""])
        let link = try await small.features.confirmations.open(token: token)
        #expect(link.listings.map(\.state) == [.told])
        let stored = try await small.place.database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM listingReport").description
        }
        #expect(!stored.contains("since May"))
    }

    @Test("taking people changes at once")
    func intake() async throws {
        let (small, token) = try await asked()
        try await small.features.indexer.drain()
        try await small.features.confirmations.answer(
            ListingAnswer(intake: .full),
            for: small.garden.offer.id,
            token: token
        )
        let offer = try await offer(small)
        #expect(offer.intake == .full && offer.lastModified == Sample.now)
        #expect(offer.freshness(now: Sample.now) == .fresh)
        #expect(try await small.place.count("indexDirty") == 1)
        #expect(try await ledger(small).first?.note == "taking new people: full")
        let versions = try await small.features.versions.all(of: small.garden.offer.id, for: small.steward).versions
        #expect(versions.map(\.how) == [.edited, .found] && versions.first?.changed == ["intake"])
        #expect(versions.first?.by == "The Garden" && versions.last?.facts?.intake == .open)
    }

    @Test("that it has stopped counts against it at once, and the steward is told")
    func stopped() async throws {
        let (small, token) = try await asked()
        try await small.features.confirmations.answer(
            ListingAnswer(intake: .full, isRunning: false),
            for: small.garden.offer.id,
            token: token
        )
        let offer = try await offer(small)
        #expect(offer.doubt == .reportedClosed && offer.freshness(now: Sample.now) == .overdue)
        #expect(offer.intake == .open)
        #expect(try await small.features.reports.open(for: small.steward).map(\.kind) == [.closed])
    }

    @Test("another organisation's listing is not found")
    func otherOrganisation() async throws {
        let (small, token) = try await asked()
        await #expect(throws: Failure.notFound) {
            try await small.features.confirmations.answer(ListingAnswer(), for: small.cafe.offer.id, token: token)
        }
        #expect(try await small.place.count("evidence") == 0)
    }

    @Test("on the telephone is for those who ring")
    func roles() async throws {
        let (small, _) = try await asked()
        let id = small.garden.offer.id
        for actor in small.everybody where !Confirmations.ringing.contains(actor.role) {
            await #expect(throws: Failure.forbidden) {
                try await small.features.confirmations.answerByPhone(ListingAnswer(), for: id, by: actor)
            }
            await #expect(throws: Failure.forbidden) {
                try await small.features.confirmations.noAnswer(for: id, by: actor)
            }
        }
    }

    @Test("no answer counts once a day and person; again a week later it makes people ring first")
    func noAnswer() async throws {
        let (small, _) = try await asked()
        let id = small.garden.offer.id
        for _ in 1...3 { try await small.features.confirmations.noAnswer(for: id, by: small.linkWorker) }
        #expect(try await ledger(small).map(\.kind) == [.noAnswer])
        try await small.features.confirmations.noAnswer(for: id, by: small.steward)
        #expect(try await offer(small).standing.doubtedFrom == nil)
        small.place.clock.advance(minutes: 8 * 24 * 60)
        try await small.features.confirmations.noAnswer(for: id, by: small.steward)
        #expect(try await offer(small).standing.doubtedFrom == small.place.clock.now)
    }
}

@Suite("A letter with a code")
struct LetterTests {
    @Test("opens what is due, is read however it is typed, and is stored only as a keyed hash")
    func code() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE offer SET confirmedAt = NULL")
        let confirmations = small.features.confirmations
        let code = try await confirmations.makeLetter(to: small.garden.organisation.id, by: small.steward)
        let typed = [
            code.text, code.description, code.text.lowercased(), " \(code) ",
            code.text.replacingOccurrences(of: "0", with: "o").replacingOccurrences(of: "1", with: "l"),
        ]
        for form in typed {
            let link = try await confirmations.open(token: form)
            #expect(link.listings.map(\.listing.offer.name) == ["Growing together"] && !link.isMail)
        }
        let hash = try await small.place.database.read {
            try Data.fetchOne($0, sql: "SELECT tokenHash FROM confirmationLink")
        }
        #expect(hash != LinkToken.hash(code.text) && hash != LinkToken.hash(code.description))
        small.place.clock.advance(days: 60, minutes: -1)
        _ = try await confirmations.open(token: code.text)
        small.place.clock.advance(minutes: 1)
        let failure = await #expect(throws: Failure.self) { _ = try await confirmations.open(token: code.text) }
        #expect(failure?.sentence.hasPrefix("This link has expired.") == true)
    }

    @Test("is written by stewards, and a second one ends the first")
    func again() async throws {
        let small = try await SmallPlace()
        let confirmations = small.features.confirmations
        for actor in small.everybody where !Confirmations.writing.contains(actor.role) {
            await #expect(throws: Failure.forbidden) {
                try await confirmations.makeLetter(to: small.garden.organisation.id, by: actor)
            }
        }
        let first = try await confirmations.makeLetter(to: small.garden.organisation.id, by: small.steward)
        let second = try await confirmations.makeLetter(to: small.garden.organisation.id, by: small.steward)
        await #expect(throws: Failure.notFound) { try await confirmations.open(token: first.text) }
        _ = try await confirmations.open(token: second.text)
        await #expect(throws: Failure.notFound) {
            try await confirmations.makeLetter(to: Organisation.ID(), by: small.steward)
        }
    }

    @Test(
        "has no code in what is too long, too short or not of its letters",
        arguments: [
            "", "7K3QM-04XT", "7K3QM-04XTRR", "7K3QM-04XTU", "7K3QM_04XTR", "７K3QM04XTR",
            String(repeating: "-", count: 5_000),
        ]
    )
    func odd(_ text: String) {
        #expect(LetterCode(text) == nil)
    }
}

@Suite("Reporting a problem")
struct ReportTests {
    @Test("counts against the listing, keeps the words sealed, and is there for stewards only")
    func report() async throws {
        let small = try await SmallPlace()
        let reports = small.features.reports
        for _ in 1...2 {
            try await reports.report(.wrong, of: small.garden.offer.id, words: "It was shut.", key: "1", by: nil)
        }
        let offer = try await small.features.directory.listing(small.garden.offer.id).offer
        #expect(offer.doubt == .reportedWrong && offer.freshness(now: Sample.now) == .overdue)
        let entries = try await small.place.database.read { try EvidenceStore.ledger(of: offer.id, in: $0) }
        #expect(entries.map(\.by) == ["a member of the public"] && entries.map(\.note) == [nil])
        for actor in small.everybody where !Reports.settling.contains(actor.role) {
            await #expect(throws: Failure.forbidden) { try await reports.open(for: actor) }
        }
        let open = try await reports.open(for: small.steward)
        #expect(open.map(\.words) == [["": "It was shut."]])
        #expect(open.map(\.organisationName) == ["The Garden"])
        #expect(try await small.place.messages().isEmpty)
    }

    @Test("that counts no more is still there for the steward")
    func notCounted() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        try await small.features.reports.report(.closed, of: id, words: "", key: "1", counts: false, by: nil)
        #expect(try await small.place.count("evidence") == 0)
        #expect(try await small.features.reports.open(for: small.steward).map(\.words) == [[:]])
    }

    @Test("that it is not safe takes it back at once and asks the steward to look, without a word of what was said")
    func unsafe() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        for key in ["1", "2"] {
            try await small.features.reports.report(.unsafe, of: id, words: "Broken glass.", key: key, by: nil)
        }
        let offer = try await small.features.directory.listing(id).offer
        #expect(offer.freshness(now: Sample.now) == .unconfirmed)
        let messages = try await small.place.messages()
        #expect(messages.map(\.recipient) == ["steward@people.example.org"], "one a day")
        #expect(messages.first?.body.contains("glass") == false && messages.first?.body.contains("Growing") == false)
        try await small.features.reports.report(.noAnswer, of: id, words: "", key: "3", by: small.linkWorker)
        #expect(try await small.features.reports.open(for: small.steward).map(\.kind).first == .unsafe)
    }

    @Test("is settled once, and a listing that is right now is confirmed with it")
    func settle() async throws {
        let small = try await SmallPlace()
        let reports = small.features.reports
        for key in ["1", "2"] {
            try await reports.report(.closed, of: small.garden.offer.id, words: "", key: key, by: nil)
        }
        let open = try await reports.open(for: small.steward).map(\.id)
        try await reports.settle(open[0], isRight: false, by: small.steward)
        let doubted = try await small.features.directory.listing(small.garden.offer.id).offer
        #expect(doubted.freshness(now: Sample.now) == .overdue)
        small.place.clock.advance(minutes: 5)
        try await reports.settle(open[1], isRight: true, by: small.steward)
        let settled = try await small.features.directory.listing(small.garden.offer.id).offer
        #expect(settled.freshness(now: small.place.clock.now) == .fresh && settled.doubt == nil)
        #expect(try await reports.open(for: small.steward).isEmpty)
        await #expect(throws: Failure.conflict("Somebody has dealt with this already.")) {
            try await reports.settle(open[1], isRight: true, by: small.steward)
        }
        await #expect(throws: Failure.forbidden) {
            try await reports.settle(open[1], isRight: true, by: small.linkWorker)
        }
    }
}
