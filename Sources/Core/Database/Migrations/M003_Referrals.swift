import GRDB

enum M003_Referrals {
    static let name = "M003 referrals"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: referral)
        try db.execute(sql: events)
    }

    /// `details`, `reason` and every event's `detail` are sealed: AES-GCM, the key outside the database.
    private static let referral = """
        CREATE TABLE person (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            details BLOB NOT NULL,
            nhsNumberHash BLOB CHECK (length(nhsNumberHash) = 32),
            createdAt TEXT NOT NULL
        ) STRICT;
        CREATE INDEX personByNHSNumber ON person(nhsNumberHash) WHERE nhsNumberHash IS NOT NULL;

        CREATE TABLE referral (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            version INTEGER NOT NULL CHECK (version >= 1),
            state TEXT NOT NULL CHECK (state IN ('sent', 'waiting', 'accepted', 'active', 'closed')),
            stateSince TEXT NOT NULL,
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE RESTRICT,
            organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE RESTRICT,
            personID TEXT NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
            practiceCode TEXT NOT NULL REFERENCES practice(code) ON DELETE RESTRICT,
            referrerID TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
            referrerRole TEXT NOT NULL CHECK (referrerRole IN ('link worker', 'practice')),
            madeAt TEXT NOT NULL,
            expectedOn TEXT,
            startedOn TEXT,
            closure TEXT CHECK (closure IN ('answered', 'declined', 'withdrawn')),
            loop TEXT NOT NULL CHECK (loop IN ('not due', 'sent', 'received', 'filed', 'withheld')),
            loopSince TEXT NOT NULL,
            reportBack INTEGER NOT NULL CHECK (reportBack IN (0, 1)),
            CHECK ((state = 'closed') = (closure IS NOT NULL)),
            CHECK ((state = 'closed') = (loop <> 'not due')),
            CHECK (state <> 'active' OR startedOn IS NOT NULL),
            CHECK ((state = 'waiting') = (expectedOn IS NOT NULL)),
            CHECK (loop NOT IN ('sent', 'received', 'filed') OR reportBack)
        ) STRICT;
        CREATE INDEX referralByReferrer ON referral(referrerID, state, stateSince);
        CREATE INDEX referralByOrganisation ON referral(organisationID, state, stateSince);
        CREATE INDEX referralByPractice ON referral(practiceCode, loop, loopSince);
        """

    private static let events = """
        CREATE TABLE referralDetail (
            referralID TEXT NOT NULL PRIMARY KEY REFERENCES referral(id) ON DELETE RESTRICT,
            idempotencyKey TEXT NOT NULL,
            referrerID TEXT NOT NULL REFERENCES account(id),
            sharedFields TEXT NOT NULL CHECK (json_valid(sharedFields)),
            reason BLOB NOT NULL,
            UNIQUE (referrerID, idempotencyKey)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE consent (
            referralID TEXT NOT NULL PRIMARY KEY REFERENCES referral(id) ON DELETE RESTRICT,
            share INTEGER NOT NULL CHECK (share = 1),
            reportBack INTEGER NOT NULL CHECK (reportBack IN (0, 1)),
            method TEXT NOT NULL CHECK (method IN ('in person', 'by telephone', 'in writing')),
            wording TEXT NOT NULL,
            recordedBy TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
            recordedAt TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE referralEvent (
            referralID TEXT NOT NULL REFERENCES referral(id) ON DELETE RESTRICT,
            version INTEGER NOT NULL CHECK (version >= 1),
            event TEXT NOT NULL CHECK (event IN
                ('send', 'accept', 'wait', 'decline', 'start', 'close', 'withdraw', 'received', 'filed')),
            state TEXT NOT NULL,
            loop TEXT NOT NULL,
            actorID TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
            at TEXT NOT NULL,
            detail BLOB,
            PRIMARY KEY (referralID, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER referralEventIsNeverChanged BEFORE UPDATE ON referralEvent
            BEGIN SELECT RAISE(ABORT, 'referral events are never changed'); END;
        CREATE TRIGGER referralEventIsNeverDeleted BEFORE DELETE ON referralEvent
            BEGIN SELECT RAISE(ABORT, 'referral events are never deleted'); END;
        """
}
