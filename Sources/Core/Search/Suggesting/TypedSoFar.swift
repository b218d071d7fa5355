import SearchIndex

/// What stands in the field: whole words, and a last one that may be only begun.
struct TypedSoFar: Sendable {
    /// Characters; fewer could mean anything.
    static let shortest = 2
    /// More words than these are not looked at.
    static let mostWords = 10

    /// As typed, without blanks around it, cut at `Suggestions.longest`.
    let text: String
    /// The words before the last that say something; all of them where none does.
    let earlier: [Token]
    let last: Token
    /// All words as the index writes a whole title.
    let normalised: String

    /// Nil when too little is typed to guess at.
    init?(_ typed: String, lexicon: Lexicon) throws(SearchIndexError) {
        text = typed.prefix(Suggestions.longest).trimmingPrefix(while: \.isWhitespace).trimmedEnd
        guard text.count >= TypedSoFar.shortest else { return nil }
        let tokens = Array(try Tokeniser.tokens(of: text).prefix(TypedSoFar.mostWords))
        guard let last = tokens.last else { return nil }
        self.last = last
        earlier = tokens.dropLast().filter { !lexicon.empty.contains($0.word) }
        normalised = tokens.map(\.word).joined(separator: " ")
        // "a s": one letter by itself begins half of all words.
        if earlier.isEmpty, last.word.count < TypedSoFar.shortest { return nil }
    }

    /// The words as parts of a query that must all be there. The last counts as begun, or in another form of itself.
    func parts(in field: TermPrefix) -> [Query] {
        earlier.map { .stem(field, $0.stem) } + [.anyOf([.startingWith(field, last.word), .stem(field, last.stem)])]
    }

    /// Whether all words are among those of a name, in any order.
    func isIn(_ name: [Token]) -> Bool {
        earlier.allSatisfy { word in name.contains { $0.stem == word.stem } }
            && (isBegun(in: name) || name.contains { $0.stem == last.stem })
    }

    /// Whether a word of the name begins as the last one.
    func isBegun(in name: [Token]) -> Bool { name.contains { $0.word.hasPrefix(last.word) } }
}

extension Substring {
    fileprivate var trimmedEnd: String {
        lastIndex { !$0.isWhitespace }.map { String(self[...$0]) } ?? ""
    }
}
