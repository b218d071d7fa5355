import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Who sees a referral")
struct SeeingTests {
    @Test(
        "is its referrer and its organisation; to everybody else it is not there",
        arguments: Referral.State.allCases.filter { $0 != .draft }
    )
    func scope(_ state: Referral.State) async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: state)
        let others = small.everybody.filter { $0 != small.linkWorker && $0 != small.gardener }
        for actor in others {
            await #expect(throws: Failure.notFound) { try await small.features.referrals.sheet(id, for: actor) }
            await #expect(throws: Failure.notFound) {
                try await small.features.referrals.move(id, seen: 1, .accept, by: actor)
            }
            #expect(try await small.lines(for: actor).isEmpty)
        }
        for actor in [small.linkWorker, small.gardener] {
            #expect(try await small.lines(for: actor).map(\.referral.id) == [id])
        }
    }

    @Test("is the practice when it referred, and no other practice")
    func practice() async throws {
        let small = try await SmallPlace()
        let id = try await small.features.referrals.make(small.draft(), by: small.doctor)
        #expect(try await small.features.referrals.sheet(id, for: small.doctor).referral.id == id)
        for actor in [small.otherDoctor, small.receptionist, small.linkWorker] {
            await #expect(throws: Failure.notFound) { try await small.features.referrals.sheet(id, for: actor) }
        }
    }

    @Test("matters: the organisation sees only what was ticked")
    func sharedFields() async throws {
        let small = try await SmallPlace()
        let person = Person(
            name: "Ada Example",
            dateOfBirth: Sample.day("1950-02-03"),
            nhsNumber: "943 476 5919",
            phone: "020 7946 0000",
            email: "ada@example.org",
            address: "1 High Street"
        )
        let draft = small.draft(for: person, reason: "Lonely.", sharing: [.email])
        let id = try await small.features.referrals.make(draft, by: small.linkWorker)
        let theirs = try await small.features.referrals.sheet(id, for: small.gardener)
        #expect(theirs.person == SharedPerson(name: "Ada Example", email: "ada@example.org"))
        #expect(theirs.reason == nil)
        #expect(theirs.shared == [.name, .email])
        let ours = try await small.features.referrals.sheet(id, for: small.linkWorker)
        #expect(ours.person.nhsNumber == "9434765919")
        #expect(ours.person.dateOfBirth == person.dateOfBirth)
        #expect(ours.reason == "Lonely.")
    }

    @Test("does not say that something was shared that nobody had written down")
    func unknownFields() async throws {
        let small = try await SmallPlace()
        var person = Sample.person()
        (person.phone, person.nhsNumber, person.address) = ("020 7946 0000", nil, nil)
        let draft = small.draft(for: person, sharing: [.phone, .nhsNumber, .address, .reason])
        let id = try await small.features.referrals.make(draft, by: small.linkWorker)
        #expect(try await small.features.referrals.sheet(id, for: small.linkWorker).shared == [.name, .phone, .reason])
    }

    @Test("can tick each thing by itself", arguments: [SharedField.phone, .email, .address])
    func eachField(_ field: SharedField) async throws {
        let small = try await SmallPlace()
        var person = Sample.person()
        (person.email, person.address) = ("ada@example.org", "1 High Street")
        let id = try await small.features.referrals.make(
            small.draft(for: person, sharing: [field]),
            by: small.linkWorker
        )
        let seen = try await small.features.referrals.sheet(id, for: small.gardener).person
        #expect((seen.phone != nil) == (field == .phone))
        #expect((seen.email != nil) == (field == .email))
        #expect((seen.address != nil) == (field == .address))
        #expect(seen.dateOfBirth == nil)
    }

    @Test("finds what waits before what has ended")
    func order() async throws {
        let small = try await SmallPlace()
        let ended = try await small.referral(in: .closed)
        small.place.clock.advance(days: -1)
        let open = try await small.referral()
        #expect(try await small.lines(for: small.linkWorker).map(\.referral.id) == [open, ended])
    }

    @Test("is counted for the organisation as long as it waits for its answer, and can have it")
    func unanswered() async throws {
        let small = try await SmallPlace()
        var draft = small.draft()
        draft.consent.expiresOn = Sample.today
        _ = try await small.features.referrals.make(draft, by: small.linkWorker)
        _ = try await small.referral()
        _ = try await small.referral(in: .accepted)
        let referrals = small.features.referrals
        #expect(try await referrals.countUnanswered(for: small.gardener) == 2)
        #expect(try await referrals.countUnanswered(for: small.cook) == 0)
        small.place.clock.advance(days: 1)
        #expect(try await referrals.countUnanswered(for: small.gardener) == 1)
    }

    @Test("is written down, each time")
    func audited() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral()
        let before = try await small.place.count("audit")
        _ = try await small.features.referrals.sheet(id, for: small.gardener)
        _ = try await small.worklist(of: small.gardener)
        _ = try await small.features.outcomes.tray(for: small.doctor)
        #expect(try await small.place.count("audit") == before + 3)
    }
}
