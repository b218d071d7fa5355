import Foundation
import GRDB

/// A merge with both entries as they are now, for somebody who decides whether it was right.
public struct MergeReview: Sendable {
    public let merge: Merge
    public let pair: Pair
    /// The feeds that list the merged offer.
    public let sources: [String]

    public enum Pair: Sendable {
        case offers(kept: Listing, merged: Listing)
        case organisations(kept: Organisation, merged: Organisation)
    }

    public struct Page: Sendable {
        public let reviews: [MergeReview]
        public let total: Int
    }
}

extension Merges {
    public static let pageSize = 25

    /// Those in force, the newest first.
    ///
    /// - Parameter page: from 1.
    public func reviews(page: Int, for actor: Actor) async throws -> MergeReview.Page {
        guard Merge.deciding.contains(actor.role) else { throw Failure.forbidden }
        return try await database.read { db in
            let merges = try Merge.fetchAll(
                db,
                sql: "SELECT * FROM merge WHERE undoneAt IS NULL ORDER BY at DESC, id LIMIT ? OFFSET ?",
                arguments: [Merges.pageSize, (max(1, page) - 1) * Merges.pageSize]
            )
            let total = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM merge WHERE undoneAt IS NULL") ?? 0
            return MergeReview.Page(reviews: try merges.compactMap { try Merges.review($0, in: db) }, total: total)
        }
    }

    private static func review(_ merge: Merge, in db: Database) throws -> MergeReview? {
        guard let pair = try pair(merge, in: db) else { return nil }
        let sources = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM source JOIN sourceOffer ON sourceID = source.id
                WHERE offerID = ? AND retiredAt IS NULL ORDER BY name
                """,
            arguments: [merge.mergedID]
        )
        return MergeReview(merge: merge, pair: pair, sources: sources)
    }

    private static func pair(_ merge: Merge, in db: Database) throws -> MergeReview.Pair? {
        switch merge.kind {
        case .offer:
            guard let kept = Offer.ID(merge.keptID), let merged = Offer.ID(merge.mergedID) else { return nil }
            let listings = try DirectoryStore.listings([kept, merged], in: db)
            return listings.count == 2 ? .offers(kept: listings[0], merged: listings[1]) : nil
        case .organisation:
            guard let kept = try Organisation.fetchOne(db, key: merge.keptID),
                let merged = try Organisation.fetchOne(db, key: merge.mergedID)
            else { return nil }
            return .organisations(kept: kept, merged: merged)
        }
    }

    // MARK: What stands for what

    /// The offer that stands for a merged one; nil for one that stands for itself.
    public func survivor(of offer: Offer.ID) async throws -> Offer.ID? {
        try await survivor(.offer, of: offer.text, in: Offer.databaseTableName).flatMap { Offer.ID($0) }
    }

    /// What stands for each of these now; for most of them themselves.
    public func standing(for offers: [Offer.ID]) async throws -> [Offer.ID: Offer.ID] {
        try await database.read { db in
            try offers.reduce(into: [:]) { standing, offer in
                let kept = try Merges.survivor(.offer, of: offer.text, in: Offer.databaseTableName, db)
                standing[offer] = kept.flatMap { Offer.ID($0) } ?? offer
            }
        }
    }

    public func survivor(of organisation: Organisation.ID) async throws -> Organisation.ID? {
        try await survivor(.organisation, of: organisation.text, in: Organisation.databaseTableName)
            .flatMap { Organisation.ID($0) }
    }

    /// Follows merges of what was kept before; as many as there could be of one entry, and never in a circle.
    private func survivor(_ kind: Merge.Kind, of id: String, in table: String) async throws -> String? {
        try await database.read { try Merges.survivor(kind, of: id, in: table, $0) }
    }

    private static func survivor(
        _ kind: Merge.Kind,
        of id: String,
        in table: String,
        _ db: Database
    ) throws -> String? {
        var path = [id]
        while path.count < 20, let merge = try Merge.live(kind, merged: path[path.count - 1], in: db) {
            let isThere = "SELECT EXISTS (SELECT 1 FROM \(table) WHERE id = ?)"
            guard !path.contains(merge.keptID),
                try Bool.fetchOne(db, sql: isThere, arguments: [merge.keptID]) == true
            else { break }
            path.append(merge.keptID)
        }
        return path.count > 1 ? path.last : nil
    }
}
