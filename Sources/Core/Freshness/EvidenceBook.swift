import Foundation
import GRDB

/// The ledger of a listing, for those who judge by it.
public struct EvidenceBook: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// A listing with what is known for and against it.
    public struct Sheet: Sendable {
        public let listing: Listing
        /// Newest first.
        public let ledger: [Evidence]
        public let doubts: [EvidencePolicy.OpenDoubt]
        /// What the checker sees amiss now, the oldest first.
        public let findings: [Finding]
        public let freshness: Freshness
        /// What the listing becomes if nothing happens, and when; nil when it stays as it is.
        public let next: FreshnessPolicy.Change?
    }

    /// Whom the ledger is for: those who see hidden listings too.
    public static func isOpen(to role: Role?) -> Bool { Freshness.showsHidden(to: role) }

    /// - Throws: `Failure.forbidden` for those whom it is not for, `.notFound`.
    public func sheet(_ id: Offer.ID, for actor: Actor) async throws -> Sheet {
        guard EvidenceBook.isOpen(to: actor.role) else { throw Failure.forbidden }
        let now = clock.now
        return try await database.read { db in
            guard let listing = try DirectoryStore.listings([id], in: db).first else { throw Failure.notFound }
            let ledger = try EvidenceStore.ledger(of: id, in: db)
            let offer = listing.offer
            return Sheet(
                listing: listing,
                ledger: ledger.reversed(),
                doubts: EvidencePolicy.openDoubts(of: ledger, confirmedAt: offer.confirmedAt),
                findings: try FindingStore.open(of: id, in: db),
                freshness: offer.freshness(now: now),
                next: FreshnessPolicy.nextChange(
                    offer.standing,
                    addedAt: offer.addedAt,
                    interval: offer.confirmationInterval,
                    now: now
                )
            )
        }
    }
}
