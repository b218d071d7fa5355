import Core

/// One way to narrow the results, with its values and how many offers have each.
struct FacetBlock: Sendable {
    let name: String
    let isOpen: Bool
    let values: [Value]

    struct Value: Sendable {
        let label: String
        let count: String
        let href: String
        let isChosen: Bool
    }

    /// Longer lists show the most frequent; the rest is found by searching.
    private static let longest = 12

    static func blocks(_ facets: [FacetCounts], request: SearchRequest, words: FacetWords) -> [FacetBlock] {
        facets.compactMap { facet in
            let shown = facet.values.filter { $0.count > 0 || $0.isChosen }
            let links = FacetLinks(request, facet.name)
            let values = (isList(facet.name) ? frequent(shown) : shown).compactMap { value in
                words.value(value.key, of: facet.name).map {
                    Value(
                        label: $0,
                        count: String(value.count),
                        href: value.isChosen
                            ? Path.search(request.toggling(facet.name, value.key)).text : links.choosing(value.key),
                        isChosen: value.isChosen
                    )
                }
            }
            guard !values.isEmpty else { return nil }
            return FacetBlock(
                name: FacetWords.name(facet.name),
                isOpen: values.contains(where: \.isChosen),
                values: values
            )
        }
    }

    /// Needs and languages have no order of their own.
    private static func isList(_ name: FacetName) -> Bool { name == .need || name == .language }

    private static func frequent(_ values: [FacetCounts.Value]) -> [FacetCounts.Value] {
        let ordered = values.sorted { ($0.isChosen ? 1 : 0, $0.count) > ($1.isChosen ? 1 : 0, $1.count) }
        return Array(ordered.prefix(longest))
    }
}
