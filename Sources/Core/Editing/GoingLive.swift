import Foundation
import GRDB

/// Where facts become what everybody sees: the one way from an owner's words to the directory.
enum GoingLive {
    /// Writes these facts over the listing that stands, keeps the version before and after, and records the evidence.
    ///
    /// - Parameters:
    ///   - by: as `ListingVersion.by`.
    ///   - isOwner: whether the organisation itself says so; a steward who restores knows nothing new.
    static func publish(
        _ facts: OfferFacts,
        over listing: Listing,
        how: ListingVersion.How,
        by: String,
        isOwner: Bool,
        actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let changed = facts.differences(from: OfferFacts(listing))
        guard !changed.isEmpty else { return }
        try EditStore.keepFound(listing, at: now, in: db)
        var next = facts.written(to: listing, locations: try facts.places.map { try location($0, in: db) })
        next.offer.version += 1
        next.offer.lastModified = now
        try DirectoryStore.saveOffer(next, in: db)
        try endLinks(to: addresses(listing).subtracting(addresses(next)), of: next.offer.id, in: db)
        try EditStore.keep(next, how: how, changed: changed, by: by, actor: actor, at: now, in: db)
        try Audit.record(.listingEdited, subject: next.offer.id.text, by: actor, at: now, in: db)
        guard isOwner else { return }
        try EvidenceStore.record(.editedByOwner, of: next.offer.id, by: by, actor: actor, at: now, in: db)
        try ownerEdited(changed.flatMap(fields), of: next.offer.id, actor: actor, at: now, in: db)
    }

    /// A new offer, which its owner has described as it is today: that is a confirmation.
    static func create(
        _ facts: OfferFacts,
        id: Offer.ID,
        of organisation: Organisation,
        writtenAt: Date,
        actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let blank = Listing(offer: .blank(id, of: organisation, at: now), organisation: organisation)
        var listing = facts.written(to: blank, locations: try facts.places.map { try location($0, in: db) })
        listing.offer.confirmationInterval = CheckingInterval.days(for: listing)
        try DirectoryStore.saveOffer(listing, isNew: true, in: db)
        let changed = facts.differences(from: .empty)
        try EditStore.keep(
            listing,
            how: .approved,
            changed: changed,
            by: organisation.name,
            actor: actor,
            at: now,
            in: db
        )
        try Audit.record(.listingEdited, subject: id.text, by: actor, at: now, in: db)
        try EvidenceStore.record(.confirmedOnline, of: id, by: organisation.name, actor: nil, at: writtenAt, in: db)
        try ownerEdited(changed.flatMap(fields), of: id, actor: actor, at: now, in: db)
    }

    static func publish(
        _ facts: OrganisationFacts,
        over organisation: Organisation,
        how: ListingVersion.How,
        by: String,
        actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let changed = facts.differences(from: OrganisationFacts(organisation))
        guard !changed.isEmpty else { return }
        let isFirst = try ListingVersion.filter(
            sql: "organisationID = ? AND offerID IS NULL",
            arguments: [organisation.id]
        ).isEmpty(db)
        if isFirst {
            try EditStore.keep(
                organisation,
                how: .found,
                changed: [],
                by: "the directory",
                actor: nil,
                at: now,
                in: db
            )
        }
        let next = facts.written(to: organisation)
        try next.update(db)
        try EditStore.keep(next, how: how, changed: changed, by: by, actor: actor, at: now, in: db)
        try FieldOwners.claim(changed.map(\.rawValue), of: next.id, by: actor.id.text, at: now, in: db)
        try Audit.record(.organisationEdited, subject: next.id.text, by: actor, at: now, in: db)
        // Every listing shows its organisation's name.
        let offers = "SELECT id FROM offer WHERE organisationID = ?"
        for id in try Offer.ID.fetchAll(db, sql: offers, arguments: [next.id]) {
            try DirectoryStore.markDirty(id, in: db)
            if changed.contains(.email) { try endLinks(to: [organisation.email ?? ""], of: id, in: db) }
        }
    }

    // MARK: Links

    private static func addresses(_ listing: Listing) -> Set<String> {
        Set(([listing.offer.email] + listing.contacts.map(\.email)).compactMap { $0?.lowercased() })
    }

    /// Whoever read a mailbox that is taken off a listing answers for it no more, also when the address comes back.
    private static func endLinks(to addresses: Set<String>, of id: Offer.ID, in db: Database) throws {
        for mailbox in addresses.compactMap(Mailbox.init) { try LinkStore.end(mailbox, for: id, in: db) }
    }

    /// What the owner has edited here is the owner's: a source that brings the listing again may not write over it.
    ///
    /// - Parameter fields: names of properties of `Offer` or `Listing`.
    private static func ownerEdited(_ fields: [String], of id: Offer.ID, actor: Actor, at now: Date, in db: Database)
        throws
    {
        try FieldOwners.claim(fields, of: id, by: actor.id.text, at: now, in: db)
    }

    private static func fields(_ fact: OfferFacts.Fact) -> [String] {
        switch fact {
        case .who: ["eligibility"]
        case .ages: ["minimumAge", "maximumAge"]
        case .places: ["locations"]
        case .times: ["schedules"]
        case .cost: ["costs", "feesDescription"]
        // No source has it, so there is none to claim it from.
        case .neededFields: []
        case .name, .alternateName, .description, .firstVisit, .introduction, .audience, .languages, .needs, .ways,
            .areas, .phones, .email, .website, .contacts, .intake, .wait, .joining, .howToRefer:
            [fact.rawValue]
        }
    }

    /// The stored place when the words still describe it, else a new one: a hall is shared by many offers.
    static func location(_ place: PlaceFacts, in db: Database) throws -> Location {
        let old = try place.location.flatMap { try Location.fetchOne(db, key: $0) }
        if let old, PlaceFacts(old) == place { return old }
        var new = old ?? Location(id: Location.ID())
        new.id = Location.ID()
        (new.name, new.address, new.city) = (place.name, place.address, place.city)
        (new.gettingThere, new.accessibility) = (place.gettingThere, place.accessibility)
        new.isConfidential = place.isConfidential
        if old == nil || old?.postcode != place.postcode {
            let spot = try place.postcode.flatMap { Postcode($0) }.flatMap { try Gazetteer.spot(of: $0, in: db) }
            (new.latitude, new.longitude) = (spot?.coordinate.latitude, spot?.coordinate.longitude)
            new.precision = spot.map { $0.kind == .postcode && !$0.isApproximate ? .exact : .outcode } ?? .none
        }
        new.postcode = place.postcode
        return new
    }
}
