import Foundation
import GRDB

/// The SQL of drafts, changes that wait, and versions.
enum EditStore {
    static func draft(of offer: Offer.ID, organisation: Organisation.ID, in db: Database) throws -> ListingDraft? {
        try ListingDraft.fetchOne(
            db,
            sql: "SELECT * FROM listingDraft WHERE offerID = ? AND organisationID = ?",
            arguments: [offer, organisation]
        )
    }

    static func waiting(of offer: Offer.ID, in db: Database) throws -> ListingChange? {
        try ListingChange.fetchOne(
            db,
            sql: "SELECT * FROM listingChange WHERE offerID = ? AND status = 'waiting'",
            arguments: [offer]
        )
    }

    static func waiting(of organisation: Organisation.ID, in db: Database) throws -> ListingChange? {
        try ListingChange.fetchOne(
            db,
            sql: "SELECT * FROM listingChange WHERE organisationID = ? AND offerID IS NULL AND status = 'waiting'",
            arguments: [organisation]
        )
    }

    /// The last answer of a steward about it, when that was a no and nothing was sent since.
    static func refused(of offer: Offer.ID, in db: Database) throws -> ListingChange? {
        let last = try ListingChange.fetchOne(
            db,
            sql: "SELECT * FROM listingChange WHERE offerID = ? ORDER BY sentAt DESC, rowid DESC LIMIT 1",
            arguments: [offer]
        )
        return last?.status == .refused ? last : nil
    }

    static func refused(of organisation: Organisation.ID, in db: Database) throws -> ListingChange? {
        let last = try ListingChange.fetchOne(
            db,
            sql: """
                SELECT * FROM listingChange WHERE organisationID = ? AND offerID IS NULL
                ORDER BY sentAt DESC, rowid DESC LIMIT 1
                """,
            arguments: [organisation]
        )
        return last?.status == .refused ? last : nil
    }

    // MARK: Versions

    static func versions(of organisation: Organisation.ID, in db: Database) throws -> [ListingVersion] {
        try ListingVersion.fetchAll(
            db,
            sql: "SELECT * FROM listingVersion WHERE organisationID = ? AND offerID IS NULL ORDER BY number DESC",
            arguments: [organisation]
        )
    }

    static func versions(of offer: Offer.ID, in db: Database) throws -> [ListingVersion] {
        try ListingVersion.fetchAll(
            db,
            sql: "SELECT * FROM listingVersion WHERE offerID = ? ORDER BY number DESC",
            arguments: [offer]
        )
    }

    private static func latest(of offer: Offer.ID, in db: Database) throws -> ListingVersion? {
        try ListingVersion.fetchOne(
            db,
            sql: "SELECT * FROM listingVersion WHERE offerID = ? ORDER BY number DESC LIMIT 1",
            arguments: [offer]
        )
    }

    /// Keeps what stands there now, unless the last version kept already says the same.
    static func keepFound(_ listing: Listing, at now: Date, in db: Database) throws {
        let last = try latest(of: listing.offer.id, in: db)
        let facts = OfferFacts(listing)
        guard last?.facts != facts else { return }
        let changed = last?.facts.map { facts.differences(from: $0) } ?? []
        try keep(listing, how: .found, changed: changed, by: "the directory", actor: nil, at: now, in: db)
    }

    /// The same of an organisation.
    static func keepFound(_ organisation: Organisation, at now: Date, in db: Database) throws {
        let last = try versions(of: organisation.id, in: db).first?.organisationFacts
        let facts = OrganisationFacts(organisation)
        guard last != facts else { return }
        let changed = last.map { facts.differences(from: $0) } ?? []
        try keep(organisation, how: .found, changed: changed, by: "the directory", actor: nil, at: now, in: db)
    }

    /// Keeps the listing as it was before and as it is after a change that does not come from the form; mailboxes that it
    /// no longer names answer for it no more.
    ///
    /// - Parameter before: the listing as it is stored.
    static func keeping(
        _ before: Listing,
        by: String,
        actor: Actor?,
        at now: Date,
        in db: Database,
        while change: () throws -> Void
    ) throws {
        try change()
        guard let after = try DirectoryStore.listings([before.offer.id], in: db).first else { return }
        try GoingLive.endLinks(of: before, now: after, in: db)
        let changed = OfferFacts(after).differences(from: OfferFacts(before))
        guard !changed.isEmpty || after.offer.status != before.offer.status else { return }
        try keepFound(before, at: now, in: db)
        try keep(after, how: .edited, changed: changed, by: by, actor: actor, at: now, in: db)
    }

    /// Keeps what a source has made of a listing that was edited here; of the others the source has the history.
    static func keepImported(_ id: Offer.ID, at now: Date, in db: Database) throws {
        guard let last = try latest(of: id, in: db)?.facts,
            let listing = try DirectoryStore.listings([id], in: db).first
        else { return }
        let changed = OfferFacts(listing).differences(from: last)
        guard !changed.isEmpty else { return }
        let source = "the feed that it comes from"
        try keep(listing, how: .edited, changed: changed, by: source, actor: nil, at: now, in: db)
    }

    static func keep(
        _ listing: Listing,
        how: ListingVersion.How,
        changed: [OfferFacts.Fact],
        by: String,
        actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        try ListingVersion(
            id: ListingVersion.ID(),
            offerID: listing.offer.id,
            organisationID: listing.organisation.id,
            number: (try latest(of: listing.offer.id, in: db)?.number ?? 0) + 1,
            at: now,
            by: by,
            actorID: actor?.id,
            how: how,
            changed: changed.map(\.rawValue),
            listing: listing
        ).insert(db)
    }

    static func keep(
        _ organisation: Organisation,
        how: ListingVersion.How,
        changed: [OrganisationFacts.Fact],
        by: String,
        actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let last = try Int.fetchOne(
            db,
            sql: "SELECT MAX(number) FROM listingVersion WHERE organisationID = ? AND offerID IS NULL",
            arguments: [organisation.id]
        )
        try ListingVersion(
            id: ListingVersion.ID(),
            organisationID: organisation.id,
            number: (last ?? 0) + 1,
            at: now,
            by: by,
            actorID: actor?.id,
            how: how,
            changed: changed.map(\.rawValue),
            organisation: organisation
        ).insert(db)
    }
}
