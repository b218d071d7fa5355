import Foundation
import GRDB
import Synchronization

/// How often each offer is opened from a list of results: a number by month, and nothing about who, or for which words.
///
/// Counted in memory and stored together, so that no page waits for a write; what a killed server had not stored yet is
/// lost, which the steward's order of work does not notice.
public final class Openings: Sendable {
    private let database: AppDatabase
    private let clock: AppClock
    private let counts = Mutex<[Offer.ID: Int]>([:])

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// - Parameter offer: one that there is.
    public func count(_ offer: Offer.ID) { counts.withLock { $0[offer, default: 0] += 1 } }

    /// Stores what was counted since the last time, under the present month. What cannot be stored is kept for the next.
    public func store() async throws {
        let counted = counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
        guard !counted.isEmpty else { return }
        let month = String(Day(clock.now).description.prefix(7))
        do {
            try await database.write { try Openings.add(counted, month: month, in: $0) }
        } catch {
            counts.withLock { $0.merge(counted, uniquingKeysWith: +) }
            throw error
        }
    }

    /// What has gone meanwhile is left out.
    private static func add(_ counted: [Offer.ID: Int], month: String, in db: Database) throws {
        for (offer, count) in counted {
            try db.cachedStatement(
                sql: """
                    INSERT INTO opening (offerID, month, count) SELECT id, ?, ? FROM offer WHERE id = ?
                    ON CONFLICT (offerID, month) DO UPDATE SET count = count + excluded.count
                    """
            ).execute(arguments: [month, count, offer])
        }
    }
}
