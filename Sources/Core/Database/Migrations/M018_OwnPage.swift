import GRDB

/// The person's own page: the codes that open it, short sessions, what people say there; and mail to people, sealed.
enum M018_OwnPage {
    static let name = "M018 own page"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: access)
        try db.execute(sql: words)
        try db.execute(sql: changes)
    }

    /// A code is stored as a keyed hash. It is worked out from its row's id with the key, which is not in the database,
    /// so that it can be printed again.
    private static let access = """
        CREATE TABLE ownCode (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            codeHash BLOB NOT NULL UNIQUE CHECK (length(codeHash) = 32),
            personID TEXT NOT NULL REFERENCES person(id) ON DELETE CASCADE,
            madeBy TEXT REFERENCES account(id) ON DELETE RESTRICT,
            madeAt TEXT NOT NULL,
            expiresAt TEXT NOT NULL,
            wrongYears INTEGER NOT NULL DEFAULT 0 CHECK (wrongYears BETWEEN 0 AND 5),
            endedAt TEXT
        ) STRICT;
        CREATE UNIQUE INDEX ownCodeInUse ON ownCode(personID) WHERE endedAt IS NULL;

        CREATE TABLE ownSession (
            tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
            codeID TEXT NOT NULL REFERENCES ownCode(id) ON DELETE CASCADE,
            createdAt TEXT NOT NULL,
            lastSeenAt TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ownSessionByCode ON ownSession(codeID);
        """

    /// `words` are sealed.
    private static let words = """
        CREATE TABLE personWord (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            referralID TEXT NOT NULL REFERENCES referral(id) ON DELETE RESTRICT,
            kind TEXT NOT NULL CHECK (kind IN ('not heard', 'did it help')),
            at TEXT NOT NULL,
            helped TEXT CHECK (helped IN ('a lot', 'some', 'not at all', 'worse', 'not known')),
            words BLOB,
            forPractice INTEGER NOT NULL CHECK (forPractice IN (0, 1)),
            CHECK ((kind = 'did it help') = (helped IS NOT NULL)),
            CHECK (kind = 'did it help' OR words IS NULL)
        ) STRICT;
        CREATE INDEX personWordByReferral ON personWord(referralID, kind, at);
        """

    private static let changes = """
        ALTER TABLE consent ADD COLUMN withdrawnHow TEXT
            CHECK (withdrawnHow IN ('in person', 'by telephone', 'in writing', 'online'));
        ALTER TABLE outboxMessage ADD COLUMN sealed BLOB;
        """
}
