import Foundation
import GRDB

/// A telephone call to an organisation: what to ask, and what was said.
extension StewardQueue {
    /// What is needed while one rings.
    public struct CallSheet: Sendable {
        public let organisation: Organisation
        /// Those that are listed, what is least fresh first.
        public let listings: [Listing]
    }

    public func callSheet(_ id: Organisation.ID, for actor: Actor) async throws -> CallSheet {
        try StewardQueue.check(actor)
        let now = clock.now
        return try await database.read { db in
            guard let organisation = try Organisation.fetchOne(db, key: id) else { throw Failure.notFound }
            let offers = try StewardQueue.listed(of: id, in: db)
            let order = { (offer: Offer) in Freshness.allCases.firstIndex(of: offer.freshness(now: now)) ?? 0 }
            let sorted = offers.sorted { (order($1), $0.name, $0.id.text) < (order($0), $1.name, $1.id.text) }
            return CallSheet(organisation: organisation, listings: try DirectoryStore.complete(sorted, in: db))
        }
    }

    private static func listed(of id: Organisation.ID, in db: Database) throws -> [Offer] {
        try Offer.fetchAll(
            db,
            sql: "SELECT * FROM offer WHERE organisationID = ? AND status IN ('active', 'temporarily closed')",
            arguments: [id]
        )
    }

    /// Somebody at the organisation said on the telephone that these listings are right.
    ///
    /// - Throws: `Failure.invalid` when none of them is a listing of the organisation.
    public func confirmByPhone(_ ids: Set<Offer.ID>, of id: Organisation.ID, by actor: Actor) async throws -> Int {
        try StewardQueue.check(actor)
        let now = clock.now
        return try await database.write { db in
            let offers = try StewardQueue.listed(of: id, in: db).filter { ids.contains($0.id) }
            guard !offers.isEmpty, let organisation = try Organisation.fetchOne(db, key: id) else {
                throw Failure.invalid(["offers": "Tick at least one listing that is right."])
            }
            for offer in offers {
                try EvidenceStore.record(
                    .confirmedByPhone,
                    of: offer.id,
                    by: organisation.name,
                    actor: actor,
                    at: now,
                    in: db
                )
                try Audit.record(.listingConfirmed, subject: offer.id.text, by: actor, at: now, in: db)
                try StewardQueue.unmark(.offer(offer.id), in: db)
            }
            return offers.count
        }
    }

    /// Nobody answered. The same day counts once, however often one rang.
    public func noAnswer(of id: Organisation.ID, by actor: Actor) async throws {
        try StewardQueue.check(actor)
        let now = clock.now
        try await database.write { db in
            let offers = try StewardQueue.listed(of: id, in: db)
            guard !offers.isEmpty else { throw Failure.notFound }
            for offer in offers {
                try EvidenceStore.record(
                    .noAnswer,
                    of: offer.id,
                    by: "A steward who rang",
                    actor: actor,
                    once: "no answer \(offer.id) \(Day(now))",
                    at: now,
                    in: db
                )
            }
        }
    }

    /// Forgets claims and snoozes of what is settled.
    static func unmark(_ subject: QueueItem.Subject, in db: Database) throws {
        try db.execute(sql: "DELETE FROM queueMark WHERE subject = ?", arguments: [subject.key])
    }
}
