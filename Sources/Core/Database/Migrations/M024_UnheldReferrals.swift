import GRDB

/// Finds, for the stewards, the referrals that nobody here follows through and that have waited for too long.
enum M024_UnheldReferrals {
    static let name = "M024 unheld referrals"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX referralUnheld ON referral(referrerFrom)
                    WHERE origin = 'person' AND holderID IS NULL AND referrerFrom IS NOT NULL;
                CREATE INDEX referralUntold ON referral(state)
                    WHERE origin = 'practice' AND state = 'lapsed' AND reportBack = 0;
                """
        )
    }
}
