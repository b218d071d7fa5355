import Foundation
import GRDB

/// A key with which a program reads as an account does, until it expires or is revoked.
public struct APIToken: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "apiToken"
    public typealias ID = Identifier<APIToken>

    public let id: ID
    /// SHA-256 of the key: 256 random bits cannot be guessed, so a fast hash will do.
    let tokenHash: Data
    public let accountID: Account.ID
    /// What the operator calls it, such as the program that has it.
    public let name: String
    public let createdAt: Date
    public let expiresAt: Date
    /// Noted at most once an hour.
    public var lastUsedAt: Date?
    public var revokedAt: Date?

    public func isAlive(at now: Date) -> Bool { revokedAt == nil && now < expiresAt }

    /// What every key begins with, so that one that was left lying about is recognised by programs that look for such.
    static let prefix = "fingerpost_"
    /// Days that a key may last; 90 unless somebody says otherwise, and never longer than a year.
    public static let days = 1...365
    public static let usualDays = 90
    static let longestName = 100
}

/// Making, listing and revoking keys, and finding the account of one.
public struct APITokens: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// - Returns: the key, which nobody can see again.
    /// - Throws: `Failure.invalid` by the name of the option, also for an unknown or disabled account.
    public func make(for email: String, name: String, days: Int) async throws -> (key: String, token: APIToken) {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard APIToken.days.contains(days) else {
            throw Failure.invalid([
                "days": "A token lasts \(APIToken.days.lowerBound) to \(APIToken.days.upperBound) days."
            ])
        }
        guard name.count <= APIToken.longestName else {
            throw Failure.invalid(["name": "The name must be \(APIToken.longestName) characters or fewer."])
        }
        let now = clock.now
        let key = APIToken.prefix + LinkToken.make()
        return try await database.write { db in
            guard let account = try PeopleStore.account(email: email, in: db) else {
                throw Failure.invalid(["email": "There is no account for that e-mail address that can sign in."])
            }
            let token = APIToken(
                id: APIToken.ID(),
                tokenHash: LinkToken.hash(key),
                accountID: account.id,
                name: name,
                createdAt: now,
                expiresAt: now.adding(days: days)
            )
            try token.insert(db)
            try Audit.record(.tokenMade, subject: token.id.text, by: account.actor, at: now, in: db)
            return (key, token)
        }
    }

    /// All of them, by e-mail address and age.
    public func list() async throws -> [(token: APIToken, email: String)] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT apiToken.*, account.email FROM apiToken JOIN account ON account.id = apiToken.accountID
                    ORDER BY account.email, apiToken.createdAt, apiToken.id
                    """
            ).map { (try APIToken(row: $0), $0["email"]) }
        }
    }

    /// Ends it at once. Doing so again changes nothing.
    public func revoke(_ id: APIToken.ID) async throws {
        let now = clock.now
        try await database.write { db in
            guard let token = try APIToken.fetchOne(db, key: id) else { throw Failure.notFound }
            guard token.revokedAt == nil else { return }
            try db.execute(sql: "UPDATE apiToken SET revokedAt = ? WHERE id = ?", arguments: [now, id])
            try Audit.record(.tokenRevoked, subject: id.text, by: nil, at: now, in: db)
        }
    }

    /// The account of a key that is neither expired nor revoked, and that may sign in; nil for every other text.
    public func account(of key: String) async throws -> Account? {
        guard key.hasPrefix(APIToken.prefix), key.utf8.count <= 100 else { return nil }
        let (now, hash) = (clock.now, LinkToken.hash(key))
        let found = try await database.read { db -> (APIToken, Account)? in
            let token = try APIToken.fetchOne(db, sql: "SELECT * FROM apiToken WHERE tokenHash = ?", arguments: [hash])
            guard let token, token.isAlive(at: now), let account = try Account.fetchOne(db, key: token.accountID),
                account.disabledAt == nil
            else { return nil }
            return (token, account)
        }
        guard let (token, account) = found else { return nil }
        if now.timeIntervalSince(token.lastUsedAt ?? .distantPast) >= 3_600 {
            try await database.write {
                try $0.execute(sql: "UPDATE apiToken SET lastUsedAt = ? WHERE id = ?", arguments: [now, token.id])
            }
        }
        return account
    }
}
