import GRDB

/// How many things people and programs have sent to the steward, or somebody waits for: what the menu shows on every
/// page of theirs.
///
/// Listings that have only grown old are not in it. There are always some, so a number of them would call nobody; and
/// each takes reading every offer, which no page may cost.
public struct WaitingCount: Equatable, Sendable {
    public let reports: Int
    /// Changes of listings, requests to join, listings about which a feed disagrees, practices that answers do not reach,
    /// and referrals that nobody follows through.
    public let others: Int

    public var total: Int { reports + others }
}

extension StewardQueue {
    /// What may wait until a later day is left out. Counted in the indexes of what is open: a tenth of a millisecond.
    public func waiting(for actor: Actor) async throws -> WaitingCount {
        try StewardQueue.check(actor)
        let now = clock.now
        return try await database.read { db in
            let row = try Row.fetchOne(db, sql: StewardQueue.counts, arguments: ["now": now])
            let unheld = try UnheldReferrals.waiting(now: now, in: db)
            return WaitingCount(reports: row?["reports"] ?? 0, others: (row?["others"] ?? 0) + unheld)
        }
    }

    private static let counts = """
        WITH later(subject) AS (SELECT subject FROM queueMark WHERE snoozedUntil > :now)
        SELECT
            (SELECT count(*) FROM listingReport WHERE settledAt IS NULL AND 'report ' || id NOT IN later) AS reports,
            (SELECT count(*) FROM listingChange
                WHERE status = 'waiting' AND offerID IS NOT NULL AND 'change ' || id NOT IN later)
            + (SELECT count(*) FROM listingChange
                WHERE status = 'waiting' AND offerID IS NULL AND 'change ' || id NOT IN later)
            + (SELECT count(*) FROM joinRequest WHERE status = 'waiting' AND 'join ' || id NOT IN later)
            + (SELECT count(DISTINCT offerID) FROM sourceConflict
                WHERE settledAt IS NULL AND 'conflict ' || offerID NOT IN later)
            + (SELECT count(DISTINCT practiceCode) FROM answer
                WHERE isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed') AND loop = 'failed'
                    AND 'practice ' || practiceCode NOT IN later) AS others
        """
}
