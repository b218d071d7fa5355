import Core
import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import fingerpost

/// What the server does once a day, without anybody asking.
@Suite struct DailyCheckTests {
    private struct Lines: LogHandler {
        let all: Remembered
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { all.add("\(event.message) \(event.metadata ?? [:])") }
    }

    private final class Remembered: Sendable {
        private let lines = Mutex<[String]>([])

        func add(_ line: String) { lines.withLock { $0.append(line) } }

        var all: [String] { lines.withLock { $0 } }
    }

    private func service(_ place: TestPlace, _ kind: DailyCheck, _ lines: Remembered) -> DailyCheckService {
        DailyCheckService(
            features: place.features,
            kind: kind,
            logger: Logger(label: "test") { _ in Lines(all: lines) }
        )
    }

    @Test func itIsDoneOncePerDayAndNamesNobodyInTheLog() async throws {
        let place = try await TestPlace.demo()
        let lines = Remembered()
        let daily = service(place, .withoutLinks, lines)
        for _ in 0..<3 { await daily.look() }
        #expect(lines.all.count == 1)
        #expect(lines.all.allSatisfy { $0.hasPrefix("directory checked") && !$0.contains("@") })
        place.clock.advance(days: 1)
        await daily.look()
        #expect(lines.all.count == 2)
    }

    @Test func itsFailureIsSurvivedAndLoggedByItsTypeAlone() async throws {
        let place = try await TestPlace.empty()
        let lines = Remembered()
        let daily = service(place, .withoutLinks, lines)
        try place.database.close()
        await daily.look()
        #expect(lines.all == ["directory check failed [\"error\": DatabaseError]"])
    }
}
