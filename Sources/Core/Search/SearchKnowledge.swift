import Foundation
import GRDB
import SearchIndex

/// What searches have to know of the directory besides the index: the needs and their marks, the names of places near
/// it, and where the places are that were asked for lately.
///
/// Read at the first search. Needs change only when the lists are loaded, before anything is served; places are looked
/// at again when listings have changed, at most once a minute, while searches go on with what is known.
actor SearchKnowledge {
    struct Facts: Sendable {
        /// By name.
        let needs: [Need]
        let marks: OfferMarks
        let places: PlaceNames
        /// Needs that a listed offer is for.
        let answeredNeeds: NeedNames
    }

    private let database: AppDatabase
    private let clock: AppClock
    private let lexicon: Lexicon
    private var reading: Task<Facts, any Error>?
    private var latest: Facts?
    private var readAt = Date.distantPast
    private var isStale = true

    private static let rest: TimeInterval = 60

    /// By what was typed. A page is followed by its next and by one with a facet chosen, from the same few places.
    private let spots = Remembered<String, Spot?>()

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

    /// Where that is; nil for no place.
    nonisolated func spot(typed: String) async throws -> Spot? {
        try await spots.answer(typed, now: clock.now) { [database] in
            try await Gazetteer(database: database).spot(typed: typed)
        }
    }

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
        let needs = try await database.read { try Need.fetchAll($0, sql: "SELECT * FROM need ORDER BY name") }
        let answered = try await database.read { try Need.fetchAll($0, sql: SearchKnowledge.answered) }
        let facts = Facts(
            needs: needs,
            marks: OfferMarks(needs: needs.map(\.id), languages: lexicon.languageNames),
            places: try await PlaceNames.build(from: database),
            answeredNeeds: try NeedNames(answered)
        )
        latest = facts
        return facts
    }

    private static let answered = """
        SELECT * FROM need WHERE EXISTS (
            SELECT 1 FROM offerNeed JOIN offer ON offer.id = offerID
            WHERE needID = need.id AND status IN ('active', 'temporarily closed'))
        ORDER BY name
        """
}
