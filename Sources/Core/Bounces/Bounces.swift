import Crypto
import Foundation
import GRDB

/// Mail that came back: held against the listings it was about, and the mailbox is not written to again for now.
public struct Bounces: Sendable {
    let database: AppDatabase
    let clock: AppClock

    public struct Outcome: Equatable, Sendable {
        /// Listings that were marked now.
        public var marked = 0
        /// Recipients that cannot be reached, whom no listing names.
        public var unknown = 0
        public var passing = 0
        /// Listings that this report had marked before.
        public var known = 0
        /// Answers to practices that have not reached them.
        public var answers = 0
    }

    /// Takes a report in; the same one again changes nothing.
    public func take(_ report: DeliveryReport) async throws -> Outcome {
        let now = clock.now
        return try await database.write { db in
            var outcome = Outcome()
            for recipient in report.recipients {
                switch recipient.verdict {
                case .delivered: continue
                case .passing: outcome.passing += 1
                case .permanent: try Bounces.mark(recipient, key: report.key, &outcome, at: now, in: db)
                }
            }
            return outcome
        }
    }

    private static func mark(
        _ recipient: DeliveryReport.Recipient,
        key: String,
        _ outcome: inout Outcome,
        at now: Date,
        in db: Database
    ) throws {
        var isPractice = false
        for address in recipient.addresses {
            let reason = reason(recipient.status)
            if let failed = try PracticeBounces.take(address, key: key, reason: reason, at: now, in: db) {
                outcome.answers += failed
                isPractice = true
            }
            let offers = try offers(writtenToAt: address, in: db)
            guard !offers.isEmpty else { continue }
            var isNew = false
            for offer in offers {
                let wasMarked = try mark(offer, recipient, key: key, at: now, in: db)
                outcome.marked += wasMarked ? 1 : 0
                outcome.known += wasMarked ? 0 : 1
                isNew = isNew || wasMarked
            }
            // An old report read again must not undo a confirmation that came since.
            if isNew { try stop(address, status: recipient.status, at: now, in: db) }
            return
        }
        if !isPractice { outcome.unknown += 1 }
    }

    private static func mark(
        _ offer: Offer.ID,
        _ recipient: DeliveryReport.Recipient,
        key: String,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let what = "Mail to the address of this listing comes back: \(reason(recipient.status)) (\(recipient.status))."
        let isNew = try EvidenceStore.record(
            .mailBounced,
            of: offer,
            by: "the mail server",
            note: what,
            once: "mail bounced \(key) \(offer)",
            at: now,
            in: db
        )
        guard isNew else { return false }
        let known = try FindingStore.open(of: offer, in: db)
        try FindingStore.keep(Observation(kind: .mailBounced, what: what), of: offer, known: known, at: now, in: db)
        return true
    }

    /// RFC 3463's subjects, as a steward can act on them.
    static func reason(_ status: String) -> String {
        switch true {
        case status.hasPrefix("5.2.2"): "the mailbox is full"
        case status.hasPrefix("5.2.1"): "the mailbox is switched off"
        case status.hasPrefix("5.1"): "there is no such mailbox"
        case status.hasPrefix("5.4"): "no server takes mail for it"
        case status.hasPrefix("5.7"): "their server refuses our mail"
        default: "it cannot be delivered"
        }
    }

    /// Listings whose own address it is, or their organisation's, or that of whom to ask for.
    private static func offers(writtenToAt address: String, in db: Database) throws -> [Offer.ID] {
        try Offer.ID.fetchAll(
            db,
            sql: """
                SELECT offer.id FROM offer JOIN organisation ON organisation.id = organisationID
                WHERE offer.status IN ('active', 'temporarily closed')
                    AND (lower(offer.email) = ?1 OR lower(organisation.email) = ?1
                        OR EXISTS (SELECT 1 FROM contact WHERE offerID = offer.id AND lower(contact.email) = ?1))
                ORDER BY offer.id
                """,
            arguments: [address]
        )
    }
}

// MARK: Mailboxes that are not written to

extension Bounces {
    /// Only a hash is kept: whose address it is stands at the listing already.
    private static func hash(_ address: String) -> Data { Data(SHA256.hash(data: Data(address.lowercased().utf8))) }

    private static func stop(_ address: String, status: String, at now: Date, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO bouncedAddress (addressHash, bouncedAt, status) VALUES (?, ?, ?)
                ON CONFLICT (addressHash) DO UPDATE SET bouncedAt = excluded.bouncedAt, status = excluded.status
                """,
            arguments: [hash(address), now, status]
        )
    }

    /// Whether questions to that address wait: mail to it came back, and since then nobody has confirmed or edited a
    /// listing of the organisation. Another address is another matter.
    static func stops(_ address: String, of organisation: Organisation.ID, in db: Database) throws -> Bool {
        let bounced = try Date.fetchOne(
            db,
            sql: "SELECT bouncedAt FROM bouncedAddress WHERE addressHash = ?",
            arguments: [hash(address)]
        )
        guard let bounced else { return false }
        let request: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM evidence JOIN offer ON offer.id = evidence.offerID
                WHERE organisationID = \(organisation) AND at > \(bounced) AND kind IN \(lifting.map(\.rawValue)))
            """
        return try request.fetchOne(db) != true
    }

    /// What somebody of the organisation says themselves.
    private static let lifting: [Evidence.Kind] = [
        .confirmedOnline, .confirmedByPhone, .confirmedByLetter, .editedByOwner,
    ]

    static func stops(_ listing: Listing, in db: Database) throws -> Bool {
        guard listing.offer.isListed else { return false }
        let addresses = [listing.offer.email, listing.organisation.email] + listing.contacts.map(\.email)
        return try addresses.compactMap { $0 }.contains { try stops($0, of: listing.organisation.id, in: db) }
    }
}
