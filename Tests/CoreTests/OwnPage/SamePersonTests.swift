import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("One page for one person")
struct SamePersonTests {
    private let number = "943 476 5919"

    private func person(_ name: String = "Ada Example", born: String = "1950-02-03", nhs: String? = nil) -> Person {
        Person(name: name, dateOfBirth: Sample.day(born), nhsNumber: nhs, phone: "020 7946 0000")
    }

    private func refer(
        _ small: SmallPlace,
        _ person: Person,
        by actor: Actor,
        practice: Practice.Code = SmallPlace.practice
    ) async throws -> Referral.ID {
        try await small.features.referrals.make(small.draft(for: person, practice: practice), by: actor)
    }

    private func session(_ small: SmallPlace, _ id: Referral.ID, by actor: Actor) async throws -> OwnPages.Session {
        let pages = small.features.ownPages
        let key = try await pages.invitation(for: id, by: actor, mailReachesPeople: true).key
        if key == nil { try await pages.give(for: id, insteadOf: nil, by: actor) }
        let code = try #require(try await pages.invitation(for: id, by: actor, mailReachesPeople: true).key).code
        let token = Data((0..<32).map { _ in UInt8.random(in: 0...255) })
        #expect(try await pages.enter(code, yearOfBirth: 1950, tokenHash: token) == .opened)
        return try #require(try await pages.session(tokenHash: token))
    }

    @Test("has what the practice asked for and what the link worker did, by the code of either, and there is one code")
    func together() async throws {
        let small = try await SmallPlace()
        let direct = try await refer(small, person(nhs: number), by: small.doctor)
        let worked = try await refer(small, person(nhs: "9434765919"), by: small.linkWorker)
        let session = try await session(small, direct, by: small.doctor)
        let pages = small.features.ownPages
        let sheet = try await pages.sheet(for: session)
        #expect(Set(sheet.referrals.map(\.referral.id)) == [direct, worked] && sheet.episodes.count == 1)
        let other = try await pages.invitation(for: worked, by: small.linkWorker, mailReachesPeople: true).key
        #expect(other?.code == pages.key(for: session).code)
        try await pages.stop(worked, in: session)
        #expect(try await small.referral(worked).closedBy == .person)
        try await pages.stopTelling(try #require(sheet.episodes.first).episode.id, in: session)
        #expect(try await small.episode(of: worked).telling == .nothing)
        small.place.clock.advance(minutes: 1)
        let older = other.map { Int($0.madeAt.timeIntervalSince1970) }
        try await pages.give(for: worked, insteadOf: older, by: small.linkWorker)
        #expect(try await small.place.count("ownCode WHERE endedAt IS NULL") == 1)
    }

    @Test("shows nobody somebody else's affairs")
    func apart() async throws {
        let others: [(Person, Practice.Code)] = [
            (person("Ada Other", born: "1950-02-04", nhs: number), SmallPlace.practice),
            (person(nhs: "987 654 3210"), SmallPlace.practice),
            (person(born: "1950-02-04"), SmallPlace.practice),
            (person(), SmallPlace.otherPractice),
        ]
        for (other, practice) in others {
            let small = try await SmallPlace()
            let mine = try await refer(small, person(nhs: number), by: small.linkWorker)
            _ = try await refer(small, other, by: small.otherLinkWorker, practice: practice)
            let sheet = try await small.features.ownPages.sheet(for: session(small, mine, by: small.linkWorker))
            #expect(sheet.referrals.map(\.referral.id) == [mine], "\(other.name) \(other.dateOfBirth)")
        }
    }

    @Test("goes by name, date of birth and practice where there is no NHS number")
    func withoutNumber() async throws {
        let small = try await SmallPlace()
        let direct = try await refer(small, person(), by: small.doctor)
        let worked = try await refer(small, person("EXAMPLE, Ada", nhs: number), by: small.linkWorker)
        let sheet = try await small.features.ownPages.sheet(for: session(small, direct, by: small.doctor))
        #expect(Set(sheet.referrals.map(\.referral.id)) == [direct, worked])
    }

    @Test(
        "is alone with what somebody asked for by themself: anybody can type a name; the organisation replaces its code"
    )
    func oneself() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE offer SET joining = '[\"self-refer\"]'")
        _ = try await refer(small, person(nhs: number), by: small.linkWorker)
        let pages = small.features.ownPages
        let request = SelfReferral(
            offerID: small.garden.offer.id,
            person: person(nhs: number),
            practiceCode: SmallPlace.practice,
            reason: "I would like to grow things.",
            reportBack: true,
            followUp: false,
            idempotencyKey: "k"
        )
        let token = Data(repeating: 7, count: 32)
        try await pages.ask(request, tokenHash: token)
        let opened = try #require(try await pages.session(tokenHash: token))
        let asked = try #require(try await pages.sheet(for: opened).referrals.first).referral
        #expect(try await pages.sheet(for: opened).referrals.count == 1 && asked.origin == .person)
        for actor in small.everybody where actor != small.gardener {
            await #expect(throws: Failure.notFound) { try await pages.give(for: asked.id, insteadOf: nil, by: actor) }
        }
        let older = pages.key(for: opened)
        small.place.clock.advance(minutes: 1)
        try await pages.give(for: asked.id, insteadOf: Int(older.madeAt.timeIntervalSince1970), by: small.gardener)
        #expect(try await pages.session(tokenHash: token) == nil, "the lost code has ended")
        let again = try await session(small, asked.id, by: small.gardener)
        #expect(try await pages.sheet(for: again).referrals.map(\.referral.id) == [asked.id])
        try await pages.takeBack(.share, of: asked.id, in: again)
        await #expect(throws: Failure.notFound) {
            try await pages.give(for: asked.id, insteadOf: nil, by: small.gardener)
        }
    }
}
