import Foundation
import GRDB

/// Where facts become what everybody sees: the one way from an owner's words to the directory.
enum GoingLive {
    /// Writes these facts over the listing that stands, keeps the version before and after, and records the evidence.
    ///
    /// - Parameters:
    ///   - by: as `ListingVersion.by`.
    ///   - isOwner: whether the organisation itself says so; that is evidence, a steward's correction is none.
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
        try endLinks(of: listing, now: next, in: db)
        try EditStore.keep(next, how: how, changed: changed, by: by, actor: actor, at: now, in: db)
        try Audit.record(.listingEdited, subject: next.offer.id.text, by: actor, at: now, in: db)
        if isOwner {
            try EvidenceStore.record(.editedByOwner, of: next.offer.id, by: by, actor: actor, at: now, in: db)
        }
        try claim(changed.flatMap(fields), of: next.offer.id, actor: actor, at: now, in: db)
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
        try claim(changed.flatMap(fields), of: id, actor: actor, at: now, in: db)
    }

    static func publish(
        _ facts: OrganisationFacts,
        over organisation: Organisation,
        how: ListingVersion.How,
        by: String,
        actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let changed = facts.differences(from: OrganisationFacts(organisation))
        guard !changed.isEmpty else { return }
        try EditStore.keepFound(organisation, at: now, in: db)
        let next = facts.written(to: organisation)
        try next.update(db)
        try EditStore.keep(next, how: how, changed: changed, by: by, actor: actor, at: now, in: db)
        let owner = actor?.id.text ?? "command line"
        try FieldOwners.claim(changed.map(\.rawValue), of: next.id, by: owner, at: now, in: db)
        try Audit.record(.organisationEdited, subject: next.id.text, by: actor, at: now, in: db)
        try DirectoryStore.markDirty(offersOf: next.id, in: db)
        guard changed.contains(.email), let former = organisation.email.flatMap(Mailbox.init) else { return }
        for offer in try Offer.filter(Column("organisationID") == next.id).fetchAll(db)
        where Mailbox(of: offer, by: next) != former {
            try LinkStore.end(former, for: offer.id, in: db)
        }
    }

    // MARK: Links

    /// Its organisation's is the one that is asked, whatever stands in the listing beside it.
    private static func addresses(_ listing: Listing) -> Set<String> {
        let all = [listing.organisation.email, listing.offer.email] + listing.contacts.map(\.email)
        return Set(all.compactMap { $0?.lowercased() })
    }

    /// Whoever read a mailbox that is taken off a listing answers for it no more, also when the address comes back.
    static func endLinks(of listing: Listing, now next: Listing, in db: Database) throws {
        let gone = addresses(listing).subtracting(addresses(next))
        for mailbox in gone.compactMap(Mailbox.init) { try LinkStore.end(mailbox, for: next.offer.id, in: db) }
    }

    /// What was edited here stays as it is: a source that brings the listing again may not write over it.
    ///
    /// - Parameter fields: names of properties of `Offer` or `Listing`.
    private static func claim(_ fields: [String], of id: Offer.ID, actor: Actor, at now: Date, in db: Database)
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
