import Synchronization

/// The entity tags of answers that were made of the directory as it is now, so that whoever has such an answer already is
/// told so without its being made again. Nothing of it outlives a change or a restart.
final class EntityTags: Sendable {
    /// Addresses; the pages of a directory of 100,000 offers, by fifty, are as many. More are somebody who tries things.
    static let most = 2_000
    /// Bytes; a longer address is made each time.
    static let longestAddress = 500

    private let known = Mutex<(edition: String, tags: [String: String])>(("", [:]))

    func tag(of address: String, in edition: String) -> String? {
        known.withLock { $0.edition == edition ? $0.tags[address] : nil }
    }

    func remember(_ tag: String, of address: String, in edition: String) {
        guard address.utf8.count <= Self.longestAddress else { return }
        known.withLock { known in
            if known.edition != edition || known.tags.count >= Self.most { known = (edition, [:]) }
            known.tags[address] = tag
        }
    }
}
