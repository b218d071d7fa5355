import Core
import WebSupport

/// The search page's address, read and written.
extension SearchRequest {
    /// Whatever is in the address; what makes no sense counts as not said.
    init(_ query: QueryFields, role: Role?) {
        var choices: [FacetName: [String]] = [:]
        for name in FacetName.allCases { choices[name] = query.all(name.rawValue, max: 60) }
        self.init(
            words: query.text("q", max: SearchRequest.longestQuery),
            near: query.text("near", max: 60),
            radius: query.integer("radius", in: 1...100),
            choices: choices,
            page: query.integer("page", in: 1...SearchRequest.lastPage) ?? 1,
            seesHidden: Freshness.showsHidden(to: role)
        )
        unwanted = Set(query.all("not", max: 60).prefix(SearchRequest.mostChoices))
        isVerbatim = query.checked("as-typed")
        order = query.choice("order", as: SearchRequest.Order.self) ?? .best
    }

    // What the address says, in this order: only what differs from an empty search.

    var wordsInAddress: [(String, String)] {
        var items: [(String, String)] = []
        if !words.isEmpty { items.append(("q", words)) }
        if !near.isEmpty { items.append(("near", near)) }
        if let radius { items.append(("radius", String(radius))) }
        return items
    }

    /// What is chosen, name by name.
    func choicesInAddress(of names: some Sequence<FacetName> = FacetName.allCases) -> [(String, String)] {
        names.flatMap { name in (choices[name] ?? []).map { (name.rawValue, $0) } }
    }

    var restInAddress: [(String, String)] {
        var items = unwanted.sorted().map { ("not", $0) }
        if isVerbatim { items.append(("as-typed", "1")) }
        if order != .best { items.append(("order", order.rawValue)) }
        if page > 1 { items.append(("page", String(page))) }
        return items
    }

    /// The same search with one value chosen, or no longer, from its first page.
    func toggling(_ name: FacetName, _ key: String) -> SearchRequest {
        var other = self
        var keys = choices[name] ?? []
        if let position = keys.firstIndex(of: key) { keys.remove(at: position) } else { keys.append(key) }
        other.choices[name] = keys.isEmpty ? nil : keys
        other.page = 1
        return other
    }

    func with<Value>(_ part: WritableKeyPath<SearchRequest, Value>, _ value: Value) -> SearchRequest {
        var other = self
        other.page = 1
        other[keyPath: part] = value
        return other
    }
}

/// The links that choose one more value of a facet. They differ in nothing else, and a page has a hundred of them, so
/// that the rest of the address is written once.
struct FacetLinks {
    private let before: String
    private let after: String

    init(_ request: SearchRequest, _ name: FacetName) {
        let first = request.with(\.order, request.order)
        let position = FacetName.allCases.firstIndex(of: name) ?? 0
        let head = first.wordsInAddress + first.choicesInAddress(of: FacetName.allCases.prefix(through: position))
        let tail = first.choicesInAddress(of: FacetName.allCases.dropFirst(position + 1)) + first.restInAddress
        before = "/search?" + Path.joined(head + [(name.rawValue, "")])
        after = tail.isEmpty ? "" : "&" + Path.joined(tail)
    }

    /// - Parameter key: of a value that is not chosen yet.
    func choosing(_ key: String) -> String { before + Path.encoded(key) + after }
}
