import Foundation
import GRDB
import Logging
import SearchIndex

/// Finds offers: in the index, or, while there is none, in the database, and says so.
public struct Search: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let readers: IndexReaderPool
    let lexicon: Lexicon
    let logger: Logger

    /// One offer that was found.
    public struct Found: Sendable {
        public let listing: Listing
        public let score: Double
        /// Metres to its nearest public place.
        public let distance: Double?
        public let snippet: [SnippetPart]
        public let freshness: Freshness

        public var id: Offer.ID { listing.offer.id }
        public var title: String { listing.offer.name }
        public var organisation: String { listing.organisation.name }
    }

    public struct Results: Sendable {
        public var found: [Found] = []
        public var total = 0
        public var totalIsExact = true
        /// Where distances are measured from; nil without a place or when it is unknown.
        public var centre: Gazetteer.Outcode?
        /// What was typed as a place and is none.
        public var unknownPlace: String?
        /// Nothing was found near the place, so these are from anywhere.
        public var droppedPlace = false
        public var reading = Reading()
        /// The words that were searched for instead of those typed, some of which the index does not know.
        public var corrected: String?
        /// The index is being rebuilt: found by plain comparison in the database.
        public var isDegraded = false
    }

    public func find(_ request: SearchRequest) async throws -> Results {
        var results = Results()
        try await locate(request.near, into: &results)
        do {
            try await read(request, into: &results)
            let query = OfferQuery(results.reading)
            try await search(query, request, into: &results)
            if results.total == 0, results.centre != nil {
                let centre = results.centre
                results.centre = nil
                try await search(query, request, into: &results)
                results.droppedPlace = results.total > 0
                results.centre = centre
            }
        } catch let error as SearchIndexError where error.code != .invalidArgument {
            logger.warning("search index unavailable", metadata: ["code": "\(error.code.rawValue)"])
            try await scan(request, into: &results)
        }
        return results
    }

    private func read(_ request: SearchRequest, into results: inout Results) async throws {
        var words = try QueryWord.words(of: request.words)
        let correction = try await SpellingRule(lexicon: lexicon, readers: readers).corrected(words)
        if correction.isChanged {
            words = correction.words
            results.corrected = words.map(\.word).joined(separator: " ")
        }
        let reader = QueryReader(lexicon: lexicon, places: PlaceNames(), today: Day(clock.now).weekday)
        results.reading = reader.read(words, beginnings: correction.beginnings)
    }

    private func locate(_ near: String, into results: inout Results) async throws {
        let typed = near.trimmingCharacters(in: .whitespaces)
        guard !typed.isEmpty else { return }
        if let postcode = Postcode(typed) {
            results.centre = try await Gazetteer(database: database).outcode(of: postcode)
        }
        if results.centre == nil { results.unknownPlace = typed }
    }

    // MARK: With the index

    private func search(_ words: OfferQuery, _ request: SearchRequest, into results: inout Results) async throws {
        var query = words.query ?? .all
        if let need = request.need { query = .filter(query, by: .term(.category, need.rawValue)) }
        let answer = try await readers.search(
            query,
            options(request, hasWords: words.query != nil, centre: results.centre)
        )
        let ids = answer.hits.compactMap { Offer.ID($0.id) }
        let listings = try await database.read { try DirectoryStore.listings(ids, in: $0) }
        let byID = Dictionary(uniqueKeysWithValues: listings.map { ($0.offer.id.text, $0) })
        let now = clock.now
        results.total = answer.total
        results.totalIsExact = answer.totalIsExact
        results.found = answer.hits.compactMap { hit in
            guard let listing = byID[hit.id] else { return nil }
            return Found(
                listing: listing,
                score: hit.score,
                distance: hit.distanceMetres,
                snippet: hit.snippet,
                freshness: listing.offer.freshness(now: now)
            )
        }
    }

    private func options(_ request: SearchRequest, hasWords: Bool, centre: Gazetteer.Outcode?) -> SearchOptions {
        let now = clock.now.timeIntervalSince1970
        var options = SearchOptions(
            offset: (request.page - 1) * SearchRequest.pageSize,
            limit: SearchRequest.pageSize,
            snippetLength: 220,
            ranking: Ranking(saturation: knob("k1", 1), lengthNormalisation: knob("b", 0.5))
        )
        if !request.seesHidden { options.ranges = [NumberRange(OfferDocument.Slot.hiddenFrom, min: now.nextUp)] }
        options.groupBelow = NumberRange(OfferDocument.Slot.unconfirmedFrom, min: now.nextUp)
        if let centre {
            options.place = PlaceFilter(
                centre: centre.coordinate,
                radiusMetres: Double(request.radius) * 1_609.344,
                keepsDocumentsWithoutPlace: true,
                keepsAlso: NumberRange(OfferDocument.Slot.comesToYou, min: 1)
            )
        }
        if !hasWords {
            options.sort = centre == nil ? .number(OfferDocument.Slot.confirmedAt, ascending: false) : .distance
        }
        return options
    }

    // MARK: Without it

    /// Plain comparison, titles first: slower and cruder, and better than nothing.
    private func scan(_ request: SearchRequest, into results: inout Results) async throws {
        let tokens = try lexicon.telling(Tokeniser.tokens(of: request.words))
        let patterns = tokens.prefix(6).map { "%\($0.stem.prefix(40))%" }
        let now = clock.now
        let found = try await database.read { db in
            let offers = try Offer.fetchAll(
                db,
                sql: "SELECT * FROM offer WHERE status IN ('active', 'temporarily closed') ORDER BY name"
            )
            let chosen = try offers.filter { offer in
                guard request.seesHidden || offer.freshness(now: now) != .hidden else { return false }
                guard let need = request.need else { return true }
                return try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM offerNeed WHERE offerID = ? AND needID = ?)",
                    arguments: [offer.id, need]
                ) == true
            }
            let scored = chosen.map { ($0, Search.score($0, patterns)) }.filter { patterns.isEmpty || $0.1 > 0 }
            let best = scored.sorted { $0.1 > $1.1 }
            let page = best.dropFirst((request.page - 1) * SearchRequest.pageSize).prefix(SearchRequest.pageSize)
            let listings = try DirectoryStore.complete(page.map(\.0), in: db)
            return (best.count, zip(listings, page).map { ($0, $1.1) })
        }
        results.isDegraded = true
        results.total = found.0
        results.found = found.1.map { listing, score in
            Found(
                listing: listing,
                score: score,
                distance: nil,
                snippet: [],
                freshness: listing.offer.freshness(now: now)
            )
        }
    }

    private static func score(_ offer: Offer, _ patterns: [String]) -> Double {
        patterns.reduce(0) { sum, pattern in
            let word = pattern.dropFirst().dropLast()
            let inTitle = offer.name.localizedCaseInsensitiveContains(word) ? 2.0 : 0
            return sum + inTitle + (offer.description.localizedCaseInsensitiveContains(word) ? 1 : 0)
        }
    }
}
