import Foundation
import GRDB

/// Two entries that were found to be one: which stayed, which went, and what was moved, so that it can be put back.
public struct Merge: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<Merge>
    public static let databaseTableName = "merge"

    public var id: ID
    public var kind: Kind
    public var keptID: String
    public var mergedID: String
    /// "same charity number".
    public var reason: String
    public var moved: Moved
    public var at: Date
    public var undoneAt: Date?

    public enum Kind: String, Codable, Sendable { case organisation, offer }

    public struct Moved: Codable, Equatable, Sendable {
        /// Offers of the merged organisation, also those that came later.
        public var offers: [Offer.ID] = []
        /// Of the merged offer, as its source gives it.
        public var status: Offer.Status?
    }

    /// Who may look at merges and take them apart.
    public static let deciding: Set<Role> = [.steward, .administrator]

    static func live(_ kind: Kind, merged: String, in db: Database) throws -> Merge? {
        try Merge.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM merge WHERE kind = ? AND mergedID = ? AND undoneAt IS NULL"),
            arguments: [kind.rawValue, merged]
        )
    }

    /// Whether the two were ever merged: what a person took apart is not put together again.
    static func hasBeen(_ one: String, _ other: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM merge
                    WHERE (keptID = ? AND mergedID = ?) OR (keptID = ? AND mergedID = ?))
                """,
            arguments: [one, other, other, one]
        ) ?? false
    }
}
