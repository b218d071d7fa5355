import SearchIndex

/// One word of what somebody typed.
public struct QueryWord: Hashable, Sendable {
    /// Lower case, without accents and apostrophes, as the index knows it.
    public var word: String
    /// Its English stem.
    public var stem: String
    /// Whether it was typed in capitals, two letters or more: perhaps an acronym.
    public var isShouted: Bool
    /// A comma or full stop stood after it: phrases do not reach across.
    public var endsPhrase: Bool
    /// A dash stood between it and the next: "mon-fri", "8 – 12".
    public var hasDashAfter = false

    /// More words than this are not used.
    public static let most = 64

    /// The words of a text in order, at most `most`.
    static func words(of text: String) throws(SearchIndexError) -> [QueryWord] {
        let isAllShouted = !text.contains(where: \.isLowercase) && !isLoneAcronym(text)
        var words: [QueryWord] = []
        for chunk in text.split(whereSeparator: \.isWhitespace) where words.count < most {
            let isShouted = !isAllShouted && chunk.count { $0.isUppercase } > 1 && !chunk.contains(where: \.isLowercase)
            let parts = chunk.split(omittingEmptySubsequences: false, whereSeparator: dashes.contains)
            for (number, part) in parts.enumerated() {
                if number > 0, !words.isEmpty { words[words.count - 1].hasDashAfter = true }
                for token in try Tokeniser.tokens(of: String(part)) {
                    words.append(QueryWord(word: token.word, stem: token.stem, isShouted: isShouted, endsPhrase: false))
                }
            }
            if let last = chunk.last, ".,;!?".contains(last), !words.isEmpty {
                words[words.count - 1].endsPhrase = true
            }
        }
        return Array(words.prefix(most))
    }

    /// On keyboards, in pasted text, and what telephones make of two hyphens.
    private static let dashes: Set<Character> = ["-", "\u{2010}", "\u{2011}", "\u{2012}", "–", "—"]

    /// "ME" and nothing else; in "HELP ME" the capitals were left on.
    private static func isLoneAcronym(_ text: String) -> Bool {
        let chunks = text.split(whereSeparator: \.isWhitespace)
        return chunks.count == 1 && chunks[0].count <= 6
    }
}
