import Foundation
import GRDB

/// The steward's yes or no to what owners have sent.
public struct Moderation: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let letters: Letters

    public static let longestReason = 1_000

    /// A change with what it would change, as things stand now.
    public struct Review: Sendable {
        public let change: ListingChange
        public let organisation: Organisation
        /// As everybody sees it; nil for a new offer and for a change of the organisation.
        public let listing: Listing?
        /// Who sent it.
        public let sender: String

        public var published: OfferFacts { listing.map(OfferFacts.init) ?? .empty }
        public var proposed: OfferFacts { change.offer?.applied(to: published) ?? published }
        public var facts: [OfferFacts.Fact] { change.offer?.changes(over: published) ?? [] }

        public var publishedOrganisation: OrganisationFacts { OrganisationFacts(organisation) }
        public var proposedOrganisation: OrganisationFacts {
            change.organisation?.applied(to: publishedOrganisation) ?? publishedOrganisation
        }
        public var organisationFacts: [OrganisationFacts.Fact] {
            change.organisation?.changes(over: publishedOrganisation) ?? []
        }

        /// What it is about, by name.
        public var title: String {
            if change.offerID == nil { return organisation.name }
            return listing?.offer.name ?? proposed.name
        }

        /// About people whom a wrong listing can put in danger: look twice.
        public var isSensitive: Bool { EditPolicy.isSensitive(published.needs + proposed.needs) }

        /// What somebody who looks at the difference has seen.
        public var fingerprint: String {
            change.offerID == nil
                ? publishedOrganisation.fingerprint() + proposedOrganisation.fingerprint()
                : published.fingerprint() + proposed.fingerprint()
        }
    }

    /// What waits, the longest first.
    public func waiting() async throws -> [Review] {
        try await database.read { db in
            try ListingChange.fetchAll(
                db,
                sql: "SELECT * FROM listingChange WHERE status = 'waiting' ORDER BY sentAt, id LIMIT 500"
            ).compactMap { try Moderation.review($0, in: db) }
        }
    }

    public func change(_ id: ListingChange.ID) async throws -> Review {
        try await database.read { try Moderation.review(id, in: $0) }
    }

    /// The change goes live, and its owner is told.
    ///
    /// - Parameter seen: the fingerprint of the review that was looked at.
    /// - Throws: `Failure.conflict` when somebody has decided, or something has changed, since.
    public func approve(_ id: ListingChange.ID, seen: String, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let review = try Moderation.undecided(id, in: db)
            guard review.fingerprint == seen else {
                throw Failure.conflict("What is shown in public changed while you were looking. Look again.")
            }
            try Moderation.publish(review, by: actor, at: now, in: db)
            try Moderation.close(review.change, .approved, reason: nil, by: actor, at: now, in: db)
            try letters.changeApproved(review, at: now, in: db)
        }
    }

    /// The change does not go live; its owner is told why, and finds the words in their draft again.
    ///
    /// - Throws: `Failure.invalid` without a reason, `.conflict` when somebody has decided since.
    public func refuse(_ id: ListingChange.ID, reason: String, by actor: Actor) async throws {
        guard !reason.isEmpty else { throw Failure.invalid(["reason": "Say why, so that they can put it right"]) }
        let now = clock.now
        try await database.write { db in
            let review = try Moderation.undecided(id, in: db)
            try Moderation.close(review.change, .refused, reason: reason, by: actor, at: now, in: db)
            try Moderation.giveBack(review.change, at: now, in: db)
            try letters.changeRefused(review, reason: reason, at: now, in: db)
        }
    }

    private static func publish(_ review: Review, by actor: Actor, at now: Date, in db: Database) throws {
        guard let id = review.change.offerID else {
            return try GoingLive.publish(
                review.proposedOrganisation,
                over: review.organisation,
                how: .approved,
                by: review.organisation.name,
                actor: actor,
                at: now,
                in: db
            )
        }
        guard let listing = review.listing else {
            return try GoingLive.create(
                review.proposed,
                id: id,
                of: review.organisation,
                writtenAt: review.change.sentAt,
                actor: actor,
                at: now,
                in: db
            )
        }
        try GoingLive.publish(
            review.proposed,
            over: listing,
            how: .approved,
            by: review.organisation.name,
            isOwner: true,
            actor: actor,
            at: now,
            in: db
        )
    }

    private static func close(
        _ change: ListingChange,
        _ status: ListingChange.Status,
        reason: String?,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        var change = change
        (change.status, change.reason, change.decidedAt, change.decidedBy) = (status, reason, now, actor.id)
        try change.update(db)
        try Audit.record(.changeDecided, subject: change.id.text, by: actor, at: now, in: db)
    }

    /// Nothing that was written is lost: it lies under what has been written since.
    private static func giveBack(_ change: ListingChange, at now: Date, in db: Database) throws {
        guard let id = change.offerID, let overlay = change.offer else { return }
        let draft = try EditStore.draft(of: id, organisation: change.organisationID, in: db)
        try ListingDraft(
            offerID: id,
            organisationID: change.organisationID,
            isNew: change.isNew,
            overlay: draft?.overlay.over(overlay) ?? overlay,
            changedAt: now,
            changedBy: draft?.changedBy ?? change.sentBy
        ).upsert(db)
    }

    // MARK: Parts

    private static func undecided(_ id: ListingChange.ID, in db: Database) throws -> Review {
        let review = try review(id, in: db)
        guard review.change.status == .waiting else {
            throw Failure.conflict(
                review.change.status == .replaced
                    ? "They have sent more since. Look at the newer change."
                    : "Somebody has decided about this already."
            )
        }
        return review
    }

    private static func review(_ id: ListingChange.ID, in db: Database) throws -> Review {
        guard let change = try ListingChange.fetchOne(db, key: id), let review = try review(change, in: db) else {
            throw Failure.notFound
        }
        return review
    }

    static func review(_ change: ListingChange, in db: Database) throws -> Review? {
        guard let organisation = try Organisation.fetchOne(db, key: change.organisationID) else { return nil }
        return Review(
            change: change,
            organisation: organisation,
            listing: try change.offerID.flatMap { try DirectoryStore.listings([$0], in: db).first },
            sender: try Account.fetchOne(db, key: change.sentBy)?.name ?? ""
        )
    }
}
