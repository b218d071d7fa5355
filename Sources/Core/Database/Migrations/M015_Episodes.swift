import GRDB

/// Episodes, every state of a referral, consent in separate switches, and the answer to the practice as a thing of its
/// own.
///
/// What was there before goes on: a referral of a link worker without an episode keeps none, and its answer, sent or
/// not, becomes a row of `answer`. Words are sealed and cannot be read here; `Backfill` does what needs the key.
enum M015_Episodes {
    static let name = "M015 episodes"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: people)
        try db.execute(sql: referral)
        try db.execute(sql: answers)
        try db.execute(sql: details)
        try db.execute(sql: referralEvents)
        try db.execute(sql: replacement)
        try db.execute(sql: indexes)
    }

    /// `plan` and an event's `detail` are sealed. `background` is coarse on purpose: it is for counting.
    private static let people = """
        ALTER TABLE person ADD COLUMN nameBirthHash BLOB CHECK (length(nameBirthHash) = 32);
        CREATE INDEX personByNameAndBirth ON person(nameBirthHash) WHERE nameBirthHash IS NOT NULL;
        CREATE INDEX personToBackfill ON person(id) WHERE nameBirthHash IS NULL;

        ALTER TABLE practice ADD COLUMN way TEXT NOT NULL DEFAULT 'page' CHECK (way IN ('page', 'letter', 'e-mail'));
        ALTER TABLE practice ADD COLUMN email TEXT CHECK (way <> 'e-mail' OR email IS NOT NULL);

        CREATE TABLE episode (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            version INTEGER NOT NULL CHECK (version >= 1),
            state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'entered in error')),
            stateSince TEXT NOT NULL,
            personID TEXT NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
            practiceCode TEXT REFERENCES practice(code) ON DELETE RESTRICT,
            linkWorkerID TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
            openedAt TEXT NOT NULL,
            openedBy TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
            telling TEXT NOT NULL CHECK (telling IN ('everything', 'only that it ended', 'nothing')),
            engaged TEXT CHECK (engaged IN ('all', 'most', 'some', 'none', 'not known')),
            helped TEXT CHECK (helped IN ('a lot', 'some', 'not at all', 'worse', 'not known')),
            saidBy TEXT CHECK (saidBy IN ('person', 'organisation', 'link worker')),
            ageBand TEXT,
            sex TEXT,
            ethnicity TEXT,
            deprivation INTEGER CHECK (deprivation BETWEEN 1 AND 10),
            plan BLOB NOT NULL,
            CHECK ((state = 'closed') = (engaged IS NOT NULL)),
            CHECK ((engaged IS NULL) = (helped IS NULL) AND (engaged IS NULL) = (saidBy IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX episodeOpenOnce ON episode(personID) WHERE state = 'open';
        CREATE INDEX episodeByLinkWorker ON episode(linkWorkerID, state, stateSince);
        CREATE INDEX episodeByPractice ON episode(practiceCode, state, stateSince);

        CREATE TABLE episodeEvent (
            episodeID TEXT NOT NULL REFERENCES episode(id) ON DELETE RESTRICT,
            version INTEGER NOT NULL CHECK (version >= 1),
            event TEXT NOT NULL CHECK (event IN
                ('open', 'change', 'hand over', 'close', 'reopen', 'entered in error')),
            state TEXT NOT NULL,
            actorID TEXT REFERENCES account(id) ON DELETE RESTRICT,
            at TEXT NOT NULL,
            detail BLOB NOT NULL,
            PRIMARY KEY (episodeID, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER episodeEventIsNeverChanged BEFORE UPDATE ON episodeEvent
            BEGIN SELECT RAISE(ABORT, 'episode events are never changed'); END;
        CREATE TRIGGER episodeEventIsNeverDeleted BEFORE DELETE ON episodeEvent
            BEGIN SELECT RAISE(ABORT, 'episode events are never deleted'); END;
        """

    private static let referral = """
        CREATE TABLE newReferral (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            version INTEGER NOT NULL CHECK (version >= 1),
            state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'waiting', 'accepted', 'active', 'paused', 'lapsed',
                'closed', 'entered in error')),
            stateSince TEXT NOT NULL,
            episodeID TEXT REFERENCES episode(id) ON DELETE RESTRICT,
            basedOn TEXT REFERENCES referral(id) ON DELETE RESTRICT,
            offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE RESTRICT,
            offerVersion INTEGER NOT NULL CHECK (offerVersion >= 0),
            organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE RESTRICT,
            personID TEXT NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
            practiceCode TEXT REFERENCES practice(code) ON DELETE RESTRICT,
            origin TEXT NOT NULL CHECK (origin IN ('link worker', 'practice', 'person')),
            referrerID TEXT REFERENCES account(id) ON DELETE RESTRICT,
            holderID TEXT REFERENCES account(id) ON DELETE RESTRICT,
            priority TEXT NOT NULL CHECK (priority IN ('routine', 'urgent')),
            madeAt TEXT NOT NULL,
            lastEventAt TEXT NOT NULL,
            firstContactAt TEXT,
            expectedOn TEXT,
            startedOn TEXT,
            resumesOn TEXT,
            accompaniedOn TEXT,
            closure TEXT CHECK (closure IN ('completed', 'left early', 'declined', 'no response', 'unable to contact',
                'did not start', 'person declined', 'withdrawn', 'moved', 'died')),
            closedBy TEXT CHECK (closedBy IN ('organisation', 'referrer', 'person', 'system')),
            reason TEXT,
            engaged TEXT CHECK (engaged IN ('all', 'most', 'some', 'none', 'not known')),
            helped TEXT CHECK (helped IN ('a lot', 'some', 'not at all', 'worse', 'not known')),
            saidBy TEXT CHECK (saidBy IN ('person', 'organisation', 'link worker')),
            isShared INTEGER NOT NULL CHECK (isShared IN (0, 1)),
            sharedUntil TEXT,
            reportBack INTEGER NOT NULL CHECK (reportBack IN (0, 1)),
            CHECK ((state = 'closed') = (closure IS NOT NULL)),
            CHECK ((closure IS NULL) = (closedBy IS NULL)),
            CHECK (closure NOT IN ('completed', 'left early')
                OR (engaged IS NOT NULL AND helped IS NOT NULL AND saidBy IS NOT NULL AND startedOn IS NOT NULL)),
            CHECK (closure IS NOT NULL OR (engaged IS NULL AND helped IS NULL AND saidBy IS NULL AND reason IS NULL)),
            CHECK (state NOT IN ('active', 'paused') OR startedOn IS NOT NULL),
            CHECK ((state = 'waiting') = (expectedOn IS NOT NULL)),
            CHECK ((state = 'paused') = (resumesOn IS NOT NULL)),
            CHECK (origin = 'person' OR referrerID IS NOT NULL),
            CHECK (origin <> 'practice' OR practiceCode IS NOT NULL),
            CHECK (origin <> 'link worker' OR holderID IS NOT NULL)
        ) STRICT;
        INSERT INTO newReferral SELECT id, version, state, stateSince, NULL, NULL, offerID, 0, organisationID, personID,
            practiceCode, referrerRole, referrerID, CASE referrerRole WHEN 'link worker' THEN referrerID END, 'routine',
            madeAt, stateSince, startedOn, expectedOn, startedOn, NULL, NULL,
            CASE closure WHEN 'answered' THEN CASE WHEN startedOn IS NULL THEN 'did not start' ELSE 'completed' END
                ELSE closure END,
            CASE WHEN closure = 'withdrawn' THEN 'referrer' WHEN closure IS NOT NULL THEN 'organisation' END,
            CASE WHEN closure IN ('answered', 'declined') AND startedOn IS NULL THEN 'other' END,
            CASE WHEN closure IS NULL THEN NULL WHEN startedOn IS NULL THEN 'none' ELSE 'not known' END,
            CASE WHEN closure IS NOT NULL THEN 'not known' END,
            CASE WHEN closure = 'withdrawn' THEN 'link worker' WHEN closure IS NOT NULL THEN 'organisation' END,
            1, NULL, reportBack
        FROM referral;
        """

    /// One row for each version of a letter; the loop is the life of the current one.
    private static let answers = """
        CREATE TABLE answer (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            episodeID TEXT REFERENCES episode(id) ON DELETE RESTRICT,
            referralID TEXT REFERENCES referral(id) ON DELETE RESTRICT,
            number INTEGER NOT NULL CHECK (number >= 1),
            isCurrent INTEGER NOT NULL CHECK (isCurrent IN (0, 1)),
            practiceCode TEXT NOT NULL REFERENCES practice(code) ON DELETE RESTRICT,
            loop TEXT NOT NULL CHECK (loop IN ('due', 'drafted', 'sent', 'received', 'filed', 'failed', 'withheld')),
            loopSince TEXT NOT NULL,
            tag TEXT NOT NULL CHECK (tag IN ('FILE', 'AWARE', 'ACTION')),
            priority TEXT NOT NULL CHECK (priority IN ('routine', 'urgent')),
            letter BLOB,
            digest BLOB CHECK (length(digest) = 32),
            way TEXT CHECK (way IN ('page', 'letter', 'e-mail')),
            sentAt TEXT,
            receivedAt TEXT,
            receivedBy TEXT REFERENCES account(id) ON DELETE RESTRICT,
            filedAt TEXT,
            filedBy TEXT REFERENCES account(id) ON DELETE RESTRICT,
            problem TEXT,
            tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
            receiptHash BLOB CHECK (length(receiptHash) = 32),
            CHECK ((episodeID IS NULL) <> (referralID IS NULL)),
            CHECK (loop <> 'withheld' OR letter IS NULL),
            CHECK (loop NOT IN ('sent', 'received', 'filed') OR sentAt IS NOT NULL),
            CHECK (loop NOT IN ('received', 'filed') OR receivedAt IS NOT NULL),
            CHECK ((loop = 'filed') = (filedAt IS NOT NULL)),
            CHECK ((loop = 'failed') = (problem IS NOT NULL)),
            UNIQUE (episodeID, number),
            UNIQUE (referralID, number)
        ) STRICT;
        CREATE UNIQUE INDEX answerCurrentOfEpisode ON answer(episodeID) WHERE isCurrent AND episodeID IS NOT NULL;
        CREATE UNIQUE INDEX answerCurrentOfReferral ON answer(referralID) WHERE isCurrent AND referralID IS NOT NULL;
        CREATE INDEX answerByPractice ON answer(practiceCode, loop, loopSince) WHERE isCurrent;
        CREATE INDEX answerUnderWay ON answer(loop, loopSince)
            WHERE isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed');
        CREATE INDEX answerToBackfill ON answer(id) WHERE letter IS NULL AND loop IN ('sent', 'received', 'filed');
        INSERT INTO answer (id, referralID, number, isCurrent, practiceCode, loop, loopSince, tag, priority, way, sentAt,
            receivedAt, receivedBy, filedAt, filedBy)
        SELECT \(uuid), id, 1, 1, practiceCode, loop, loopSince, 'AWARE', 'routine',
            CASE WHEN loop <> 'withheld' THEN 'page' END,
            CASE WHEN loop <> 'withheld' THEN stateSince END,
            CASE WHEN loop IN ('received', 'filed') THEN coalesce(
                (SELECT MIN(at) FROM referralEvent WHERE referralID = referral.id AND event = 'received'), loopSince) END,
            (SELECT actorID FROM referralEvent WHERE referralID = referral.id AND event = 'received' LIMIT 1),
            CASE WHEN loop = 'filed' THEN loopSince END,
            (SELECT actorID FROM referralEvent WHERE referralID = referral.id AND event = 'filed' LIMIT 1)
        FROM referral WHERE loop <> 'not due';
        """

    /// A random identifier in the form of a UUID, made by SQLite.
    private static let uuid = """
        lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
            || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
        """

    private static let details = """
        CREATE TABLE newReferralDetail (
            referralID TEXT NOT NULL PRIMARY KEY REFERENCES referral(id) ON DELETE RESTRICT,
            idempotencyKey TEXT NOT NULL,
            sender TEXT NOT NULL CHECK (sender = 'person' OR length(sender) = 36),
            sharedFields TEXT NOT NULL CHECK (json_valid(sharedFields)),
            reason BLOB NOT NULL,
            safetyNote BLOB,
            UNIQUE (sender, idempotencyKey)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO newReferralDetail
            SELECT referralID, idempotencyKey, referrerID, sharedFields, reason, NULL FROM referralDetail;
        DROP TABLE referralDetail;
        ALTER TABLE newReferralDetail RENAME TO referralDetail;

        CREATE TABLE newConsent (
            referralID TEXT REFERENCES referral(id) ON DELETE RESTRICT,
            episodeID TEXT REFERENCES episode(id) ON DELETE RESTRICT,
            purpose TEXT NOT NULL CHECK (purpose IN ('share', 'report back', 'follow up', 'tell the practice')),
            isGiven INTEGER NOT NULL CHECK (isGiven IN (0, 1)),
            method TEXT NOT NULL CHECK (method IN ('in person', 'by telephone', 'in writing', 'online')),
            wording TEXT NOT NULL,
            recordedBy TEXT REFERENCES account(id) ON DELETE RESTRICT,
            recordedAt TEXT NOT NULL,
            expiresOn TEXT,
            withdrawnAt TEXT,
            withdrawnBy TEXT CHECK (withdrawnBy IN ('referrer', 'person')),
            CHECK ((referralID IS NULL) <> (episodeID IS NULL)),
            CHECK ((purpose = 'tell the practice') = (episodeID IS NOT NULL)),
            CHECK ((withdrawnAt IS NULL) = (withdrawnBy IS NULL)),
            CHECK (isGiven OR withdrawnAt IS NULL)
        ) STRICT;
        INSERT INTO newConsent SELECT referralID, NULL, 'share', share, method, wording, recordedBy, recordedAt, NULL,
            NULL, NULL FROM consent;
        INSERT INTO newConsent SELECT referralID, NULL, 'report back', reportBack, method, wording, recordedBy,
            recordedAt, NULL, NULL, NULL FROM consent;
        INSERT INTO newConsent SELECT referralID, NULL, 'follow up', 0, method, wording, recordedBy, recordedAt, NULL,
            NULL, NULL FROM consent;
        DROP TABLE consent;
        ALTER TABLE newConsent RENAME TO consent;
        CREATE UNIQUE INDEX consentOfReferral ON consent(referralID, purpose) WHERE referralID IS NOT NULL;
        CREATE UNIQUE INDEX consentOfEpisode ON consent(episodeID, purpose) WHERE episodeID IS NOT NULL;
        """

    /// Receipts are the answer's now, so their events go, and versions are counted again without them. What ended in
    /// "accepted" without a start is called what it was.
    private static let referralEvents = """
        CREATE TABLE newReferralEvent (
            referralID TEXT NOT NULL REFERENCES referral(id) ON DELETE RESTRICT,
            version INTEGER NOT NULL CHECK (version >= 1),
            move TEXT NOT NULL,
            party TEXT NOT NULL CHECK (party IN ('organisation', 'referrer', 'person', 'system')),
            state TEXT NOT NULL,
            actorID TEXT REFERENCES account(id) ON DELETE RESTRICT,
            at TEXT NOT NULL,
            detail BLOB,
            PRIMARY KEY (referralID, version),
            CHECK ((actorID IS NULL) = (party IN ('person', 'system')))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO newReferralEvent SELECT referralID, version,
            CASE WHEN event = 'close' AND NOT EXISTS (SELECT 1 FROM referral
                WHERE id = referralID AND startedOn IS NOT NULL) THEN 'did-not-start' ELSE event END,
            CASE WHEN event IN ('send', 'withdraw') THEN 'referrer' ELSE 'organisation' END,
            state, actorID, at, detail
        FROM referralEvent WHERE event NOT IN ('received', 'filed');
        UPDATE newReferral SET version = (SELECT MAX(version) FROM newReferralEvent WHERE referralID = id);
        DROP TABLE referralEvent;
        ALTER TABLE newReferralEvent RENAME TO referralEvent;
        CREATE TRIGGER referralEventIsNeverChanged BEFORE UPDATE ON referralEvent
            BEGIN SELECT RAISE(ABORT, 'referral events are never changed'); END;
        CREATE TRIGGER referralEventIsNeverDeleted BEFORE DELETE ON referralEvent
            BEGIN SELECT RAISE(ABORT, 'referral events are never deleted'); END;
        """

    private static let replacement = """
        DROP TABLE referral;
        ALTER TABLE newReferral RENAME TO referral;
        """

    private static let indexes = """
        CREATE INDEX referralByHolder ON referral(holderID, state, stateSince);
        CREATE INDEX referralByOrganisation ON referral(organisationID, state, stateSince);
        CREATE INDEX referralByPractice ON referral(practiceCode, origin, state, stateSince);
        CREATE INDEX referralByEpisode ON referral(episodeID) WHERE episodeID IS NOT NULL;
        CREATE INDEX referralByPerson ON referral(personID, offerID);
        CREATE INDEX referralByOffer ON referral(offerID, madeAt);
        CREATE INDEX referralBasedOn ON referral(basedOn) WHERE basedOn IS NOT NULL;
        """
}
