import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("What people answer")
struct MeasuresTests {
    private static let low = ["satisfied": 4.0, "worthwhile": 3, "happy": 4, "anxious": 7]
    private static let high = ["satisfied": 7.0, "worthwhile": 8, "happy": 8, "anxious": 3]

    private func entry(
        _ measure: String = "ons4",
        _ stage: Measure.Stage = .start,
        _ answers: [String: Double],
        words: [String: String] = [:],
        mode: MeasureResponse.Mode = .themself,
        declined: Bool = false,
        on day: Day = Sample.today,
        key: String = UUID().uuidString
    ) -> MeasureEntry {
        MeasureEntry(
            measure: measure,
            version: 1,
            stage: stage,
            answeredOn: day,
            mode: mode,
            answers: answers,
            words: words,
            isDeclined: declined,
            key: key
        )
    }

    private func open() async throws -> (small: SmallPlace, episode: Episode.ID) {
        let small = try await SmallPlace()
        return (small, try await small.episode(of: small.referral(in: .closed)).id)
    }

    @Test("is stored with its scores, and shown from first to last with the band")
    func recorded() async throws {
        let (small, id) = try await open()
        let measures = small.features.measures
        try await measures.record(entry("ons4", .start, Self.low, mode: .withHelp), of: id, by: small.linkWorker)
        small.place.clock.advance(days: 90)
        try await measures.record(
            entry("ons4", .review, Self.high, on: Day(small.place.clock.now)),
            of: id,
            by: small.linkWorker
        )
        let sheet = try await measures.sheet(id, for: small.linkWorker)
        let summary = try #require(sheet.summaries.first)
        #expect(summary.completeness == "2 answered of 2 asked")
        let line = try #require(summary.lines.first)
        #expect(line.first.map { MeasureSummary.words($0, line.score) } == "4, low (with help)")
        #expect(line.last.map { MeasureSummary.words($0, line.score) } == "7, high")
        #expect(summary.lines.last?.change?.direction == .better)
    }

    @Test("stays apart from every other link worker's and every other role")
    func scope() async throws {
        let (small, id) = try await open()
        for actor in small.everybody where actor != small.linkWorker {
            await #expect(throws: Failure.notFound) { try await small.features.measures.sheet(id, for: actor) }
            await #expect(throws: Failure.notFound) {
                try await small.features.measures.record(entry("ons4", .start, Self.low), of: id, by: actor)
            }
        }
        #expect(try await small.place.count("measureResponse") == 0)
    }

    @Test("once is stored once, though its form comes twice")
    func twice() async throws {
        let (small, id) = try await open()
        let entry = entry("ons4", .start, Self.low, key: "one")
        for _ in 0..<2 { try await small.features.measures.record(entry, of: id, by: small.linkWorker) }
        #expect(try await small.place.count("measureResponse") == 1)
        #expect(try await small.place.count("measureScore") == 4)
    }

    @Test("keeps a blank as null")
    func blanks() async throws {
        let (small, id) = try await open()
        try await small.features.measures.record(entry("ons4", .start, ["happy": 0]), of: id, by: small.linkWorker)
        let response = try #require(try await small.features.measures.sheet(id, for: small.linkWorker).responses.first)
        #expect(response.answers.count == 4 && response.answers["happy"] == .some(.some(0)))
        #expect(response.answers["anxious"] == .some(.none))
        #expect(response.scores == ["happy": 0] && response.missing == 3)
    }

    @Test("is refused in words when it cannot be")
    func refused() async throws {
        let (small, id) = try await open()
        let wrong: [(MeasureEntry, String)] = [
            (entry("ons4", .start, ["happy": 11]), "item-happy"), (entry("ons4", .start, [:]), "item-satisfied"),
            (entry("ons4", .start, Self.low, declined: true), "declined"),
            (entry("ons4", .start, Self.low, on: Sample.today.adding(days: 1)), "answered"),
            (entry("ons4", .start, Self.low, on: Sample.today.adding(days: -40)), "answered"),
            (entry("two-questions", .start, ["helped": 3]), "stage"),
            (entry("goals", .start, ["goal-1": 3]), "words-goal-1"),
            (
                entry("goals", .start, ["goal-1": 3], words: ["goal-1": String(repeating: "x", count: 101)]),
                "words-goal-1"
            ),
            (entry("dialog", .start, ["life": 4.255]), "item-life"),
        ]
        for (entry, field) in wrong {
            do {
                try await small.features.measures.record(entry, of: id, by: small.linkWorker)
                Issue.record("\(field) was taken")
            } catch Failure.invalid(let problems) {
                #expect(problems.keys.contains(field), "\(problems)")
            }
        }
        for code in ["fft", "nothing"] {
            await #expect(throws: Failure.notFound) {
                try await small.features.measures.record(
                    entry(code, .start, ["experience": 1]),
                    of: id,
                    by: small.linkWorker
                )
            }
        }
        #expect(try await small.place.count("measureResponse") == 0)
    }

    @Test("also tells that they were asked and did not want to")
    func declined() async throws {
        let (small, id) = try await open()
        try await small.features.measures.record(
            entry("ons4", .start, [:], declined: true),
            of: id,
            by: small.linkWorker
        )
        let sheet = try await small.features.measures.sheet(id, for: small.linkWorker)
        #expect(sheet.summaries.first?.completeness == "0 answered of 1 asked")
        #expect(!sheet.due.contains { $0.measure.code == "ons4" })
    }

    @Test("about goals is in their own words, which stay, and those not set are no blanks")
    func goals() async throws {
        let (small, id) = try await open()
        let measures = small.features.measures
        try await measures.record(
            entry("goals", .start, ["goal-1": 2], words: ["goal-1": "See the sea"]),
            of: id,
            by: small.linkWorker
        )
        try await measures.record(
            entry("goals", .review, ["goal-1": 6], words: ["goal-1": "Something else"]),
            of: id,
            by: small.linkWorker
        )
        let sheet = try await measures.sheet(id, for: small.linkWorker)
        #expect(sheet.goals == ["goal-1": "See the sea"])
        #expect(sheet.summaries.first?.lines.map(\.name) == ["See the sea"])
        #expect(sheet.responses.allSatisfy { $0.missing == 0 })
    }

    @Test("and was typed in wrongly is taken out, once, and stays in the database")
    func struck() async throws {
        let (small, id) = try await open()
        let measures = small.features.measures
        try await measures.record(
            entry("gad-7", .start, BuiltIn.answers(BuiltIn.measure("gad-7"), 2)),
            of: id,
            by: small.linkWorker
        )
        let response = try #require(try await measures.sheet(id, for: small.linkWorker).responses.first)
        try await measures.strike(response.id, of: id, by: small.linkWorker)
        #expect(try await measures.sheet(id, for: small.linkWorker).responses.isEmpty)
        #expect(try await small.place.count("measureResponse") == 1)
        await #expect(throws: Failure.self) { try await measures.strike(response.id, of: id, by: small.linkWorker) }
    }

    @Test("and its goal, typed in wrongly, are put right once no answer is about it any more")
    func goalPutRight() async throws {
        let (small, id) = try await open()
        let measures = small.features.measures
        func record(_ stage: Measure.Stage, _ answers: [String: Double], _ words: [String: String]) async throws {
            try await measures.record(entry("goals", stage, answers, words: words), of: id, by: small.linkWorker)
        }
        func strike(_ stage: Measure.Stage) async throws {
            let responses = try await measures.sheet(id, for: small.linkWorker).responses
            let response = try #require(responses.first { $0.stage == stage })
            try await measures.strike(response.id, of: id, by: small.linkWorker)
        }
        try await record(.start, ["goal-1": 2, "goal-2": 3], ["goal-1": "See the see", "goal-2": "Cook"])
        try await strike(.start)
        #expect(try await measures.sheet(id, for: small.linkWorker).goals.isEmpty)
        try await record(.start, ["goal-1": 2], ["goal-1": "See the sea"])
        try await record(.review, ["goal-1": 4, "goal-2": 1], ["goal-2": "Cook"])
        try await strike(.review)
        #expect(try await measures.sheet(id, for: small.linkWorker).goals == ["goal-1": "See the sea"])
    }

    @Test("is in the letter to the practice, first and last with the band, and says so when there is no end score")
    func letter() async throws {
        let (small, id) = try await open()
        let measures = small.features.measures
        try await measures.record(entry("ons4", .start, Self.low), of: id, by: small.linkWorker)
        try await measures.record(entry("ons4", .end, Self.high), of: id, by: small.linkWorker)
        try await measures.record(entry("phq-9", .start, ["total": 16]), of: id, by: small.linkWorker)
        try await measures.record(entry("two-questions", .end, ["helped": 3]), of: id, by: small.linkWorker)
        let star = BuiltIn.answers(try BuiltIn.measure("recovery-star"), 4)
        try await measures.record(entry("recovery-star", .start, star), of: id, by: small.linkWorker)
        let outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person)
        let version = try await small.features.episodes.sheet(id, for: small.linkWorker).episode.version
        let plan = EpisodePlan(risk: .noneKnown)
        try await small.features.episodes.move(
            id,
            seen: version,
            .change(plan, telling: .everything),
            by: small.linkWorker
        )
        try await small.features.episodes.move(id, seen: version + 1, .close(outcome), by: small.linkWorker)
        let entry = try #require(try await small.features.outcomes.tray(for: small.doctor).first)
        let lines = entry.letter.measures
        #expect(
            lines.map(\.name) == [
                "Satisfied with life", "Life is worthwhile", "Happy yesterday", "Anxious yesterday", "PHQ-9",
                "Recovery Star",
            ]
        )
        #expect(lines[0].first == "4, low" && lines[0].last == "7, high")
        #expect(lines[0].change == "better by 3; no rule for one person; 2 answered of 2 asked")
        #expect(lines[4].last == "no end score" && lines[4].change == "1 answered of 2 asked")
        #expect(lines[5].first == "10 scores" && lines[5].last == "no end score")
    }

    @Test("cannot be read in the database without the key, and what is counted says nothing in words")
    func sealed() async throws {
        let (small, id) = try await open()
        try await small.features.measures.record(
            entry("goals", .start, ["goal-1": 2], words: ["goal-1": "goal-canary"]),
            of: id,
            by: small.linkWorker
        )
        for name in ["fingerpost.sqlite", "fingerpost.sqlite-wal"] {
            let bytes = try Data(contentsOf: small.place.folder.appendingPathComponent(name))
            #expect(bytes.range(of: Data("goal-canary".utf8)) == nil, "\(name)")
        }
        let answers = try await small.place.database.read {
            try Data.fetchOne($0, sql: "SELECT answers FROM measureResponse")
        }
        #expect(answers?.range(of: Data("goal-1".utf8)) == nil)
    }
}
