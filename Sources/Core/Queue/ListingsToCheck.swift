import Foundation
import GRDB

/// The listings that a person has to look at, because a mail has not settled it, something speaks against them, or the
/// checker saw something that sends people wrong.
struct ListingsToCheck: QueueSource {
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let offers = try Offer.fetchAll(
            db,
            sql: "SELECT * FROM offer WHERE status IN ('active', 'temporarily closed')"
        )
        let findings = try FindingStore.open(Finding.Kind.misleading, in: db)
        let stale = offers.map { ($0, $0.freshness(now: now)) }.filter { $0.1 != .fresh || findings[$0.0.id] != nil }
        let organisations = try Organisation.fetchAll(db, keys: Set(stale.map(\.0.organisationID)))
        let byID = Dictionary(uniqueKeysWithValues: organisations.map { ($0.id, $0) })
        return stale.compactMap { offer, freshness in
            guard let organisation = byID[offer.organisationID] else { return nil }
            let finding = findings[offer.id]
            let hasAddress = (organisation.email ?? offer.email) != nil
            guard finding != nil || QueuePolicy.needsAPerson(freshness, hasAddress: hasAddress) else { return nil }
            let use = uses[offer.id] ?? OfferUse()
            return item(offer, freshness, of: organisation, use, finding, now: now)
        }
    }

    private func item(
        _ offer: Offer,
        _ freshness: Freshness,
        of organisation: Organisation,
        _ use: OfferUse,
        _ finding: Finding?,
        now: Date
    ) -> QueueItem {
        let standing = offer.standing
        let doubt = standing.doubtedFrom.map { $0 <= now } == true ? standing.doubt : nil
        let byLedger = QueuePolicy.chanceWrong(standing, interval: offer.confirmationInterval, now: now)
        let chance = finding == nil ? byLedger : max(byLedger, QueuePolicy.wrongWhenMisleading)
        let times = FreshnessPolicy.times(standing, addedAt: offer.addedAt, interval: offer.confirmationInterval)
        return QueueItem(
            subject: .offer(offer.id),
            title: offer.name,
            organisation: (organisation.id, organisation.name),
            reason: reason(doubt, standing, freshness, use, finding),
            action: doubt?.settlingAction ?? finding?.kind.whatToDo ?? action(offer, organisation),
            harm: QueuePolicy.harm(uses: use.people, chanceWrong: chance, freshness: freshness),
            since: freshness == .fresh ? finding?.firstSeen ?? now : max(times.dueFrom, offer.addedAt),
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

    private func action(_ offer: Offer, _ organisation: Organisation) -> String {
        if organisation.phone != nil { return "Ring and ask whether it is all still right." }
        return (organisation.email ?? offer.email) != nil
            ? "Write to them, and ask for a telephone number too."
            : "Find out how to reach them: we have no telephone number and no e-mail address."
    }
}
