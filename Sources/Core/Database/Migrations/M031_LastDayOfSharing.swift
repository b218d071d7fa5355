import GRDB

/// The last day of sharing stood beside every switch of a referral and its episode; only sharing ends with it.
enum M031_LastDayOfSharing {
    static let name = "M031 last day of sharing"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: "UPDATE consent SET expiresOn = NULL WHERE purpose <> 'share' AND expiresOn IS NOT NULL")
    }
}
