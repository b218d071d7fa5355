import Foundation
import GRDB

extension Editing {
    /// An organisation's words about itself, on its own desk.
    public struct OrganisationSheet: Sendable {
        public let organisation: Organisation
        public let published: OrganisationFacts
        public let waiting: ListingChange?
        /// The last answer, when it was a no and nothing was sent since.
        public let refused: ListingChange?

        /// With what waits for a yes.
        public var sent: OrganisationFacts { waiting?.organisation?.applied(to: published) ?? published }
        /// The same with the words that were refused, to be put right: what the form shows.
        public var working: OrganisationFacts { refused?.organisation?.applied(to: sent) ?? sent }
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
            waiting: try EditStore.waiting(of: id, in: db),
            refused: try EditStore.refused(of: id, in: db)
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
            guard sheet.working.fingerprint() == seen else {
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
            if !waiting.isEmpty {
                try Editing.ask(Overlay(waiting, of: facts), of: sheet, by: actor, at: now, in: db)
            } else {
                try Editing.giveUp(sheet, by: actor, at: now, in: db)
            }
            return Sent(live: live.count, waiting: waiting.count)
        }
    }

    /// What a steward has refused is given up: the form shows again what everybody sees.
    public func giveUpRefused(by actor: Actor) async throws {
        let id = try Editing.organisation(of: actor)
        let now = clock.now
        try await database.write { db in
            try Editing.giveUp(try Editing.organisationSheet(id, in: db), by: actor, at: now, in: db)
        }
    }

    /// The refused change stays as it was decided; an empty one after it says that it is done with.
    private static func giveUp(_ sheet: OrganisationSheet, by actor: Actor, at now: Date, in db: Database) throws {
        guard sheet.refused != nil else { return }
        try ListingChange(
            id: ListingChange.ID(),
            organisationID: sheet.organisation.id,
            isNew: false,
            organisation: Overlay(),
            status: .replaced,
            sentAt: now,
            sentBy: actor.id
        ).insert(db)
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
