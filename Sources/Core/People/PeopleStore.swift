import Foundation
import GRDB

extension Account: FetchableRecord, PersistableRecord {}
extension Practice: FetchableRecord, PersistableRecord {}
extension Practice.Code: DatabaseValueConvertible {}
extension Practice.Way: DatabaseValueConvertible {}
extension Role: DatabaseValueConvertible {}

enum PeopleStore {
    /// A session that is neither idle nor old, of an account that is not disabled.
    static func live(_ tokenHash: Data, now: Date, in db: Database) throws -> (Account, lastSeenAt: Date)? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT account.*, session.createdAt AS startedAt, session.lastSeenAt
                    FROM session JOIN account ON account.id = session.accountID
                    WHERE session.tokenHash = ? AND account.disabledAt IS NULL
                    """,
                arguments: [tokenHash]
            )
        else { return nil }
        let account = try Account(row: row)
        let lastSeenAt: Date = row["lastSeenAt"]
        guard
            SessionPolicy.isAlive(role: account.role, createdAt: row["startedAt"], lastSeenAt: lastSeenAt, now: now)
        else { return nil }
        return (account, lastSeenAt)
    }

    /// An account that may sign in; nil for an unknown or disabled one.
    static func account(email: String, in db: Database) throws -> Account? {
        try Account.fetchOne(
            db,
            sql: "SELECT * FROM account WHERE email = ? AND disabledAt IS NULL",
            arguments: [Account.normalised(email)]
        )
    }

    /// Whether somebody can open a referral to that organisation.
    static func answers(_ organisation: Organisation.ID, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM account WHERE organisationID = ? AND disabledAt IS NULL)",
            arguments: [organisation]
        ) ?? false
    }

    /// Whether somebody can open an answer for that practice.
    static func reads(_ practice: Practice.Code, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql:
                "SELECT EXISTS (SELECT 1 FROM account WHERE practiceCode = ? AND role = 'practice' AND disabledAt IS NULL)",
            arguments: [practice]
        ) ?? false
    }

    /// - Throws: `Failure.invalid` when there is no practice with that code.
    static func takePart(_ code: Practice.Code, in db: Database) throws {
        try db.execute(sql: "UPDATE practice SET takesPart = 1 WHERE code = ?", arguments: [code])
        guard db.changesCount == 1 else {
            throw Failure.invalid(["practice": "There is no GP practice with the code \(code.rawValue)."])
        }
    }
}
