/// A slot for one number of each document, such as a date or a rank.
public struct NumberSlot: Hashable, Sendable {
    public static let count = 16

    public let index: Int

    /// - Parameter index: 0 to 15; documents and searches that use another are refused with `invalidArgument`.
    public init(_ index: Int) {
        self.index = index
    }
}

/// A place on Earth in degrees (WGS 84): latitude -90 to 90, longitude -180 to 180.
public struct Coordinate: Hashable, Sendable {
    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    var isOnEarth: Bool { abs(latitude) <= 90 && abs(longitude) <= 180 }
}

/// A text whose words can be found.
public struct TextField: Hashable, Sendable {
    public var prefix: TermPrefix
    public var text: String
    /// What each occurrence of a word counts, 0 to 1,000.
    public var weight: Int
    /// Whether its words may be offered as corrections of misspelt ones.
    public var feedsSpelling: Bool
    /// Whether its words can be found as phrases; costs about as much disk as the words themselves.
    public var keepsPositions: Bool

    public init(
        _ prefix: TermPrefix,
        _ text: String,
        weight: Int = 1,
        feedsSpelling: Bool = false,
        keepsPositions: Bool = false
    ) {
        self.prefix = prefix
        self.text = text
        self.weight = weight
        self.feedsSpelling = feedsSpelling
        self.keepsPositions = keepsPositions
    }
}

/// Everything the index is to hold about one document.
public struct IndexDocument: Hashable, Sendable {
    public static let maximumPayloadBytes = 65_536

    /// Unique, not empty, at most 239 bytes (NUL counting twice).
    public var id: String
    public var text: [TextField]
    /// Whole values to filter by; they do not score, save under `TermPrefix.exactTitle`.
    public var terms: [Term]
    public var numbers: [NumberSlot: Double]
    public var marks: Set<Mark>
    /// Where the document is; distance is measured to the nearest.
    public var places: [Coordinate]
    /// Text to cut snippets from.
    public var sample: String
    /// What the caller wants back with a hit, opaque to the index; at most `maximumPayloadBytes`.
    public var payload: String
    /// The caller's digest of what this was made from, to compare the index with its source.
    public var fingerprint: UInt64

    public init(
        id: String,
        text: [TextField] = [],
        terms: [Term] = [],
        numbers: [NumberSlot: Double] = [:],
        marks: Set<Mark> = [],
        places: [Coordinate] = [],
        sample: String = "",
        payload: String = "",
        fingerprint: UInt64 = 0
    ) {
        self.id = id
        self.text = text
        self.terms = terms
        self.numbers = numbers
        self.marks = marks
        self.places = places
        self.sample = sample
        self.payload = payload
        self.fingerprint = fingerprint
    }
}
