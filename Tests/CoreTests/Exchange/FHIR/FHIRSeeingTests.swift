import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// Over FHIR nobody sees more than on their pages, also not by asking cleverly.
@Suite struct FHIRSeeingTests {
    private static let kinds: [FHIR.Kind] = [.serviceRequest, .task, .questionnaireResponse, .observation]

    private func json(_ resource: FHIR.AnyResource) throws -> String {
        String(decoding: try FHIR.json(resource), as: UTF8.self)
    }

    private func all(_ kind: FHIR.Kind, _ small: SmallPlace, _ actor: Actor) async throws -> [FHIR.AnyResource] {
        try await small.features.fhir.search(kind, FHIR.Search(), for: actor).resources
    }

    @Test func whoSeesNothingOnPagesSeesNothingHere() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        for actor in [
            small.otherLinkWorker, small.cook, small.otherDoctor, small.receptionist, small.steward,
            small.administrator,
        ] {
            for kind in Self.kinds {
                #expect(try await all(kind, small, actor).isEmpty, "\(actor.role) \(kind)")
                await #expect(throws: Failure.notFound) {
                    try await small.features.fhir.read(kind, id: id.text, for: actor)
                }
            }
        }
        await #expect(throws: Failure.forbidden) {
            try await small.features.fhir.search(.task, FHIR.Search(), for: nil)
        }
    }

    @Test func theStateIsTheOneOfThePageForEverybodyAndEveryState() async throws {
        let small = try await SmallPlace()
        for state in Referral.State.allCases where state != .draft {
            for reportBack in [true, false] {
                _ = try await small.referral(in: state, reportBack: reportBack, by: small.doctor)
                _ = try await small.referral(in: state, reportBack: reportBack)
            }
        }
        for actor in [small.linkWorker, small.gardener, small.doctor] {
            let pages = try await small.lines(for: actor).map(\.referral)
            for task in FHIRStatus.TaskStatus.allCases {
                var search = FHIR.Search()
                search.values[.status] = [[task.rawValue]]
                search.count = 100
                let found = try await small.features.fhir.search(.task, search, for: actor)
                let expected = pages.filter { FHIRStatus.of($0.state, $0.closure).task == task }
                #expect(
                    Set(found.resources.compactMap(\.resource.id)) == Set(expected.map(\.id.text)),
                    "\(actor.role) \(task)"
                )
                #expect(found.total == expected.count)
            }
        }
    }

    @Test func aPracticeThatIsToldNothingLearnsNothingHereEither() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed, reportBack: false, by: small.doctor)
        let task = try json(try await small.features.fhir.read(.task, id: id.text, for: small.doctor))
        #expect(task.contains("\"requested\"") && !task.contains("completed") && !task.contains("executionPeriod"))
        for kind in [FHIR.Kind.questionnaireResponse, .observation] {
            #expect(try await all(kind, small, small.doctor).isEmpty)
        }
        var search = FHIR.Search()
        search.values[.status] = [["completed"]]
        #expect(try await small.features.fhir.search(.serviceRequest, search, for: small.doctor).total == 0)
    }

    @Test func anOrganisationGetsOnlyTheSharedFields() async throws {
        let small = try await SmallPlace()
        let person = Person(
            name: "Ottoline Quarrington",
            dateOfBirth: Sample.day("1951-09-14"),
            nhsNumber: "9990406456",
            phone: "07700 900104",
            email: "ottoline@example.org",
            address: "7 Quince Yard"
        )
        let id = try await small.features.referrals.make(
            small.draft(for: person, sharing: [.phone]),
            by: small.linkWorker
        )
        let theirs = try json(try await small.features.fhir.read(.serviceRequest, id: id.text, for: small.gardener))
        #expect(theirs.contains("Ottoline Quarrington") && theirs.contains("07700 900104"))
        for secret in ["1951", "9990406456", "ottoline@", "Quince", "alone since"] {
            #expect(!theirs.contains(secret), "\(secret)")
        }
        let own = try json(try await small.features.fhir.read(.serviceRequest, id: id.text, for: small.linkWorker))
        for known in ["1951-09-14", "9990406456", "ottoline@", "Quince", "alone since"] {
            #expect(own.contains(known), "\(known)")
        }
    }

    @Test func whatIsTakenBackIsGoneAndTheVersionIsAnother() async throws {
        let small = try await SmallPlace()
        let id = try await small.referral(in: .closed)
        let before = try await small.features.fhir.read(.serviceRequest, id: id.text, for: small.gardener)
        try await small.place.execute("UPDATE referral SET isShared = 0 WHERE id = ?", [id])
        let after = try await small.features.fhir.read(.serviceRequest, id: id.text, for: small.gardener)
        let name = Sample.person().name
        #expect(try json(before).contains(name))
        #expect(try !json(after).contains(name) && !json(after).contains("contained"))
        #expect(before.resource.meta?.versionId != after.resource.meta?.versionId)
        #expect(try await all(.questionnaireResponse, small, small.gardener).isEmpty)
        #expect(try await all(.questionnaireResponse, small, small.linkWorker).count == 1)
        try await small.place.execute(
            "UPDATE referral SET isShared = 1, sharedUntil = ?",
            [Sample.today.adding(days: -1)]
        )
        #expect(try await all(.observation, small, small.gardener).isEmpty)
    }

    @Test func anOrganisationFindsNoAnswersOfWhatEndedLongAgo() async throws {
        let small = try await SmallPlace()
        _ = try await small.referral(in: .closed)
        small.place.clock.advance(days: 28)
        #expect(try await all(.questionnaireResponse, small, small.gardener).count == 1)
        small.place.clock.advance(days: 1)
        #expect(try await all(.questionnaireResponse, small, small.gardener).isEmpty)
        #expect(try await all(.questionnaireResponse, small, small.linkWorker).count == 1)
    }

    @Test func everyReadIsInTheAuditWithItsReader() async throws {
        let small = try await SmallPlace()
        let ids = [try await small.referral(), try await small.referral(in: .closed)]
        func viewed() async throws -> [String] {
            try await small.place.database.read {
                try String.fetchAll(
                    $0,
                    sql:
                        "SELECT action || ' ' || subject FROM audit WHERE actorID = ? AND action LIKE '%view%' ORDER BY 1",
                    arguments: [small.gardener.id]
                )
            }
        }
        #expect(try await viewed().isEmpty)
        _ = try await all(.task, small, small.gardener)
        #expect(try await viewed() == ids.map { "referral viewed \($0)" }.sorted())
        _ = try await small.features.fhir.read(.task, id: ids[0].text, for: small.gardener)
        #expect(try await viewed().count == 3)
    }

    @Test func pagesAddUpAlsoWhenSomethingComesInBetween() async throws {
        let small = try await SmallPlace()
        for _ in 0..<7 { _ = try await small.referral(in: .closed) }
        for kind in Self.kinds {
            let whole = try await all(kind, small, small.linkWorker).compactMap(\.resource.id)
            var (search, seen) = (FHIR.Search(), [String]())
            search.count = 3
            repeat {
                let page = try await small.features.fhir.search(kind, search, for: small.linkWorker)
                #expect(page.total == whole.count)
                seen += page.resources.compactMap(\.resource.id)
                search.after = page.next
            } while search.after != nil
            #expect(seen == whole && Set(seen).count == seen.count, "\(kind)")
        }
        var search = FHIR.Search()
        search.count = 0
        let counted = try await small.features.fhir.search(.task, search, for: small.linkWorker)
        #expect(counted.total == 7 && counted.resources.isEmpty && counted.next == nil)
    }

    @Test func theDocumentIsTheReceiptAndForThePersonsPracticeAlone() async throws {
        let small = try await SmallPlace()
        let answer = try await small.answered()
        await #expect(throws: Failure.notFound) {
            try await small.features.fhir.document(answer, by: small.otherDoctor)
        }
        await #expect(throws: Failure.notFound) { try await small.features.fhir.document(answer, by: small.linkWorker) }
        #expect(try await small.answer(answer).loop == .sent)
        let first = try await small.features.fhir.document(answer, by: small.doctor)
        let read = try await small.answer(answer)
        #expect(read.loop == .received && read.receivedBy == small.doctor.id)
        small.place.clock.advance(days: 3)
        let second = try await small.features.fhir.document(answer, by: small.doctor)
        #expect(try json(first) == json(second), "the same on every day")
        #expect(try await small.answer(answer).receivedAt == read.receivedAt)
    }

    // MARK: The directory

    @Test func whatIsForASeasonIsToldInWordsAndNotAsEveryWeek() async throws {
        let small = try await SmallPlace()
        var garden = small.garden
        garden.schedules = [
            Schedule(frequency: .weekly, days: [.monday]),
            Schedule(
                frequency: .weekly,
                days: [.tuesday],
                opensAt: TimeOfDay("10:00"),
                closesAt: TimeOfDay("11:00"),
                validTo: Sample.day("2027-08-31")
            ),
            Schedule(frequency: .weekly, days: [.friday], validFrom: Sample.day("2027-03-01")),
        ]
        try await small.place.save([garden])
        let found = try json(
            try await small.features.fhir.read(.healthcareService, id: garden.offer.id.text, for: nil)
        )
        #expect(found.contains("\"mon\"") && !found.contains("\"tue\"") && !found.contains("\"fri\""))
        #expect(found.contains("Tuesdays, 10am to 11am, until 31 August 2027"))
        #expect(found.contains("Fridays. From 1 March 2027"))
    }

    @Test func anOrganisationThatWasEditedWasChangedThen() async throws {
        let small = try await SmallPlace()
        func read() async throws -> FHIR.AnyResource {
            try await small.features.fhir.read(.organization, id: small.garden.organisation.id.text, for: nil)
        }
        let before = try await read()
        small.place.clock.advance(days: 3)
        let sheet = try await small.features.editing.organisation(by: small.gardener)
        var facts = sheet.sent
        facts.phone = "020 7946 0555"
        _ = try await small.features.editing.save(facts, seen: sheet.sent.fingerprint(), by: small.gardener)
        let after = try await read()
        #expect(try json(after).contains("020 7946 0555"))
        #expect(after.resource.meta?.lastUpdated == FHIR.instant(small.place.clock.now))
        #expect(before.resource.meta?.lastUpdated == FHIR.instant(Sample.now))
    }
}
