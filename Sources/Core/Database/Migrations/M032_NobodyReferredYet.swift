import GRDB

/// Open episodes without an open referral get their days anew: what is written down about somebody puts them off, and
/// where nobody has been referred yet there is more time.
enum M032_NobodyReferredYet {
    static let name = "M032 nobody referred yet"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: "UPDATE episode SET isTimed = 0 WHERE closingDueOn IS NOT NULL")
    }
}
