import GRDB

/// Which offers search puts a little higher or lower for what came of referrals to them; the others have no row.
enum M027_Standing {
    static let name = "M027 standing"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE offerStanding (
                    offerID TEXT NOT NULL PRIMARY KEY REFERENCES offer(id) ON DELETE CASCADE,
                    standing INTEGER NOT NULL CHECK (standing IN (-1, 1))
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
