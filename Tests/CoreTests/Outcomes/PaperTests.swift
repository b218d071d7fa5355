import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("An answer on paper")
struct PaperTests {
    private func place() async throws -> SmallPlace {
        let small = try await SmallPlace()
        try await small.way(.letter)
        return small
    }

    private func code(_ answer: PracticeAnswer, _ small: SmallPlace) async throws -> LetterCode {
        try await small.features.deliveries.paper(answer.id, for: small.linkWorker).code
    }

    @Test("waits to be printed, and is sent only when somebody says that they have posted it")
    func posted() async throws {
        let small = try await place()
        let answer = try await small.ended()
        #expect(answer.loop == .drafted && answer.way == .letter && answer.sentAt == nil)
        let line = try #require(try await small.features.deliveries.list(for: small.linkWorker).first)
        #expect(line.answer.id == answer.id && line.personName == "Ada Example")
        _ = try await code(answer, small)
        #expect(try await small.answer(answer.id).loop == .drafted)
        try await small.features.deliveries.posted(answer.id, by: small.linkWorker)
        small.place.clock.advance(days: 1)
        try await small.features.deliveries.posted(answer.id, by: small.linkWorker)
        let posted = try await small.answer(answer.id)
        #expect(posted.loop == .sent && posted.sentAt == Sample.now && posted.tries == 1)
    }

    @Test("is its link worker's alone to see, print and post")
    func own() async throws {
        let small = try await place()
        let id = try await small.ended().id
        for actor in small.everybody where actor != small.linkWorker {
            #expect(try await small.features.deliveries.list(for: actor).isEmpty)
            await #expect(throws: Failure.notFound) { try await small.features.deliveries.paper(id, for: actor) }
            await #expect(throws: Failure.notFound) { try await small.features.deliveries.posted(id, by: actor) }
        }
    }

    @Test("is received when its code is typed, once, by nobody in particular")
    func received() async throws {
        let small = try await place()
        let answer = try await small.ended()
        let code = try await code(answer, small)
        #expect(try await self.code(answer, small) == code, "printed twice, it is the same")
        try await small.features.deliveries.posted(answer.id, by: small.linkWorker)
        try await small.features.receipts.receive(code)
        small.place.clock.advance(days: 3)
        try await small.features.receipts.receive(code)
        let received = try await small.answer(answer.id)
        #expect(received.loop == .received && received.receivedAt == Sample.now)
        #expect(received.receivedBy == nil && received.isReceivedByCode)
        #expect(try await small.features.deliveries.list(for: small.linkWorker).isEmpty)
    }

    @Test("is received also when the code is typed before anybody said that it was posted")
    func early() async throws {
        let small = try await place()
        let answer = try await small.ended()
        try await small.features.receipts.receive(try await code(answer, small))
        let received = try await small.answer(answer.id)
        #expect(received.loop == .received && received.sentAt == Sample.now)
    }

    @Test("has a code that nobody guesses, that is not stored, and that ends after sixty days")
    func expires() async throws {
        let small = try await place()
        let answer = try await small.ended()
        let code = try await code(answer, small)
        try await small.features.deliveries.posted(answer.id, by: small.linkWorker)
        await #expect(throws: Failure.notFound) { try await small.features.receipts.receive(LetterCode()) }
        let stored = try await small.place.database.read {
            try String.fetchAll($0, sql: "SELECT hex(receiptHash) FROM answer")
        }
        #expect(stored.allSatisfy { !$0.contains(code.text) && $0.utf8.count == 64 })
        small.place.clock.advance(days: Double(Receipts.days))
        await #expect(throws: Failure.unavailable("This code has expired. Ring whoever is named on the letter.")) {
            try await small.features.receipts.receive(code)
        }
        #expect(try await small.answer(answer.id).loop == .sent)
    }

    @Test("typed by two at once has one receipt")
    func atOnce() async throws {
        let small = try await place()
        let answer = try await small.ended()
        let code = try await code(answer, small)
        async let first: Void = small.features.receipts.receive(code)
        async let second: Void = small.features.receipts.receive(code)
        _ = try await (first, second)
        #expect(try await small.place.count("audit WHERE action = 'outcome received'") == 1)
    }

    @Test("is not needed by a practice that made the referral itself: it reads it here")
    func direct() async throws {
        let small = try await place()
        let answer = try await small.answer(try await small.answered())
        #expect(answer.loop == .sent && answer.way == .page)
    }

    @Test("is never made of what the person did not agree to tell")
    func withheld() async throws {
        let small = try await place()
        let answer = try await small.ended(telling: .nothing)
        #expect(answer.loop == .withheld && answer.letter == nil && answer.receiptHash == nil)
        #expect(try await small.features.deliveries.list(for: small.linkWorker).isEmpty)
        await #expect(throws: Failure.notFound) {
            try await small.features.deliveries.paper(answer.id, for: small.linkWorker)
        }
    }
}
