import Foundation
import GRDB

/// A source says otherwise than the owner of a field here; what is here stays until a steward settles it.
public struct SourceConflict: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<SourceConflict>
    public static let databaseTableName = "sourceConflict"

    public var id: ID
    public var offerID: Offer.ID
    /// Nil when a file said it.
    public var sourceID: Source.ID?
    /// A name of `ListingField`.
    public var field: String
    /// Both values as JSON.
    public var ownValue: String
    public var sourceValue: String
    public var at: Date
    public var settledAt: Date?
    public var settled: Settlement?

    public enum Settlement: String, Codable, Sendable, CaseIterable {
        /// What is here stays, and the source's word is not asked about again until it changes.
        case ours
        /// The source's value is taken, and the source fills the field from now on.
        case theirs
    }
}

/// The steward's verbs over what sources and owners disagree about.
public struct SourceConflicts: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Those that nobody has settled, the oldest first.
    public func open() async throws -> [SourceConflict] {
        try await database.read {
            try SourceConflict.fetchAll($0, sql: "SELECT * FROM sourceConflict WHERE settledAt IS NULL ORDER BY at, id")
        }
    }

    /// A disagreement with the listing as it is here, and as it would be if the source had its way.
    public struct Review: Sendable {
        public let conflict: SourceConflict
        public let ours: Listing
        public let theirs: Listing
        /// Nil when a file said it.
        public let source: String?
    }

    public static let pageSize = 100

    /// The oldest first, ``pageSize`` at most.
    ///
    /// - Parameter offer: of this listing alone; nil for all.
    public func reviews(of offer: Offer.ID? = nil, for actor: Actor) async throws -> [Review] {
        guard SourceConflicts.settling.contains(actor.role) else { throw Failure.forbidden }
        let scope: SQL = offer.map { "AND offerID = \($0)" } ?? ""
        return try await database.read { db in
            let open: SQLRequest<SourceConflict> = """
                SELECT * FROM sourceConflict WHERE settledAt IS NULL \(scope) ORDER BY at, id
                LIMIT \(SourceConflicts.pageSize)
                """
            return try open.fetchAll(db).compactMap { try SourceConflicts.review($0, in: db) }
        }
    }

    private static func review(_ conflict: SourceConflict, in db: Database) throws -> Review? {
        guard let ours = try DirectoryStore.listings([conflict.offerID], in: db).first,
            let theirs = try applied(conflict, to: ours)
        else { return nil }
        let source = try conflict.sourceID.flatMap { try Source.fetchOne(db, key: $0) }
        return Review(conflict: conflict, ours: ours, theirs: theirs, source: source?.name)
    }

    /// The listing with the source's word; nil for a field that is none.
    ///
    /// No source knows that an address is secret: where one is, those that it brings are secret, too.
    private static func applied(_ conflict: SourceConflict, to ours: Listing) throws -> Listing? {
        guard let field = ListingField.named(conflict.field) else { return nil }
        var theirs = ours
        try field.set(conflict.sourceValue, &theirs)
        guard ours.locations.contains(where: \.isConfidential) else { return theirs }
        for index in theirs.locations.indices { theirs.locations[index].isConfidential = true }
        return theirs
    }

    /// Who settles them.
    public static let settling: Set<Role> = [.steward, .administrator]

    /// - Throws: `Failure.notFound` when there is none of that name, `.conflict` when it is settled already.
    public func settle(_ id: SourceConflict.ID, _ settlement: SourceConflict.Settlement, by actor: Actor?) async throws
    {
        let now = clock.now
        try await database.write { db in
            guard var conflict = try SourceConflict.fetchOne(db, key: id) else { throw Failure.notFound }
            guard conflict.settledAt == nil else { throw Failure.conflict("Somebody has settled this already.") }
            if settlement == .theirs { try SourceConflicts.take(conflict, by: actor, at: now, in: db) }
            conflict.settledAt = now
            conflict.settled = settlement
            try conflict.update(db)
            try Audit.record(.conflictSettled, subject: conflict.offerID.text, by: actor, at: now, in: db)
        }
    }

    private static func take(_ conflict: SourceConflict, by actor: Actor?, at now: Date, in db: Database) throws {
        guard let ours = try DirectoryStore.listings([conflict.offerID], in: db).first,
            var listing = try applied(conflict, to: ours)
        else { throw Failure.notFound }
        if let fact = ListingField.ofOrganisation(named: conflict.field)?.owned {
            try takeOrganisation(listing.organisation, over: ours.organisation, by: actor, at: now, in: db)
            return try FieldOwners.release([fact], of: listing.organisation.id, in: db)
        }
        try Merges.keepMerged(&listing.offer, in: db)
        listing.offer.lastModified = now
        listing.offer.version += 1
        try EditStore.keeping(ours, by: Versions.steward, actor: actor, at: now, in: db) {
            try DirectoryStore.save(listing, in: db)
        }
        if listing.offer.status != ours.offer.status {
            let id = listing.offer.id
            try Closing.record(listing.offer.status, of: id, by: Versions.steward, actor: actor, at: now, in: db)
        }
        try FieldOwners.release([conflict.field], of: conflict.offerID, in: db)
    }

    /// Its words keep their versions; its numbers have none.
    private static func takeOrganisation(
        _ theirs: Organisation,
        over ours: Organisation,
        by actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let facts = OrganisationFacts(theirs)
        let by = Versions.steward
        try GoingLive.publish(facts, over: ours, how: .edited, by: by, actor: actor, at: now, in: db)
        try theirs.update(db)
        try DirectoryStore.markDirty(offersOf: theirs.id, in: db)
    }
}

extension SourceConflicts {
    /// Puts what is owned here over what a source says, and keeps each disagreement for the steward.
    static func keepOwned(
        _ incoming: Listing,
        over known: Listing,
        source: Source.ID?,
        at now: Date,
        in db: Database
    ) throws -> Listing {
        let owned = try FieldOwners.fields(of: known.offer.id, in: db)
        guard !owned.isEmpty else { return incoming }
        var kept = incoming
        for field in ListingField.all where owned.contains(field.name) {
            field.copy(known, &kept)
            try note(
                field,
                ours: known,
                theirs: incoming,
                with: known.offer.id,
                source: source,
                at: now,
                in: db
            )
        }
        return kept
    }

    /// - Parameter offer: the offer that the disagreement stands with.
    static func note(
        _ field: ListingField,
        ours: Listing,
        theirs: Listing,
        with offer: Offer.ID,
        source: Source.ID?,
        at now: Date,
        in db: Database
    ) throws {
        let (own, other) = (try field.json(ours), try field.json(theirs))
        guard own != other else {
            try db.execute(
                sql: """
                    DELETE FROM sourceConflict WHERE offerID = ? AND sourceID IS ? AND field = ? AND settledAt IS NULL
                    """,
                arguments: [offer, source, field.name]
            )
            return
        }
        guard try !field.isEmpty(theirs) else { return }
        try record(field.name, of: offer, own: own, other: other, source: source, at: now, in: db)
    }

    /// The same word of the same source is not asked about twice; a new word is.
    static func record(
        _ field: String,
        of offer: Offer.ID,
        own: String,
        other: String,
        source: Source.ID?,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO sourceConflict (id, offerID, sourceID, field, ownValue, sourceValue, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (offerID, ifnull(sourceID, ''), field) DO UPDATE
                SET ownValue = excluded.ownValue, sourceValue = excluded.sourceValue, at = excluded.at,
                    settledAt = NULL, settled = NULL
                WHERE sourceValue <> excluded.sourceValue
                """,
            arguments: [SourceConflict.ID(), offer, source, field, own, other, now]
        )
    }
}
