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

    // MARK: Versions

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
