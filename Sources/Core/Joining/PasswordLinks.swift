import Crypto
import Foundation
import GRDB

/// One-time links to set a first password. The token is stored only as a hash and goes with its use.
public struct PasswordLinks: Sendable {
    let database: AppDatabase
    let clock: AppClock

    static func make(for account: Account.ID, days: Int, at now: Date, in db: Database) throws -> String {
        let token = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
        try db.execute(
            sql: "INSERT INTO passwordLink (tokenHash, accountID, createdAt, expiresAt) VALUES (?, ?, ?, ?)",
            arguments: [hash(token), account, now, now.adding(days: days)]
        )
        return token
    }

    private static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }

    /// Whose password it sets.
    /// - Throws: `Failure.notFound` for a link that never was, `.unavailable` for one that was used or has expired.
    public func open(_ token: String) async throws -> Account {
        let now = clock.now
        return try await database.read { try PasswordLinks.account(token, at: now, in: $0) }
    }

    /// - Parameter passwordHash: as `PasswordHasher` wrote it.
    public func use(_ token: String, passwordHash: String) async throws {
        let now = clock.now
        try await database.write { db in
            let account = try PasswordLinks.account(token, at: now, in: db)
            try db.execute(
                sql: "UPDATE passwordLink SET usedAt = ? WHERE accountID = ? AND usedAt IS NULL",
                arguments: [now, account.id]
            )
            try db.execute(
                sql: "UPDATE account SET passwordHash = ? WHERE id = ?",
                arguments: [passwordHash, account.id]
            )
            try db.execute(sql: "DELETE FROM session WHERE accountID = ?", arguments: [account.id])
            try Audit.record(.passwordSet, subject: account.id.text, by: account.actor, at: now, in: db)
        }
    }

    private static func account(_ token: String, at now: Date, in db: Database) throws -> Account {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM passwordLink WHERE tokenHash = ?",
            arguments: [hash(token)]
        )
        guard let row, let account = try Account.fetchOne(db, key: row["accountID"] as Account.ID),
            account.disabledAt == nil
        else { throw Failure.notFound }
        guard row["usedAt"] as Date? == nil, now < row["expiresAt"] as Date else {
            throw Failure.unavailable(
                "This link has been used or is too old. Ask the steward of the directory for help."
            )
        }
        return account
    }
}
