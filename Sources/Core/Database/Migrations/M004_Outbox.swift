import GRDB

enum M004_Outbox {
    static let name = "M004 outbox"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE outboxMessage (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    kind TEXT NOT NULL CHECK (kind IN ('confirmation digest', 'referral arrived', 'referral answered', 'referral withdrawn')),
                    recipient TEXT NOT NULL CHECK (recipient LIKE '_%@_%'),
                    subject TEXT NOT NULL,
                    body TEXT NOT NULL,
                    once TEXT NOT NULL UNIQUE,
                    createdAt TEXT NOT NULL,
                    sentAt TEXT,
                    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                    lastProblem TEXT
                ) STRICT;
                CREATE INDEX outboxMessageWaiting ON outboxMessage(createdAt) WHERE sentAt IS NULL;

                CREATE TABLE confirmationLink (
                    tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
                    organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE CASCADE,
                    recipient TEXT NOT NULL,
                    createdAt TEXT NOT NULL,
                    expiresAt TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE confirmation (
                    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
                    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL,
                    channel TEXT NOT NULL CHECK (channel IN ('link', 'signed in', 'import', 'seed')),
                    actorID TEXT REFERENCES account(id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX confirmationByOffer ON confirmation(offerID, at);
                """
        )
    }
}
