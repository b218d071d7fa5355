import Foundation
import GRDB

/// A sync that is under way, kept after every page, so that one that was cut off goes on where it was.
struct SourceRun: Codable, Sendable, FetchableRecord, PersistableRecord {
    typealias ID = Identifier<SourceRun>
    static let databaseTableName = "sourceRun"

    var sourceID: Source.ID
    var id: ID
    var startedAt: Date
    var nextPage: Int
    var state: State

    struct State: Codable, Sendable {
        var report = ImportReport()
        /// 1, or 0 for a feed that counts its pages from there; nil before the first page.
        var firstPage: Int?
        var mode: Mode?
        /// Records on pages that brought something.
        var received = 0
        var pages = 0
        /// Pages that the feed answered with "not changed".
        var unchangedPages = 0
        /// Pages in a row without a record that was not seen before.
        var barren = 0
        /// The feed's own last word on how many there are.
        var totalItems: Int?
        var totalPages: Int?
        /// Sentences about the feed as a whole.
        var faults: [String] = []
        var isAtEnd = false
    }

    /// How whole services are got from the feed.
    enum Mode: String, Codable, Sendable {
        /// The list has them.
        case list
        /// The list has them when it is asked with `full=true`.
        case fullList
        /// Each is asked for by its id.
        case each
    }

    /// Hours after which what was read is too old to go on from: the feed has moved on.
    static let longestBreak = 24.0

    init(of source: Source.ID, at now: Date) {
        (sourceID, id, startedAt, nextPage, state) = (source, ID(), now, 1, State())
    }

    /// The run to go on with; a new one when there is none, or only an old one.
    static func current(of source: Source.ID, now: Date, in db: Database) throws -> SourceRun {
        if let run = try SourceRun.fetchOne(db, key: source),
            now.timeIntervalSince(run.startedAt) < longestBreak * 3_600
        {
            return run
        }
        let run = SourceRun(of: source, at: now)
        try run.upsert(db)
        return run
    }
}

/// That a source lists an offer.
struct SourceOffer: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "sourceOffer"

    var sourceID: Source.ID
    var offerID: Offer.ID
    var firstSeenAt: Date
    var lastSeenAt: Date
    /// The run that last saw it.
    var runID: SourceRun.ID
    /// Since the first complete sync that did not see it.
    var missingSince: Date?
    var retiredAt: Date?

    static func known(_ offer: Offer.ID, _ source: Source.ID, in db: Database) throws -> SourceOffer? {
        try SourceOffer.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM sourceOffer WHERE sourceID = ? AND offerID = ?"),
            arguments: [source, offer]
        )
    }

    static func isHeld(_ offer: Offer.ID, byOtherThan source: Source.ID, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM sourceOffer AS other
                        WHERE offerID = ? AND sourceID <> ? AND retiredAt IS NULL
                        AND firstSeenAt < ifnull(
                            (SELECT firstSeenAt FROM sourceOffer WHERE offerID = other.offerID AND sourceID = ?), 'z'))
                    """
            ),
            arguments: [offer, source, source]
        ) ?? false
    }

    /// Marks an offer as seen; one that is not stored is left alone.
    static func see(_ offer: Offer.ID, in run: SourceRun, at now: Date, db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO sourceOffer (sourceID, offerID, firstSeenAt, lastSeenAt, runID)
                SELECT ?, id, ?, ?, ? FROM offer WHERE id = ?
                ON CONFLICT (sourceID, offerID) DO UPDATE SET lastSeenAt = excluded.lastSeenAt,
                    runID = excluded.runID, missingSince = NULL, retiredAt = NULL
                """
        ).execute(arguments: [run.sourceID, now, now, run.id, offer])
    }
}

/// What one address of a feed answered last, so that it need not be sent again.
struct SourcePage: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "sourcePage"

    var sourceID: Source.ID
    var url: String
    var readerVersion: String
    var etag: String?
    var modified: String?
    var summary: Summary

    struct Summary: Codable, Sendable {
        var keys: [String]
        var totalItems: Int?
        var totalPages: Int?
        var isFirst: Bool?
        var isLast: Bool?
        var isBareArray: Bool
        var mode: SourceRun.Mode
    }

    /// Nil when it has to be sent whole: never seen, read by an older reader, or some of it is no longer held.
    static func usable(_ url: URL, of source: Source.ID, in db: Database) throws -> SourcePage? {
        guard
            let page = try SourcePage.fetchOne(db, key: ["sourceID": source.text, "url": url.absoluteString]),
            page.readerVersion == ImportSession.readerVersion, page.etag != nil || page.modified != nil
        else { return nil }
        let areHeld = try page.summary.keys.allSatisfy { key in
            try SourceOffer.known(ServiceReader.offerID(key), source, in: db).map { $0.retiredAt == nil } ?? false
        }
        return areHeld ? page : nil
    }
}
