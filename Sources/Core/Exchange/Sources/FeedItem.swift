import Foundation

/// One entry of a page, ready to be stored.
enum FeedItem: Sendable {
    case record(key: String?, bytes: [UInt8])
    /// The feed says that it has not changed.
    case unchanged(key: String)
    /// It is listed, but cannot be got.
    case failed(key: String?, reason: String)
}

/// A page with all that has to be asked for it, before it is stored.
struct FetchedPage: Sendable {
    var items: [FeedItem]
    /// What to remember of each address that was asked.
    var pages: [SourcePage]
    var summary: SourcePage.Summary
    var isUnchanged = false

    /// The keys of the entries, where they have one.
    var keys: [String] {
        items.compactMap {
            switch $0 {
            case .record(let key, _), .failed(let key, _): key
            case .unchanged(let key): key
            }
        }
    }

    /// The end of a feed that answers 404 beyond its last page.
    static func none(mode: SourceRun.Mode) -> FetchedPage {
        FetchedPage(
            items: [],
            pages: [],
            summary: .init(keys: [], isBareArray: false, mode: mode)
        )
    }
}
