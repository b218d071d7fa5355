import GRDB

/// Mail that can be tried again and stopped, links for an e-mail address instead of an organisation, and what people
/// told us about listings.
enum M009_Mail {
    static let name = "M009 mail"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: outbox)
        try db.execute(sql: links)
        try db.execute(sql: reports)
    }

    /// SQLite cannot change a CHECK, so the table is made anew. The kinds are the program's to know from here on.
    private static let outbox = """
        CREATE TABLE newOutboxMessage (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            kind TEXT NOT NULL CHECK (trim(kind) <> ''),
            recipient TEXT NOT NULL CHECK (recipient LIKE '_%@_%'),
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            once TEXT NOT NULL UNIQUE,
            unsubscribe TEXT,
            createdAt TEXT NOT NULL,
            sentAt TEXT,
            nextTryAt TEXT,
            droppedAt TEXT,
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            lastProblem TEXT,
            CHECK (sentAt IS NULL OR droppedAt IS NULL)
        ) STRICT;
        INSERT INTO newOutboxMessage
            (id, kind, recipient, subject, body, once, createdAt, sentAt, attempts, lastProblem)
            SELECT id, kind, recipient, subject, body, once, createdAt, sentAt, attempts, lastProblem FROM outboxMessage;
        DROP TABLE outboxMessage;
        ALTER TABLE newOutboxMessage RENAME TO outboxMessage;
        CREATE INDEX outboxMessageWaiting ON outboxMessage(createdAt) WHERE sentAt IS NULL AND droppedAt IS NULL;
        """

    private static let links = """
        CREATE TABLE mailbox (
            address TEXT NOT NULL PRIMARY KEY CHECK (address LIKE '_%@_%'),
            askedAt TEXT,
            unsubscribedAt TEXT
        ) STRICT, WITHOUT ROWID;
        INSERT INTO mailbox (address, askedAt)
            SELECT lower(trim(recipient)), max(createdAt) FROM confirmationLink
            WHERE trim(recipient) LIKE '_%@_%' GROUP BY lower(trim(recipient));

        ALTER TABLE confirmationLink RENAME TO oldConfirmationLink;
        CREATE TABLE confirmationLink (
            tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
            mailbox TEXT,
            organisationID TEXT REFERENCES organisation(id) ON DELETE CASCADE,
            createdAt TEXT NOT NULL,
            expiresAt TEXT NOT NULL,
            CHECK ((mailbox IS NULL) <> (organisationID IS NULL))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO confirmationLink (tokenHash, mailbox, createdAt, expiresAt)
            SELECT tokenHash, lower(trim(recipient)), createdAt, expiresAt FROM oldConfirmationLink;
        CREATE TABLE confirmationLinkOffer (
            tokenHash BLOB NOT NULL REFERENCES confirmationLink(tokenHash) ON DELETE CASCADE,
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            PRIMARY KEY (tokenHash, offerID)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO confirmationLinkOffer (tokenHash, offerID, position)
            SELECT tokenHash, offer.id, row_number() OVER (PARTITION BY tokenHash ORDER BY offer.name, offer.id)
            FROM oldConfirmationLink JOIN offer USING (organisationID);
        DROP TABLE oldConfirmationLink;
        """

    /// What was said in words is sealed: somebody may name a person although asked not to.
    private static let reports = """
        CREATE TABLE listingReport (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('wrong', 'closed', 'no answer', 'unsafe', 'different')),
            source TEXT NOT NULL CHECK (source IN ('public', 'staff', 'organisation')),
            sealedWords BLOB,
            formKey TEXT NOT NULL UNIQUE,
            settledAt TEXT,
            settledBy TEXT REFERENCES account(id),
            CHECK ((settledAt IS NULL) = (settledBy IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX listingReportOpen ON listingReport(at) WHERE settledAt IS NULL;
        CREATE INDEX listingReportByOffer ON listingReport(offerID);
        """
}
