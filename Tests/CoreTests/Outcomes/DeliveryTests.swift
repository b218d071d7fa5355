import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("An answer by e-mail, or one that cannot be delivered")
struct DeliveryTests {
    private static let address = "inbox@practice.example.org"

    @Test("is a link and nothing else, and received when a member opens it")
    func email() async throws {
        let small = try await SmallPlace()
        try await small.way(.email, email: Self.address)
        let answer = try await small.ended(
            Outcome(engaged: .all, helped: .lot, saidBy: .person, personWords: "A canary.")
        )
        let mail = try #require(try await small.mails(.outcomeWaits).first)
        #expect(mail.recipient == Self.address && mail.body.contains("/practice/\(answer.id)"))
        for word in ["Ada", "canary", "1950", "Growing"] { #expect(!(mail.subject + mail.body).contains(word)) }
        #expect(answer.loop == .sent)
        #expect(try await small.features.outcomes.open(answer.id, by: small.doctor).answer.loop == .received)
    }

    @Test("has failed when nobody at the practice signs in, and says so to its link worker")
    func nobody() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE account SET disabledAt = createdAt WHERE role = 'practice'")
        let answer = try await small.ended()
        #expect(answer.loop == .failed && answer.problem == "Nobody at Practice A00001 signs in here.")
        let line = try #require(try await small.features.deliveries.list(for: small.linkWorker).first)
        #expect(line.answer.id == answer.id && line.personName == "Ada Example")
        await #expect(
            throws: Failure.conflict("It still cannot be delivered. Nobody at Practice A00001 signs in here.")
        ) {
            try await small.features.deliveries.tryAgain(answer.id, by: small.linkWorker)
        }
        #expect(try await small.answer(answer.id).loop == .failed)
        try await small.place.execute("UPDATE account SET disabledAt = NULL")
        try await small.features.deliveries.tryAgain(answer.id, by: small.linkWorker)
        let sent = try await small.answer(answer.id)
        #expect(sent.loop == .sent && sent.problem == nil)
        #expect(try await small.place.count("audit WHERE action = 'outcome tried again'") == 2)
    }

    @Test("that has failed stands in the steward's queue by its practice, and without the person")
    func steward() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE account SET disabledAt = createdAt WHERE role = 'practice'")
        let answer = try await small.ended()
        let items = try await small.features.queue.page(1, for: small.steward).items
        let item = try #require(items.first { $0.subject == .practice("A00001") })
        #expect(item.reason.contains("1 answer has not reached this practice.") && !item.reason.contains("Ada"))
        let lines = try await small.features.deliveries.list(for: small.steward)
        #expect(lines.map(\.answer.id) == [answer.id] && lines.allSatisfy { $0.personName == nil })
        try await small.place.execute("UPDATE account SET disabledAt = NULL")
        try await small.features.deliveries.tryAgain(answer.id, by: small.steward)
        #expect(try await small.features.deliveries.list(for: small.steward).isEmpty)
    }

    @Test("has failed when the mail came back; the same report again changes nothing")
    func bounced() async throws {
        let small = try await SmallPlace()
        try await small.way(.email, email: Self.address)
        let answer = try await small.ended()
        #expect(try await small.bounce(Self.address) == .init(answers: 1))
        let failed = try await small.answer(answer.id)
        #expect(failed.loop == .failed && failed.problem?.contains("there is no such mailbox") == true)
        let other = try await small.ended()
        #expect(other.loop == .failed, "nothing more goes to a mailbox that is not there")

        try await small.features.deliveries.tryAgain(answer.id, by: small.linkWorker)
        #expect(try await small.answer(answer.id).loop == .sent)
        #expect(try await small.mails(.outcomeWaits).count == 2)
        #expect(try await small.bounce(Self.address) == .init())
        #expect(try await small.answer(answer.id).loop == .sent)
    }

    @Test("that nobody opens becomes paper when its link worker says so, once, and the code on it is its receipt")
    func paperInstead() async throws {
        let small = try await SmallPlace()
        let answer = try await small.ended()
        let deliveries = small.features.deliveries
        try await deliveries.printInstead(answer.id, by: small.linkWorker)
        #expect(try await small.answer(answer.id).loop == .sent, "it has not failed yet")
        for _ in 0..<20 {
            small.place.clock.advance(days: 1)
            try await small.features.timers.run()
        }
        #expect(try await small.answer(answer.id).loop == .failed)
        for actor in [small.otherLinkWorker, small.doctor, small.steward] {
            await #expect(throws: Failure.notFound) { try await deliveries.printInstead(answer.id, by: actor) }
        }
        for _ in 1...2 { try await deliveries.printInstead(answer.id, by: small.linkWorker) }
        let code = try await deliveries.paper(answer.id, for: small.linkWorker).code
        small.place.clock.advance(days: 4)
        try await small.features.timers.run()
        let paper = try await small.answer(answer.id)
        #expect(paper.loop == .drafted && paper.way == .letter, "a reminder does not send it by the old way")
        try await deliveries.posted(answer.id, by: small.linkWorker)
        try await small.features.receipts.receive(code)
        #expect(try await small.answer(answer.id).loop == .received)
    }

    @Test("that was opened before the mail came back stays received")
    func openedFirst() async throws {
        let small = try await SmallPlace()
        try await small.way(.email, email: Self.address)
        let answer = try await small.ended()
        _ = try await small.features.outcomes.open(answer.id, by: small.doctor)
        #expect(try await small.bounce(Self.address) == .init())
        #expect(try await small.answer(answer.id).loop == .received)
    }

    @Test("goes by the new way as soon as an administrator has changed it")
    func changedWay() async throws {
        let small = try await SmallPlace()
        try await small.way(.email, email: Self.address)
        let answer = try await small.ended()
        _ = try await small.bounce(Self.address)
        try await small.way(.letter)
        #expect(try await small.answer(answer.id).loop == .drafted)
        try await small.way(.page)
        let sent = try await small.answer(answer.id)
        #expect(sent.loop == .sent && sent.way == .page)
        #expect(try await small.place.count("audit WHERE action = 'practice changed'") == 3)
    }

    @Test("tried again by two at once goes out once")
    func twoTries() async throws {
        let small = try await SmallPlace()
        try await small.way(.email, email: Self.address)
        let answer = try await small.ended()
        _ = try await small.bounce(Self.address)
        async let first: Void = small.features.deliveries.tryAgain(answer.id, by: small.linkWorker)
        async let second: Void = small.features.deliveries.tryAgain(answer.id, by: small.steward)
        _ = try await (first, second)
        #expect(try await small.mails(.outcomeWaits).count == 2)
    }

    @Test("is not somebody else's to try again")
    func otherLinkWorker() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE account SET disabledAt = createdAt WHERE role = 'practice'")
        let id = try await small.ended().id
        for actor in [small.otherLinkWorker, small.doctor, small.gardener, small.receptionist] {
            await #expect(throws: Failure.notFound) { try await small.features.deliveries.tryAgain(id, by: actor) }
        }
    }

    @Test("goes a way that only an administrator chooses, with an address where one is needed")
    func rules() async throws {
        let small = try await SmallPlace()
        let practices = small.features.practices
        for actor in small.everybody where actor != small.administrator {
            await #expect(throws: Failure.forbidden) {
                try await practices.change(SmallPlace.practice, way: .letter, email: nil, by: actor)
            }
        }
        await #expect(throws: Failure.invalid(["email": "Enter the e-mail address of the practice."])) {
            try await practices.change(SmallPlace.practice, way: .email, email: " ", by: small.administrator)
        }
        for wrong in ["practice", "a@b", "two words@example.org", "a@example.org\nBcc: b@example.org"] {
            await #expect(throws: Failure.self) {
                try await practices.change(SmallPlace.practice, way: .page, email: wrong, by: small.administrator)
            }
        }
        await #expect(throws: Failure.notFound) {
            try await practices.change(SmallPlace.absentPractice, way: .page, email: nil, by: small.administrator)
        }
    }
}
