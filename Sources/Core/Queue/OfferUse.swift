import Foundation
import GRDB

/// How much an offer is found and used in a year: what the harm of a wrong one is reckoned by. Numbers about nobody.
struct OfferUse: Equatable, Sendable {
    /// People who were told about it.
    var signposts = 0
    var referrals = 0
    /// How often it was opened from a list of results.
    var openings = 0

    /// In people sent there: see `QueuePolicy.uses`.
    var people: Int { QueuePolicy.uses(signposts: signposts, referrals: referrals, openings: openings) }

    /// How far back uses count: a year, so that what runs in summer only counts in winter too.
    static let days = 365

    static func all(now: Date, in db: Database) throws -> [Offer.ID: OfferUse] {
        let since = now.adding(days: -days)
        let month = String(Day(since).description.prefix(7))
        var uses: [Offer.ID: OfferUse] = [:]
        try add("SELECT offerID, SUM(count) AS number FROM signpost WHERE month >= ? GROUP BY offerID", month, in: db) {
            uses[$0, default: OfferUse()].signposts = $1
        }
        // Without being told, SQLite reads every referral there ever was, because they lie in the order of offers.
        let referrals = """
            SELECT offerID, COUNT(*) AS number FROM referral INDEXED BY referralByMadeAndOffer
            WHERE madeAt >= ? AND state NOT IN ('draft', 'entered in error') GROUP BY offerID
            """
        try add(referrals, since, in: db) {
            uses[$0, default: OfferUse()].referrals = $1
        }
        try add("SELECT offerID, SUM(count) AS number FROM opening WHERE month >= ? GROUP BY offerID", month, in: db) {
            uses[$0, default: OfferUse()].openings = $1
        }
        return uses
    }

    private static func add(
        _ sql: String,
        _ since: some DatabaseValueConvertible,
        in db: Database,
        _ body: (Offer.ID, Int) -> Void
    ) throws {
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [since])
        while let row = try rows.next() { body(row["offerID"], row["number"]) }
    }

    /// A sentence for the steward; empty when nobody is known to have found it.
    var sentence: String {
        let sent = signposts + referrals
        let people = sent == 1 ? "one person was" : "\(sent) people were"
        let opened = "it was opened \(openings == 1 ? "once" : "\(openings) times") from a search"
        let parts: [String] = (sent == 0 ? [] : ["\(people) sent there"]) + (openings == 0 ? [] : [opened])
        return parts.isEmpty ? "" : "In a year \(parts.joined(separator: ", and "))."
    }
}
