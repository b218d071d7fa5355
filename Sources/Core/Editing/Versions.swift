import Foundation
import GRDB

/// How a listing came to say what it says, and the way back.
public struct Versions: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Every version, the newest first.
    /// - Throws: `Failure.notFound` for a member of another organisation.
    public func all(of id: Offer.ID, for actor: Actor) async throws -> (listing: Listing, versions: [ListingVersion]) {
        try await database.read { db in
            (try Versions.listing(id, visibleTo: actor, in: db), try EditStore.versions(of: id, in: db))
        }
    }

    /// Brings a version back: for a steward at once, for the owner into the draft, to be looked at and sent.
    ///
    /// - Throws: `Failure.notFound` when there is no such version.
    public func restore(_ number: Int, of id: Offer.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let listing = try Versions.listing(id, visibleTo: actor, in: db)
            let version = try EditStore.versions(of: id, in: db).first { $0.number == number }
            guard let facts = version?.facts else { throw Failure.notFound }
            if let organisation = actor.organisationID {
                let sheet = try Editing.sheet(id, of: organisation, in: db)
                var overlay = Overlay<OfferFacts>()
                overlay.write(OfferFacts.Fact.allCases, from: facts, over: sheet.sent)
                return try Editing.keep(overlay, of: sheet, by: actor, at: now, in: db)
            }
            try GoingLive.publish(
                facts,
                over: listing,
                how: .restored,
                by: "the steward",
                isOwner: false,
                actor: actor,
                at: now,
                in: db
            )
        }
    }

    private static func listing(_ id: Offer.ID, visibleTo actor: Actor, in db: Database) throws -> Listing {
        guard let listing = try DirectoryStore.listings([id], in: db).first else { throw Failure.notFound }
        switch actor.role {
        case .steward, .administrator: return listing
        case .organisation where actor.organisationID == listing.organisation.id: return listing
        default: throw Failure.notFound
        }
    }
}
