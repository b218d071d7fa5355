import Crypto
import Foundation
import GRDB

/// A copy of a shortlist that anybody with its link can read; what the offers say is always today's.
public struct SharedShortlist: Sendable {
    public typealias ID = Identifier<SharedShortlist>

    public let id: ID
    public let sharedBy: Account.ID
    public let sharedAt: Date
    public let expiresAt: Date
    public let list: Shortlist

    public init(id: ID, sharedBy: Account.ID, sharedAt: Date, expiresAt: Date, list: Shortlist) {
        self.id = id
        self.sharedBy = sharedBy
        self.sharedAt = sharedAt
        self.expiresAt = expiresAt
        self.list = list
    }

    /// Days that a link works: long enough to try something, too short to go far out of date.
    public static let days = 30
    /// Days after that in which the link still says that it has expired, before it is forgotten.
    static let daysRemembered = 60
}

extension Shortlists {
    /// Copies the session's list and makes a link to the copy.
    ///
    /// - Returns: the token of the link, which is not stored and cannot be shown again.
    /// - Throws: `Failure.invalid` for an empty list.
    public func share(session: Data, by actor: Actor) async throws -> String {
        let now = clock.now
        let token = SharedShortlistStore.newToken()
        try await database.write { db in
            let list = try ShortlistStore.shortlist(of: session, in: db)
            guard !list.lines.isEmpty else { throw Failure.invalid(["shortlist": "Add an offer first."]) }
            try SharedShortlistStore.forgetOld(now: now, in: db)
            try SharedShortlistStore.insert(list, token: token, by: actor.id, at: now, in: db)
        }
        return token
    }

    /// What a link opens.
    ///
    /// - Throws: `Failure.notFound` for a link that never was or was stopped, `.unavailable` for one that has expired.
    public func shared(token: String) async throws -> SharedShortlist {
        let now = clock.now
        let hash = SharedShortlistStore.hash(token)
        return try await database.read { db in
            let sql = "SELECT * FROM sharedShortlist WHERE tokenHash = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [hash]) else { throw Failure.notFound }
            let shared = try SharedShortlistStore.shared(row, in: db)
            guard now < shared.expiresAt else {
                throw Failure.unavailable(
                    "A link to a list works for \(SharedShortlist.days) days. Ask whoever gave it to you for a new one."
                )
            }
            return shared
        }
    }

    /// The links that somebody has shared and that still work, newest first.
    public func links(by actor: Actor) async throws -> [SharedShortlist] {
        let now = clock.now
        return try await database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM sharedShortlist WHERE accountID = ? AND expiresAt > ? ORDER BY createdAt DESC, id",
                arguments: [actor.id, now]
            ).map { try SharedShortlistStore.shared($0, in: db) }
        }
    }

    /// Ends a link at once.
    /// - Throws: `Failure.notFound` for one that is not there or that somebody else has shared.
    public func stop(_ id: SharedShortlist.ID, by actor: Actor) async throws {
        try await database.write { db in
            try db.execute(
                sql: "DELETE FROM sharedShortlist WHERE id = ? AND accountID = ?",
                arguments: [id, actor.id]
            )
            guard db.changesCount == 1 else { throw Failure.notFound }
        }
    }
}

private enum SharedShortlistStore {
    static func newToken() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }

    static func forgetOld(now: Date, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM sharedShortlist WHERE expiresAt < ?",
            arguments: [now.adding(days: -SharedShortlist.daysRemembered)]
        )
    }

    static func insert(_ list: Shortlist, token: String, by account: Account.ID, at now: Date, in db: Database) throws {
        let id = SharedShortlist.ID()
        try db.execute(
            sql: """
                INSERT INTO sharedShortlist (id, tokenHash, accountID, createdAt, expiresAt) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [id, hash(token), account, now, now.adding(days: SharedShortlist.days)]
        )
        for (position, line) in list.lines.enumerated() {
            try db.execute(
                sql: "INSERT INTO sharedShortlistLine (sharedID, offerID, position, note) VALUES (?, ?, ?, ?)",
                arguments: [id, line.offer, position, line.note]
            )
        }
    }

    static func shared(_ row: Row, in db: Database) throws -> SharedShortlist {
        let id: SharedShortlist.ID = row["id"]
        let lines = try ShortlistStore.lines(
            db,
            sql: "SELECT offerID, note FROM sharedShortlistLine WHERE sharedID = ? ORDER BY position",
            key: id
        )
        return SharedShortlist(
            id: id,
            sharedBy: row["accountID"],
            sharedAt: row["createdAt"],
            expiresAt: row["expiresAt"],
            list: Shortlist(lines)
        )
    }
}
