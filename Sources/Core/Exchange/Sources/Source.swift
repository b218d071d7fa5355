import Foundation
import GRDB

/// A feed of another directory that is read into this one.
public struct Source: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<Source>
    public static let databaseTableName = "source"

    public var id: ID
    /// Unique; what commands call it by.
    public var name: String
    /// The feed's base address, or that of its `/services`.
    public var url: String
    /// Days between syncs, 1 to 365; nil when it is read only on request.
    public var everyDays: Int?
    /// Days that an offer may be missing from the feed before it is retired.
    public var graceDays: Int
    public var addedAt: Date
    public var lastTriedAt: Date?
    /// When it was last read to its end.
    public var lastSyncedAt: Date?
    /// One sentence; nil when the last try went well.
    public var lastProblem: String?
    /// Of the last complete sync.
    public var records: Int
    /// Records skipped or mended in the last complete sync.
    public var problems: Int

    /// A month: long enough for a feed to be mended, short enough that nobody is sent to what has gone.
    public static let defaultGraceDays = 30
    public static let defaultEveryDays = 7
    /// A failed sync is tried again after this, in days.
    static let retryDays = 0.25

    /// Whether the schedule asks for it now.
    public func isDue(now: Date) -> Bool {
        guard let everyDays else { return false }
        if let lastTriedAt, now < lastTriedAt.addingTimeInterval(Source.retryDays * 86_400) { return false }
        return lastSyncedAt.map { now >= $0.adding(days: everyDays) } ?? true
    }
}

/// What one source is worth today.
public struct SourceSummary: Sendable {
    public let source: Source
    /// Offers that it lists and that are listed here.
    public let listed: Int
    public let fresh: Int
    /// Missing from the feed, waiting out the grace period.
    public let missing: Int
    public let retired: Int
    public let openConflicts: Int
}
