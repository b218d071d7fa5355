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
    /// Comparable within one search only.
    public let score: Double
    /// Metres from the centre of `SearchOptions.place` to the document's nearest place; nil without either.
    public let distanceMetres: Double?
    /// Whether it failed `SearchOptions.groupBelow`.
    public let isBelow: Bool
    public let snippet: [SnippetPart]
}

/// One page of matches, and how many there are in all.
public struct SearchResults: Hashable, Sendable {
    public let total: Int
    /// Whether `total` is a count rather than an estimate.
    public let totalIsExact: Bool
    public let hits: [Hit]
}
