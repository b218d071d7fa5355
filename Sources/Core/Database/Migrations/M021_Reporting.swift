import GRDB

/// What reports read: referrals by the day they were made, endings by their day, the first answer of an organisation;
/// and how often a search found nothing good, by month, need and area. None of it says who.
enum M021_Reporting {
    static let name = "M021 reporting"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX referralByMade ON referral(madeAt);
                CREATE INDEX referralByPracticeAndMade ON referral(practiceCode, madeAt);
                CREATE INDEX referralByOrganisationAndMade ON referral(organisationID, madeAt);
                CREATE INDEX referralEnded ON referral(stateSince) WHERE state = 'closed' AND episodeID IS NULL;
                CREATE INDEX episodeEnded ON episode(stateSince) WHERE state = 'closed';
                CREATE INDEX referralEventOfAnswer ON referralEvent(referralID, move, at)
                    WHERE move IN ('accept', 'wait', 'decline');

                CREATE TABLE searchCount (
                    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
                    needID TEXT NOT NULL DEFAULT '',
                    area TEXT NOT NULL DEFAULT '',
                    searches INTEGER NOT NULL CHECK (searches > 0),
                    misses INTEGER NOT NULL CHECK (misses BETWEEN 0 AND searches),
                    PRIMARY KEY (month, needID, area)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
