import Core
import Foundation
import Hummingbird
import WebSupport

/// What the search field suggests while somebody types, for `public/suggest.js`.
enum SuggestPages {
    static func suggest(_ visit: Visit) async throws -> Response {
        if case .refused(let seconds) = await visit.site.suggestionsByAddress.take(visit.rateKey) {
            // For a moment there is no list; the page and its form go on as ever.
            var refusal = try Response.json([SuggestRow](), status: .tooManyRequests)
            refusal.headers[.retryAfter] = String(seconds)
            return refusal
        }
        let typed = visit.query.text("q", max: Suggestions.longest)
        let suggestions = try await visit.features.suggestions.suggestions(for: typed)
        return try .json(suggestions.map { SuggestRow($0, now: visit.now) })
    }
}

/// One row of the list.
struct SuggestRow: Encodable, Sendable {
    enum Kind: String, Encodable {
        case need
        case offer
        case organisation
        case place
    }

    let kind: Kind
    let label: String
    /// What tells it from others of the same name.
    let detail: String
    let href: String

    init(_ suggestion: Suggestion, now: Date) {
        switch suggestion {
        case .need(let need, let said):
            kind = .need
            label = need.name
            detail = said.map { "Offers for “\($0)”" } ?? "Offers for this"
            href = Path.search(SearchRequest(need: need.id)).text
        case .offer(let id, let card):
            kind = .offer
            label = card.name
            detail = SuggestRow.detail(card, now: now)
            href = Path.offer(id).text
        case .organisation(let id, let name):
            kind = .organisation
            label = name
            detail = "Organisation"
            href = Path.organisation(id).text
        case .place(let spot, let words, let near):
            kind = .place
            label = words.isEmpty ? "Near \(spot.name)" : "\(words) near \(spot.name)"
            detail = ["", spot.name].contains(spot.district) ? "Place" : "Place in \(spot.district)"
            href = Path.search(SearchRequest(words: words, near: near)).text
        }
    }

    private static func detail(_ card: OfferCard, now: Date) -> String {
        let isDoubtful = card.freshness(now: now) == .unconfirmed
        let parts = [card.organisation, PlaceWords.summary(card), isDoubtful ? "Ring first" : nil]
        return parts.compactMap { $0 }.joined(separator: " · ")
    }
}
