import Foundation
import GRDB
import SearchIndex

/// Search without an index: plain comparison, titles first. Slower and cruder, and better than nothing.
struct DirectoryScan {
    let database: AppDatabase
    let lexicon: Lexicon
    let now: Date

    private static let mostWords = 6

    func find(_ request: SearchRequest, into results: inout Search.Results) async throws {
        let tokens = try lexicon.telling(Tokeniser.tokens(of: request.words))
        let words = tokens.prefix(DirectoryScan.mostWords).map { $0.stem.prefix(40) }
        let first = (request.page - 1) * SearchRequest.pageSize
        let (total, page) = try await database.read { db in
            let scored = try offers(request, in: db).map { ($0, DirectoryScan.score($0, words)) }
            let best = scored.filter { words.isEmpty || $0.1 > 0 }.sorted { $0.1 > $1.1 }
            let page = best.dropFirst(first).prefix(SearchRequest.pageSize)
            let listings = try DirectoryStore.complete(page.map(\.0), in: db)
            return (best.count, zip(listings, page).map { ($0, $1.1) })
        }
        results.isDegraded = true
        results.total = total
        results.found = page.map { listing, score in
            Search.Found(
                id: listing.offer.id,
                card: OfferCard(listing),
                score: score,
                distance: nil,
                snippet: [],
                freshness: listing.offer.freshness(now: now)
            )
        }
    }

    private func offers(_ request: SearchRequest, in db: Database) throws -> [Offer] {
        let needs = request.choices[.need] ?? []
        let offers = try Offer.fetchAll(
            db,
            sql: """
                SELECT * FROM offer WHERE status IN ('active', 'temporarily closed') AND (? OR EXISTS (
                    SELECT 1 FROM offerNeed WHERE offerID = id AND needID IN (SELECT value FROM json_each(?))))
                ORDER BY name
                """,
            arguments: [needs.isEmpty, String(decoding: try JSONEncoder().encode(needs), as: UTF8.self)]
        )
        return offers.filter { request.seesHidden || $0.freshness(now: now) != .hidden }
    }

    private static func score(_ offer: Offer, _ words: [Substring]) -> Double {
        words.reduce(0) { sum, word in
            let inTitle = offer.name.localizedCaseInsensitiveContains(word) ? 2.0 : 0
            return sum + inTitle + (offer.description.localizedCaseInsensitiveContains(word) ? 1 : 0)
        }
    }
}
