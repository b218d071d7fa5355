import SearchIndex

/// What somebody typed, understood: what it is about, what was said besides, and whether they may need help now.
public struct Reading: Sendable {
    public internal(set) var words: [QueryWord] = []
    /// In the order of the words.
    public internal(set) var understood: [Understood] = []
    public internal(set) var crises: [Crisis] = []
    var topics: [Topic] = []

    /// One thing to look for.
    struct Topic: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            /// The word itself.
            case word(QueryWord)
            /// Any word that begins so: "fibro".
            case beginning(QueryWord)
            /// What a listing would say instead, and the needs that go with it.
            case concept(Lexicon.Concept)
        }

        var kind: Kind
        /// What it counts beside the others, 0 to 1.
        var strength: Double
        /// Which of the words it was made from.
        var words: Range<Int>
    }

    public var spot: Spot? {
        for one in understood {
            if case .near(let spot) = one.meaning { return spot }
        }
        return nil
    }

    /// Whether it says what it is about, and not only where or when.
    var hasTopic: Bool { topics.contains { topic in !isSpent(topic) } }

    /// Whether it only says where, when or at what cost: an offer that says no more than that is not what is looked for.
    func isAside(_ topic: Topic) -> Bool {
        guard case .word = topic.kind else { return false }
        return isSpent(topic)
    }

    private func isSpent(_ topic: Topic) -> Bool {
        understood.contains { $0.isSpent && $0.range.contains(topic.words.lowerBound) }
    }

    /// What the words of a query count, set on the judged queries.
    enum Strength {
        static let full = 1.0
        /// "Help", "group", "husband": words of every second listing, or of who rather than what.
        static let faint = 0.3
        /// Words that a day or a cost was read from: they stand in listings that keep no timetable.
        static let spent = 0.1
        /// Words of a place: many listings name theirs and give no address.
        static let place = 0.2
        /// An age: "17" in a text is seldom one.
        static let none = 0.0
        /// Words of a phrase that is looked for under other words.
        static let rephrased = 0.6
        static let concept = 0.7
        static let phrase = 0.8
        static let acronym = 0.8
    }
}
