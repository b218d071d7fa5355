import SearchIndex

/// The words of a search as a query: any word counts, the title counts more, and an exact title comes first.
struct OfferQuery {
    /// How much a word counts where it stands. The body is 1; the rest was set by hand on the seed place, so that a
    /// word in the title beats two in the text and lay words help without ruling.
    enum Weight {
        static let title = 2.0
        static let exactTitleWord = 0.6
        static let group = 0.8
        static let keyword = 1.2
        static let place = 0.4
        static let exactWord = 0.3
        static let titlePhrase = 1.5
        static let exactTitle = 3.0
    }

    /// More words than this are not used.
    static let mostWords = 32

    let tokens: [Token]

    init(_ tokens: [Token]) {
        let meaningful = tokens.filter { !StopWords.all.contains($0.word) }
        self.tokens = Array((meaningful.isEmpty ? tokens : meaningful).prefix(OfferQuery.mostWords))
    }

    /// Nil when there are no words.
    var query: Query? {
        guard !tokens.isEmpty else { return nil }
        return .maybe(required: .anyOf(tokens.map(word)), optional: .anyOf(bonuses))
    }

    private func word(_ token: Token) -> Query {
        .anyOf([
            .stem(.body, token.stem),
            .stem(.title, token.stem, weight: Weight.title),
            .stem(.group, token.stem, weight: Weight.group),
            .stem(.keyword, token.stem, weight: Weight.keyword),
            .stem(.place, token.stem, weight: Weight.place),
            .term(.body, token.word, weight: Weight.exactWord),
            .term(.title, token.word, weight: Weight.exactTitleWord),
        ])
    }

    private var bonuses: [Query] {
        let words = tokens.map(\.word)
        var bonuses = [Query.term(.exactTitle, words.joined(separator: " "), weight: Weight.exactTitle)]
        if words.count > 1 { bonuses.append(.scaled(.phrase(.title, words), Weight.titlePhrase)) }
        return bonuses
    }
}

/// Words that say nothing about what is looked for, unless they are all there is.
enum StopWords {
    static let all: Set<String> = [
        "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "can't", "do",
        "does",
        "don't", "for", "from", "get", "got", "had", "has", "have", "he", "her", "him", "his", "how", "i", "i'm",
        "i've",
        "in", "is", "it", "its", "just", "like", "me", "my", "need", "needs", "of", "on", "or", "our", "she", "so",
        "some",
        "that", "the", "their", "them", "there", "they", "this", "to", "too", "us", "want", "wants", "was", "we",
        "what",
        "when", "where", "which", "who", "will", "with", "would", "you", "your", "im", "ive", "dont", "cant",
        "not", "no", "out", "up", "go", "goes", "going", "into", "over", "near", "then", "than", "very", "really",
    ]
}
