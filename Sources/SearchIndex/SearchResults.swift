/// A run of plain text (not HTML) of a snippet.
public struct SnippetPart: Hashable, Sendable {
    public let text: String
    /// Whether the query's words are in it.
    public let highlighted: Bool

    public init(_ text: String, highlighted: Bool = false) {
        self.text = text
        self.highlighted = highlighted
    }
}

/// A document that matched.
public struct Hit: Hashable, Sendable {
    public let id: String
    /// The document's `IndexDocument.payload`.
    public let payload: String
    /// What the query gives the document: BM25, comparable within one search only; 0 without words.
    public let textScore: Double
    /// Without `SearchOptions.factors` the same as `textScore`. With them the product of all factors and `textScore`,
    /// or just of the factors when the query gives no document a score.
    public let score: Double
    /// The value of each of `SearchOptions.factors`, in their order.
    public let factors: [Double]
    /// Metres from the centre of `SearchOptions.place` to the document's nearest place; nil without either.
    public let distanceMetres: Double?
    /// Whether it failed `SearchOptions.groupBelow`.
    public let isBelow: Bool
    public let snippet: [SnippetPart]
    /// The query's terms that the document holds, as they are stored (see `TermPrefix`); empty unless
    /// `SearchOptions.explains`. What a `startingWith` stands for is not among them.
    public let matchedTerms: [String]
}

/// One page of matches, and how many there are in all.
public struct SearchResults: Hashable, Sendable {
    public let total: Int
    /// Whether `total` and `facetCounts` are exact. If not they are lower bounds: what was seen before the search
    /// stopped counting, which is never before `SearchOptions.checkAtLeast` matches.
    public let totalIsExact: Bool
    /// For each of `SearchOptions.facets` and each of its values how many documents have it; see `Facet`.
    public let facetCounts: [[Int]]
    public let hits: [Hit]
}
