import Foundation
import GRDB

/// The listings that a person has to look at, because a mail has not settled it or something speaks against them.
struct ListingsToCheck: QueueSource {
    /// How far back uses count: a year, so that what runs in summer only counts in winter too.
    private static let days = 365

    func items(uses: [Offer.ID: Int], now: Date, in db: Database) throws -> [QueueItem] {
        let offers = try Offer.fetchAll(
            db,
            sql: "SELECT * FROM offer WHERE status IN ('active', 'temporarily closed')"
        )
        let stale = offers.map { ($0, $0.freshness(now: now)) }.filter { $0.1 != .fresh }
        let organisations = try Organisation.fetchAll(db, keys: Set(stale.map(\.0.organisationID)))
        let byID = Dictionary(uniqueKeysWithValues: organisations.map { ($0.id, $0) })
        return stale.compactMap { offer, freshness in
            guard let organisation = byID[offer.organisationID],
                QueuePolicy.needsAPerson(freshness, hasAddress: (organisation.email ?? offer.email) != nil)
            else { return nil }
            return item(offer, freshness, of: organisation, uses: uses[offer.id] ?? 0, now: now)
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
        _ offer: Offer,
        _ freshness: Freshness,
        of organisation: Organisation,
        uses: Int,
        now: Date
    ) -> QueueItem {
        let standing = offer.standing
        let doubt = standing.doubtedFrom.map { $0 <= now } == true ? standing.doubt : nil
        let chance = QueuePolicy.chanceWrong(standing, interval: offer.confirmationInterval, now: now)
        let times = FreshnessPolicy.times(standing, addedAt: offer.addedAt, interval: offer.confirmationInterval)
        return QueueItem(
            subject: .offer(offer.id),
            title: offer.name,
            organisation: (organisation.id, organisation.name),
            reason: reason(doubt, standing, freshness, uses: uses),
            action: doubt?.settlingAction ?? action(offer, organisation),
            harm: QueuePolicy.harm(uses: uses, chanceWrong: chance, freshness: freshness),
            since: max(times.dueFrom, offer.addedAt),
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

    private func action(_ offer: Offer, _ organisation: Organisation) -> String {
        if organisation.phone != nil { return "Ring and ask whether it is all still right." }
        return (organisation.email ?? offer.email) != nil
            ? "Write to them, and ask for a telephone number too."
            : "Find out how to reach them: we have no telephone number and no e-mail address."
    }
}
