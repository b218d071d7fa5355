import GRDB

/// What stewards have said about items of their queue: who is on it, and what may wait. The items themselves are worked
/// out each time.
enum M013_Queue {
    static let name = "M013 queue"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE queueMark (
                    subject TEXT NOT NULL PRIMARY KEY CHECK (length(subject) BETWEEN 3 AND 100),
                    claimedBy TEXT REFERENCES account(id),
                    claimedAt TEXT,
                    snoozedBy TEXT REFERENCES account(id),
                    snoozedUntil TEXT,
                    CHECK ((claimedBy IS NULL) = (claimedAt IS NULL)),
                    CHECK ((snoozedBy IS NULL) = (snoozedUntil IS NULL))
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
