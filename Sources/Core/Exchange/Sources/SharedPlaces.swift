import Foundation
import GRDB

/// Halls that several offers stand at. A place that an owner keeps here is not changed by what a source says with
/// another offer of the same hall; that goes to the steward like any other disagreement.
enum SharedPlaces {
    /// - Returns: the places of an incoming offer as they may be stored.
    static func guarded(
        _ incoming: [Location],
        of offer: Offer.ID,
        source: Source.ID?,
        at now: Date,
        in db: Database
    ) throws -> [Location] {
        try incoming.map { place in
            guard let stored = try Location.fetchOne(db, key: place.id) else { return place }
            // Also when both say the same: what was said before is taken back by that.
            let owners = try owners(of: place.id, besides: offer, in: db)
            for listing in try DirectoryStore.listings(owners, in: db) {
                try note(place, over: listing, source: source, at: now, in: db)
            }
            return owners.isEmpty ? place : stored
        }
    }

    private static func owners(of place: Location.ID, besides offer: Offer.ID, in db: Database) throws -> [Offer.ID] {
        try Offer.ID.fetchAll(
            db,
            sql: """
                SELECT offerLocation.offerID FROM offerLocation
                JOIN fieldOwner ON fieldOwner.offerID = offerLocation.offerID AND field = 'locations'
                WHERE locationID = ? AND offerLocation.offerID <> ? ORDER BY 1
                """,
            arguments: [place, offer]
        )
    }

    private static func note(
        _ place: Location,
        over listing: Listing,
        source: Source.ID?,
        at now: Date,
        in db: Database
    ) throws {
        guard let field = ListingField.named("locations") else { return }
        var theirs = listing
        theirs.locations = listing.locations.map { $0.id == place.id ? place : $0 }
        try SourceConflicts.note(
            field,
            ours: listing,
            theirs: theirs,
            with: listing.offer.id,
            source: source,
            at: now,
            in: db
        )
    }
}
