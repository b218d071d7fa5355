import Foundation
import GRDB

/// What a member of an organisation does with its own offers, and a steward with any that is listed: write, look, send,
/// bring back. There is one draft of an offer, whoever writes in it.
public struct Editing: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Who corrects a listing: members of its organisation, and those who keep the directory.
    public static let writing: Set<Role> = [.organisation, .steward, .administrator]

    /// An offer on the desk of whoever writes.
    public struct Sheet: Sendable {
        public let id: Offer.ID
        public let organisation: Organisation
        /// As everybody sees it; nil for one that is not in the directory yet.
        public let listing: Listing?
        public let published: OfferFacts
        public let waiting: ListingChange?
        public let draft: ListingDraft?
        /// The last answer, when it was a no and nothing was sent since.
        public let refused: ListingChange?
        /// Whether the one who looks keeps the directory: their own yes is enough.
        public let isStewards: Bool

        /// What is published, with what waits for a yes: what a draft starts from.
        public var sent: OfferFacts { waiting?.offer?.applied(to: published) ?? published }
        /// The same with the draft: what the form shows.
        public var working: OfferFacts { draft?.overlay.applied(to: sent) ?? sent }
        /// What the draft would change.
        public var changes: [OfferFacts.Fact] { draft?.overlay.changes(over: sent) ?? [] }
        /// What somebody who looks at the difference has seen.
        public var fingerprint: String { sent.fingerprint() + working.fingerprint() }
        /// Which of the changes a steward looks at first.
        public func needsYes(_ fact: OfferFacts.Fact) -> Bool {
            !isStewards && (listing == nil || EditPolicy.needsYes(fact, needs: published.needs + working.needs))
        }
    }

    public struct Sent: Equatable, Sendable {
        /// How many facts show at once.
        public let live: Int
        /// How many wait for a steward's yes.
        public let waiting: Int
    }

    // MARK: Looking

    /// - Throws: `Failure.notFound` for what is not the actor's to change.
    public func sheet(_ id: Offer.ID, by actor: Actor) async throws -> Sheet {
        try await database.read { try Editing.sheet(id, by: actor, in: $0) }
    }

    /// Offers that are not in the directory yet, by when they were last written.
    public func unpublished(by actor: Actor) async throws -> [Sheet] {
        let organisation = try Editing.organisation(of: actor)
        return try await database.read { db in
            let ids = try Offer.ID.fetchAll(
                db,
                sql: """
                    SELECT offerID FROM listingDraft WHERE organisationID = ?1 AND isNew UNION
                    SELECT offerID FROM listingChange WHERE organisationID = ?1 AND isNew AND status = 'waiting'
                    """,
                arguments: [organisation]
            )
            return try ids.map { try Editing.sheet($0, of: organisation, in: db) }
        }
    }

    /// Offers of the organisation that have a draft or wait for a yes.
    public func unfinished(by actor: Actor) async throws -> (drafts: Set<Offer.ID>, waiting: Set<Offer.ID>) {
        let organisation = try Editing.organisation(of: actor)
        return try await database.read { db in
            let drafts = "SELECT offerID FROM listingDraft WHERE organisationID = ?"
            let waiting = """
                SELECT offerID FROM listingChange
                WHERE organisationID = ? AND offerID IS NOT NULL AND status = 'waiting'
                """
            return (
                try Offer.ID.fetchSet(db, sql: drafts, arguments: [organisation]),
                try Offer.ID.fetchSet(db, sql: waiting, arguments: [organisation])
            )
        }
    }

    /// The listing as it would stand with everything that is written, for a preview.
    public func preview(_ id: Offer.ID, by actor: Actor) async throws -> Listing {
        let now = clock.now
        return try await database.read { db in
            let sheet = try Editing.sheet(id, by: actor, in: db)
            let blank = Listing(
                offer: .blank(id, of: sheet.organisation, at: now),
                organisation: sheet.organisation
            )
            let locations = try sheet.working.places.map { try GoingLive.location($0, in: db) }
            return sheet.working.written(to: sheet.listing ?? blank, locations: locations)
        }
    }

    // MARK: Writing

    /// Keeps what was written in one section, if that section still says what the writer has seen.
    ///
    /// - Parameter seen: the fingerprint of the section's facts as the form showed them.
    /// - Throws: `Failure.conflict` when somebody else has changed the section meanwhile; nothing is written then.
    public func save(
        _ section: EditSection,
        _ facts: OfferFacts,
        of id: Offer.ID,
        seen: String,
        by actor: Actor
    ) async throws {
        let now = clock.now
        try await database.write { db in
            let sheet = try Editing.sheet(id, by: actor, in: db)
            guard sheet.working.fingerprint(of: section.facts) == seen else {
                throw Failure.conflict("Somebody else changed this part while you were writing.")
            }
            var overlay = sheet.draft?.overlay ?? Overlay()
            overlay.write(section.facts, from: facts, over: sheet.sent)
            try Editing.keep(overlay, of: sheet, by: actor, at: now, in: db)
        }
    }

    /// Begins an offer that is not in the directory yet; done again with the same identifier, it changes nothing.
    ///
    /// - Parameter id: made with the form, so that sending it twice begins one.
    public func begin(_ id: Offer.ID, _ facts: OfferFacts, by actor: Actor) async throws {
        let organisation = try Editing.organisation(of: actor)
        let now = clock.now
        try await database.write { db in
            guard try !Editing.isTaken(id, in: db) else {
                _ = try Editing.sheet(id, of: organisation, in: db)
                return
            }
            let begun = "SELECT COUNT(*) FROM listingDraft WHERE organisationID = ? AND isNew"
            guard
                try Int.fetchOne(db, sql: begun, arguments: [organisation]) ?? 0 < EditPolicy.mostNewOffers
            else {
                throw Failure.invalid([
                    "name":
                        "You have \(EditPolicy.mostNewOffers) new offers that are not finished. Finish or throw away one of them first."
                ])
            }
            try ListingDraft(
                offerID: id,
                organisationID: organisation,
                isNew: true,
                overlay: Overlay(EditSection.about.facts, of: facts),
                changedAt: now,
                changedBy: actor.id
            ).insert(db)
        }
    }

    /// - Throws: `Failure.conflict` when a steward would throw away what somebody else wrote.
    public func discard(_ id: Offer.ID, by actor: Actor) async throws {
        try await database.write { db in
            let sheet = try Editing.sheet(id, by: actor, in: db)
            guard !sheet.isStewards || (sheet.draft?.changedBy ?? actor.id) == actor.id else {
                throw Failure.conflict("Somebody else wrote these changes. They can throw them away.")
            }
            try sheet.draft?.delete(db)
        }
    }

    // MARK: Sending

    /// Sends the draft: what the owner's word is enough for shows at once, the rest waits for a steward.
    ///
    /// - Parameter seen: the sheet's fingerprint when its difference was looked at.
    /// - Throws: `Failure.conflict` when something has changed since, `.invalid` by section for a new offer that is not
    ///   complete.
    public func send(_ id: Offer.ID, seen: String, by actor: Actor) async throws -> Sent {
        let now = clock.now
        return try await database.write { db in
            let sheet = try Editing.sheet(id, by: actor, in: db)
            guard sheet.fingerprint == seen else {
                throw Failure.conflict("Something here changed while you were looking. Look again, then send it.")
            }
            guard let draft = sheet.draft, !sheet.changes.isEmpty else { return Sent(live: 0, waiting: 0) }
            if sheet.listing == nil, !sheet.working.problems.isEmpty { throw Failure.invalid(sheet.working.problems) }
            let waiting = sheet.changes.filter(sheet.needsYes)
            let live = sheet.changes.filter { !waiting.contains($0) }
            if let listing = sheet.listing, !live.isEmpty {
                try GoingLive.publish(
                    draft.overlay.only(live).applied(to: sheet.published),
                    over: listing,
                    how: .edited,
                    by: sheet.isStewards ? Versions.steward : sheet.organisation.name,
                    isOwner: !sheet.isStewards,
                    actor: actor,
                    at: now,
                    in: db
                )
            }
            if !waiting.isEmpty { try Editing.ask(draft.overlay.only(waiting), of: sheet, by: actor, at: now, in: db) }
            try draft.delete(db)
            return Sent(live: live.count, waiting: waiting.count)
        }
    }

    /// Puts a change before the steward; what is still waiting is part of it already.
    static func ask(
        _ change: ListingChange,
        insteadOf waiting: ListingChange?,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        if var waiting {
            waiting.status = .replaced
            try waiting.update(db)
        }
        try change.insert(db)
        try Audit.record(.changeSent, subject: change.id.text, by: actor, at: now, in: db)
    }

    private static func ask(
        _ overlay: Overlay<OfferFacts>,
        of sheet: Sheet,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let change = ListingChange(
            id: ListingChange.ID(),
            organisationID: sheet.organisation.id,
            offerID: sheet.id,
            isNew: sheet.listing == nil,
            offer: overlay.over(sheet.waiting?.offer),
            status: .waiting,
            sentAt: now,
            sentBy: actor.id
        )
        try Editing.ask(change, insteadOf: sheet.waiting, by: actor, at: now, in: db)
    }

    // MARK: Parts

    static func organisation(of actor: Actor) throws(Failure) -> Organisation.ID {
        guard actor.role == .organisation, let id = actor.organisationID else { throw .forbidden }
        return id
    }

    /// - Throws: `Failure.forbidden` for those who change no listing, `.notFound` for what is not theirs.
    static func sheet(_ id: Offer.ID, by actor: Actor, in db: Database) throws -> Sheet {
        guard actor.role == .steward || actor.role == .administrator else {
            return try sheet(id, of: try organisation(of: actor), in: db)
        }
        let organisation = try Versions.listing(id, visibleTo: actor, in: db).organisation.id
        return try sheet(id, of: organisation, isStewards: true, in: db)
    }

    static func sheet(
        _ id: Offer.ID,
        of organisationID: Organisation.ID,
        isStewards: Bool = false,
        in db: Database
    ) throws -> Sheet {
        guard let organisation = try Organisation.fetchOne(db, key: organisationID) else { throw Failure.notFound }
        let listing = try DirectoryStore.listings([id], in: db).first
        let draft = try EditStore.draft(of: id, organisation: organisationID, in: db)
        let waiting = try EditStore.waiting(of: id, in: db).flatMap { $0.organisationID == organisationID ? $0 : nil }
        let isOwn = listing.map { $0.organisation.id == organisationID } ?? (draft != nil || waiting != nil)
        guard isOwn else { throw Failure.notFound }
        return Sheet(
            id: id,
            organisation: organisation,
            listing: listing,
            published: listing.map(OfferFacts.init) ?? .empty,
            waiting: waiting,
            draft: draft,
            refused: try EditStore.refused(of: id, in: db),
            isStewards: isStewards
        )
    }

    static func keep(
        _ overlay: Overlay<OfferFacts>,
        of sheet: Sheet,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        if overlay.isEmpty, sheet.listing != nil || sheet.waiting != nil {
            try sheet.draft?.delete(db)
            return
        }
        try ListingDraft(
            offerID: sheet.id,
            organisationID: sheet.organisation.id,
            isNew: sheet.listing == nil,
            overlay: overlay,
            changedAt: now,
            changedBy: actor.id
        ).upsert(db)
    }

    private static func isTaken(_ id: Offer.ID, in db: Database) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM offer WHERE id = ?1) OR EXISTS (SELECT 1 FROM listingDraft WHERE offerID = ?1)
                OR EXISTS (SELECT 1 FROM listingChange WHERE offerID = ?1)
            """
        return try Bool.fetchOne(db, sql: sql, arguments: [id]) ?? false
    }
}
