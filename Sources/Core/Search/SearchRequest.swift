import Foundation

/// What somebody looks for, as the search page's address says it.
public struct SearchRequest: Equatable, Sendable {
    public var words: String
    /// As typed: a postcode, its outward half, or the name of a place.
    public var near: String
    /// In miles; nil for what suits the place.
    public var radius: Int?
    /// What was chosen of each facet, by the keys of its values.
    public var choices: [FacetName: [String]]
    /// Keys of what was understood from the words and taken off again: see `Understood.key`.
    public var unwanted: Set<String>
    /// Whether the words are to be taken as they were typed, without correction.
    public var isVerbatim: Bool
    public var order: Order
    /// From 1.
    public var page: Int
    /// Whether listings that nobody confirmed for very long are shown as well.
    public var seesHidden: Bool
    /// Whether to count the values of every facet.
    public var countsFacets = false
    /// Whether each hit is to say why it is where it is.
    public var explains = false

    public enum Order: String, CaseIterable, Sendable {
        case best
        case nearest
    }

    public static let pageSize = 20
    public static let radii = [1, 2, 3, 5, 10, 25]
    /// The index counts exactly up to 10,000; nobody pages that far.
    public static let lastPage = 500
    /// Characters; what is longer is cut, not refused.
    public static let longestQuery = 300
    /// Of one facet; more than this is no choice.
    public static let mostChoices = 10

    public init(
        words: String = "",
        near: String = "",
        radius: Int? = nil,
        need: Need.ID? = nil,
        choices: [FacetName: [String]] = [:],
        page: Int = 1,
        seesHidden: Bool = false
    ) {
        self.words = String(words.prefix(SearchRequest.longestQuery))
        self.near = String(near.prefix(60))
        self.radius = radius.flatMap { SearchRequest.radii.contains($0) ? $0 : nil }
        var choices = choices
        if let need { choices[.need] = [need.rawValue] }
        self.choices = choices.mapValues { Array($0.prefix(SearchRequest.mostChoices)) }.filter { !$0.value.isEmpty }
        unwanted = []
        isVerbatim = false
        order = .best
        self.page = min(max(1, page), SearchRequest.lastPage)
        self.seesHidden = seesHidden
    }

    /// Whether nothing is asked for at all, save perhaps a place.
    public var isEmpty: Bool { words.allSatisfy(\.isWhitespace) && choices.isEmpty }
}

extension Freshness {
    /// Hidden listings are for those who can do something about them or judge them.
    public static func showsHidden(to role: Role?) -> Bool {
        role == .linkWorker || role == .steward || role == .administrator
    }
}
