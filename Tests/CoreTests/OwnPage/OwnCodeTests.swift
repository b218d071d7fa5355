import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The code of a person's own page")
struct OwnCodeTests {
    private let year = Sample.person().dateOfBirth.year

    private func code(_ small: SmallPlace, for id: Referral.ID, by actor: Actor) async throws -> LetterCode {
        let pages = small.features.ownPages
        try await pages.give(for: id, insteadOf: nil, by: actor)
        return try #require(try await pages.invitation(for: id, by: actor, mailReachesPeople: true).key).code
    }

    private func token(_ number: UInt8) -> Data { Data(repeating: number, count: 32) }

    @Test("opens the page with the year of birth, on two phones at once")
    func twoPhones() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let code = try await code(small, for: id, by: small.linkWorker)
        let pages = small.features.ownPages
        for phone in [token(1), token(2)] {
            #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: phone) == .opened)
        }
        for phone in [token(1), token(2)] {
            let session = try #require(try await pages.session(tokenHash: phone))
            #expect(try await pages.sheet(for: session).referrals.map(\.referral.id) == [id])
        }
        try await pages.leave(tokenHash: token(1))
        #expect(try await pages.session(tokenHash: token(1)) == nil)
        #expect(try await pages.session(tokenHash: token(2)) != nil)
    }

    @Test("is locked by five wrong years in all, and the right one does not help afterwards")
    func locked() async throws {
        let small = try await SmallPlace()
        let code = try await code(small, for: small.referral(), by: small.linkWorker)
        let pages = small.features.ownPages
        for left in [4, 3] {
            #expect(try await pages.enter(code, yearOfBirth: 1900, tokenHash: token(1)) == .wrongYear(left: left))
        }
        #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: token(1)) == .opened)
        for left in [2, 1] {
            #expect(try await pages.enter(code, yearOfBirth: 1900, tokenHash: token(2)) == .wrongYear(left: left))
        }
        #expect(try await pages.enter(code, yearOfBirth: 1900, tokenHash: token(2)) == .locked)
        #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: token(2)) == .locked)
        #expect(try await pages.session(tokenHash: token(1)) != nil, "a page that is open stays open")
    }

    @Test("is unknown when it never was, and expires after 90 days")
    func unknownAndExpired() async throws {
        let small = try await SmallPlace()
        let code = try await code(small, for: small.referral(), by: small.linkWorker)
        let pages = small.features.ownPages
        let other = try #require(LetterCode("00000-00000"))
        #expect(try await pages.enter(other, yearOfBirth: year, tokenHash: token(1)) == .unknown)
        small.place.clock.advance(days: 89.9)
        #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: token(1)) == .opened)
        small.place.clock.advance(days: 0.2)
        #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: token(2)) == .expired)
    }

    @Test("is replaced by a newer one, which ends what the older one had opened; a form sent twice makes one")
    func replaced() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let first = try await code(small, for: id, by: small.linkWorker)
        let pages = small.features.ownPages
        #expect(try await pages.enter(first, yearOfBirth: year, tokenHash: token(1)) == .opened)
        try await pages.give(for: id, insteadOf: nil, by: small.linkWorker)
        let shown = try #require(try await pages.invitation(for: id, by: small.linkWorker, mailReachesPeople: true).key)
        #expect(shown.code == first, "the form without a code, sent again")
        small.place.clock.advance(minutes: 1)
        for number in [Int.max, Int.min, 0] { try await pages.give(for: id, insteadOf: number, by: small.linkWorker) }
        #expect(try await small.place.count("ownCode") == 1, "no form of ours has such a number")
        let older = Int(shown.madeAt.timeIntervalSince1970)
        for _ in 1...2 { try await pages.give(for: id, insteadOf: older, by: small.linkWorker) }
        #expect(try await small.place.count("ownCode") == 2)
        #expect(try await pages.enter(first, yearOfBirth: year, tokenHash: token(2)) == .ended)
        #expect(try await pages.session(tokenHash: token(1)) == nil)
    }

    @Test("closes its page after 30 minutes without use, and after 12 hours in any case")
    func idle() async throws {
        let small = try await SmallPlace()
        let code = try await code(small, for: small.referral(), by: small.linkWorker)
        let pages = small.features.ownPages
        #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: token(1)) == .opened)
        for _ in 0..<28 {
            small.place.clock.advance(minutes: 25)
            #expect(try await pages.session(tokenHash: token(1)) != nil)
        }
        small.place.clock.advance(minutes: 25)
        #expect(try await pages.session(tokenHash: token(1)) == nil)
        #expect(try await pages.enter(code, yearOfBirth: year, tokenHash: token(2)) == .opened)
        small.place.clock.advance(minutes: 31)
        #expect(try await pages.session(tokenHash: token(2)) == nil)
    }

    @Test("is made only by those who follow the referral through")
    func whoGives() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        for actor in small.everybody where actor != small.linkWorker {
            await #expect(throws: Failure.notFound) {
                try await small.features.ownPages.give(for: id, insteadOf: nil, by: actor)
            }
        }
        _ = try await code(small, for: small.referral(by: small.doctor), by: small.doctor)
        #expect(try await small.place.count("ownCode") == 1)
    }

    @Test("stands in the database only as a keyed hash, also when it is mailed; the mail is sealed until it goes")
    func mail() async throws {
        let small = try await SmallPlace()
        let id = try await small.features.referrals.make(
            small.draft(
                for: Person(
                    name: "Ada Example",
                    dateOfBirth: Sample.day("1950-01-02"),
                    phone: "07700900462",
                    email: "ada.canary@example.org"
                )
            ),
            by: small.linkWorker
        )
        let code = try await code(small, for: id, by: small.linkWorker)
        for _ in 1...2 {
            try await small.features.ownPages.email(for: id, by: small.linkWorker, mailReachesPeople: true)
        }
        let message = try #require(try await small.place.messages().last { $0.kind == .ownPage })
        #expect(try await small.place.messages().count { $0.kind == .ownPage } == 1)
        #expect(message.recipient == "sealed@person.invalid" && !message.body.contains(code.description))
        let box = Mailbag()
        let outbox = Outbox(
            database: small.place.database,
            clock: small.place.clock.clock,
            transport: box,
            sealer: Sealer(secret: TestPlace.secret)
        )
        try await outbox.deliver()
        let sent = try #require(box.messages.last { $0.kind == .ownPage })
        #expect(sent.recipient == "ada.canary@example.org" && sent.body.contains(code.description))
        #expect(!sent.body.contains("Ada") && !(sent.subject + sent.body).contains("Growing together"))
        #expect(try await small.place.messages().allSatisfy { $0.sealed == nil }, "gone once it was handed over")
    }

    @Test("does not count as mailed once that mail was given up")
    func givenUp() async throws {
        let small = try await SmallPlace()
        var person = Sample.person()
        person.email = "ada@example.org"
        let id = try await small.features.referrals.make(small.draft(for: person), by: small.linkWorker)
        _ = try await code(small, for: id, by: small.linkWorker)
        let pages = small.features.ownPages
        func mailedAt() async throws -> Date? {
            try await pages.invitation(for: id, by: small.linkWorker, mailReachesPeople: true).mailedAt
        }
        try await pages.email(for: id, by: small.linkWorker, mailReachesPeople: true)
        #expect(try await mailedAt() == small.place.clock.now)
        try await small.place.execute("UPDATE outboxMessage SET droppedAt = createdAt WHERE kind = 'own page'")
        #expect(try await mailedAt() == nil)
    }

    @Test("is not mailed where messages end as files, and the file says nothing")
    func spool() async throws {
        let small = try await SmallPlace()
        #expect(!small.features.outbox.reachesPeople)
        var person = Sample.person()
        person.email = "spool.canary@example.org"
        let id = try await small.features.referrals.make(small.draft(for: person), by: small.linkWorker)
        let code = try await code(small, for: id, by: small.linkWorker)
        try await small.features.ownPages.email(for: id, by: small.linkWorker, mailReachesPeople: true)
        try await small.features.outbox.deliver()
        let waits =
            "SELECT COUNT(*) FROM outboxMessage WHERE sealed IS NOT NULL AND sentAt IS NULL AND droppedAt IS NULL"
        #expect(try await small.place.database.read { try Int.fetchOne($0, sql: waits) } == 1)
        let spool = small.place.folder.appendingPathComponent("spool")
        for file in try FileManager.default.contentsOfDirectory(at: spool, includingPropertiesForKeys: nil) {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(
                !text.contains("spool.canary")
                    && !text.contains(Data("code: \(code)".utf8).base64EncodedString().prefix(12))
            )
        }
    }
}

/// A transport that hands over for real, into a list.
private final class Mailbag: MailTransport, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [OutboxMessage] = []

    var messages: [OutboxMessage] { lock.withLock { kept } }

    func deliver(_ message: OutboxMessage) throws { lock.withLock { kept.append(message) } }
}
