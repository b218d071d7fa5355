import GRDB

/// Accounts of commissioners. SQLite cannot change a check, so the table is made anew.
enum M026_Commissioner {
    static let name = "M026 commissioner"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE newAccount (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
                    name TEXT NOT NULL CHECK (trim(name) <> ''),
                    role TEXT NOT NULL CHECK (role IN
                        ('receptionist', 'link worker', 'organisation', 'practice', 'steward', 'administrator',
                        'commissioner')),
                    organisationID TEXT REFERENCES organisation(id) ON DELETE RESTRICT,
                    practiceCode TEXT REFERENCES practice(code) ON DELETE RESTRICT,
                    passwordHash TEXT NOT NULL,
                    disabledAt TEXT,
                    createdAt TEXT NOT NULL,
                    CHECK ((role = 'organisation') = (organisationID IS NOT NULL)),
                    CHECK ((role IN ('practice', 'receptionist')) = (practiceCode IS NOT NULL))
                ) STRICT;
                INSERT INTO newAccount (id, email, name, role, organisationID, practiceCode, passwordHash, disabledAt, createdAt)
                SELECT id, email, name, role, organisationID, practiceCode, passwordHash, disabledAt, createdAt FROM account;
                DROP TABLE account;
                ALTER TABLE newAccount RENAME TO account;
                """
        )
    }
}
