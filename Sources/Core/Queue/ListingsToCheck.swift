import Foundation
import GRDB

/// The listings that a person has to look at, because a mail has not settled it or something speaks against them.
struct ListingsToCheck: QueueSource {
    /// How far back uses count: a year, so that what runs in summer only counts in winter too.
    private static let days = 365

    /// All listings are looked at for one page, so no more of each is read than says whether it belongs there.
    private static let candidates = """
        SELECT offer.id, offer.name, organisationID, organisation.name AS organisation,
            organisation.phone IS NOT NULL AS hasPhone,
            coalesce(organisation.email, offer.email) IS NOT NULL AS hasAddress, offer.addedAt,
            confirmationInterval, confirmedAt, knownAt, doubtedFrom, disbelievedFrom, doubt
        FROM offer JOIN organisation ON organisation.id = organisationID
        WHERE status IN ('active', 'temporarily closed')
        """

    func items(uses: [Offer.ID: Int], now: Date, in db: Database) throws -> [QueueItem] {
        let rows = try Row.fetchCursor(db, sql: ListingsToCheck.candidates)
        var items: [QueueItem] = []
        while let row = try rows.next() {
            let times = ListingTimes(row)
            let freshness = times.freshness(now: now)
            guard QueuePolicy.needsAPerson(freshness, hasAddress: row["hasAddress"]) else { continue }
            items.append(item(row, times, freshness, uses: uses[row["id"]] ?? 0, now: now))
        }
        return items
    }

    /// What the state of a listing is worked out from.
    private struct ListingTimes {
        let standing: Standing
        let addedAt: Date
        let interval: Int

        init(_ row: Row) {
            standing = Standing(
                knownAt: [row["knownAt"] as Date?, row["confirmedAt"]].compactMap { $0 }.max(),
                doubtedFrom: row["doubtedFrom"],
                disbelievedFrom: row["disbelievedFrom"],
                doubt: (row["doubt"] as String?).flatMap(Evidence.Kind.init)
            )
            (addedAt, interval) = (row["addedAt"], row["confirmationInterval"])
        }

        func freshness(now: Date) -> Freshness {
            FreshnessPolicy.freshness(standing, addedAt: addedAt, interval: interval, now: now)
        }

        var since: Date {
            max(FreshnessPolicy.times(standing, addedAt: addedAt, interval: interval).dueFrom, addedAt)
        }
    }

    static func uses(now: Date, in db: Database) throws -> [Offer.ID: Int] {
        try uses(since: now.adding(days: -days), in: db)
    }

    /// How many were sent to each offer since then: signposts, to the month, and referrals.
    static func uses(since: Date, in db: Database) throws -> [Offer.ID: Int] {
        let signposts = try counts(
            "SELECT offerID, SUM(count) AS number FROM signpost WHERE month >= ? GROUP BY offerID",
            String(Day(since).description.prefix(7)),
            in: db
        )
        let referrals = try counts(
            "SELECT offerID, COUNT(*) AS number FROM referral WHERE madeAt >= ? GROUP BY offerID",
            since,
            in: db
        )
        return Set(signposts.keys).union(referrals.keys).reduce(into: [:]) { uses, id in
            uses[id] = QueuePolicy.uses(signposts: signposts[id] ?? 0, referrals: referrals[id] ?? 0)
        }
    }

    private static func counts(
        _ sql: String,
        _ since: some DatabaseValueConvertible,
        in db: Database
    ) throws -> [Offer.ID: Int] {
        try Row.fetchAll(db, sql: sql, arguments: [since]).reduce(into: [:]) {
            $0[$1["offerID"] as Offer.ID] = $1["number"] as Int
        }
    }

    private func item(
        _ row: Row,
        _ times: ListingTimes,
        _ freshness: Freshness,
        uses: Int,
        now: Date
    ) -> QueueItem {
        let standing = times.standing
        let doubt = standing.doubtedFrom.map { $0 <= now } == true ? standing.doubt : nil
        let chance = QueuePolicy.chanceWrong(standing, interval: times.interval, now: now)
        return QueueItem(
            subject: .offer(row["id"]),
            title: row["name"],
            organisation: (row["organisationID"], row["organisation"]),
            reason: reason(doubt, standing, freshness, uses: uses),
            action: doubt?.settlingAction ?? action(hasPhone: row["hasPhone"], hasAddress: row["hasAddress"]),
            harm: QueuePolicy.harm(uses: uses, chanceWrong: chance, freshness: freshness),
            since: times.since,
            freshness: freshness
        )
    }

    private func reason(_ doubt: Evidence.Kind?, _ standing: Standing, _ freshness: Freshness, uses: Int) -> String {
        let why =
            doubt?.doubtSentence
            ?? (standing.knownAt == nil
                ? "Nobody here has ever confirmed it." : "It was not confirmed in time, and our e-mail has not helped.")
        let hidden = freshness == .hidden ? " It no longer shows in public results." : ""
        return why + hidden + (uses == 0 ? "" : " It was used \(uses == 1 ? "once" : "\(uses) times") in a year.")
    }

    private func action(hasPhone: Bool, hasAddress: Bool) -> String {
        if hasPhone { return "Ring and ask whether it is all still right." }
        return hasAddress
            ? "Write to them, and ask for a telephone number too."
            : "Find out how to reach them: we have no telephone number and no e-mail address."
    }
}
