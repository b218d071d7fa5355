import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Filing many at once")
struct FilingTests {
    @Test("files what asks nothing, each with its receipt, and leaves the rest unread")
    func onlyFile() async throws {
        let small = try await SmallPlace()
        let file = try await small.answered()
        let aware = try await small.answered(Outcome(engaged: .some, helped: .none, saidBy: .person))
        #expect(try await small.features.outcomes.file([file, aware], by: small.doctor) == 1)
        let filed = try await small.answer(file)
        #expect(filed.loop == .filed && filed.receivedBy == small.doctor.id && filed.filedBy == small.doctor.id)
        #expect(try await small.answer(aware).loop == .sent)
    }

    @Test("by two at once files each once, and tells each how many it was")
    func atOnce() async throws {
        let small = try await SmallPlace()
        var ids: [PracticeAnswer.ID] = []
        for _ in 0..<4 { ids.append(try await small.answered()) }
        let all = ids
        async let first = small.features.outcomes.file(all, by: small.doctor)
        async let second = small.features.outcomes.file(all, by: small.doctor)
        #expect(try await first + second == 4)
        #expect(try await small.place.count("audit WHERE action = 'outcome filed'") == 4)
    }

    @Test("is for the practice's own, for some, and for no more than a page holds")
    func scope() async throws {
        let small = try await SmallPlace()
        let id = try await small.answered()
        for actor in small.everybody where actor != small.doctor {
            #expect(try await small.features.outcomes.file([id], by: actor) == 0)
        }
        await #expect(throws: Failure.self) { try await small.features.outcomes.file([], by: small.doctor) }
        let many = (0...Outcomes.mostAtOnce).map { _ in PracticeAnswer.ID() }
        await #expect(throws: Failure.self) { try await small.features.outcomes.file(many, by: small.doctor) }
    }
}

@Suite("What is still open, for the practice")
struct StillOpenTests {
    @Test("is its people with the referrals that go on, and who follows them through")
    func episode() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral(in: .waiting)
        let line = try #require(try await small.features.stillOpen.list(for: small.doctor).first)
        #expect(line.personName == "Ada Example" && line.linkWorker == "linkworker")
        #expect(line.steps.map(\.organisation) == ["The Garden"] && line.steps.map(\.referral.state) == [.waiting])
        #expect(try await small.features.outcomes.stillOpen(for: small.doctor) == 1)
        for actor in small.everybody where actor != small.doctor {
            #expect(try await small.features.stillOpen.list(for: actor).isEmpty)
        }
    }

    @Test("leaves out whoever did not agree, or has taken it back")
    func consent() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral(reportBack: false)
        _ = try await small.referral(reportBack: false, by: small.doctor)
        #expect(try await small.features.stillOpen.list(for: small.doctor).isEmpty)
        let id = try await small.referral(by: small.doctor)
        #expect(try await small.features.stillOpen.list(for: small.doctor).count == 1)
        let now = small.place.clock.now
        try await small.place.database.write {
            try ConsentStore.withdraw(.reportBack, of: .referral(id), by: .person, how: .online, at: now, in: $0)
        }
        #expect(try await small.features.stillOpen.list(for: small.doctor).isEmpty)
        #expect(try await small.features.outcomes.stillOpen(for: small.doctor) == 0)
    }

    @Test("ends when it ends")
    func ends() async throws {
        let small = try await SmallPlace()
        _ = try await small.ended()
        #expect(try await small.features.stillOpen.list(for: small.doctor).isEmpty)
    }
}

@Suite("The weekly mail to a practice")
struct PracticeDigestTests {
    private func place() async throws -> SmallPlace {
        let small = try await SmallPlace()
        try await small.way(.page, email: "inbox@practice.example.org")
        return small
    }

    /// `Sample.now` is a Saturday.
    private func monday(_ small: SmallPlace) { small.place.clock.advance(days: 2) }

    @Test("counts what waits, on Monday, once, and says nothing about anybody")
    func counts() async throws {
        let small = try await place()
        _ = try await small.answered()
        let opened = try await small.answered()
        _ = try await small.features.outcomes.open(opened, by: small.doctor)
        monday(small)
        #expect(try await small.features.practiceDigest.send() == 1)
        #expect(try await small.features.practiceDigest.send() == 0)
        let mail = try #require(try await small.mails(.practiceDigest).first)
        #expect(mail.body.contains("- FILE (nothing to do): 1") && mail.body.contains("Opened and not filed yet: 1"))
        #expect(!mail.body.contains("Ada") && !mail.body.contains("Growing"))
        small.place.clock.advance(days: 7)
        #expect(try await small.features.practiceDigest.send() == 1)
    }

    @Test("is not written when nothing waits but what goes on")
    func nothing() async throws {
        let small = try await place()
        _ = try await small.referral()
        monday(small)
        #expect(try await small.features.practiceDigest.send() == 0)
    }

    @Test("says once who has come to wait for long, and not of whom the practice is told nothing before the end")
    func longWait() async throws {
        #expect(try await longWaitMails(telling: .everything) == 1)
        #expect(try await longWaitMails(telling: .onlyThatItEnded) == 0)
        #expect(try await longWaitMails(telling: .everything, reportBack: false) == 0)
    }

    private func longWaitMails(telling: Episode.Telling, reportBack: Bool = true) async throws -> Int {
        let small = try await place()
        let id = try await small.referral(reportBack: reportBack)
        try await small.apply(.wait(expectedOn: Sample.day("2027-10-01")), to: id, by: .organisation, small.gardener)
        try await small.place.execute("UPDATE episode SET telling = ?", [telling.rawValue])
        for _ in 0..<110 {
            small.place.clock.advance(days: 1)
            try await small.features.timers.run()
            try await small.features.practiceDigest.send()
        }
        let mails = try await small.mails(.practiceDigest)
        #expect(mails.allSatisfy { $0.body.contains("People who have now waited a long time for a place: 1") })
        return mails.count
    }

    @Test("is not written to a mailbox that is gone")
    func gone() async throws {
        let small = try await place()
        _ = try await small.answered()
        _ = try await small.bounce("inbox@practice.example.org")
        monday(small)
        #expect(try await small.features.practiceDigest.send() == 0)
    }

    @Test("is not written in the middle of a first week, and late by a server that was off on a Monday")
    func late() async throws {
        let small = try await place()
        _ = try await small.answered()
        #expect(try await small.features.practiceDigest.send() == 0)
        small.place.clock.advance(days: 4)
        #expect(try await small.features.practiceDigest.send() == 1)
    }
}
