import Foundation
import Logging
import SearchIndex

/// Completes what somebody types: needs, offers, organisations and places.
///
/// Asked with every key that is pressed, so it reads the index without counting facets or cutting snippets, and the
/// database not at all. What is hidden or not listed is never suggested, to anybody.
public struct Suggestions: Sendable {
    let readers: IndexReaderPool
    let knowledge: SearchKnowledge
    let lexicon: Lexicon
    let clock: AppClock
    let logger: Logger

    /// Characters; what is longer is cut, not refused.
    public static let longest = 100
    /// Rows: what can be taken in at a glance.
    public static let most = 8
    static let mostPlaces = 3

    /// An offer's organisation may have hundreds of others, so its name is searched for in rounds, each without those found.
    private enum Round {
        static let most = 3
        static let hits = 16
    }

    private enum Weight {
        /// Against BM25's few points for each word: a title that begins as typed comes first, whatever else it says.
        static let beginning = 100.0
    }

    /// At most `most`, and none for less than two characters. The index being away leaves needs and places.
    public func suggestions(for typed: String) async throws -> [Suggestion] {
        guard let typed = try TypedSoFar(typed, lexicon: lexicon) else { return [] }
        let facts = try await knowledge.facts()
        var kinds = SuggestionKinds()
        kinds.needs = facts.answeredNeeds.suggestions(for: typed, limit: Suggestions.most)
        kinds.places = PlaceEnding(typed: typed, places: facts.places).suggestions(limit: Suggestions.mostPlaces)
        do {
            async let offers = offers(typed)
            async let organisations = organisations(typed)
            (kinds.offers, kinds.organisations) = try await (offers, organisations)
        } catch let error as SearchIndexError where error.code != .invalidArgument {
            logger.warning("search index unavailable", metadata: ["code": "\(error.code.rawValue)"])
        }
        return kinds.best(Suggestions.most)
    }

    /// To be called at the start and when listings have changed: needs may be answered now that were not, and offers be near
    /// other places. They are read anew at most once a minute, and nobody who types has to wait for it.
    public func listingsChanged() async {
        await knowledge.listingsChanged()
        // What cannot be read now is read when somebody asks.
        _ = try? await knowledge.facts()
    }

    /// Titles with all the words; those that begin so first, unconfirmed ones last.
    private func offers(_ typed: TypedSoFar) async throws -> [Suggestion] {
        let beginning = Query.scaled(.startingWith(.exactTitle, typed.normalised), Weight.beginning)
        let query = Query.maybe(required: .allOf(typed.parts(in: .title)), optional: beginning)
        return try await readers.search(query, options(limit: Suggestions.most)).hits.compactMap { hit in
            guard let id = Offer.ID(hit.id), let card = OfferCard(encoded: hit.payload) else { return nil }
            return .offer(id, card)
        }
    }

    /// Each organisation with an offer to be seen once.
    private func organisations(_ typed: TypedSoFar) async throws -> [Suggestion] {
        let named = Query.allOf(typed.parts(in: .group))
        var found: [OfferCard] = []
        for _ in 0..<Round.most {
            let seen = found.map { Query.term(.category, $0.organisationID.text) }
            let query = seen.isEmpty ? named : .excluding(named, .anyOf(seen))
            let hits = try await readers.search(query, options(limit: Round.hits)).hits
            for card in hits.compactMap({ OfferCard(encoded: $0.payload) })
            where !found.contains(where: { $0.organisationID == card.organisationID }) { found.append(card) }
            if hits.count < Round.hits || found.count >= Suggestions.most { break }
        }
        let begins = try found.filter { try Tokeniser.normalised($0.organisation).hasPrefix(typed.normalised) }
        let others = found.filter { card in !begins.contains { $0.organisationID == card.organisationID } }
        return (begins + others).prefix(Suggestions.most).map {
            .organisation($0.organisationID, name: $0.organisation)
        }
    }

    private func options(limit: Int) -> SearchOptions {
        let now = clock.now.timeIntervalSince1970.nextUp
        return SearchOptions(
            limit: limit,
            checkAtLeast: limit,
            ranges: [NumberRange(OfferDocument.Slot.hiddenFrom, min: now)],
            groupBelow: NumberRange(OfferDocument.Slot.unconfirmedFrom, min: now),
            // A title says a word or does not; how long its description is does not matter.
            ranking: Ranking(saturation: 0, lengthNormalisation: 0)
        )
    }
}
