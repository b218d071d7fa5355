import Foundation
import GRDB

/// The listings that a person has to look at, because a mail has not settled it, something speaks against them, or the
/// checker saw something that sends people wrong.
struct ListingsToCheck: QueueSource {
    /// All listings are looked at for one page, so no more of each is read than says whether it belongs there.
    private static let candidates = """
        SELECT offer.id, offer.name, organisationID, organisation.name AS organisation,
            organisation.phone IS NOT NULL AS hasPhone,
            coalesce(organisation.email, offer.email) IS NOT NULL AS hasAddress, offer.addedAt,
            confirmationInterval, confirmedAt, knownAt, doubtedFrom, disbelievedFrom, doubt
        FROM offer JOIN organisation ON organisation.id = organisationID
        WHERE status IN ('active', 'temporarily closed')
        """

    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let findings = try FindingStore.open(Finding.Kind.misleading, in: db)
        let rows = try Row.fetchCursor(db, sql: ListingsToCheck.candidates)
        var items: [QueueItem] = []
        while let row = try rows.next() {
            let times = ListingTimes(row)
            let freshness = times.freshness(now: now)
            let finding = findings.isEmpty ? nil : findings[row["id"]]
            guard finding != nil || QueuePolicy.needsAPerson(freshness, hasAddress: row["hasAddress"]) else { continue }
            items.append(item(row, times, freshness, uses[row["id"]] ?? OfferUse(), finding, now: now))
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

    private func item(
        _ row: Row,
        _ times: ListingTimes,
        _ freshness: Freshness,
        _ use: OfferUse,
        _ finding: Finding?,
        now: Date
    ) -> QueueItem {
        let standing = times.standing
        let doubt = standing.doubtedFrom.map { $0 <= now } == true ? standing.doubt : nil
        let byLedger = QueuePolicy.chanceWrong(standing, interval: times.interval, now: now)
        let chance = finding == nil ? byLedger : max(byLedger, QueuePolicy.wrongWhenMisleading)
        return QueueItem(
            subject: .offer(row["id"]),
            title: row["name"],
            organisation: (row["organisationID"], row["organisation"]),
            reason: reason(doubt, standing, freshness, use, finding),
            action: doubt?.settlingAction ?? finding?.kind.whatToDo
                ?? action(hasPhone: row["hasPhone"], hasAddress: row["hasAddress"]),
            harm: QueuePolicy.harm(uses: use.people, chanceWrong: chance, freshness: freshness),
            since: freshness == .fresh ? finding?.firstSeen ?? now : times.since,
            freshness: freshness
        )
    }

    private func reason(
        _ doubt: Evidence.Kind?,
        _ standing: Standing,
        _ freshness: Freshness,
        _ use: OfferUse,
        _ finding: Finding?
    ) -> String {
        let age =
            standing.knownAt == nil
            ? "Nobody here has ever confirmed it." : "It was not confirmed in time, and our e-mail has not helped."
        let isStale = QueuePolicy.needsAPerson(freshness, hasAddress: true)
        let hidden = freshness == .hidden ? "It no longer shows in public results." : nil
        return [doubt?.doubtSentence ?? (isStale || finding == nil ? age : nil), finding?.what, hidden, use.sentence]
            .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func action(hasPhone: Bool, hasAddress: Bool) -> String {
        if hasPhone { return "Ring and ask whether it is all still right." }
        return hasAddress
            ? "Write to them, and ask for a telephone number too."
            : "Find out how to reach them: we have no telephone number and no e-mail address."
    }
}
