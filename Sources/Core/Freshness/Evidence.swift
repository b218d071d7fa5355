import Foundation
import GRDB

/// One thing that happened and that speaks for or against a listing's being right.
public struct Evidence: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<Evidence>

    public var id: ID
    public var offerID: Offer.ID
    public var at: Date
    public var kind: Kind
    /// Who or what says so, as staff may read it: an organisation, "a member of the public", "the checker"; no
    /// person's name or address.
    public var by: String
    public var actorID: Account.ID?
    /// At most 500 characters; never about a person.
    public var note: String?
    /// What it is about, when the same must not be written twice.
    public var once: String?

    public init(
        id: ID = ID(),
        offerID: Offer.ID,
        at: Date,
        kind: Kind,
        by: String,
        actorID: Account.ID? = nil,
        note: String? = nil,
        once: String? = nil
    ) {
        self.id = id
        self.offerID = offerID
        self.at = at
        self.kind = kind
        self.by = by
        self.actorID = actorID
        self.note = note
        self.once = once
    }

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case confirmedOnline = "confirmed online"
        case confirmedByPhone = "confirmed by phone"
        case confirmedByLetter = "confirmed by letter"
        case editedByOwner = "edited by owner"
        case assuredBySource = "assured by source"
        case referralAccepted = "referral accepted"
        case referralAttended = "referral attended"
        case slipOpened = "slip opened at the venue"
        case openedAgain = "opened again"

        case mailBounced = "mail bounced"
        case linkDead = "link dead"
        case noAnswer = "no answer"
        case referralLapsed = "referral lapsed"
        case reportedWrong = "reported wrong"
        case reportedClosed = "reported closed"
        case reportedUnsafe = "reported unsafe"
        case endDatePassed = "end date passed"
        case contactLeft = "contact left"
        case seasonOver = "season over"
        case closed
    }
}

/// The SQL of the ledger. Whoever writes an entry changes the offer's standing in the same transaction.
enum EvidenceStore {
    /// - Parameter since: only what was written from then on.
    static func ledger(of offer: Offer.ID, since: Date? = nil, in db: Database) throws -> [Evidence] {
        try Evidence.fetchAll(
            db,
            sql: "SELECT * FROM evidence WHERE offerID = ? AND at >= ? ORDER BY at, id",
            arguments: [offer, since ?? .distantPast]
        )
    }

    /// Writes an entry, works the offer's standing out anew, and marks it for the index.
    ///
    /// A full confirmation also becomes what the listing shows: who confirmed it, and when.
    ///
    /// - Parameter once: an entry with the same words is not written again.
    /// - Returns: whether it was written.
    @discardableResult
    static func record(
        _ kind: Evidence.Kind,
        of offerID: Offer.ID,
        by: String,
        actor: Actor? = nil,
        note: String? = nil,
        once: String? = nil,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        if let once {
            let known = "SELECT EXISTS (SELECT 1 FROM evidence WHERE once = ?)"
            guard try Bool.fetchOne(db, sql: known, arguments: [once]) != true else { return false }
        }
        guard try Offer.exists(db, key: offerID) else { throw Failure.notFound }
        try Evidence(
            id: EvidenceOrder.next(),
            offerID: offerID,
            at: now,
            kind: kind,
            by: by,
            actorID: actor?.id,
            note: note,
            once: once
        ).insert(db)
        if EvidencePolicy.isFull(kind) {
            try db.execute(
                sql: "UPDATE offer SET confirmedAt = ?, confirmedBy = ?, version = version + 1 WHERE id = ?",
                arguments: [now, by, offerID]
            )
            try DirectoryStore.markDirty(offerID, in: db)
        }
        try refresh(offerID, in: db)
        return true
    }

    /// Works the offer's standing out anew, after the ledger or the confirmation that came with it has changed.
    ///
    /// What was before the last confirmation has no say any more (`EvidencePolicy`), and years of referrals are not read.
    static func refresh(_ offerID: Offer.ID, in db: Database) throws {
        guard let offer = try Offer.fetchOne(db, key: offerID) else { return }
        let standing = EvidencePolicy.standing(
            of: try ledger(of: offerID, since: offer.confirmedAt, in: db),
            confirmedAt: offer.confirmedAt,
            interval: offer.confirmationInterval
        )
        guard standing != offer.standing else { return }
        try db.execute(
            sql: "UPDATE offer SET knownAt = ?, doubtedFrom = ?, disbelievedFrom = ?, doubt = ? WHERE id = ?",
            arguments: [
                standing.knownAt, standing.doubtedFrom, standing.disbelievedFrom, standing.doubt?.rawValue, offerID,
            ]
        )
        try DirectoryStore.markDirty(offerID, in: db)
    }
}
