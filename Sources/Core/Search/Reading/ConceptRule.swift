import SearchIndex

/// Lay words and acronyms: what a listing would say instead. They stand beside the words, never in their place.
struct ConceptRule {
    let lexicon: Lexicon

    /// Words may come between those of a phrase: "lost my *little* brother".
    private static let gap = 1
    /// More than this in one query is not about anything.
    private static let most = 12

    func topics(in words: [QueryWord]) -> [Reading.Topic] {
        var topics = acronyms(in: words)
        // Longest first, so that "smoking weed" is not about tobacco.
        let phrases = phrases(in: words).sorted {
            ($0.length, -$0.words.lowerBound) > ($1.length, -$1.words.lowerBound)
        }
        var taken: [Range<Int>] = []
        for phrase in phrases where !taken.contains(where: { $0.contains(phrase.words) }) {
            if phrase.length == 1, lexicon.isSomebodys(phrase.words.lowerBound, in: words) { continue }
            if phrase.length > 1 { taken.append(phrase.words) }
            topics.append(
                Reading.Topic(
                    kind: .concept(phrase.concept),
                    strength: phrase.length > 1 ? Reading.Strength.phrase : Reading.Strength.concept,
                    words: phrase.words
                )
            )
        }
        return Array(topics.prefix(ConceptRule.most))
    }

    private func acronyms(in words: [QueryWord]) -> [Reading.Topic] {
        let plain = words.map(\.word)
        return words.indices.flatMap { position in
            lexicon.acronyms.matches(in: plain, at: position)
                .filter { !$0.value.isCommonWord || words[position].isShouted }
                .map {
                    Reading.Topic(
                        kind: .concept($0.value.concept),
                        strength: Reading.Strength.acronym,
                        words: position..<$0.end
                    )
                }
        }
    }

    private struct Phrase {
        let concept: Lexicon.Concept
        let words: Range<Int>
        let length: Int
    }

    /// Compared without the empty words between, by stem.
    private func phrases(in words: [QueryWord]) -> [Phrase] {
        let telling = words.indices.filter { !Lexicon.loose.contains(words[$0].word) }
        let positions = telling.isEmpty ? Array(words.indices) : telling
        let stems = positions.map { words[$0].stem }
        return stems.indices.flatMap { start in
            lexicon.concepts.matches(in: stems, at: start, gap: ConceptRule.gap).map { match in
                Phrase(
                    concept: match.value,
                    words: positions[start]..<(positions[match.end - 1] + 1),
                    length: match.length
                )
            }
        }
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound && self != other
    }
}
