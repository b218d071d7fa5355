import Foundation
import GRDB

/// The verbs over duplicates: find and merge, list, take apart.
public struct Merges: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Those in force, the newest first.
    public func all() async throws -> [Merge] {
        try await database.read {
            try Merge.fetchAll($0, sql: "SELECT * FROM merge WHERE undoneAt IS NULL ORDER BY at DESC, id")
        }
    }

    /// Takes a merge apart; the two are never merged by themselves again.
    ///
    /// - Throws: `Failure.notFound`, or `.conflict` when it was undone before.
    public func undo(_ id: Merge.ID, by actor: Actor? = nil) async throws {
        let now = clock.now
        try await database.write { db in
            guard let merge = try Merge.fetchOne(db, key: id) else { throw Failure.notFound }
            guard merge.undoneAt == nil else { throw Failure.conflict("That was taken apart already.") }
            try Merges.undo(merge, by: actor, at: now, in: db)
        }
    }

    /// Merges what this source brought with what was here from elsewhere.
    ///
    /// - Returns: how many organisations and offers were merged.
    func mergeDuplicates(of source: Source.ID) async throws -> Int {
        let now = clock.now
        return try await database.write { db in
            let search = try DuplicateSearch(source: source, in: db)
            var count = 0
            for pair in try search.organisations(in: db) {
                try Merges.merge(pair, at: now, in: db)
                count += 1
            }
            for pair in try search.offers(in: db) {
                try Merges.merge(pair, at: now, in: db)
                count += 1
            }
            return count
        }
    }

    // MARK: Doing

    private static func merge(_ pair: Duplicate, at now: Date, in db: Database) throws {
        var merge = Merge(
            id: Merge.ID(),
            kind: pair.kind,
            keptID: pair.keptID,
            mergedID: pair.mergedID,
            reason: pair.reason,
            moved: .init(),
            at: now
        )
        switch pair.kind {
        case .organisation:
            merge.moved.offers = try Offer.ID.fetchAll(
                db,
                sql: "SELECT id FROM offer WHERE organisationID = ? ORDER BY id",
                arguments: [pair.mergedID]
            )
            try move(merge.moved.offers, to: pair.keptID, at: now, in: db)
        case .offer:
            merge.moved.status = try set(.defunct, ofOffer: pair.mergedID, at: now, in: db)
        }
        try merge.insert(db)
        try Audit.record(.duplicateMerged, subject: pair.mergedID, by: nil, at: now, in: db)
    }

    private static func move(_ offers: [Offer.ID], to organisation: String, at now: Date, in db: Database) throws {
        for id in offers {
            try db.execute(
                sql: "UPDATE offer SET organisationID = ?, version = version + 1, lastModified = ? WHERE id = ?",
                arguments: [organisation, now, id]
            )
            try DirectoryStore.markDirty(id, in: db)
        }
    }

    /// - Returns: the status before.
    private static func set(
        _ status: Offer.Status,
        ofOffer text: String,
        at now: Date,
        in db: Database
    ) throws -> Offer.Status? {
        guard let id = Offer.ID(text), var offer = try Offer.fetchOne(db, key: id) else { return nil }
        let before = offer.status
        offer.status = status
        offer.lastModified = now
        offer.version += 1
        try offer.update(db)
        try DirectoryStore.markDirty(id, in: db)
        return before
    }

    // MARK: Undoing

    private static func undo(_ merge: Merge, by actor: Actor?, at now: Date, in db: Database) throws {
        var undone = merge
        switch merge.kind {
        case .organisation:
            for offer in merge.moved.offers { try undoMerges(of: offer, at: now, in: db) }
            let still = try merge.moved.offers.filter {
                try Offer.fetchOne(db, key: $0)?.organisationID.text == merge.keptID
            }
            try move(still, to: merge.mergedID, at: now, in: db)
        case .offer:
            _ = try set(merge.moved.status ?? .active, ofOffer: merge.mergedID, at: now, in: db)
        }
        undone.undoneAt = now
        try undone.update(db)
        try Audit.record(.mergeUndone, subject: merge.mergedID, by: actor, at: now, in: db)
    }

    /// The offers that were merged into one stand for themselves again, when that one goes.
    static func undoMerges(into offer: Offer.ID, at now: Date, in db: Database) throws {
        let merges = try Merge.fetchAll(
            db,
            sql: "SELECT * FROM merge WHERE kind = 'offer' AND keptID = ? AND undoneAt IS NULL",
            arguments: [offer]
        )
        for merge in merges { try undo(merge, by: nil, at: now, in: db) }
    }

    private static func undoMerges(of offer: Offer.ID, at now: Date, in db: Database) throws {
        try undoMerges(into: offer, at: now, in: db)
        if let merge = try Merge.live(.offer, merged: offer.text, in: db) {
            try undo(merge, by: nil, at: now, in: db)
        }
    }

    // MARK: While importing

    /// The organisation that stands for a merged one; remembers that this offer belongs to the merged one.
    static func survivor(
        of organisation: Organisation.ID,
        bringing offer: Offer.ID,
        in db: Database
    ) throws -> Organisation.ID? {
        guard var merge = try Merge.live(.organisation, merged: organisation.text, in: db) else { return nil }
        if !merge.moved.offers.contains(offer) {
            merge.moved.offers.append(offer)
            try merge.update(db)
        }
        return Organisation.ID(merge.keptID)
    }

    /// A merged offer stays out of sight, whatever its source says; what that says comes back with it.
    static func keepMerged(_ offer: inout Offer, in db: Database) throws {
        guard var merge = try Merge.live(.offer, merged: offer.id.text, in: db) else { return }
        if offer.status != .defunct { merge.moved.status = offer.status }
        try merge.update(db)
        offer.status = .defunct
    }
}
