import Foundation

/// What became of each record of an import.
public struct ImportReport: Codable, Sendable, Equatable {
    public var records = 0
    public var added = 0
    public var changed = 0
    public var unchanged = 0
    /// Records that went in with something left out or put right.
    public var mended = 0
    public var skipped = 0

    public init() {}

    /// A record that needs somebody's eye.
    public struct Entry: Codable, Sendable, Equatable {
        public let line: Int
        public let id: String?
        /// "skipped" or "mended".
        public let what: String
        public let reason: String
    }

    public var summary: String {
        "\(records) records: \(added) added, \(changed) changed, \(unchanged) unchanged, \(skipped) skipped; \(mended) mended."
    }
}
