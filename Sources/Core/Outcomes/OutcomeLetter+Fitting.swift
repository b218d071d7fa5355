extension OutcomeLetter {
    /// The letter as it fits one side of paper, and what that leaves out.
    public struct Fitted: Equatable, Sendable {
        public let letter: OutcomeLetter
        /// Rows of the two tables that are left out.
        public let moreServices: Int
        public let moreMeasures: Int
    }

    /// Cut to `LetterLimit`. What the fields of forms allow is never cut: what is asked, the person's words, what is still
    /// needed. The notes of organisations share the words that are left, and a long risk becomes a pointer to whom to
    /// ask, because half of a risk is worse than none.
    public var fitted: Fitted {
        var letter = self
        if let note = riskNote, LetterLimit.count(note) > LetterLimit.wordsOfRisk { letter.riskNote = nil }
        let said = [ask, personWords, remaining, letter.riskNote].compactMap { $0 }.map(LetterLimit.count)
        var left = max(0, LetterLimit.words - said.reduce(0, +))
        letter.services = services.prefix(LetterLimit.services).map { service in
            var service = service
            service.note = service.note.flatMap { OutcomeLetter.cut($0, to: &left) }
            return service
        }
        // The practice wrote the reason itself: the beginning is enough to know it again.
        var forReason = min(left, 15)
        if isDirect == true { letter.reasons = reasons.prefix(1).compactMap { OutcomeLetter.cut($0, to: &forReason) } }
        letter.measures = Array(measures.prefix(LetterLimit.measures))
        return Fitted(
            letter: letter,
            moreServices: max(0, services.count - LetterLimit.services),
            moreMeasures: max(0, measures.count - LetterLimit.measures)
        )
    }

    /// The first words of a text, as many as are left, and at most `LetterLimit.charactersOfField` characters; nil when
    /// that is too little to say anything.
    private static func cut(_ text: String, to left: inout Int) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        var taken = Array(words.prefix(left))
        while taken.reduce(0, { $0 + $1.count + 1 }) > LetterLimit.charactersOfField { taken.removeLast() }
        guard taken.count == words.count || taken.count >= 4 else { return nil }
        left -= taken.count
        guard taken.count < words.count else { return taken.joined(separator: " ") }
        var beginning = taken.joined(separator: " ")
        while beginning.last?.isPunctuation == true { beginning.removeLast() }
        return beginning + "…"
    }
}
