import Foundation
import GRDB

/// How a listing, or an organisation, came to say what it says, and the way back.
public struct Versions: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// As `ListingVersion.by` names whoever keeps the directory.
    static let steward = "the steward"

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
                by: Versions.steward,
                isOwner: false,
                actor: actor,
                at: now,
                in: db
            )
        }
    }

    // MARK: Of an organisation

    /// Every version of what an organisation says about itself, the newest first.
    /// - Throws: `Failure.notFound` for a member of another organisation.
    public func all(
        of id: Organisation.ID,
        for actor: Actor
    ) async throws -> (organisation: Organisation, versions: [ListingVersion]) {
        try await database.read { db in
            (try Versions.organisation(id, visibleTo: actor, in: db), try EditStore.versions(of: id, in: db))
        }
    }

    /// Brings a version back at once; an organisation itself takes one into its form and saves that.
    ///
    /// - Throws: `Failure.forbidden` for all but those who keep the directory, `.notFound` when there is no such version.
    public func restore(_ number: Int, of id: Organisation.ID, by actor: Actor) async throws {
        guard actor.role == .steward || actor.role == .administrator else { throw Failure.forbidden }
        let now = clock.now
        try await database.write { db in
            let organisation = try Versions.organisation(id, visibleTo: actor, in: db)
            let version = try EditStore.versions(of: id, in: db).first { $0.number == number }
            guard let facts = version?.organisationFacts else { throw Failure.notFound }
            try GoingLive.publish(
                facts,
                over: organisation,
                how: .restored,
                by: Versions.steward,
                actor: actor,
                at: now,
                in: db
            )
        }
    }

    // MARK: Parts

    static func listing(_ id: Offer.ID, visibleTo actor: Actor, in db: Database) throws -> Listing {
        guard let listing = try DirectoryStore.listings([id], in: db).first,
            isOpen(listing.organisation.id, to: actor)
        else { throw Failure.notFound }
        return listing
    }

    private static func organisation(
        _ id: Organisation.ID,
        visibleTo actor: Actor,
        in db: Database
    ) throws -> Organisation {
        guard isOpen(id, to: actor), let organisation = try Organisation.fetchOne(db, key: id) else {
            throw Failure.notFound
        }
        return organisation
    }

    private static func isOpen(_ organisation: Organisation.ID, to actor: Actor) -> Bool {
        switch actor.role {
        case .steward, .administrator: true
        case .organisation: actor.organisationID == organisation
        default: false
        }
    }
}
