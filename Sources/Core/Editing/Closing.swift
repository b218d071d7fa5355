import Foundation
import GRDB

/// Closing an offer, and opening it again: at once, because nobody should be sent to a closed door for a day longer.
///
/// A closed offer keeps its page, its words and its versions, and open data says that it is gone.
public struct Closing: Sendable {
    let database: AppDatabase
    let clock: AppClock

    public enum Kind: String, Sendable, CaseIterable {
        /// Nobody finds it any more.
        case forGood = "for good"
        /// People find it still, and read that it is closed for now.
        case forNow = "for now"

        public var status: Offer.Status { self == .forGood ? .defunct : .temporarilyClosed }
    }

    /// Who closes and opens: members of the organisation, and those who keep the directory.
    public static let deciding: Set<Role> = [.organisation, .steward, .administrator]

    /// - Throws: `Failure.notFound` for an offer of another organisation.
    public func listing(_ id: Offer.ID, for actor: Actor) async throws -> Listing {
        try await database.read { try Versions.listing(id, visibleTo: actor, in: $0) }
    }

    /// Closed twice is closed once.
    ///
    /// - Throws: `Failure.notFound` for an offer of another organisation.
    public func close(_ id: Offer.ID, _ kind: Kind, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let listing = try Versions.listing(id, visibleTo: actor, in: db)
            guard listing.offer.isListed, listing.offer.status != kind.status else { return }
            try Closing.set(kind.status, of: listing, by: actor, at: now, in: db)
            try Audit.record(.listingClosed, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Whether it is right after all this time nobody has said: it is as fresh as it was.
    ///
    /// - Throws: `Failure.notFound` for an offer of another organisation, `.conflict` for one that a steward has closed or
    ///   that is shown as a part of another.
    public func open(_ id: Offer.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let listing = try Versions.listing(id, visibleTo: actor, in: db)
            guard listing.offer.status != .active else { return }
            guard try Merge.live(.offer, merged: id.text, in: db) == nil else {
                throw Failure.conflict("This listing was the same as another one, which shows in its place.")
            }
            guard try !Closing.isStewards(id, actor, in: db) else {
                throw Failure.conflict("A steward of the directory has closed this. Ask them to open it again.")
            }
            try Closing.set(.active, of: listing, by: actor, at: now, in: db)
            try Audit.record(.listingOpened, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Whether the closing was a steward's and the actor is none.
    private static func isStewards(_ id: Offer.ID, _ actor: Actor, in db: Database) throws -> Bool {
        guard actor.role == .organisation else { return false }
        let last = try EvidenceStore.ledger(of: id, in: db).last { [.closed, .openedAgain].contains($0.kind) }
        return last?.kind == .closed && last?.by == Versions.steward
    }

    private static func set(
        _ status: Offer.Status,
        of listing: Listing,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let id = listing.offer.id
        let by = actor.role == .organisation ? listing.organisation.name : Versions.steward
        try EditStore.keeping(listing, by: by, actor: actor, at: now, in: db) {
            var offer = listing.offer
            (offer.status, offer.lastModified) = (status, now)
            offer.version += 1
            try offer.update(db)
        }
        try FieldOwners.claim(["status"], of: id, by: actor.id.text, at: now, in: db)
        try record(status, of: id, by: by, actor: actor, at: now, in: db)
        try DirectoryStore.markDirty(id, in: db)
    }

    /// Writes into the ledger that a listing is closed or open from now on, whoever has said so.
    static func record(
        _ status: Offer.Status,
        of id: Offer.ID,
        by: String,
        actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        guard let kind = evidence(of: status, isOwner: actor?.role == .organisation) else { return }
        try EvidenceStore.record(kind, of: id, by: by, actor: actor, at: now, in: db)
    }

    /// Closed for now is what the listing says itself: no doubt, but a sign that its owner looks after it.
    private static func evidence(of status: Offer.Status, isOwner: Bool) -> Evidence.Kind? {
        switch status {
        case .active: .openedAgain
        case .temporarilyClosed: isOwner ? .editedByOwner : nil
        case .defunct, .inactive: .closed
        }
    }
}
