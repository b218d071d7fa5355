import GRDB

/// Indexes for what was looked for from end to end, found by reading every query's plan.
///
/// Reports count a year's referrals by offer and state from an index alone, so that one that holds no more than the
/// moment gives way to it.
enum M025_QueryPlans {
    static let name = "M025 query plans"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX ownCodeByPerson ON ownCode(personID);
                CREATE INDEX ownSessionByAge ON ownSession(createdAt);
                CREATE INDEX sessionByAge ON session(createdAt);
                CREATE INDEX episodeByPerson ON episode(personID);
                CREATE INDEX outboxMessageByTime ON outboxMessage(createdAt);
                CREATE INDEX referralByMadeAndOffer ON referral(madeAt, offerID, state);
                DROP INDEX referralByMade;
                """
        )
    }
}
