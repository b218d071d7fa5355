import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// What people answered to measures, over FHIR: for whoever may open the page of their measures, and nobody else.
@Suite struct FHIRMeasureTests {
    private func entry(_ measure: String, _ answers: [String: Double], words: [String: String] = [:]) -> MeasureEntry {
        MeasureEntry(
            measure: measure,
            version: 1,
            stage: .start,
            answeredOn: Sample.today,
            mode: .withHelp,
            answers: answers,
            words: words,
            key: UUID().uuidString
        )
    }

    private func answered() async throws -> (small: SmallPlace, episode: Episode.ID) {
        let small = try await SmallPlace()
        let episode = try await small.episode(of: small.referral(in: .closed)).id
        for entry in [
            entry("ons4", ["satisfied": 4, "worthwhile": 3, "anxious": 7]),
            entry("swemwbs", ["metric": 24.11]),
            entry("goals", ["goal-1": 2], words: ["goal-1": "Cook on Sundays"]),
        ] {
            try await small.features.measures.record(entry, of: episode, by: small.linkWorker)
        }
        return (small, episode)
    }

    private func measures(_ kind: FHIR.Kind, _ small: SmallPlace, for actor: Actor, _ search: FHIR.Search = .init())
        async throws -> [String]
    {
        try await small.features.fhir.search(kind, search, for: actor).resources
            .map { String(decoding: try FHIR.json($0), as: UTF8.self) }
            .filter { $0.contains("workflow-episodeOfCare") }
    }

    @Test func answersAndScoresAreReadByTheLinkWorkerWhoKeepsTheEpisode() async throws {
        let (small, episode) = try await answered()
        let responses = try await measures(.questionnaireResponse, small, for: small.linkWorker)
        #expect(responses.count == 3 && responses.allSatisfy { $0.contains("urn:uuid:\(episode)") })
        let name = Sample.person().name
        #expect(responses.allSatisfy { $0.contains(name) && $0.contains("The person, with help") })
        #expect(responses.contains { $0.contains("\"valueDecimal\":24.11") })
        #expect(responses.contains { $0.contains("Cook on Sundays") && !$0.contains("Goal 2") })
        let observations = try await measures(.observation, small, for: small.linkWorker)
        #expect(observations.count == 3)
        let ons4 = try #require(observations.first { $0.contains("ONS4") })
        #expect(ons4.contains("data-absent-reason") && ons4.contains("\"low\"") && ons4.contains("component"))
        #expect(observations.contains { $0.contains("\"valueQuantity\":{\"value\":24.11}") })
    }

    @Test func nobodyElseLearnsThatThereAreAny() async throws {
        let (small, _) = try await answered()
        let ids = try await small.place.database.read { try String.fetchAll($0, sql: "SELECT id FROM measureResponse") }
        try #require(ids.count == 3)
        for actor in small.everybody where actor != small.linkWorker {
            for kind in [FHIR.Kind.questionnaireResponse, .observation] {
                for id in ids {
                    await #expect(throws: Failure.notFound, "\(actor.role)") {
                        try await small.features.fhir.read(kind, id: id, for: actor)
                    }
                }
                #expect(try await measures(kind, small, for: actor).isEmpty, "\(actor.role)")
            }
        }
    }

    @Test func theyAreFoundByTheirDayAndByNoReferral() async throws {
        let (small, _) = try await answered()
        func found(_ change: (inout FHIR.Search) -> Void) async throws -> Int {
            var search = FHIR.Search()
            change(&search)
            return try await measures(.questionnaireResponse, small, for: small.linkWorker, search).count
        }
        let day = try #require(FHIR.DateCondition(Sample.today.description))
        #expect(try await found { $0.dates[.authored] = [[day]] } == 3)
        let later = try #require(FHIR.DateCondition("gt\(Sample.today)"))
        #expect(try await found { $0.dates[.authored] = [[later]] } == 0)
        let referral = try await small.place.database.read { try String.fetchAll($0, sql: "SELECT id FROM referral") }
        #expect(try await found { $0.values[.basedOn] = [referral] } == 0)
    }

    @Test func whatWasTakenOutIsGoneAndAReadIsInTheAudit() async throws {
        let (small, episode) = try await answered()
        let sheet = try await small.features.measures.sheet(episode, for: small.linkWorker)
        let response = try #require(sheet.responses.first)
        func viewed() async throws -> Int { try await small.place.count("audit WHERE action = 'measures viewed'") }
        let before = try await viewed()
        _ = try await small.features.fhir.read(.observation, id: response.id.text, for: small.linkWorker)
        #expect(try await viewed() == before + 1)
        try await small.features.measures.strike(response.id, of: episode, by: small.linkWorker)
        await #expect(throws: Failure.notFound) {
            try await small.features.fhir.read(.observation, id: response.id.text, for: small.linkWorker)
        }
    }

    @Test(arguments: [("cafe", 1), ("CAFÉ", 1), ("Cafe\u{301} d", 1), ("afe", 0), ("%", 0), ("creme", 0)])
    func aNameIsFoundWithoutItsAccents(_ text: String, _ count: Int) async throws {
        let place = try await TestPlace.empty()
        try await place.save([Sample.listing("Café des Amis", of: Sample.organisation("The Garden"))])
        var search = FHIR.Search()
        search.names = [[FHIR.NameCondition(text, .begins)]]
        #expect(try await place.features.fhir.search(.healthcareService, search, for: nil).total == count)
    }
}
