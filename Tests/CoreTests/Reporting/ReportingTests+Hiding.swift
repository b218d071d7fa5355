import Testing

@testable import Core

extension ReportingTests {
    @Test("how many answers are on their way or lost is shown only from seven on")
    func missingAnswers() async throws {
        let place = try await ReportPlace()
        for (count, loop) in [(8, "sent"), (9, "failed")] {
            try await place.add(
                count,
                .with {
                    $0 = .helped
                    $0.loop = loop
                }
            )
        }
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        #expect(sheet.underWay == 8 && sheet.undelivered == 9)
    }

    @Test("who had started before is no one who did not start, and gives no reason for it")
    func startedBefore() async throws {
        let place = try await ReportPlace()
        try await place.add(
            8,
            .with {
                ($0.answers, $0.started) = ([("accept", 58)], 40)
                ($0.state, $0.closure, $0.reason) = ("closed", "did not start", "cost")
            }
        )
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        let people = try #require(sheet.people)
        #expect(people.path.count(.started) == 8 && people.notStarted.isEmpty)
    }
}
