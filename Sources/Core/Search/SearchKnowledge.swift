import Foundation
import GRDB
import SearchIndex

/// What searches have to know of the directory besides the index: the needs' marks, and the names of places near it.
///
/// Read at the first search. Needs change only when the lists are loaded, before anything is served; places are looked
/// at again when listings have changed, at most once a minute, while searches go on with what is known.
actor SearchKnowledge {
    struct Facts: Sendable {
        let marks: OfferMarks
        let places: PlaceNames
    }

    private let database: AppDatabase
    private let clock: AppClock
    private let lexicon: Lexicon
    private var reading: Task<Facts, any Error>?
    private var latest: Facts?
    private var readAt = Date.distantPast
    private var isStale = true

    private static let rest: TimeInterval = 60

    init(database: AppDatabase, clock: AppClock, lexicon: Lexicon) {
        self.database = database
        self.clock = clock
        self.lexicon = lexicon
    }

    func facts() async throws -> Facts {
        if isStale, reading == nil, clock.now.timeIntervalSince(readAt) >= SearchKnowledge.rest { startReading() }
        if let latest { return latest }
        guard let reading else { return try await readNow() }
        return try await reading.value
    }

    /// Listings have changed: offers may be near other places now.
    func listingsChanged() { isStale = true }

    private func startReading() {
        isStale = false
        readAt = clock.now
        reading = Task {
            do {
                return try await self.readNow()
            } catch {
                self.isStale = true
                throw error
            }
        }
    }

    private func readNow() async throws -> Facts {
        defer { reading = nil }
        let needs = try await database.read { try Need.fetchAll($0).map(\.id) }
        let places = try await PlaceNames.build(from: database)
        let facts = Facts(marks: OfferMarks(needs: needs, languages: lexicon.languageNames), places: places)
        latest = facts
        return facts
    }
}
