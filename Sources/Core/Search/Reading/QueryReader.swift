import SearchIndex

/// Reads what somebody typed, by rule and word list. Pure: the same words give the same reading.
struct QueryReader: Sendable {
    let lexicon: Lexicon
    let places: PlaceNames
    let today: Weekday

    /// - Parameters:
    ///   - words: at most `QueryWord.most` count.
    ///   - beginnings: positions of words that the index knows only as beginnings of words.
    ///   - unwanted: keys of what was understood before and taken off.
    func read(_ words: [QueryWord], beginnings: Set<Int> = [], unwanted: Set<String> = []) -> Reading {
        var draft = Draft(words, unwanted: unwanted)
        AgeRule.read(&draft)
        TimeRule(today: today).read(&draft)
        PlaceRule(places: places, lexicon: lexicon).read(&draft)
        CostRule.read(&draft)
        WayRule.read(&draft)
        LanguageRule(languages: lexicon.languages).read(&draft)
        AudienceRule(audiences: lexicon.audiences).read(&draft)
        var reading = Reading(words: words)
        reading.understood = draft.understood.sorted { $0.range.lowerBound < $1.range.lowerBound }
        reading.crises = crises(in: draft.plain)
        let concepts = ConceptRule(lexicon: lexicon).topics(in: words)
        reading.topics = wordTopics(words, spent: reading.spentWords, rephrased: concepts) + concepts
        for index in reading.topics.indices {
            guard case .word(let word) = reading.topics[index].kind else { continue }
            if beginnings.contains(reading.topics[index].words.lowerBound) { reading.topics[index].kind = .beginning(word) }
        }
        return reading
    }

    private func wordTopics(
        _ words: [QueryWord],
        spent: Set<Int>,
        rephrased concepts: [Reading.Topic]
    ) -> [Reading.Topic] {
        let isTelling = words.map { !lexicon.empty.contains($0.word) || $0.isShouted }
        let useAll = !isTelling.contains(true)
        return words.indices.compactMap { position in
            guard useAll || isTelling[position] else { return nil }
            let isRephrased = concepts.contains { $0.words.count > 1 && $0.words.contains(position) }
            let strength: Double =
                if spent.contains(position) {
                    Reading.Strength.spent
                } else if lexicon.faint.contains(words[position].word) {
                    Reading.Strength.faint
                } else {
                    isRephrased ? Reading.Strength.rephrased : Reading.Strength.full
                }
            return Reading.Topic(kind: .word(words[position]), strength: strength, words: position..<(position + 1))
        }
    }

    /// Each kind once.
    private func crises(in words: [String]) -> [Crisis] {
        var found: [Crisis] = []
        for position in words.indices {
            for match in lexicon.crises.matches(in: words, at: position)
            where !found.contains(where: { $0.kind == match.value.kind }) {
                found.append(match.value)
            }
        }
        return found
    }
}

extension Reading {
    fileprivate var spentWords: Set<Int> { Set(understood.filter(\.isSpent).flatMap(\.range)) }
}
