import Core
import Foundation
import Hummingbird
import WebSupport

enum SearchPages {
    static func search(_ visit: Visit) async throws -> Response {
        let request = SearchRequest(visit.query, role: visit.account?.role)
        let results = request.isEmpty && request.near.isEmpty ? nil : try await visit.features.search.find(request)
        // Counting is for those who browse; whoever found something needs at most a name.
        let needs =
            results?.found.isEmpty == false
            ? try await visit.features.directory.needNames().map { Directory.NeedCount(need: $0, offers: 0) }
            : try await visit.features.directory.needs()
        let page = SearchPage(visit: visit, request: request, results: results, needs: needs)
        return try visit.html(page, as: .search)
    }
}

extension SearchRequest {
    /// Whatever is in the address; what makes no sense counts as not said.
    init(_ query: QueryFields, role: Role?) {
        let need = query.text("need", max: 60)
        self.init(
            words: query.text("q", max: SearchRequest.longestQuery),
            near: query.text("near", max: 40),
            radius: query.integer("radius", in: 1...100) ?? SearchRequest.defaultRadius,
            need: need.isEmpty ? nil : Need.ID(rawValue: need),
            page: query.integer("page", in: 1...SearchRequest.lastPage) ?? 1,
            seesHidden: Freshness.showsHidden(to: role)
        )
    }
}

struct SearchPage: Sendable {
    let page: PageFrame
    let search: SearchForm
    /// "12 offers for “lonely” near SE15", or what to do when there are none.
    let heading: String
    let isBrowsing: Bool
    let notes: [String]
    let suggestion: Suggestion?
    let hits: [SearchHit]
    let below: [SearchHit]
    let hasBelow: Bool
    let isNothing: Bool
    let hasHits: Bool
    let hasPages: Bool
    let previous: String?
    let next: String?
    let pageNumber: Int
    let needs: [NeedLink]

    struct Suggestion: Sendable {
        let href: String
        let words: String
    }

    init(visit: Visit, request: SearchRequest, results: Search.Results?, needs: [Directory.NeedCount]) {
        search = SearchForm(request)
        let needName = request.need.flatMap { id in needs.first { $0.need.id == id }?.need.name }
        let title = SearchPage.title(request, needName: needName)
        page = visit.frame(title)
        isBrowsing = results == nil
        heading = results.map { SearchPage.heading($0, request: request, needName: needName) } ?? "What would help?"
        notes = results.map { SearchPage.notes($0, request: request) } ?? []
        suggestion = results?.corrected.map { words in
            var meant = request
            meant.words = words
            meant.page = 1
            return Suggestion(href: Path.search(meant).text, words: words)
        }
        let now = visit.now
        let all = (results?.found ?? []).map { ($0.freshness, SearchHit($0, results: results, now: now)) }
        hits = all.filter { $0.0 != .unconfirmed && $0.0 != .hidden }.map(\.1)
        below = all.filter { $0.0 == .unconfirmed || $0.0 == .hidden }.map(\.1)
        hasBelow = !below.isEmpty
        hasHits = !hits.isEmpty
        isNothing = results.map { $0.found.isEmpty } ?? false
        pageNumber = request.page
        previous = request.page > 1 ? SearchPage.link(request, page: request.page - 1) : nil
        let shown = request.page * SearchRequest.pageSize
        next =
            (results?.total ?? 0) > shown && request.page < SearchRequest.lastPage
            ? SearchPage.link(request, page: request.page + 1) : nil
        hasPages = previous != nil || next != nil
        self.needs = results == nil || isNothing ? NeedLink.links(needs, near: request.near) : []
    }

    private static func link(_ request: SearchRequest, page: Int) -> String {
        var other = request
        other.page = page
        return Path.search(other).text
    }

    private static func title(_ request: SearchRequest, needName: String?) -> String {
        let what = request.words.isEmpty ? needName ?? "Find support" : request.words
        return request.near.isEmpty ? what : "\(what) near \(request.near)"
    }

    private static func heading(_ results: Search.Results, request: SearchRequest, needName: String?) -> String {
        guard results.total > 0 else { return "Nothing found" + about(request, needName: needName) }
        let number =
            results.totalIsExact ? Words.count(results.total, "offer") : "About \(Words.count(results.total, "offer"))"
        let place = results.centre != nil && !results.droppedPlace ? " near \(request.near.uppercased())" : ""
        return number + about(request, needName: needName) + place
    }

    private static func about(_ request: SearchRequest, needName: String?) -> String {
        let words = request.words.trimmingCharacters(in: .whitespaces)
        let need = needName.map { words.isEmpty ? " for \($0)" : " in \($0)" } ?? ""
        return (words.isEmpty ? "" : " for “\(words)”") + need
    }

    private static func notes(_ results: Search.Results, request: SearchRequest) -> [String] {
        var notes: [String] = []
        if let typed = results.unknownPlace {
            notes.append(
                "We do not know the place “\(typed)”. Use a postcode, such as SE15 or SE15 4NA. These are from anywhere."
            )
        }
        if results.droppedPlace {
            notes.append(
                "There is nothing within \(Words.count(request.radius, "mile")) of \(request.near.uppercased()), so these are from farther away."
            )
        } else if let centre = results.centre {
            notes.append(
                "Distances are from the middle of \(centre.code) (\(centre.place)). Offers by telephone, online or at home are always shown."
            )
        }
        if results.isDegraded {
            notes.append("The search is being rebuilt and works less well for a few minutes.")
        }
        return notes
    }
}

/// One result.
struct SearchHit: Sendable {
    let href: String
    let title: String
    let organisation: String
    let snippet: [SnippetRun]
    let place: String?
    let distance: String?
    let nextSession: String?
    let cost: String?
    let notice: String?
    let badge: FreshnessBadge

    struct SnippetRun: Sendable {
        let text: String
        let isHighlighted: Bool
    }

    init(_ found: Search.Found, results: Search.Results?, now: Date) {
        let listing = found.listing
        href = Path.offer(listing.offer.id).text
        title = listing.offer.name
        organisation = listing.organisation.name
        snippet =
            !found.snippet.contains { $0.highlighted }
            ? [SnippetRun(text: SearchHit.opening(of: listing.offer.description), isHighlighted: false)]
            : found.snippet.map { SnippetRun(text: $0.text, isHighlighted: $0.highlighted) }
        place = PlaceWords.summary(listing)
        distance = found.distance.map(Words.distance)
        nextSession = listing.nextSession(after: now).map { Words.session($0, now: now) }
        cost = PlaceWords.cost(listing)
        notice = IntakeWords.notice(listing.offer)
        badge = FreshnessBadge(listing.offer, now: now)
    }

    private static func opening(of text: String) -> String {
        guard text.count > 200 else { return text }
        return text.prefix(200).split(separator: " ").dropLast().joined(separator: " ") + " …"
    }
}
