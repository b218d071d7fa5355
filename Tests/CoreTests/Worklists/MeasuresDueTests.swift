import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("A measure that is due")
struct MeasuresDueTests {
    private func asked(_ small: SmallPlace, by actor: Actor? = nil) async throws -> [Worklist.Row] {
        let list = try await small.features.worklists.list(.init(), for: actor ?? small.linkWorker)
        let rows = list.mine.rows.filter { $0.next == .askMeasures }
        #expect(list.counts.mine == list.mine.rows.count)
        return rows
    }

    private func answer(_ small: SmallPlace, _ episode: Episode.ID, _ stage: Measure.Stage) async throws {
        for measure in try await small.features.measures.sheet(episode, for: small.linkWorker).due.map(\.measure) {
            let entry = MeasureEntry(
                measure: measure.code,
                version: measure.version,
                stage: stage,
                answeredOn: Day(small.place.clock.now),
                mode: .themself,
                answers: [:],
                words: [:],
                isDeclined: true,
                key: UUID().uuidString
            )
            try await small.features.measures.record(entry, of: episode, by: small.linkWorker)
        }
    }

    @Test("is in its link worker's list from the twelfth week, late after the fifteenth, and gone when it was asked")
    func review() async throws {
        let small = try await SmallPlace()
        let episode = try await small.episode(of: small.referral()).id
        small.place.clock.advance(days: 83)
        #expect(try await asked(small).isEmpty)
        small.place.clock.advance(days: 1)
        let row = try #require(try await asked(small).first)
        #expect(row.subject == .measure(episode, .review) && row.late == 0)
        #expect(row.due == Sample.today.adding(days: 105) && row.since == Sample.today.adding(days: 84))
        #expect(try await asked(small, by: small.otherLinkWorker).isEmpty)
        small.place.clock.advance(days: 30)
        #expect(try await asked(small).first?.late ?? 0 > 0)
        try await answer(small, episode, .review)
        #expect(try await asked(small).isEmpty)
    }

    @Test("is asked once more at the end, for as long as it can be taken up again")
    func end() async throws {
        let small = try await SmallPlace()
        let episode = try await small.episode(of: small.referral(in: .closed))
        let plan = Episode.Move.change(EpisodePlan(risk: .noneKnown), telling: .everything)
        try await small.features.episodes.move(episode.id, seen: 1, plan, by: small.linkWorker)
        let outcome = Outcome(engaged: .all, helped: .lot, saidBy: .person)
        try await small.features.episodes.move(episode.id, seen: 2, .close(outcome), by: small.linkWorker)
        #expect(try await asked(small).map(\.subject) == [.measure(episode.id, .end)])
        small.place.clock.advance(days: 29)
        #expect(try await asked(small).isEmpty)
    }
}
