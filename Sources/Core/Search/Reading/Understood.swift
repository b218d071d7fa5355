/// Something that a search was understood to say besides what it is about; shown as a chip that can be taken off.
///
/// A guess never leaves an offer out, save the place: what fits comes first. Who wants the rest gone uses a filter.
public struct Understood: Hashable, Sendable {
    public enum Meaning: Hashable, Sendable {
        case near(Spot)
        case day(Weekday)
        case part(DayPart)
        case free
        case lowCost
        /// In whole years; the upper bound is `oldestAge` for "over 60".
        case age(ClosedRange<Int>)
        case audience(Offer.Audience)
        /// By its name in English.
        case language(String)
        case way(Offer.Way)
    }

    /// Nobody has come to it: what "over 60" ends at.
    public static let oldestAge = 130

    public let meaning: Meaning
    /// Which of the reading's words said it.
    public let range: Range<Int>
    /// Whether these words are spent by it: a day or an age in a listing's text says little.
    let isSpent: Bool

    init(_ meaning: Meaning, _ range: Range<Int>, isSpent: Bool = true, nameLength: Int? = nil) {
        self.meaning = meaning
        self.range = range
        self.isSpent = isSpent
        self.nameLength = nameLength ?? range.count
    }

    /// How many of its words are the name itself: "in Peckham" has one.
    let nameLength: Int

    var isPlace: Bool {
        if case .near = meaning { return true }
        return false
    }

    /// What stands in an address to say that this was not meant.
    public var key: String {
        switch meaning {
        case .near: "near"
        case .day(let day): "day-\(day.rawValue.lowercased())"
        case .part(let part): part.rawValue
        case .free: "free"
        case .lowCost: "low-cost"
        case .age: "age"
        case .audience(let audience): "for-" + audience.rawValue.replacing(" ", with: "-")
        case .language(let name): "in-" + name.lowercased().replacing(" ", with: "-")
        case .way(let way): way.rawValue.replacing(" ", with: "-")
        }
    }
}

/// Morning until 12, afternoon until 5, evening after that.
public enum DayPart: String, CaseIterable, Sendable, Codable {
    case morning
    case afternoon
    case evening

    /// Minutes of the day.
    var minutes: Range<Int> {
        switch self {
        case .morning: 0..<720
        case .afternoon: 720..<1_020
        case .evening: 1_020..<1_440
        }
    }
}
