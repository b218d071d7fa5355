import GRDB

/// The days that timers and worklists look for, what has fired, and an offer's own time for an answer.
///
/// Of what was open before, the days are missing; `Timers` writes them at its first run. What a practice referred and is not
/// told about stays in its list as sent for ever, so that its end is not told by its absence.
enum M017_Timers {
    static let name = "M017 timers"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: days)
        try db.execute(sql: tables)
    }

    /// Each index holds only what is open, so that it stays small however much has ended. The lists' indexes hold all
    /// that a list is chosen and ordered by.
    private static let days = """
        ALTER TABLE referral ADD COLUMN nextStepOn TEXT;
        ALTER TABLE referral ADD COLUMN organisationFrom TEXT;
        ALTER TABLE referral ADD COLUMN organisationDueOn TEXT;
        ALTER TABLE referral ADD COLUMN referrerFrom TEXT;
        ALTER TABLE referral ADD COLUMN referrerDueOn TEXT;
        CREATE INDEX referralNextStep ON referral(nextStepOn) WHERE nextStepOn IS NOT NULL;
        CREATE INDEX referralDueOfOrganisation ON referral(organisationID, organisationDueOn, organisationFrom)
            WHERE organisationDueOn IS NOT NULL;
        CREATE INDEX referralDueOfHolder ON referral(holderID, referrerDueOn, referrerFrom, offerID, organisationID)
            WHERE referrerDueOn IS NOT NULL;
        CREATE INDEX referralDueOfPractice ON referral(practiceCode, referrerDueOn, referrerFrom, offerID, organisationID)
            WHERE referrerDueOn IS NOT NULL AND origin = 'practice';
        CREATE INDEX referralUntimed ON referral(state)
            WHERE referrerDueOn IS NULL AND state NOT IN ('closed', 'entered in error');

        UPDATE referral SET referrerFrom = '9999-12-31', referrerDueOn = '9999-12-31'
            WHERE origin = 'practice' AND NOT reportBack AND state = 'closed'
                AND NOT (closure = 'withdrawn' AND closedBy = 'referrer');

        ALTER TABLE episode ADD COLUMN quietSince TEXT;
        ALTER TABLE episode ADD COLUMN closingDueOn TEXT;
        ALTER TABLE episode ADD COLUMN nextStepOn TEXT;
        ALTER TABLE episode ADD COLUMN isTimed INTEGER NOT NULL DEFAULT 0 CHECK (isTimed IN (0, 1));
        CREATE INDEX episodeNextStep ON episode(nextStepOn) WHERE nextStepOn IS NOT NULL;
        CREATE INDEX episodeClosing ON episode(linkWorkerID, closingDueOn) WHERE closingDueOn IS NOT NULL;
        CREATE INDEX episodeUntimed ON episode(state) WHERE isTimed = 0;

        CREATE INDEX answerToFire ON answer(loopSince) WHERE isCurrent AND loop IN ('due', 'drafted', 'sent');
        """

    /// `recipient` is whose digest tells of it, and `toldOn` the day on which one did.
    private static let tables = """
        CREATE TABLE timerFiring (
            subject TEXT NOT NULL CHECK (subject IN ('referral', 'episode', 'answer')),
            subjectID TEXT NOT NULL CHECK (length(subjectID) = 36),
            step TEXT NOT NULL,
            firedAt TEXT NOT NULL,
            recipient TEXT,
            toldOn TEXT,
            practiceCode TEXT REFERENCES practice(code) ON DELETE RESTRICT,
            PRIMARY KEY (subject, subjectID, step)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX timerFiringUntold ON timerFiring(recipient) WHERE recipient IS NOT NULL AND toldOn IS NULL;
        CREATE INDEX timerFiringOfPractice ON timerFiring(practiceCode, firedAt) WHERE practiceCode IS NOT NULL;

        CREATE TABLE offerPace (
            offerID TEXT NOT NULL PRIMARY KEY REFERENCES offer(id) ON DELETE CASCADE,
            answerDays INTEGER NOT NULL CHECK (answerDays BETWEEN 2 AND 30),
            setBy TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
            setAt TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
