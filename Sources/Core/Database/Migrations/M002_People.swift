import GRDB

enum M002_People {
    static let name = "M002 people"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: accounts)
        try db.execute(sql: audit)
    }

    private static let accounts = """
        CREATE TABLE practice (
            code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 6 AND code = upper(code)),
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            postcode TEXT NOT NULL,
            phone TEXT,
            takesPart INTEGER NOT NULL DEFAULT 0 CHECK (takesPart IN (0, 1))
        ) STRICT;
        CREATE INDEX practiceTakingPart ON practice(name) WHERE takesPart;

        CREATE TABLE account (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            role TEXT NOT NULL CHECK (role IN
                ('receptionist', 'link worker', 'organisation', 'practice', 'steward', 'administrator')),
            organisationID TEXT REFERENCES organisation(id) ON DELETE RESTRICT,
            practiceCode TEXT REFERENCES practice(code) ON DELETE RESTRICT,
            passwordHash TEXT NOT NULL,
            disabledAt TEXT,
            createdAt TEXT NOT NULL,
            CHECK ((role = 'organisation') = (organisationID IS NOT NULL)),
            CHECK ((role IN ('practice', 'receptionist')) = (practiceCode IS NOT NULL))
        ) STRICT;

        CREATE TABLE session (
            tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
            accountID TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
            createdAt TEXT NOT NULL,
            lastSeenAt TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessionByAccount ON session(accountID);
        """

    /// Rows are chained: each holds the hash of the one before, so that a changed or missing row shows.
    private static let audit = """
        CREATE TABLE audit (
            sequence INTEGER NOT NULL PRIMARY KEY,
            at TEXT NOT NULL,
            actorID TEXT,
            role TEXT,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX auditBySubject ON audit(subject);
        CREATE TRIGGER auditIsNeverChanged BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
        CREATE TRIGGER auditIsNeverDeleted BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
        """
}
