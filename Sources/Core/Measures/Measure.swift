/// One questionnaire or score, as a file of `seed/measures` or of a licensed pack defines it.
///
/// A definition that was answered never changes: what changes is a new version, and every answer keeps the version that
/// it was given to.
public struct Measure: Codable, Equatable, Sendable {
    /// Small letters, digits and hyphens; in addresses and in reports.
    public var code: String
    public var version: Int
    public var name: String
    /// What it asks about, in one sentence.
    public var about: String
    public var audience: String
    /// Asked of everybody unless somebody decides otherwise.
    @Absent public var isUsual: Bool
    /// Never kept with an episode: nobody may know who answered.
    @Absent public var isAnonymous: Bool
    /// False where the letter to the practice says the same elsewhere.
    public var inLetter: Bool?
    /// When it is asked.
    public var stages: [Stage]
    public var wording: Wording
    public var instruction: String?
    /// The questions; empty where the licence keeps their wording out.
    public var items: [Item]?
    /// Of every item that has none of its own.
    public var scale: Scale?
    public var scoring: Scoring
    /// How many blanks a sum or mean may be worked out over, in proportion. None unless the measure's own rule says so.
    public var mostBlanks: Int?
    public var scores: [Score]
    /// Who may use it, in a sentence for whoever thinks of it.
    public var licence: String
    /// Where its bands and thresholds come from.
    public var source: String

    public enum Stage: String, Codable, Sendable, CaseIterable {
        case start
        /// 12 to 15 weeks in.
        case review
        case end
    }

    public enum Wording: String, Codable, Sendable {
        case included
        case notIncluded = "not included"
    }

    public enum Scoring: String, Codable, Sendable {
        case sum
        case mean
        /// Each item is a score of its own, and they are never added up.
        case perItem = "per item"
        /// Somebody has worked the scores out elsewhere; they are typed in.
        case totalOnly = "total only"
    }

    public struct Item: Codable, Equatable, Sendable {
        public var code: String
        public var text: String
        /// The person words it themself: a goal.
        @Absent public var isInOwnWords: Bool
        public var scale: Scale?

        private enum CodingKeys: String, CodingKey {
            case code, text, scale
            case isInOwnWords = "ownWords"
        }
    }

    /// Whole numbers from `lowest` to `highest`, with words for some or all of them.
    public struct Scale: Codable, Equatable, Sendable {
        public var lowest: Int
        public var highest: Int
        public var labels: [Label]

        public struct Label: Codable, Equatable, Sendable {
            public var value: Int
            public var words: String
        }

        public var values: [Int] { lowest <= highest ? Array(lowest...highest) : [] }

        public func words(for value: Int) -> String? { labels.first { $0.value == value }?.words }
    }

    public struct Score: Codable, Equatable, Sendable {
        public var code: String
        public var name: String
        public var lowest: Double
        public var highest: Double
        /// Digits behind the point, 0 to 2.
        public var decimals: Int?
        public var better: Better
        /// Ascending; each goes up to the next.
        public var bands: [Band]?
        public var change: Change?
        /// The items that make it; all when nil.
        public var items: [String]?

        public func band(of value: Double) -> String? { bands?.last { $0.from <= value }?.words }
    }

    public enum Better: String, Codable, Sendable {
        case higher, lower
    }

    public struct Band: Codable, Equatable, Sendable {
        public var from: Double
        public var words: String
    }

    /// From how many points on one person has changed, and who says so.
    public struct Change: Codable, Equatable, Sendable {
        public var points: Double
        public var source: String
        /// False where the source could not be checked: then no label is put on anybody by it.
        @Absent public var isConfirmed: Bool

        private enum CodingKeys: String, CodingKey {
            case points, source
            case isConfirmed = "confirmed"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case code, version, name, about, audience, inLetter, stages, wording, instruction, items, scale, scoring
        case mostBlanks, scores, licence, source
        case isUsual = "usual"
        case isAnonymous = "anonymous"
    }
}

extension Measure {
    /// What is asked or typed in, by code: items, or the scores themselves.
    public var questions: [String] { scoring == .totalOnly ? scores.map(\.code) : (items ?? []).map(\.code) }

    public func item(_ code: String) -> Item? { items?.first { $0.code == code } }

    public func score(_ code: String) -> Score? { scores.first { $0.code == code } }

    /// Without the goals that nobody has set: what is not asked is no blank.
    func asking(_ goals: Set<String>) -> Measure {
        guard let items, items.contains(where: \.isInOwnWords) else { return self }
        var asked = self
        asked.items = items.filter { !$0.isInOwnWords || goals.contains($0.code) }
        let codes = Set(asked.questions)
        asked.scores = scores.filter { codes.contains($0.code) }
        return asked
    }

    /// The scale that an item is answered on.
    public func scale(of item: Item) -> Scale? { item.scale ?? scale }
}

/// A yes that is left out when it is a no.
@propertyWrapper
public struct Absent: Codable, Equatable, Sendable {
    public var wrappedValue: Bool

    public init(wrappedValue: Bool) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        wrappedValue = try decoder.singleValueContainer().decode(Bool.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: Absent.Type, forKey key: Key) throws -> Absent {
        try decodeIfPresent(type, forKey: key) ?? Absent(wrappedValue: false)
    }
}
