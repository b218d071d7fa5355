import Foundation
import GRDB

/// Problems that somebody has reported.
struct WaitingReports: QueueSource {
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT listingReport.id, listingReport.kind, at, offerID, offer.name, organisationID,
                    organisation.name AS organisation
                FROM listingReport JOIN offer ON offer.id = offerID JOIN organisation ON organisation.id = organisationID
                WHERE settledAt IS NULL
                """
        )
        return rows.map { row in
            let isUnsafe = row["kind"] == ListingReport.Kind.unsafe.rawValue
            let harm = QueuePolicy.harm(
                uses: uses[row["offerID"]]?.people ?? 0,
                chanceWrong: QueuePolicy.wrongWhenDoubted,
                freshness: .overdue
            )
            return QueueItem(
                subject: .report((row["id"] as ListingReport.ID).text),
                title: row["name"],
                organisation: (row["organisationID"], row["organisation"]),
                reason: isUnsafe ? "Somebody has reported that it is not safe." : "Somebody has reported a problem.",
                action: "Read what they said, ring, and settle the report.",
                harm: isUnsafe ? QueuePolicy.unsafe : max(harm, QueuePolicy.reported),
                since: row["at"]
            )
        }
    }
}

/// Changes of listings that wait for a steward's yes.
struct WaitingChanges: QueueSource {
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT listingChange.*, organisation.name AS organisationName, offer.name AS offerName
                FROM listingChange JOIN organisation ON organisation.id = listingChange.organisationID
                    LEFT JOIN offer ON offer.id = offerID
                WHERE listingChange.status = 'waiting'
                """
        )
        return try rows.map { row in
            let change = try ListingChange(row: row)
            let harm = QueuePolicy.harm(
                uses: change.offerID.flatMap { uses[$0]?.people } ?? 0,
                chanceWrong: QueuePolicy.wrongUntilDecided,
                freshness: .overdue
            )
            return QueueItem(
                subject: .change(change.id.text),
                title: title(of: change, row),
                organisation: (change.organisationID, row["organisationName"]),
                reason: change.isNew ? "A new offer waits for your yes." : "A change waits for your yes.",
                action: "Look at what would change, and say yes or no.",
                harm: change.isNew ? max(harm, QueuePolicy.newcomer) : harm,
                since: change.sentAt
            )
        }
    }

    /// The offer's name, also where it has none but in the change; else its organisation's.
    private func title(of change: ListingChange, _ row: Row) -> String {
        row["offerName"] ?? change.offer?.applied(to: .empty).name ?? row["organisationName"] ?? ""
    }
}

/// Organisations that ask to join.
struct WaitingJoins: QueueSource {
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        try JoinRequest.fetchAll(db, sql: "SELECT * FROM joinRequest WHERE status = 'waiting'").map { request in
            QueueItem(
                subject: .joinRequest(request.id.text),
                title: request.name,
                reason: "An organisation asks to join.",
                action: "Check its number, website and telephone, and say yes or no.",
                harm: QueuePolicy.newcomer,
                since: request.sentAt
            )
        }
    }
}

/// Facts about which a source and the owner of a listing disagree.
struct OpenConflicts: QueueSource {
    func items(uses: [Offer.ID: OfferUse], now: Date, in db: Database) throws -> [QueueItem] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT offerID, min(at) AS since, count(*) AS facts, offer.name, organisationID,
                    organisation.name AS organisation
                FROM sourceConflict JOIN offer ON offer.id = offerID
                    JOIN organisation ON organisation.id = organisationID
                WHERE settledAt IS NULL GROUP BY offerID
                """
        )
        return rows.map { row in
            let id: Offer.ID = row["offerID"]
            let facts: Int = row["facts"]
            return QueueItem(
                subject: .conflict(id.text),
                title: row["name"],
                organisation: (row["organisationID"], row["organisation"]),
                reason: facts == 1 ? "A source says one thing otherwise." : "A source says \(facts) things otherwise.",
                action: "Compare both, and say which is right.",
                harm: QueuePolicy.harm(
                    uses: uses[id]?.people ?? 0,
                    chanceWrong: QueuePolicy.wrongWhenDoubted,
                    freshness: .overdue
                ),
                since: row["since"]
            )
        }
    }
}
