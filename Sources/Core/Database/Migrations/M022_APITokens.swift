import GRDB

/// Keys with which a program reads as an account does. What is stored is a hash: the key itself is shown once.
enum M022_APITokens {
    static let name = "M022 API tokens"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE apiToken (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
                    accountID TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                    name TEXT NOT NULL,
                    createdAt TEXT NOT NULL,
                    expiresAt TEXT NOT NULL CHECK (expiresAt > createdAt),
                    lastUsedAt TEXT,
                    revokedAt TEXT
                ) STRICT;
                CREATE INDEX apiTokenByAccount ON apiToken(accountID);
                """
        )
    }
}
