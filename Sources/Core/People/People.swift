import Foundation
import GRDB

/// Accounts, sessions and practices.
public struct People: Sendable {
    let database: AppDatabase
    let clock: AppClock

    // MARK: Accounts

    /// An account that may sign in; nil for an unknown or disabled one.
    public func account(email: String) async throws -> Account? {
        try await database.read { try PeopleStore.account(email: email, in: $0) }
    }

    public func accounts() async throws -> [Account] {
        try await database.read { try Account.fetchAll($0, sql: "SELECT * FROM account ORDER BY role, email") }
    }

    /// - Throws: `Failure.conflict` when the address is taken, `.invalid` when role and place of work do not fit.
    public func add(_ account: Account) async throws {
        try PeopleRules.check(account)
        try await database.write { db in
            guard try Account.filter(sql: "email = ?", arguments: [account.email]).isEmpty(db) else {
                throw Failure.conflict("There is already an account for that e-mail address.")
            }
            if let code = account.practiceCode { try PeopleStore.takePart(code, in: db) }
            try account.insert(db)
            try Audit.record(.accountAdded, subject: account.id.text, by: nil, at: clock.now, in: db)
        }
    }

    /// Ends every session of the account at once.
    public func disable(email: String) async throws {
        try await database.write { db in
            guard
                let account = try Account.fetchOne(
                    db,
                    sql: "SELECT * FROM account WHERE email = ?",
                    arguments: [Account.normalised(email)]
                )
            else { throw Failure.notFound }
            try db.execute(sql: "UPDATE account SET disabledAt = ? WHERE id = ?", arguments: [clock.now, account.id])
            try db.execute(sql: "DELETE FROM session WHERE accountID = ?", arguments: [account.id])
            try Audit.record(.accountDisabled, subject: account.id.text, by: nil, at: clock.now, in: db)
        }
    }

    /// Whether somebody at that organisation answers referrals here.
    public func answers(_ organisation: Organisation.ID) async throws -> Bool {
        try await database.read { try PeopleStore.answers(organisation, in: $0) }
    }

    // MARK: Sessions

    /// - Parameter tokenHash: SHA-256 of the cookie's token; the token itself is never stored.
    public func startSession(for account: Account, tokenHash: Data) async throws {
        let now = clock.now
        try await database.write { db in
            try db.execute(
                sql: "INSERT INTO session (tokenHash, accountID, createdAt, lastSeenAt) VALUES (?, ?, ?, ?)",
                arguments: [tokenHash, account.id, now, now]
            )
            try db.execute(
                sql: "DELETE FROM session WHERE createdAt < ?",
                arguments: [now.addingTimeInterval(-SessionPolicy.absolute)]
            )
            try Audit.record(.signedIn, subject: account.id.text, by: account.actor, at: now, in: db)
        }
    }

    /// The account of a live session; its last use is noted at most once a minute.
    public func account(sessionHash: Data) async throws -> Account? {
        let now = clock.now
        guard let (account, lastSeen) = try await database.read({ try PeopleStore.live(sessionHash, now: now, in: $0) })
        else { return nil }
        if now.timeIntervalSince(lastSeen) >= 60 {
            try await database.write { db in
                try db.execute(
                    sql: "UPDATE session SET lastSeenAt = ? WHERE tokenHash = ?",
                    arguments: [now, sessionHash]
                )
            }
        }
        return account
    }

    public func endSession(tokenHash: Data) async throws {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM session WHERE tokenHash = ?", arguments: [tokenHash])
        }
    }

    // MARK: Practices

    /// The practices that take part here, by name.
    public func practices() async throws -> [Practice] {
        try await database.read {
            try Practice.fetchAll($0, sql: "SELECT * FROM practice WHERE takesPart ORDER BY name")
        }
    }

    public func practice(_ code: Practice.Code) async throws -> Practice {
        try await database.read { db in
            guard let practice = try Practice.fetchOne(db, key: code) else { throw Failure.notFound }
            return practice
        }
    }
}

enum PeopleRules {
    /// Each role works somewhere, or nowhere: an organisation's member in one organisation, practice staff in one practice.
    static func check(_ account: Account) throws {
        var problems: [String: String] = [:]
        if Address.email(account.email) == nil {
            problems["email"] = "Enter an e-mail address in the form name@example.org."
        }
        if account.name.trimmingCharacters(in: .whitespaces).isEmpty { problems["name"] = "Enter the person's name." }
        if (account.role == .organisation) != (account.organisationID != nil) {
            problems["organisation"] = "An organisation's account needs an organisation, and no other account has one."
        }
        let worksAtPractice = account.role == .practice || account.role == .receptionist
        if worksAtPractice != (account.practiceCode != nil) {
            problems["practice"] = "Practice staff and receptionists need a practice, and no other account has one."
        }
        guard problems.isEmpty else { throw Failure.invalid(problems) }
    }
}
