import GRDB

/// What the checker found, how far its run has come, what web addresses answered, and which mailboxes are gone.
enum M012_Findings {
    static let name = "M012 findings"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE finding (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    kind TEXT NOT NULL CHECK (trim(kind) <> ''),
                    what TEXT NOT NULL CHECK (length(what) <= 500),
                    firstSeen TEXT NOT NULL,
                    lastSeen TEXT NOT NULL CHECK (lastSeen >= firstSeen),
                    settledAt TEXT CHECK (settledAt >= firstSeen)
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX findingOpenOnce ON finding(offerID, kind) WHERE settledAt IS NULL;

                CREATE TABLE checkRun (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    startedAt TEXT NOT NULL,
                    testsLinks INTEGER NOT NULL CHECK (testsLinks IN (0, 1)),
                    doneUpTo TEXT NOT NULL DEFAULT '',
                    finishedAt TEXT
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX checkRunUnderWay ON checkRun(finishedAt IS NULL) WHERE finishedAt IS NULL;

                CREATE TABLE webLink (
                    url TEXT NOT NULL PRIMARY KEY,
                    answer TEXT NOT NULL CHECK (answer IN ('alive', 'gone', 'failing', 'refused', 'not tested')),
                    detail TEXT NOT NULL,
                    answeredAt TEXT NOT NULL,
                    isCounted INTEGER NOT NULL CHECK (isCounted IN (0, 1)),
                    goneRuns INTEGER NOT NULL CHECK (goneRuns >= 0),
                    failedDays INTEGER NOT NULL CHECK (failedDays >= 0),
                    lastFailedOn TEXT
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE bouncedAddress (
                    addressHash BLOB NOT NULL PRIMARY KEY CHECK (length(addressHash) = 32),
                    bouncedAt TEXT NOT NULL,
                    status TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
