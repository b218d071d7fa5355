import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("A practice's tray")
struct TrayTests {
    @Test(
        "holds an answer as soon as the referral ends, and no referral that goes on",
        arguments: Referral.State.allCases.filter { $0 != .draft }
    )
    func ends(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: state, by: small.doctor)
        let tray = try await small.features.outcomes.tray(for: small.doctor)
        #expect(tray.map(\.answer.referralID) == (state == .closed ? [id] : []))
        if state == .closed {
            #expect(tray.first?.letter.tag == .file)
            #expect(tray.first?.letter.helped == .lot)
        }
    }

    @Test("is that practice's alone: nobody else sees, opens or files what is in it")
    func ownPractice() async throws {
        let small = try await SmallPlace()
        let id = try await small.answered()
        for actor in small.everybody where actor != small.doctor {
            #expect(try await small.features.outcomes.tray(for: actor).isEmpty)
            await #expect(throws: Failure.notFound) { try await small.features.outcomes.open(id, by: actor) }
            await #expect(throws: Failure.notFound) { try await small.features.outcomes.file(id, by: actor) }
        }
        #expect(try await small.answer(id).loop == .sent)
    }

    @Test("never holds what the person did not agree to tell")
    func withheld() async throws {
        let small = try await SmallPlace()
        let id = try await small.answered(reportBack: false)
        #expect(try await small.answer(id).loop == .withheld)
        #expect(try await small.features.outcomes.tray(for: small.doctor).isEmpty)
        await #expect(throws: Failure.notFound) { try await small.features.outcomes.open(id, by: small.doctor) }
        await #expect(throws: Failure.notFound) { try await small.features.outcomes.file(id, by: small.doctor) }
    }

    @Test("records the receipt when an answer is opened first, and only then")
    func receivedOnce() async throws {
        let small = try await SmallPlace()
        let id = try await small.answered()
        let opened = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(opened.answer.loop == .received)
        #expect(opened.letter.engaged == .all)
        small.place.clock.advance(days: 1)
        let again = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(again.answer == opened.answer && again.receivedBy == "doctor")
        #expect(again.answer.receivedAt == Sample.now)
    }

    @Test("opened by two at once has one receipt")
    func openedAtOnce() async throws {
        let small = try await SmallPlace()
        let id = try await small.answered()
        async let first = small.features.outcomes.open(id, by: small.doctor)
        async let second = small.features.outcomes.open(id, by: small.doctor)
        let sheets = try await [first, second]
        #expect(sheets.allSatisfy { $0.answer.loop == .received })
        #expect(try await small.place.count("answer WHERE receivedAt IS NOT NULL") == 1)
    }

    @Test("files what was opened, once, and nothing unread")
    func file() async throws {
        let small = try await SmallPlace()
        let id = try await small.answered()
        await #expect(throws: Failure.conflict("Open this answer first, then file it.")) {
            try await small.features.outcomes.file(id, by: small.doctor)
        }
        _ = try await small.features.outcomes.open(id, by: small.doctor)
        try await small.features.outcomes.file(id, by: small.doctor)
        try await small.features.outcomes.file(id, by: small.doctor)
        #expect(try await small.answer(id).loop == .filed)
        #expect(try await small.place.count("answer WHERE filedAt IS NOT NULL") == 1)
        _ = try await small.features.outcomes.open(id, by: small.doctor)
        #expect(try await small.answer(id).loop == .filed)
    }

    @Test("shows what is new first and what was filed last")
    func order() async throws {
        let small = try await SmallPlace()
        var ids: [PracticeAnswer.ID] = []
        for _ in 0..<3 { ids.append(try await small.answered()) }
        for id in ids.prefix(2) { _ = try await small.features.outcomes.open(id, by: small.doctor) }
        try await small.features.outcomes.file(ids[0], by: small.doctor)
        let tray = try await small.features.outcomes.tray(for: small.doctor)
        #expect(tray.map(\.answer.loop) == [.sent, .received, .filed])
        #expect(tray.map(\.answer.id) == [ids[2], ids[1], ids[0]])
    }

    @Test("tells of a referral that was declined, to be aware of")
    func declined() async throws {
        let small = try await SmallPlace()
        let id = try await small.features.referrals.make(small.draft(), by: small.doctor)
        try await small.features.referrals.move(id, seen: 1, .decline(.noCapacity, note: nil), by: small.gardener)
        let entry = try #require(try await small.features.outcomes.tray(for: small.doctor).first)
        #expect(entry.letter.tag == .aware && entry.letter.engaged == .none)
        #expect(entry.letter.services.map(\.closure) == [.declined])
    }
}

@Suite("A full tray")
struct FullTrayTests {
    /// As many answers as one page shows, about copies of one referral.
    private func fill(_ small: SmallPlace, with count: Int) async throws {
        let answering = Answering(sealer: Sealer(secret: TestPlace.secret), letters: Letters(publicURL: ""))
        let first = try await small.answered()
        let letter = try await small.features.outcomes.tray(for: small.doctor)[0].letter
        try await small.place.database.write { db in
            guard let answer = try PracticeAnswer.fetchOne(db, key: first) else { throw Failure.notFound }
            let columns = try db.columns(in: "referral").map(\.name).filter { $0 != "id" }.joined(separator: ", ")
            for _ in 1..<count {
                let id = Referral.ID()
                try db.execute(
                    sql: "INSERT INTO referral (id, \(columns)) SELECT ?, \(columns) FROM referral WHERE id = ?",
                    arguments: [id, answer.referralID]
                )
                var copy = PracticeAnswer(
                    .referral(id),
                    number: 1,
                    for: SmallPlace.practice,
                    tag: .file,
                    priority: .routine,
                    at: Sample.now
                )
                try copy.write(letter, sealer: answering.sealer)
                try copy.after(.written, at: Sample.now).after(.sent, at: Sample.now).insert(db)
            }
        }
    }

    @Test("is searched to its end, also where more has come than a page shows")
    func searched() async throws {
        let small = try await SmallPlace()
        var person = Sample.person()
        (person.name, person.nhsNumber) = ("Åda Lovelock", nil)
        let id = try await small.features.referrals.make(small.draft(for: person), by: small.doctor)
        try await small.features.referrals.move(id, seen: 1, .decline(.noCapacity, note: nil), by: small.gardener)
        let old = try await small.answer(about: id).id
        let outcomes = small.features.outcomes
        _ = try await outcomes.open(old, by: small.doctor)
        try await outcomes.file(old, by: small.doctor)
        try await fill(small, with: Outcomes.mostListed)
        #expect(try await !outcomes.tray(for: small.doctor).map(\.answer.id).contains(old))
        #expect(try await outcomes.tray(for: small.doctor, named: "ada LOVE").map(\.answer.id) == [old])
        #expect(try await outcomes.tray(for: small.otherDoctor, named: "ada LOVE").isEmpty)
    }

    @Test("of five hundred is read by an index")
    func fiveHundred() async throws {
        let small = try await SmallPlace()
        try await fill(small, with: 500)
        let tray = try await small.features.outcomes.tray(for: small.doctor, .notFiled)
        #expect(tray.count == 500)
        let plan = try await small.place.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT * FROM answer WHERE practiceCode = 'A00001' AND isCurrent
                        AND loop IN ('sent', 'received', 'filed', 'failed') AND letter IS NOT NULL
                    """
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("answerByPractice") }, "\(plan)")
    }
}
