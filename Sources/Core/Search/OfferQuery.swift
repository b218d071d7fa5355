import Foundation
import SearchIndex

/// A reading as a query: any word of what it is about is enough, in the title it counts a little more, and an exact title
/// comes first. Where and when it is add to that, and find nothing by themselves.
struct OfferQuery {
    /// What a word counts where it stands, beside 1 for the whole text. Set on the judged queries
    /// (`fingerpost evaluate`).
    enum Weight {
        static let title = 0.2
        static let place = 0.1
        /// A whole title, typed as it is.
        static let exactTitle = 3.0
        static let titlePhrase = 1.5
        /// The name of the need that a concept stands for: enough to be found, too common to lead.
        static let label = 0.2
        /// What each further way to say a concept counts less than the one before.
        static let furtherMeaning = 0.93
        /// The power of its length that the words of a phrase share their weight by: 0 adds, 1 averages.
        static let phraseShare = 0.5
        /// The name of the place that is asked for, in a listing that says nowhere where it is.
        static let placeOfPlaceless = 1.5
        /// BM25's k1 and b.
        static let saturation = 0.75
        static let length = 0.6
    }

    /// Words that are looked for, those of concepts among them.
    static let mostTerms = 64

    let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    /// Nil when nothing is said of what is looked for.
    var query: Query? {
        guard reading.hasTopic else { return nil }
        var room = OfferQuery.mostTerms
        let isAside = reading.topics.map(reading.isAside)
        var asked: [Query] = []
        var asides: [Query] = []
        for (topic, isAside) in zip(reading.topics, isAside) {
            guard let part = OfferQuery.part(topic, room: &room) else { continue }
            if isAside { asides.append(part) } else { asked.append(part) }
        }
        return .maybe(required: .anyOf(asked), optional: .anyOf(asides + bonuses))
    }

    private static func part(_ topic: Reading.Topic, room: inout Int) -> Query? {
        guard room > 0 else { return nil }
        switch topic.kind {
        case .word(let word):
            room -= 1
            return field(word.stem, strength: topic.strength)
        case .beginning(let word):
            room -= 1
            return .scaled(.startingWith(.body, word.word), topic.strength)
        case .concept(let concept):
            return part(concept, strength: topic.strength, room: &room)
        }
    }

    /// The best of its meanings counts; each further one counts less than the one before.
    private static func part(_ concept: Lexicon.Concept, strength: Double, room: inout Int) -> Query? {
        var meanings: [Query] = []
        var weight = strength
        for mean in concept.means {
            if let phrase = phrase(mean, strength: weight, faint: concept.faint, room: &room) {
                meanings.append(phrase)
            }
            weight *= Weight.furtherMeaning
        }
        for label in concept.labels {
            if let phrase = phrase(label, strength: strength * Weight.label, faint: [], room: &room) {
                meanings.append(phrase)
            }
        }
        return meanings.isEmpty ? nil : .bestOf(meanings)
    }

    /// All of the words; a long phrase is no better evidence than a short one. Nil when there is no room for it.
    private static func phrase(
        _ words: [Token],
        strength: Double,
        faint: Set<String>,
        room: inout Int
    ) -> Query? {
        guard !words.isEmpty, words.count <= room else { return nil }
        room -= words.count
        let share = strength / pow(Double(words.count), Weight.phraseShare)
        let parts = words.map { word in
            field(word.stem, strength: faint.contains(word.stem) ? share * Reading.Strength.faint : share)
        }
        return parts.count == 1 ? parts[0] : .allOf(parts)
    }

    private static func field(_ stem: String, strength: Double) -> Query {
        .anyOf([
            .stem(.body, stem, weight: strength),
            .stem(.title, stem, weight: strength * Weight.title),
            .stem(.place, stem, weight: strength * Weight.place),
        ])
    }

    private var bonuses: [Query] {
        let words = reading.words.map(\.word)
        var bonuses = [Query.term(.exactTitle, words.joined(separator: " "), weight: Weight.exactTitle)]
        for word in placeWords {
            let name = Query.stem(.body, word.stem, weight: Weight.placeOfPlaceless)
            bonuses.append(.filter(name, by: .term(.area, OfferDocument.placeless)))
        }
        if (2...8).contains(words.count) { bonuses.append(.scaled(.phrase(.title, words), Weight.titlePhrase)) }
        return bonuses
    }

    private var placeWords: [QueryWord] {
        reading.understood.flatMap { one -> [QueryWord] in
            guard case .near = one.meaning else { return [] }
            return reading.words[one.range].suffix(one.nameLength)
        }
    }
}
