import Foundation
import GRDB
import Synchronization

/// How often a search found nothing good, by month, need and area. No words are kept, and nothing about who asked.
///
/// Counted in memory and stored together, as openings are; what a killed server had not stored yet is lost.
public final class SearchCounts: Sendable {
    private let database: AppDatabase
    private let clock: AppClock
    private let counts = Mutex<[Kind: Number]>([:])

    /// In one minute; what comes beyond is made up by somebody.
    private static let mostKinds = 1_000

    struct Kind: Hashable {
        /// Empty when the words named none that we know.
        let need: String
        /// An outward postcode; empty when none, or several, were meant.
        let area: String
    }

    struct Number {
        var searches = 0
        var misses = 0
    }

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// Counts a search for something, at its first page.
    public func count(_ request: SearchRequest, _ results: Search.Results) {
        guard request.page == 1, !request.isEmpty else { return }
        let kind = Kind(need: results.need(of: request)?.rawValue ?? "", area: results.area ?? "")
        counts.withLock {
            guard $0[kind] != nil || $0.count < SearchCounts.mostKinds else { return }
            $0[kind, default: Number()].searches += 1
            if !results.hasGoodHit { $0[kind, default: Number()].misses += 1 }
        }
    }

    /// Stores what was counted since the last time, under the present month. What cannot be stored is kept for the next.
    public func store() async throws {
        let counted = counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
        guard !counted.isEmpty else { return }
        let month = String(Day(clock.now).description.prefix(7))
        do {
            try await database.write { try SearchCounts.add(counted, month: month, in: $0) }
        } catch {
            counts.withLock { counts in
                for (kind, number) in counted {
                    counts[kind, default: Number()].searches += number.searches
                    counts[kind, default: Number()].misses += number.misses
                }
            }
            throw error
        }
    }

    /// A need that is none of ours was typed into the address, and its words are not kept.
    private static func add(_ counted: [Kind: Number], month: String, in db: Database) throws {
        for (kind, number) in counted {
            try db.cachedStatement(
                sql: """
                    INSERT INTO searchCount (month, needID, area, searches, misses)
                    VALUES (?, coalesce((SELECT id FROM need WHERE id = ?), ''), ?, ?, ?)
                    ON CONFLICT (month, needID, area)
                    DO UPDATE SET searches = searches + excluded.searches, misses = misses + excluded.misses
                    """
            ).execute(arguments: [month, kind.need, kind.area, number.searches, number.misses])
        }
    }
}

extension Search.Results {
    /// Whether somebody can be sent to one of the first page today: it is near, checked lately or only just due, and has
    /// room.
    var hasGoodHit: Bool {
        !droppedPlace
            && found.contains { ($0.freshness == .fresh || $0.freshness == .due) && $0.card.intake != .full }
    }

    /// What it is about: the need that was chosen, else the first that the words named.
    func need(of request: SearchRequest) -> Need.ID? {
        if let chosen = request.choices[.need]?.first { return Need.ID(rawValue: chosen) }
        for topic in reading.topics {
            if case .concept(let concept) = topic.kind, let need = concept.needs.first { return need }
        }
        return nil
    }

    /// The outward postcode that it is made from, when it is one.
    var area: String? { spot.flatMap { $0.outcodes.count == 1 ? $0.outcodes.first : nil } }
}
