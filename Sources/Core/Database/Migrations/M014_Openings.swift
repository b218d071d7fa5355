import GRDB

/// How often an offer was opened from a list of results, by month. It says nothing about anybody.
enum M014_Openings {
    static let name = "M014 openings"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE opening (
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
                    count INTEGER NOT NULL CHECK (count > 0),
                    PRIMARY KEY (offerID, month)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
