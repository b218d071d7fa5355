import Foundation
import TestSupport
import Testing

@testable import bench

/// A small borough lives its year through the real features; the whole one, of 3,000 people, is `make simulate`, or here
/// when `FINGERPOST_WHOLE_BOROUGH` is set.
@Suite("A simulated borough")
struct SimulatedBoroughTests {
    private static let lived = Task {
        let isWhole = ProcessInfo.processInfo.environment["FINGERPOST_WHOLE_BOROUGH"] != nil
        return try await LiveBorough.figures(
            AssumedLives(episodes: isWhole ? 3_000 : 40),
            lexicon: TestPlace.lexicon(),
            seed: 2
        )
    }

    @Test("closes at least 98 % of the loops that ended with consent")
    func loops() async throws {
        let figures = try await Self.lived.value
        #expect(figures.owed().count > 25)
        #expect(figures.closedLoopRate >= BoroughTable.aim, "\(figures.undelivered)")
    }

    @Test("lets nobody wait on nobody on any day, fires no timer twice, and writes no mail that says whom it is about")
    func promises() async throws {
        let figures = try await Self.lived.value
        #expect(figures.breaches == [])
        #expect(figures.mails > 50 && figures.firings > 50)
    }

    @Test("is a borough with something in it: people come far, some lists are long, and letters are few")
    func something() async throws {
        let figures = try await Self.lived.value
        #expect(figures.paths.contains(where: \.started) && figures.paths.contains { !$0.reached })
        #expect(figures.lettersAWeek.mean > 0 && figures.lettersAWeek.mean < 5)
        #expect(figures.rows[.linkWorker]?.worst ?? 0 > 0 && figures.rows[.practice]?.looks ?? 0 > 0)
        #expect(BoroughTable(figures: figures).text.contains("Closed loop"))
    }
}
