import SearchIndex

/// Reads what somebody typed, by rule and word list. Pure: the same words give the same reading.
struct QueryReader: Sendable {
    let lexicon: Lexicon
    let places: PlaceNames
    var postcodes: [Int: PostcodeRule.Found] = [:]
    let today: Weekday

    /// - Parameters:
    ///   - words: at most `QueryWord.most` count.
    ///   - beginnings: positions of words that the index knows only as beginnings of words.
    ///   - unwanted: keys of what was understood before and taken off.
    func read(_ words: [QueryWord], beginnings: Set<Int> = [], unwanted: Set<String> = []) -> Reading {
        var draft = Draft(words, unwanted: unwanted)
        AgeRule.read(&draft)
        TimeRule(today: today).read(&draft)
        PlaceRule(places: places, postcodes: postcodes, lexicon: lexicon).read(&draft)
        CostRule.read(&draft)
        WayRule.read(&draft)
        LanguageRule(languages: lexicon.languages).read(&draft)
        AudienceRule(audiences: lexicon.audiences).read(&draft)
        var reading = Reading(words: words)
        reading.understood = draft.understood.sorted { $0.range.lowerBound < $1.range.lowerBound }
        reading.crises = crises(in: draft.plain)
        let concepts = ConceptRule(lexicon: lexicon).topics(in: words)
        reading.topics = wordTopics(words, spent: reading.spentStrengths, rephrased: concepts) + concepts
        for index in reading.topics.indices {
            guard case .word(let word) = reading.topics[index].kind else { continue }
            if beginnings.contains(reading.topics[index].words.lowerBound) {
                reading.topics[index].kind = .beginning(word)
            }
        }
        return reading
    }

    private func wordTopics(
        _ words: [QueryWord],
        spent: [Int: Double],
        rephrased concepts: [Reading.Topic]
    ) -> [Reading.Topic] {
        let isTelling = words.map { !lexicon.empty.contains($0.word) || $0.isShouted }
        let useAll = !isTelling.contains(true)
        return words.indices.compactMap { position in
            guard useAll || isTelling[position] || spent[position] == Reading.Strength.place else { return nil }
            let isRephrased = concepts.contains { $0.words.count > 1 && $0.words.contains(position) }
            let strength: Double =
                if let spent = spent[position] {
                    spent
                } else if lexicon.isSomebodys(position, in: words) {
                    Reading.Strength.none
                } else if lexicon.faint.contains(words[position].word) {
                    Reading.Strength.faint
                } else {
                    isRephrased ? Reading.Strength.rephrased : Reading.Strength.full
                }
            guard strength > 0 else { return nil }
            return Reading.Topic(kind: .word(words[position]), strength: strength, words: position..<(position + 1))
        }
    }

    /// Each kind once, unless what shows it is part of a phrase that says otherwise: "bereaved by suicide".
    private func crises(in words: [String]) -> [Crisis] {
        let others = words.indices.flatMap { start in
            lexicon.notCrises.matches(in: words, at: start).map { (range: start..<$0.end, kind: $0.value) }
        }
        var found: [Crisis] = []
        for start in words.indices {
            for match in lexicon.crises.matches(in: words, at: start) {
                let range = start..<match.end
                let isTakenBack = others.contains { $0.kind == match.value.kind && $0.range.overlaps(range) }
                if !isTakenBack, !found.contains(where: { $0.kind == match.value.kind }) { found.append(match.value) }
            }
        }
        return found
    }
}

extension Reading {
    /// What the words count that something was read from, by position.
    fileprivate var spentStrengths: [Int: Double] {
        understood.filter(\.isSpent).reduce(into: [:]) { strengths, one in
            let name = one.range.upperBound - one.nameLength
            for position in one.range {
                strengths[position] = position < name ? Strength.none : strength(of: one.meaning)
            }
        }
    }

    private func strength(of meaning: Understood.Meaning) -> Double {
        switch meaning {
        case .near: Strength.place
        // "60s" and "under 5s" stand in titles; a bare number does not say that it is an age.
        case .age(let ages): ages.count == 1 ? Strength.none : Strength.faint
        default: Strength.spent
        }
    }
}
