import GRDB

/// Shortlists go with their session. What is shared is a copy; its token is stored only as a hash.
enum M007_Shortlists {
    static let name = "M007 shortlists"

    // A note holds 500 characters as people count them; each may be several for SQLite.
    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE shortlistLine (
                    sessionHash BLOB NOT NULL REFERENCES session(tokenHash) ON DELETE CASCADE,
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    position INTEGER NOT NULL CHECK (position >= 0),
                    note TEXT NOT NULL CHECK (length(note) <= 2000),
                    PRIMARY KEY (sessionHash, offerID)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE sharedShortlist (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
                    accountID TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                    createdAt TEXT NOT NULL,
                    expiresAt TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX sharedShortlistByAccount ON sharedShortlist(accountID);

                CREATE TABLE sharedShortlistLine (
                    sharedID TEXT NOT NULL REFERENCES sharedShortlist(id) ON DELETE CASCADE,
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    position INTEGER NOT NULL CHECK (position >= 0),
                    note TEXT NOT NULL CHECK (length(note) <= 2000),
                    PRIMARY KEY (sharedID, offerID)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
