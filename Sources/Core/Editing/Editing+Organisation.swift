import Foundation
import GRDB

extension Editing {
    /// An organisation's words about itself, on its own desk.
    public struct OrganisationSheet: Sendable {
        public let organisation: Organisation
        public let published: OrganisationFacts
        public let waiting: ListingChange?

        /// With what waits for a yes: what the form shows.
        public var sent: OrganisationFacts { waiting?.organisation?.applied(to: published) ?? published }
    }

    public func organisation(by actor: Actor) async throws -> OrganisationSheet {
        let id = try Editing.organisation(of: actor)
        return try await database.read { try Editing.organisationSheet(id, in: $0) }
    }

    static func organisationSheet(_ id: Organisation.ID, in db: Database) throws -> OrganisationSheet {
        guard let organisation = try Organisation.fetchOne(db, key: id) else { throw Failure.notFound }
        return OrganisationSheet(
            organisation: organisation,
            published: OrganisationFacts(organisation),
            waiting: try EditStore.waiting(of: id, in: db)
        )
    }

    /// Telephone number and e-mail address show at once, the rest waits for a steward.
    ///
    /// - Parameter seen: the fingerprint of what the form showed.
    /// - Throws: `Failure.conflict` when somebody else has changed it meanwhile.
    public func save(_ facts: OrganisationFacts, seen: String, by actor: Actor) async throws -> Sent {
        let id = try Editing.organisation(of: actor)
        let now = clock.now
        return try await database.write { db in
            let sheet = try Editing.organisationSheet(id, in: db)
            guard sheet.sent.fingerprint() == seen else {
                throw Failure.conflict("Somebody else changed this while you were writing.")
            }
            let changed = facts.differences(from: sheet.sent)
            let waiting = changed.filter(EditPolicy.needsYes)
            let live = changed.filter { !waiting.contains($0) }
            try GoingLive.publish(
                sheet.published.taking(live, from: facts),
                over: sheet.organisation,
                how: .edited,
                by: sheet.organisation.name,
                actor: actor,
                at: now,
                in: db
            )
            if !waiting.isEmpty { try Editing.ask(Overlay(waiting, of: facts), of: sheet, by: actor, at: now, in: db) }
            return Sent(live: live.count, waiting: waiting.count)
        }
    }

    private static func ask(
        _ overlay: Overlay<OrganisationFacts>,
        of sheet: OrganisationSheet,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let change = ListingChange(
            id: ListingChange.ID(),
            organisationID: sheet.organisation.id,
            isNew: false,
            organisation: overlay.over(sheet.waiting?.organisation),
            status: .waiting,
            sentAt: now,
            sentBy: actor.id
        )
        try Editing.ask(change, insteadOf: sheet.waiting, by: actor, at: now, in: db)
    }
}
