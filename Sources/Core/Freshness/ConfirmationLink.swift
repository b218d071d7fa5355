import Foundation
import GRDB

/// A link in a digest, or the code of a letter: bound to whom it was sent to and to the listings that it names.
struct ConfirmationLink: Codable, FetchableRecord, PersistableRecord {
    var tokenHash: Data
    /// Of a digest.
    var mailbox: String?
    /// Of a letter.
    var organisationID: Organisation.ID?
    var createdAt: Date
    var expiresAt: Date

    /// Whether the listing may still be answered for with this link: not when it has gone to another mailbox or
    /// organisation since, because then somebody else is asked.
    func isStillFor(_ listing: Listing) -> Bool {
        guard listing.offer.isListed else { return false }
        if let organisationID { return listing.offer.organisationID == organisationID }
        return Mailbox(of: listing.offer, by: listing.organisation)?.address == mailbox
    }

    var answerer: Answerer {
        Answerer(kind: mailbox == nil ? .confirmedByLetter : .confirmedOnline, actor: nil)
    }
}

/// What a link opens.
public struct OpenedLink: Sendable {
    public let listings: [LinkedListing]
    public let expiresAt: Date
    /// Whether it came by e-mail, which can be stopped, and not by letter.
    public let isMail: Bool

    public init(listings: [LinkedListing], expiresAt: Date, isMail: Bool) {
        self.listings = listings
        self.expiresAt = expiresAt
        self.isMail = isMail
    }

    /// The organisations' names, in the order of the listings.
    public var organisations: [String] {
        listings.map(\.listing.organisation.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

public struct LinkedListing: Sendable {
    public enum State: Sendable {
        /// Nobody has answered yet.
        case asked
        /// Since the link was sent, by this link or any other way.
        case confirmed
        /// Something is not right; the steward has been told.
        case told
    }

    public let listing: Listing
    public let state: State

    public init(listing: Listing, state: State) {
        self.listing = listing
        self.state = state
    }
}

/// The SQL of links.
enum LinkStore {
    static func insert(_ link: ConfirmationLink, offers: [Offer.ID], in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM confirmationLink WHERE expiresAt < ?",
            arguments: [link.createdAt.adding(days: -ConfirmationPolicy.daysRemembered)]
        )
        try link.insert(db)
        for (position, offer) in offers.enumerated() {
            try db.cachedStatement(
                sql: "INSERT INTO confirmationLinkOffer (tokenHash, offerID, position) VALUES (?, ?, ?)"
            ).execute(arguments: [link.tokenHash, offer, position])
        }
    }

    /// - Throws: `Failure.notFound` for a link that never was, `.unavailable` for one that has expired.
    static func link(_ hash: Data, now: Date, in db: Database) throws -> ConfirmationLink {
        let sql = "SELECT * FROM confirmationLink WHERE tokenHash = ?"
        guard let link = try ConfirmationLink.fetchOne(db, sql: sql, arguments: [hash]) else { throw Failure.notFound }
        guard now < link.expiresAt else {
            throw Failure.unavailable(
                "This link has expired. A new one comes with the next message that asks you to check your listings."
            )
        }
        return link
    }

    /// In the order in which they were named.
    /// - Throws: `Failure.unavailable` when none of them is the receiver's any more.
    static func listings(of link: ConfirmationLink, in db: Database) throws -> [Listing] {
        let ids = try Offer.ID.fetchAll(
            db,
            sql: "SELECT offerID FROM confirmationLinkOffer WHERE tokenHash = ? ORDER BY position, offerID",
            arguments: [link.tokenHash]
        )
        let listings = try DirectoryStore.listings(ids, in: db).filter(link.isStillFor)
        guard !listings.isEmpty else {
            throw Failure.unavailable(
                "This link has ended: the listings have closed, or somebody else is asked about them now."
            )
        }
        return listings
    }

    /// The listing is no longer the links' that were sent to the mailbox; they are remembered, because they still stop
    /// the mail.
    static func end(_ mailbox: Mailbox, for offer: Offer.ID, in db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM confirmationLinkOffer WHERE offerID = ?
                    AND tokenHash IN (SELECT tokenHash FROM confirmationLink WHERE mailbox = ?)
                """,
            arguments: [offer, mailbox.address]
        )
    }

    static func state(of offer: Offer, since link: ConfirmationLink, in db: Database) throws -> LinkedListing.State {
        let told = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM listingReport WHERE offerID = ? AND source = 'organisation'
                    AND settledAt IS NULL AND at >= ?)
                """,
            arguments: [offer.id, link.createdAt]
        )
        if told == true { return .told }
        return offer.confirmedAt.map { $0 >= link.createdAt } == true ? .confirmed : .asked
    }
}
