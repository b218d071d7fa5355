import GRDB

/// The count of people who were told about an offer, and the slips of the last day, so that a second click does not
/// count again. Neither says anything about anybody.
enum M006_Signposts {
    static let name = "M006 signposts"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE signpost (
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    practiceCode TEXT NOT NULL DEFAULT '',
                    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
                    count INTEGER NOT NULL CHECK (count > 0),
                    PRIMARY KEY (offerID, practiceCode, month)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE signpostSlip (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    at TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
