import Core
import Foundation
import Hummingbird
import WebSupport

enum SearchPages {
    static func search(_ visit: Visit) async throws -> Response {
        var request = SearchRequest(visit.query, role: visit.account?.role)
        request.countsFacets = true
        let isAsked = !request.isEmpty || !request.near.isEmpty
        let results = isAsked ? try await visit.features.search.find(request) : nil
        if let results, visit.isReading { visit.features.searchCounts.count(request, results) }
        // Counting is for those who browse; whoever found something needs at most a name.
        let isBrowsing = (results?.total ?? 0) == 0
        let needs = try await visit.features.search.needs()
        let counts = isBrowsing ? try await visit.features.directory.needs() : []
        let page = SearchPage(
            visit: visit,
            request: request,
            results: results,
            needs: needs,
            counts: counts,
            shortlist: try await ShortlistButtons(visit, back: .search(request)),
            answers: try await answers(visit, results)
        )
        return try visit.html(page, as: .search)
    }

    /// For those who refer: how soon an organisation usually answers. It is told, and ranks nothing.
    private static func answers(_ visit: Visit, _ results: Search.Results?) async throws -> [Offer.ID: Int] {
        guard let role = visit.account?.role, role == .linkWorker || role == .practice else { return [:] }
        return try await visit.features.feedback.usualAnswers(results?.found.map(\.id) ?? [])
    }
}

struct SearchPage: Sendable {
    let page: PageFrame
    let search: SearchForm
    let crises: [CrisisBox]
    /// "12 offers for “lonely” near SE15", or what to do when there are none.
    let heading: String
    let correction: Correction?
    let chips: [Chip]
    let hasChips: Bool
    let notes: [String]
    let facets: [FacetBlock]
    let hasFacets: Bool
    let order: OrderLink?
    let hits: [SearchHit]
    let below: [SearchHit]
    let hasBelow: Bool
    let isNothing: Bool
    let hasHits: Bool
    let hasPages: Bool
    let previous: String?
    let next: String?
    let needs: [NeedLink]

    /// Words that nobody knows were taken for others.
    struct Correction: Sendable {
        let words: String
        let typed: String
        let href: String
    }

    /// Something that was understood or chosen, and the way to take it off.
    struct Chip: Sendable {
        let label: String
        let href: String
    }

    struct OrderLink: Sendable {
        let href: String
        let label: String
    }

    init(
        visit: Visit,
        request: SearchRequest,
        results: Search.Results?,
        needs: [Need],
        counts: [Directory.NeedCount],
        shortlist: ShortlistButtons? = nil,
        answers: [Offer.ID: Int] = [:]
    ) {
        let words = SearchWords(request: request, facets: FacetWords(needs: needs))
        let found = results ?? Search.Results()
        search = SearchForm(request)
        page = visit.frame(words.title, script: "suggest.js")
        crises = found.reading.crises.map(CrisisBox.init)
        heading = results.map(words.heading) ?? "What would help?"
        correction = found.corrected.map {
            Correction(words: $0, typed: request.words, href: Path.search(request.with(\.isVerbatim, true)).text)
        }
        chips = words.chips(found.reading)
        hasChips = !chips.isEmpty
        notes = results.map(words.notes) ?? []
        facets = FacetBlock.blocks(found.facets, request: request, words: words.facets)
        hasFacets = !facets.isEmpty && (found.total > 0 || !request.choices.isEmpty)
        order = SearchPage.order(request, hasPlace: found.spot != nil && found.total > 1)
        let all = found.found.map {
            ($0.freshness, SearchHit($0, now: visit.now, shortlist: shortlist, answer: answers[$0.id]))
        }
        hits = all.filter { $0.0 != .unconfirmed && $0.0 != .hidden }.map(\.1)
        below = all.filter { $0.0 == .unconfirmed || $0.0 == .hidden }.map(\.1)
        hasBelow = !below.isEmpty
        hasHits = !hits.isEmpty
        isNothing = results != nil && found.total == 0
        previous = request.page > 1 ? SearchPage.link(request, page: min(request.page - 1, found.lastPage)) : nil
        let shown = request.page * SearchRequest.pageSize
        next =
            found.total > shown && request.page < SearchRequest.lastPage
            ? SearchPage.link(request, page: request.page + 1) : nil
        hasPages = previous != nil || next != nil
        self.needs = results == nil || isNothing ? NeedLink.links(counts, near: request.near) : []
    }

    private static func order(_ request: SearchRequest, hasPlace: Bool) -> OrderLink? {
        guard hasPlace, !request.words.isEmpty else { return nil }
        let isNearest = request.order == .nearest
        return OrderLink(
            href: Path.search(request.with(\.order, isNearest ? .best : .nearest)).text,
            label: isNearest ? "Show the best first" : "Show the nearest first"
        )
    }

    private static func link(_ request: SearchRequest, page: Int) -> String {
        var other = request
        other.page = page
        return Path.search(other).text
    }
}

/// Whom to ring now; above the offers, never in their place.
struct CrisisBox: Sendable {
    let title: String
    let lines: [Line]

    struct Line: Sendable {
        let name: String
        let number: String
    }

    init(_ crisis: Crisis) {
        title = crisis.title
        lines = crisis.lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            return Line(name: parts.first ?? "", number: parts.count > 1 ? parts[1] : "")
        }
    }
}
