import Foundation
import GRDB

/// What becomes of offers that a source no longer lists.
///
/// An offer has to be missing from two complete syncs, the second at least the grace period after the first. One that
/// somebody here keeps, or has confirmed since, is not retired: that goes to the steward.
enum Retirement {
    static func countListed(by source: Source.ID, in db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: "SELECT COUNT(*) FROM sourceOffer WHERE sourceID = ? AND retiredAt IS NULL",
            arguments: [source]
        ) ?? 0
    }

    /// - Returns: how many are missing now, and how many of them were retired.
    static func settle(
        after run: SourceRun,
        of source: Source,
        at now: Date,
        in db: Database
    ) throws -> (missing: Int, retired: Int) {
        try db.execute(
            sql: """
                UPDATE sourceOffer SET missingSince = ?
                WHERE sourceID = ? AND runID <> ? AND missingSince IS NULL AND retiredAt IS NULL
                """,
            arguments: [now, source.id, run.id]
        )
        let missing = try SourceOffer.fetchAll(
            db,
            sql: "SELECT * FROM sourceOffer WHERE sourceID = ? AND missingSince IS NOT NULL AND retiredAt IS NULL",
            arguments: [source.id]
        )
        var retired = 0
        for entry in missing {
            guard let since = entry.missingSince, since.adding(days: source.graceDays) <= now else { continue }
            if try retire(entry, since: since, at: now, in: db) { retired += 1 }
        }
        return (missing.count, retired)
    }

    private static func retire(_ entry: SourceOffer, since: Date, at now: Date, in db: Database) throws -> Bool {
        guard var offer = try Offer.fetchOne(db, key: entry.offerID) else { return false }
        if try isListedElsewhere(entry, in: db) { return try mark(entry, at: now, in: db) }
        if offer.status == .defunct {
            try Merges.undoMerges(into: offer.id, at: now, in: db)
            return try mark(entry, at: now, in: db)
        }
        let isConfirmedSince = offer.confirmedAt.map { $0 > since } ?? false
        if try isConfirmedSince || !FieldOwners.fields(of: offer.id, in: db).isEmpty {
            try SourceConflicts.record(
                "status",
                of: offer.id,
                own: "\"\(offer.status.rawValue)\"",
                other: "\"\(Offer.Status.defunct.rawValue)\"",
                source: entry.sourceID,
                at: now,
                in: db
            )
            return false
        }
        try Merges.undoMerges(into: offer.id, at: now, in: db)
        offer.status = .defunct
        offer.lastModified = now
        offer.version += 1
        try offer.update(db)
        try DirectoryStore.markDirty(offer.id, in: db)
        try Audit.record(.listingRetired, subject: offer.id.text, by: nil, at: now, in: db)
        return try mark(entry, at: now, in: db)
    }

    private static func isListedElsewhere(_ entry: SourceOffer, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM sourceOffer
                    WHERE offerID = ? AND sourceID <> ? AND retiredAt IS NULL AND missingSince IS NULL)
                """,
            arguments: [entry.offerID, entry.sourceID]
        ) ?? false
    }

    private static func mark(_ entry: SourceOffer, at now: Date, in db: Database) throws -> Bool {
        var entry = entry
        entry.retiredAt = now
        try entry.update(db)
        return true
    }
}
