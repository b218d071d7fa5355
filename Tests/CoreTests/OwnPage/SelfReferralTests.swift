import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Asking for an offer oneself")
struct AskingOneselfTests {
    private func request(_ small: SmallPlace, practice: Practice.Code? = SmallPlace.practice, key: String = "k")
        -> SelfReferral
    {
        SelfReferral(
            offerID: small.garden.offer.id,
            person: Sample.person(),
            practiceCode: practice,
            reason: "I would like to grow things.",
            reportBack: true,
            followUp: false,
            idempotencyKey: key
        )
    }

    private func open(_ small: SmallPlace) async throws {
        try await small.place.execute("UPDATE offer SET joining = '[\"self-refer\"]'")
    }

    private func token(_ number: UInt8) -> Data { Data(repeating: number, count: 32) }

    @Test(
        "makes a referral of the person's own, which the organisation answers as always, and the practice gets the answer"
    )
    func whole() async throws {
        let small = try await SmallPlace()
        try await open(small)
        for number in 1...2 { try await small.features.ownPages.ask(request(small), tokenHash: token(UInt8(number))) }
        #expect(try await small.place.count("referral") == 1)
        let session = try #require(try await small.features.ownPages.session(tokenHash: token(2)))
        let part = try #require(try await small.features.ownPages.sheet(for: session).referrals.first)
        #expect(part.referral.origin == .person && part.referral.holderID == nil && part.holderName == nil)
        let id = part.referral.id
        let moves: [Referral.Move] = [
            .accept, .start(on: Sample.today),
            .close(Outcome(engaged: .all, helped: .lot, saidBy: .person), leftEarly: false),
        ]
        for (index, move) in moves.enumerated() {
            try await small.features.referrals.move(id, seen: index + 1, move, by: small.gardener)
        }
        #expect(try await small.answer(about: id).loop == .sent)
        #expect(try await small.features.outcomes.tray(for: small.doctor).count == 1)
    }

    @Test("tells no practice where the person named none")
    func noPractice() async throws {
        let small = try await SmallPlace()
        try await open(small)
        try await small.features.ownPages.ask(request(small, practice: nil), tokenHash: token(1))
        let id = try #require(try await small.place.database.read { try Referral.fetchOne($0) }?.id)
        try await small.apply(.decline(.noCapacity, note: nil), to: id, by: .organisation, small.gardener)
        #expect(try await small.place.count("answer") == 0)
    }

    @Test("is refused where the offer does not take people in this way, or is full")
    func closed() async throws {
        let small = try await SmallPlace()
        await #expect(throws: Failure.self) {
            try await small.features.ownPages.ask(request(small), tokenHash: token(1))
        }
        try await open(small)
        try await small.place.execute("UPDATE offer SET intake = 'full'")
        await #expect(throws: Failure.self) {
            try await small.features.ownPages.ask(request(small), tokenHash: token(1))
        }
        #expect(try await small.place.count("referral") == 0)
        #expect(try await small.place.count("person") == 0)
    }

    @Test("with somebody else's form opens nothing of theirs, and says nothing about who is known here")
    func otherPerson() async throws {
        let small = try await SmallPlace()
        try await open(small)
        try await small.features.ownPages.ask(request(small), tokenHash: token(1))
        var other = request(small)
        other.person.name = "Somebody Else"
        await #expect(throws: Failure.self) { try await small.features.ownPages.ask(other, tokenHash: token(2)) }
        #expect(try await small.features.ownPages.session(tokenHash: token(2)) == nil)
        try await small.features.ownPages.ask(request(small, key: "another"), tokenHash: token(3))
        #expect(try await small.place.count("referral") == 2, "the same person again is not refused")
    }
}
