import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("A referral that nobody here follows through")
struct UnheldReferralTests {
    /// What somebody has asked the garden for themself.
    static func asked(_ small: SmallPlace) async throws -> Referral.ID {
        try await small.place.execute("UPDATE offer SET joining = '[\"self-refer\"]'")
        let request = SelfReferral(
            offerID: small.garden.offer.id,
            person: Sample.person(),
            practiceCode: SmallPlace.practice,
            reason: "I would like to grow things.",
            reportBack: true,
            followUp: false,
            idempotencyKey: "k"
        )
        try await small.features.ownPages.ask(request, tokenHash: Data(repeating: 1, count: 32))
        let id = try await small.place.database.read { try Referral.fetchOne($0)?.id }
        return try #require(id)
    }

    private func run(_ small: SmallPlace, days: Int) async throws {
        for _ in 0..<days {
            small.place.clock.advance(days: 1)
            try await small.features.timers.run()
        }
    }

    private func items(_ small: SmallPlace) async throws -> [QueueItem] {
        try await small.features.queue.page(1, for: small.steward).items.filter {
            if case .referral = $0.subject { true } else { false }
        }
    }

    @Test("comes to the stewards when the organisation is silent, by mail and in their queue, and without the person")
    func silent() async throws {
        let small = try await SmallPlace()
        let id = try await Self.asked(small)
        #expect(try await items(small).isEmpty)
        try await run(small, days: 16)
        let item = try #require(try await items(small).first)
        #expect(item.subject == .referral(id, isLapsed: true) && item.title == "Growing together")
        #expect(item.reason.contains("asked for this themself") && !item.reason.contains("Ada"))
        let mails = try await small.mails(.worklistDigest).filter { $0.recipient.hasPrefix("steward") }
        #expect(!mails.isEmpty && mails.allSatisfy { $0.body.contains("/steward\n") && !$0.body.contains("Ada") })
        #expect(Set(mails.map { Day($0.createdAt) }).count == mails.count)
    }

    @Test("is asked again or ended by a steward, and then whoever agreed to be told is told")
    func settled() async throws {
        let small = try await SmallPlace()
        let id = try await Self.asked(small)
        let referrals = small.features.referrals
        await #expect(throws: Failure.self) { try await referrals.settle(unheld: id, .noResponse, by: small.steward) }
        try await run(small, days: 16)
        for actor in [small.linkWorker, small.doctor, small.gardener] {
            await #expect(throws: Failure.forbidden) { try await referrals.settle(unheld: id, .askAgain, by: actor) }
        }
        try await referrals.settle(unheld: id, .askAgain, by: small.steward)
        #expect(try await small.referral(id).state == .sent)
        #expect(try await items(small).isEmpty)
        try await run(small, days: 16)
        try await referrals.settle(unheld: id, .noResponse, by: small.steward)
        #expect(try await small.referral(id).closure == .noResponse)
        #expect(try await small.answer(about: id).loop == .sent)
        #expect(try await items(small).isEmpty)
    }

    @Test("is also one of a practice that is not to be told, once its time for an answer is over")
    func withheld() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(reportBack: false, by: small.doctor)
        try await run(small, days: 16)
        let item = try #require(try await items(small).first)
        #expect(item.subject == .referral(id, isLapsed: true) && item.reason.contains("not to be told"))
        try await small.features.referrals.settle(unheld: id, .noResponse, by: small.administrator)
        #expect(try await small.answer(about: id).loop == .withheld)
    }

    @Test("is none that somebody follows through")
    func held() async throws {
        let small = try await SmallPlace()
        let ids = [try await small.referral(), try await small.referral(by: small.doctor)]
        try await run(small, days: 16)
        #expect(try await items(small).isEmpty)
        for id in ids {
            await #expect(throws: Failure.notFound) {
                try await small.features.referrals.settle(unheld: id, .noResponse, by: small.steward)
            }
        }
    }
}
