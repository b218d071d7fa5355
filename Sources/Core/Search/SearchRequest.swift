import Foundation

/// What somebody looks for, as the search page's address says it.
public struct SearchRequest: Equatable, Sendable {
    public var words: String
    /// As typed: a postcode or its outward half.
    public var near: String
    /// In miles.
    public var radius: Int
    public var need: Need.ID?
    /// From 1.
    public var page: Int
    /// Whether listings that nobody confirmed for very long are shown as well.
    public var seesHidden: Bool

    public static let pageSize = 20
    public static let radii = [1, 2, 5, 10, 25]
    /// Across a London borough and its neighbours.
    public static let defaultRadius = 5
    /// The index counts exactly up to 10,000; nobody pages that far.
    public static let lastPage = 500
    /// Characters; what is longer is cut, not refused.
    public static let longestQuery = 300

    public init(
        words: String = "",
        near: String = "",
        radius: Int = SearchRequest.defaultRadius,
        need: Need.ID? = nil,
        page: Int = 1,
        seesHidden: Bool = false
    ) {
        self.words = String(words.prefix(SearchRequest.longestQuery))
        self.near = String(near.prefix(40))
        self.radius = SearchRequest.radii.contains(radius) ? radius : SearchRequest.defaultRadius
        self.need = need
        self.page = min(max(1, page), SearchRequest.lastPage)
        self.seesHidden = seesHidden
    }

    public var isEmpty: Bool { words.allSatisfy(\.isWhitespace) && need == nil }
}

extension Freshness {
    /// Hidden listings are for those who can do something about them or judge them.
    public static func showsHidden(to role: Role?) -> Bool {
        role == .linkWorker || role == .steward || role == .administrator
    }
}
