import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Somebody who is here already")
struct KnownPersonTests {
    private func draft(_ small: SmallPlace, _ person: Person, to offer: Offer.ID? = nil) -> ReferralDraft {
        var draft = small.draft(for: person, to: offer)
        draft.isMeant = false
        return draft
    }

    private static func person(_ name: String, born: String = "1950-02-03", nhs: String? = nil) -> Person {
        Person(name: name, dateOfBirth: Sample.day(born), nhsNumber: nhs, phone: "020 7946 0000")
    }

    @Test(
        "is known by name and date of birth, however the name is written, or by NHS number",
        arguments: [
            (person("Seán O'Neil"), person("oneil, sean"), true),
            (person("Ada Mary Example"), person("EXAMPLE  Ada-Mary"), true),
            (person("Ada Example"), person("Ada Example", born: "1950-02-04"), false),
            (person("Ada Example"), person("Ida Example"), false),
            (person("Ada", nhs: "943 476 5919"), person("Somebody Else", born: "1961-01-01", nhs: "9434765919"), true),
            (person("Ada"), person("Bob", nhs: "9434765919"), false),
        ]
    )
    func recognised(first: Person, second: Person, isKnown: Bool) async throws {
        let small = try await SmallPlace()
        _ = try await small.features.referrals.make(draft(small, first), by: small.linkWorker)
        var again = draft(small, second)
        again.samePerson = .same
        guard isKnown else {
            _ = try await small.features.referrals.make(again, by: small.linkWorker)
            return
        }
        let failure = await #expect(throws: Failure.self) {
            try await small.features.referrals.make(again, by: small.linkWorker)
        }
        guard case .invalid(let problems) = failure else { throw try #require(failure) }
        #expect(Array(problems.keys) == ["duplicate"])
        #expect(try await small.place.count("referral") == 1)
        var meant = again
        meant.isMeant = true
        _ = try await small.features.referrals.make(meant, by: small.linkWorker)
        #expect(try await small.place.count("referral") == 2)
    }

    @Test("is asked about when the NHS number is the same and the name is not: nothing is overwritten without a word")
    func asked() async throws {
        let small = try await SmallPlace()
        let (ada, bob) = (Self.person("Ada", nhs: "943 476 5919"), Self.person("Bob", nhs: "9434765919"))
        let (referrals, worker) = (small.features.referrals, small.linkWorker)
        let first = try await referrals.make(draft(small, ada), by: worker)
        var second = draft(small, bob, to: small.cafe.offer.id)
        let failure = await #expect(throws: Failure.self) { try await referrals.make(second, by: worker) }
        guard case .invalid(let problems) = failure else { throw try #require(failure) }
        #expect(problems["same-person"]?.contains("Ada") == true && problems.count == 1)
        #expect(try await referrals.sheet(first, for: worker).person.name == "Ada")

        second.samePerson = .another
        let other = try await referrals.make(second, by: worker)
        let stranger = try await referrals.sheet(other, for: worker).person
        #expect(stranger.name == "Bob" && stranger.nhsNumber == nil)
        #expect(try await referrals.sheet(first, for: worker).person.name == "Ada")
        #expect(try await small.place.count("episode") == 2)
    }

    @Test("is the same person with a new name when that is said, and keeps what the new form leaves empty")
    func renamed() async throws {
        let small = try await SmallPlace()
        var ada = Self.person("Ada Maiden", nhs: "943 476 5919")
        ada.address = "1 Orchard Row"
        let (referrals, worker) = (small.features.referrals, small.linkWorker)
        let first = try await referrals.make(draft(small, ada), by: worker)
        var second = draft(small, Self.person("Ada Married", nhs: "9434765919"), to: small.cafe.offer.id)
        second.samePerson = .same
        _ = try await referrals.make(second, by: worker)
        let person = try await referrals.sheet(first, for: worker).person
        #expect(person.name == "Ada Married" && person.address == "1 Orchard Row")
        #expect(try await small.place.count("episode") == 1)
    }

    @Test("can be referred to something else, and again when the first has ended, without a question")
    func notTwice() async throws {
        let small = try await SmallPlace()
        let first = try await small.features.referrals.make(draft(small, Sample.person()), by: small.linkWorker)
        let other = draft(small, Sample.person(), to: small.cafe.offer.id)
        _ = try await small.features.referrals.make(other, by: small.linkWorker)
        try await small.features.referrals.move(first, seen: 1, .decline(.noCapacity, note: nil), by: small.gardener)
        _ = try await small.features.referrals.make(draft(small, Sample.person()), by: small.linkWorker)
        #expect(try await small.place.count("referral") == 3)
        #expect(try await small.place.count("episode") == 1)
    }

    @Test("and has another link worker is asked about, by that link worker's name")
    func elsewhere() async throws {
        let small = try await SmallPlace()
        _ = try await small.features.referrals.make(draft(small, Sample.person()), by: small.linkWorker)
        let failure = await #expect(throws: Failure.self) {
            let other = draft(small, Sample.person(), to: small.cafe.offer.id)
            _ = try await small.features.referrals.make(other, by: small.otherLinkWorker)
        }
        #expect(failure?.sentence.hasPrefix("linkworker is already working with") == true)
    }

    @Test("in data of an older version is found as well, once the key was there to fill in what was missing")
    func backfill() async throws {
        let small = try await SmallPlace()
        let id = try await small.features.referrals.make(draft(small, Sample.person()), by: small.doctor)
        try await small.features.referrals.move(id, seen: 1, .decline(.outOfArea, note: nil), by: small.gardener)
        let letter = try await small.features.outcomes.tray(for: small.doctor).map(\.letter)
        try await small.place.execute("UPDATE person SET nameBirthHash = NULL")
        try await small.place.execute("UPDATE referral SET reason = 'other'")
        try await small.place.execute("UPDATE answer SET letter = NULL, digest = NULL, tag = 'FILE'")
        #expect(try await small.features.outcomes.tray(for: small.doctor).isEmpty)
        #expect(try await small.features.backfill.run() == 1)
        #expect(try await small.features.backfill.run() == 0)
        #expect(try await small.referral(id).reason == Referral.DeclineReason.outOfArea.rawValue)
        #expect(try await small.features.outcomes.tray(for: small.doctor).map(\.letter) == letter)
        #expect(try await small.place.count("person WHERE nameBirthHash IS NULL") == 0)
    }
}
