import SearchIndex

/// The names of needs and what people say for them, to be found while somebody types.
struct NeedNames: Sendable {
    private struct Phrase: Sendable {
        let need: Need
        /// The lay phrase; nil for the need's name.
        let said: String?
        let words: [Token]
        let normalised: String
    }

    /// Names before lay words, needs in the order given.
    private let phrases: [Phrase]

    init(_ needs: [Need]) throws(SearchIndexError) {
        var names: [Phrase] = []
        var sayings: [Phrase] = []
        for need in needs {
            names.append(try NeedNames.phrase(need.name, of: need, isName: true))
            for said in need.layWords { sayings.append(try NeedNames.phrase(said, of: need, isName: false)) }
        }
        phrases = names + sayings
    }

    private static func phrase(_ text: String, of need: Need, isName: Bool) throws(SearchIndexError) -> Phrase {
        let words = try Tokeniser.tokens(of: text)
        let normalised = words.map(\.word).joined(separator: " ")
        return Phrase(need: need, said: isName ? nil : text, words: words, normalised: normalised)
    }

    /// Each need once: first those whose name begins so, then those with a lay phrase that does, then what holds the words elsewhere.
    func suggestions(for typed: TypedSoFar, limit: Int) -> [Suggestion] {
        let matches = phrases.filter { typed.isIn($0.words) }
        let inOrder = matches.filter { $0.normalised.hasPrefix(typed.normalised) }
            + matches.filter { !$0.normalised.hasPrefix(typed.normalised) }
        var seen: Set<Need.ID> = []
        return Array(
            inOrder.filter { seen.insert($0.need.id).inserted }.prefix(limit).map { .need($0.need, said: $0.said) }
        )
    }
}
