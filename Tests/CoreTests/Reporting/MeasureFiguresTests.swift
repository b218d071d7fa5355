import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// How people's answers changed, counted by hand.
@Suite("Measures in reports")
struct MeasureFiguresTests {
    /// Closed episodes of the link worker's, each with that first and last total of GAD-7; nil was not answered again.
    private func place(_ totals: [(Int, Int?)], loop: String = "received") async throws -> ReportPlace {
        let place = try await ReportPlace()
        var made = ReportPlace.Made.helped
        (made.episode, made.origin, made.loop) = ((age: nil, sex: nil, deprivation: nil), "link worker", loop)
        for _ in totals { try await place.add(1, made) }
        try await place.small.place.database.write { db in
            let episodes = try String.fetchAll(db, sql: "SELECT id FROM episode ORDER BY id")
            for (episode, total) in zip(episodes, totals) {
                for (index, value) in [total.0, total.1].enumerated() {
                    guard let value else { continue }
                    let id = UUID().uuidString.lowercased()
                    try db.execute(
                        literal: """
                            INSERT INTO measureResponse (id, episodeID, measure, measureVersion, stage, answeredOn, mode,
                                answers, missing, isValid, recordedAt, formKey)
                            VALUES (\(id), \(episode), 'gad-7', 1, \(index == 0 ? "start" : "end"),
                                \(index == 0 ? "2026-09-23" : "2026-11-10"), 'self', x'00', 0, 1, \(Sample.now), \(id))
                            """
                    )
                    try db.execute(
                        literal: "INSERT INTO measureScore (responseID, score, value) VALUES (\(id), 'total', \(value))"
                    )
                }
            }
        }
        return place
    }

    private func times(_ count: Int, _ first: Int, _ last: Int?) -> [(Int, Int?)] {
        Array(repeating: (first, last), count: count)
    }

    private func change(_ place: ReportPlace, for actor: Actor? = nil) async throws -> ScoreChange? {
        let year = try #require(ReportPeriod.year(2026, today: Sample.today))
        let sheet = try await place.features.reporting.sheet(year, for: actor ?? place.small.linkWorker)
        return sheet.people?.measures.first { $0.measure.code == "gad-7" }
    }

    @Test("tell first and last, how many were asked, and who changed by enough to count")
    func counted() async throws {
        let totals = [times(9, 14, 9), times(8, 12, 10), times(7, 8, 8), times(7, 6, 10), times(10, 15, nil)]
        let place = try await place(totals.flatMap { $0 })
        for actor in [place.small.linkWorker, place.small.steward, place.small.doctor, place.small.gardener] {
            let change = try #require(try await change(place, for: actor))
            #expect(change.asked == 41 && change.answered == 31)
            #expect(change.first == 12 && change.last == 9)
            #expect(
                change.counts == [.betterByEnough: 9, .better: 8, .same: 7, .worse: 0, .worseByEnough: 7],
                "\(actor.role)"
            )
        }
    }

    @Test("hide small numbers, and what would give them away")
    func hidden() async throws {
        let some = try await change(
            try await place(
                times(20, 14, 9) + times(3, 8, 8)
                    + times(9, 15, nil)
            )
        )
        #expect(some?.answered == 23 && some?.asked == 32)
        #expect(some?.counts[.same] == .some(nil) && some?.counts[.betterByEnough] == .some(nil))
        let few = try await change(
            try await place(times(20, 14, 9) + times(2, 15, nil))
        )
        #expect(few == nil, "who did not answer could be counted")
        #expect(try await change(try await place(times(6, 14, 9))) == nil)
    }

    @Test("leave out who did not want the practice to be told")
    func withheld() async throws {
        #expect(try await change(try await place(times(20, 14, 9), loop: "withheld")) == nil)
    }

    @Test("need ten for a middle score")
    func middles() async throws {
        let change = try await change(try await place(times(9, 14, 9)))
        #expect(change?.answered == 9 && change?.first == nil && change?.last == nil)
    }
}
