import SearchIndex

/// Misspelt words. A word is corrected only when neither the index nor the language knows it, nor a place near here.
struct SpellingRule {
    let lexicon: Lexicon
    let places: PlaceNames
    let readers: IndexReaderPool

    struct Correction {
        var words: [QueryWord]
        var isChanged = false
        /// Positions of words that begin words of the index, and are none themselves: "fibro".
        var beginnings: Set<Int> = []
    }

    /// Shorter words have too many neighbours.
    private static let shortest = 4

    func corrected(_ words: [QueryWord]) async throws -> Correction {
        var correction = Correction(words: words)
        let placed = positionsOfPlaces(in: words.map(\.word))
        let strange = words.indices.filter { isStrange(words[$0]) && !placed.contains($0) }
        guard !strange.isEmpty else { return correction }
        let kinds: [TermPrefix] = [.body, .place]
        let terms = strange.flatMap { position in kinds.map { Term.stem($0, words[position].stem) } }
        let counts = try await readers.frequencies(of: terms)
        for (number, position) in strange.enumerated() {
            let own = counts[(number * kinds.count)..<((number + 1) * kinds.count)]
            guard own.allSatisfy({ $0 == 0 }) else { continue }
            if try await isBeginning(words[position].word) {
                correction.beginnings.insert(position)
            } else if let nearest = try await nearest(to: words[position].word),
                let token = try Tokeniser.tokens(of: nearest).first
            {
                correction.words[position].word = token.word
                correction.words[position].stem = token.stem
                correction.isChanged = true
            }
        }
        return correction
    }

    /// A word of the index or of our lists, whichever is nearer; the index's when both are.
    private func nearest(to word: String) async throws -> String? {
        let indexed = try await readers.spelling(for: word).flatMap { found in
            EditDistance.between(word, found, most: EditDistance.most(for: word)).map { (word: found, distance: $0) }
        }
        let listed = lexicon.goodWords.nearest(to: word)
        guard let indexed else { return listed?.word }
        guard let listed, listed.distance < indexed.distance else { return indexed.word }
        return listed.word
    }

    private func isStrange(_ word: QueryWord) -> Bool {
        word.word.count >= SpellingRule.shortest && word.word.allSatisfy(\.isLetter) && !word.isShouted
            && !lexicon.knows(word.word)
    }

    private func positionsOfPlaces(in words: [String]) -> Set<Int> {
        words.indices.reduce(into: []) { positions, start in
            if let match = places.match(words: words, at: start) { positions.formUnion(start..<(start + match.length)) }
        }
    }

    private func isBeginning(_ word: String) async throws -> Bool {
        return try await readers.search(.startingWith(.body, word), SearchOptions(limit: 0, checkAtLeast: 1)).total > 0
    }
}
