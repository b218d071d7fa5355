import SearchIndex
import Foundation
func knob(_ n: String, _ d: Double) -> Double { ProcessInfo.processInfo.environment["K_"+n].flatMap(Double.init) ?? d }

/// A reading as a query: any word counts, the title counts more, and an exact title comes first.
struct OfferQuery {
    /// How much a word counts where it stands: the body is 1. Set on the judged queries (`fingerpost evaluate`).
    enum Weight {
        static let title = knob("title", 2.0)
        static let group = knob("group", 0.8)
        static let keyword = knob("keyword", 1.0)
        static let place = knob("place", 0.3)
        static let titlePhrase = knob("titlePhrase", 1.5)
        static let exactTitle = knob("exactTitle", 3.0)
        /// What each further way to say a concept counts less than the one before.
        static let furtherMeaning = knob("furtherMeaning", 0.93)
    }

    /// Words that are looked for, those of concepts among them.
    static let mostTerms = 64

    let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    /// Nil when there are no words.
    var query: Query? {
        var room = OfferQuery.mostTerms
        var parts: [Query] = []
        for topic in reading.topics {
            guard let part = OfferQuery.part(topic, room: &room) else { continue }
            parts.append(part)
        }
        guard !parts.isEmpty else { return nil }
        return .maybe(required: .anyOf(parts), optional: .anyOf(bonuses))
    }

    private static func part(_ topic: Reading.Topic, room: inout Int) -> Query? {
        switch topic.kind {
        case .word(let word):
            guard room > 0 else { return nil }
            room -= 1
            return field(word.stem, strength: topic.strength)
        case .beginning(let word):
            room -= 1
            return .anyOf([
                .scaled(.startingWith(.body, word.word), topic.strength),
                .scaled(.startingWith(.title, word.word), topic.strength * Weight.title),
            ])
        case .concept(let concept):
            var meanings: [Query] = []
            var strength = topic.strength
            for mean in concept.means where mean.count <= room {
                room -= mean.count
                let words = mean.map { field($0.stem, strength: strength) }
                meanings.append(words.count == 1 ? words[0] : .allOf(words))
                strength *= Weight.furtherMeaning
            }
            return meanings.isEmpty ? nil : .bestOf(meanings)
        }
    }

    private static func field(_ stem: String, strength: Double) -> Query {
        .anyOf([
            .stem(.body, stem, weight: strength),
            .stem(.title, stem, weight: strength * Weight.title),
            .stem(.group, stem, weight: strength * Weight.group),
            .stem(.keyword, stem, weight: strength * Weight.keyword),
            .stem(.place, stem, weight: strength * Weight.place),
        ])
    }

    private var bonuses: [Query] {
        let words = reading.words.map(\.word)
        var bonuses = [Query.term(.exactTitle, words.joined(separator: " "), weight: Weight.exactTitle)]
        if (2...8).contains(words.count) { bonuses.append(.scaled(.phrase(.title, words), Weight.titlePhrase)) }
        return bonuses
    }
}
