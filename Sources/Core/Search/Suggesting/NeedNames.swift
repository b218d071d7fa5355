import SearchIndex

/// The names of needs and what people say for them, to be found while somebody types.
struct NeedNames: Sendable {
    private struct Phrase: Sendable {
        let need: Need
        /// The lay phrase; nil for the need's name, and for all its words together.
        let said: String?
        let words: [Token]
        /// Empty for all words together, which are in no order.
        let normalised: String
    }

    /// How what was typed stands in a phrase, the best first.
    private enum Match: Int {
        case whole
        case beginning
        case inside
        /// Only together do the need's phrases hold all words: "debt adv".
        case spread
        /// The last word is there in another form: "walked".
        case otherForm
    }

    /// Names before lay words, needs in the order given.
    private let phrases: [Phrase]

    init(_ needs: [Need]) throws(SearchIndexError) {
        var names: [Phrase] = []
        var sayings: [Phrase] = []
        var together: [Phrase] = []
        for need in needs {
            let name = try NeedNames.phrase(need.name, of: need, isName: true)
            var words = name.words
            for said in need.layWords {
                let saying = try NeedNames.phrase(said, of: need, isName: false)
                sayings.append(saying)
                words += saying.words
            }
            names.append(name)
            together.append(Phrase(need: need, said: nil, words: words, normalised: ""))
        }
        phrases = names + sayings + together
    }

    private static func phrase(_ text: String, of need: Need, isName: Bool) throws(SearchIndexError) -> Phrase {
        let words = try Tokeniser.tokens(of: text)
        let normalised = words.map(\.word).joined(separator: " ")
        return Phrase(need: need, said: isName ? nil : text, words: words, normalised: normalised)
    }

    /// Each need once, where its best phrase stands; a lay phrase is told only where the name would not say why. Other forms of a word count only where nothing begins with it.
    func suggestions(for typed: TypedSoFar, limit: Int) -> [Suggestion] {
        let all = phrases.compactMap { phrase in
            NeedNames.match(typed, phrase).map { (match: $0, need: phrase.need, said: phrase.said) }
        }.sorted { $0.match.rawValue < $1.match.rawValue }
        let begun = all.filter { $0.match != .otherForm }
        let named = Set(begun.filter { $0.said == nil && $0.match != .spread }.map(\.need.id))
        var seen: Set<Need.ID> = []
        let best = (begun.isEmpty ? all : begun).filter { seen.insert($0.need.id).inserted }
        return best.prefix(limit).map { .need($0.need, said: named.contains($0.need.id) ? nil : $0.said) }
    }

    private static func match(_ typed: TypedSoFar, _ phrase: Phrase) -> Match? {
        guard typed.isIn(phrase.words) else { return nil }
        if !typed.isBegun(in: phrase.words) { return .otherForm }
        if phrase.normalised.isEmpty { return .spread }
        if phrase.normalised == typed.normalised { return .whole }
        return phrase.normalised.hasPrefix(typed.normalised) ? .beginning : .inside
    }
}
