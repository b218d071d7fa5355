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
    let knowledge: SearchKnowledge
    let logger: Logger

    /// One offer that was found.
    public struct Found: Sendable {
        public let id: Offer.ID
        public let card: OfferCard
        public let score: Double
        /// Metres to its nearest public place.
        public let distance: Double?
        public let snippet: [SnippetPart]
        public let freshness: Freshness
        /// Only when it was asked for.
        public var explanation: Explanation?

        public var title: String { card.name }
        public var organisation: String { card.organisation }

        /// Whether what is known speaks against it so much that nobody should be sent there unseen.
        public var isDisbelieved: Bool {
            card.standing.disbelievedFrom != nil && (freshness == .unconfirmed || freshness == .hidden)
        }
    }

    public struct Results: Sendable {
        public var found: [Found] = []
        public var total = 0
        /// Whether `total` and the facets' counts are exact; lower bounds otherwise.
        public var totalIsExact = true
        /// Where distances are measured from, and the radius in miles.
        public var spot: Spot?
        public var radius = Spot.usualMiles
        /// What was typed as a place and is none.
        public var unknownPlace: String?
        /// Nothing was found near the place, so these are from anywhere.
        public var droppedPlace = false
        public var reading = Reading()
        /// The words that were searched for instead of those typed, some of which nobody knows.
        public var corrected: String?
        /// In the order of `FacetName`; empty unless the request counts them.
        public var facets: [FacetCounts] = []
        /// The index is being rebuilt: found by plain comparison in the database.
        public var isDegraded = false

        public init() {}
    }

    /// Every need, by name, without asking the database each time.
    public func needs() async throws -> [Need] { try await knowledge.facts().needs }

    public func find(_ request: SearchRequest) async throws -> Results {
        var results = Results()
        if !request.near.allSatisfy(\.isWhitespace) {
            results.spot = try await knowledge.spot(typed: request.near)
            if results.spot == nil { results.unknownPlace = request.near.trimmingCharacters(in: .whitespaces) }
        }
        do {
            let facts = try await knowledge.facts()
            try await read(request, facts, into: &results)
            results.radius = request.radius ?? results.spot?.miles ?? Spot.usualMiles
            try await search(request, facts, into: &results)
            if results.total == 0, results.spot != nil {
                try await search(request, facts, isAnywhere: true, into: &results)
                results.droppedPlace = results.total > 0
            }
        } catch let error as SearchIndexError where error.code != .invalidArgument {
            logger.warning("search index unavailable", metadata: ["code": "\(error.code.rawValue)"])
            try await DirectoryScan(database: database, lexicon: lexicon, now: clock.now).find(request, into: &results)
        }
        return results
    }

    private func read(
        _ request: SearchRequest,
        _ facts: SearchKnowledge.Facts,
        into results: inout Results
    ) async throws {
        var words = try QueryWord.words(of: request.words)
        var beginnings: Set<Int> = []
        if !request.isVerbatim {
            let correction = try await correction(of: words, facts)
            words = correction.words
            beginnings = correction.beginnings
            if correction.isChanged { results.corrected = words.map(\.word).joined(separator: " ") }
        }
        // Who fills in the field for the place says where; a name among the words is then one of them.
        let isFree = request.near.isEmpty
        let reader = QueryReader(
            lexicon: lexicon,
            places: isFree ? facts.places : .none,
            postcodes: isFree
                ? try await PostcodeRule(gazetteer: Gazetteer(database: database)).postcodes(in: words) : [:],
            today: Day(clock.now).weekday
        )
        results.reading = reader.read(words, beginnings: beginnings, unwanted: request.unwanted)
        results.spot = results.spot ?? results.reading.spot
    }

    /// Without an index the words stay as they are: what they say, and whether somebody needs help now, is read all the same.
    private func correction(
        of words: [QueryWord],
        _ facts: SearchKnowledge.Facts
    ) async throws -> SpellingRule.Correction {
        do {
            return try await SpellingRule(lexicon: lexicon, places: facts.places, readers: readers).corrected(words)
        } catch is SearchIndexError {
            return SpellingRule.Correction(words: words)
        }
    }

    private func search(
        _ request: SearchRequest,
        _ facts: SearchKnowledge.Facts,
        isAnywhere: Bool = false,
        into results: inout Results
    ) async throws {
        let now = clock.now
        let plan = SearchPlan(request, results: results, marks: facts.marks, isAnywhere: isAnywhere, now: now)
        let answer = try await readers.search(plan.query, plan.options)
        results.total = answer.total
        results.totalIsExact = answer.totalIsExact
        if request.countsFacets { results.facets = plan.facets.counts(answer.facetCounts) }
        results.found = answer.hits.compactMap { hit in
            guard let id = Offer.ID(hit.id), let card = OfferCard(encoded: hit.payload) else { return nil }
            return Found(
                id: id,
                card: card,
                score: hit.score,
                distance: hit.distanceMetres,
                snippet: hit.snippet,
                freshness: card.freshness(now: now),
                explanation: request.explains ? Explanation(hit, factors: plan.ranking.factors.map(\.name)) : nil
            )
        }
    }
}
