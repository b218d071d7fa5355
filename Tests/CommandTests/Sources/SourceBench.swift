import Core
import Foundation
import GRDB
import Synchronization
import TestSupport

@testable import fingerpost

/// A place that reads feeds over real HTTP, without pauses, on a clock that a test moves.
final class SourceBench: Sendable {
    let place: TestPlace
    /// The pauses that a feed was granted, in order.
    let pauses = Mutex<[Duration]>([])
    private let notes = Mutex<[ImportReport.Entry]>([])

    init() async throws { place = try await TestPlace.empty() }

    var sources: Sources { place.features.sources }

    /// What was skipped or mended in the last sync.
    var entries: [ImportReport.Entry] { notes.withLock { $0 } }

    @discardableResult
    func sync(_ source: Source, limits: WebFeedClient.Limits = .init()) async throws -> SyncReport {
        let client = WebFeedClient(allowsPrivate: true, limits: limits)
        notes.withLock { $0 = [] }
        let pace = FeedPace { pause in self.pauses.withLock { $0.append(pause) } }
        do {
            let report = try await sources.sync(
                source,
                over: client,
                pace: pace,
                note: { entry in self.notes.withLock { $0.append(entry) } }
            )
            await client.close()
            return report
        } catch {
            await client.close()
            throw error
        }
    }

    func add(_ url: String, name: String? = nil) async throws -> Source { try await sources.add(url: url, name: name) }

    func listing(_ number: Int) async throws -> Listing {
        guard let id = Offer.ID(Feed.id(number)) else { throw Failure.notFound }
        return try await place.features.directory.listing(id)
    }

    func count(_ table: String) async throws -> Int {
        try await place.database.write { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) async throws {
        try await place.database.write { try $0.execute(sql: sql, arguments: arguments) }
    }
}
