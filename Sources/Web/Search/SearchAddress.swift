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

    /// What is chosen, name by name.
    var choicesInAddress: [(String, String)] {
        FacetName.allCases.flatMap { name in (choices[name] ?? []).map { (name.rawValue, $0) } }
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
