/// What to look for, and how much each part of it counts.
///
/// Scores are BM25 sums over the terms that a document matches. A query may hold `maximumTerms` terms.
public indirect enum Query: Hashable, Sendable {
    /// Terms in one query, counting each word of a phrase; more are refused with `invalidArgument`.
    public static let maximumTerms = 400
    /// Parts in one query, terms included.
    public static let maximumParts = 2000
    /// Queries within queries.
    public static let maximumDepth = 50
    /// Words that a `startingWith` stands for: the most frequent ones.
    public static let maximumCompletions = 50

    /// Every document, without a score.
    case all
    /// No document.
    case none
    /// Documents with the term; `weight` (0 or more) multiplies its score.
    case term(Term, weight: Double)
    /// Documents with a word that begins so; scores as if they were all one word.
    case startingWith(TermPrefix, String)
    /// Any of them; scores are added. Of no queries: `none`.
    case anyOf([Query])
    /// All of them; scores are added. Of no queries: `all`.
    case allOf([Query])
    /// Any of them; the best score counts.
    case bestOf([Query])
    /// Any of them, scored as if they were all one term.
    case synonyms([Query])
    /// Documents that match `required`; those that also match `optional` score more.
    case maybe(required: Query, optional: Query)
    /// Documents that match both; only the first scores.
    case filter(Query, by: Query)
    /// Documents that match the first and not the second.
    case excluding(Query, Query)
    /// The same documents with the score multiplied by 0 or more.
    case scaled(Query, Double)
    /// Words one after another, in texts that keep positions. Words as `Tokeniser` gives them.
    case phrase(TermPrefix, [String])
    /// Words in any order, all within so many words of each other, in texts that keep positions.
    case near(TermPrefix, [String], within: Int)

    /// Documents with a word or a whole value.
    public static func term(_ prefix: TermPrefix, _ value: String, weight: Double = 1) -> Query {
        .term(Term(prefix, value), weight: weight)
    }

    /// Documents with a word of this stem.
    public static func stem(_ prefix: TermPrefix, _ value: String, weight: Double = 1) -> Query {
        .term(.stem(prefix, value), weight: weight)
    }
}
