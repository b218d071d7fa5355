import Crypto
import Foundation
import GRDB

/// Stores records one by one, each whole or not at all, and carries what has to be remembered between them.
struct ImportSession: Sendable {
    let clock: AppClock
    let needs: NeedMatcher
    /// The feed that the records come from, and its current run; nil for a file.
    let source: Source.ID?
    let run: SourceRun.ID?
    var report = ImportReport()
    /// The line of each id that was seen in this file.
    private var lines: [Offer.ID: Int] = [:]

    /// Part of every record's digest, so that a better reader reads old files again.
    static let readerVersion = "3"

    init(clock: AppClock, needs: NeedMatcher, source: Source.ID?, run: SourceRun.ID?) {
        (self.clock, self.needs, self.source, self.run) = (clock, needs, source, run)
    }

    /// - Returns: what needs somebody's eye.
    mutating func store(_ record: RecordScanner.Record, in db: Database) throws -> [ImportReport.Entry] {
        report.records += 1
        var id: String?
        do {
            let object = try SourceObject(record.bytes)
            id = object.line("id")
            let reading = try reader(in: db).read(object, digest: ImportSession.digest(record.bytes))
            try refuseRepeated(reading.listing.offer.id, line: record.line, in: db)
            var isNew = false
            try db.inSavepoint {
                isNew = try keep(reading, in: db)
                return .commit
            }
            guard isNew else { return [] }
            report.mended += reading.notes.isEmpty ? 0 : 1
            return reading.notes.map { .init(line: record.line, id: id, what: "mended", reason: $0) }
        } catch {
            report.skipped += 1
            return [.init(line: record.line, id: id, what: "skipped", reason: try ImportSession.reason(for: error))]
        }
    }

    private mutating func refuseRepeated(_ id: Offer.ID, line: Int, in db: Database) throws {
        if let first = lines[id] { throw ServiceReader.Refusal(reason: "its id was already used on line \(first)") }
        if let source, let run, try SourceOffer.known(id, source, in: db)?.runID == run {
            throw ServiceReader.Refusal(reason: "its id came before in this feed")
        }
        lines[id] = line
    }

    private func reader(in db: Database) -> ServiceReader {
        ServiceReader(
            now: clock.now,
            outcode: { try Gazetteer.outcode(of: $0, in: db)?.coordinate },
            needs: needs
        )
    }

    // MARK: Keeping

    /// - Returns: false when it is here already, just as it came.
    private mutating func keep(_ reading: ServiceReader.Reading, in db: Database) throws -> Bool {
        let incoming = reading.listing
        let known = try ImportSession.known(Offer.self, incoming.offer.id, in: db)
        if let known, try isUnchanged(incoming.offer, known, in: db) {
            report.unchanged += 1
            return false
        }
        var listing = incoming
        listing.locations = try ImportSession.keepingSecrets(listing.locations, in: db)
        if let known {
            listing.offer = reading.offer(replacing: known)
            listing = try overlaid(listing, in: db)
        } else {
            listing.offer.confirmationInterval = CheckingInterval.days(for: listing)
        }
        listing.locations = try SharedPlaces.guarded(
            listing.locations,
            of: listing.offer.id,
            source: source,
            at: clock.now,
            in: db
        )
        let organisation = try settleOrganisation(of: &listing, in: db)
        try Merges.keepMerged(&listing.offer, in: db)
        // The same organisation comes with each of its offers.
        if listing.organisation != organisation { try listing.organisation.upsert(db) }
        try DirectoryStore.saveOffer(listing, isNew: known == nil, in: db)
        if let organisation, organisation.id == incoming.organisation.id {
            try SourceConflicts.note(
                incoming.organisation,
                over: organisation,
                with: listing.offer,
                source: source,
                at: clock.now,
                in: db
            )
        }
        if known != nil {
            try EvidenceStore.refresh(listing.offer.id, in: db)
            try EditStore.keepImported(listing.offer.id, at: clock.now, in: db)
        }
        if known == nil { report.added += 1 } else { report.changed += 1 }
        return true
    }

    /// What was retired comes back as it was, and what another feed brings is left to that one.
    private func isUnchanged(_ offer: Offer, _ known: Offer, in db: Database) throws -> Bool {
        if let source, try SourceOffer.isHeld(offer.id, byOtherThan: source, in: db) { return true }
        guard known.sourceDigest == offer.sourceDigest else { return false }
        return try source.map { try SourceOffer.known(offer.id, $0, in: db)?.retiredAt == nil } ?? true
    }

    private func overlaid(_ listing: Listing, in db: Database) throws -> Listing {
        guard try !FieldOwners.fields(of: listing.offer.id, in: db).isEmpty,
            let whole = try DirectoryStore.listings([listing.offer.id], in: db).first
        else { return listing }
        return try SourceConflicts.keepOwned(listing, over: whole, source: source, at: clock.now, in: db)
    }

    /// No source knows that an address is secret; what was said here stays.
    private static func keepingSecrets(_ locations: [Location], in db: Database) throws -> [Location] {
        try locations.map { location in
            var location = location
            location.isConfidential = try known(Location.self, location.id, in: db)?.isConfidential ?? false
            return location
        }
    }

    /// - Returns: the organisation as it is stored.
    private func settleOrganisation(of listing: inout Listing, in db: Database) throws -> Organisation? {
        let own = listing.organisation.id
        let id = try Merges.survivor(of: own, bringing: listing.offer.id, in: db) ?? own
        let stored = try ImportSession.known(Organisation.self, id, in: db)
        listing.offer.organisationID = id
        guard let stored else { return nil }
        if id == own {
            let owned = try FieldOwners.fields(of: id, in: db)
            listing.organisation = listing.organisation.completed(from: stored).keeping(owned, of: stored)
        } else {
            listing.organisation = stored
        }
        return stored
    }

    /// By statements that are kept: these are asked for every record.
    private static func known<Record: FetchableRecord & TableRecord, Entity>(
        _ type: Record.Type,
        _ id: Identifier<Entity>,
        in db: Database
    ) throws -> Record? {
        try Record.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM \(Record.databaseTableName) WHERE id = ?"),
            arguments: [id]
        )
    }

    private static func digest(_ bytes: [UInt8]) -> Data {
        var hasher = SHA256()
        hasher.update(data: Data(readerVersion.utf8))
        hasher.update(data: Data(bytes))
        return Data(hasher.finalize())
    }

    /// What was wrong with a record; a fault of the disk or the program is no fault of the record, and goes on up.
    private static func reason(for error: any Error) throws -> String {
        switch error {
        case let refusal as ServiceReader.Refusal: return refusal.reason
        case is SourceObject.NotAnObject: return "it is not a JSON object"
        case let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT:
            return "it breaks a rule of the directory"
        case let error as CocoaError where error.code == .propertyListReadCorrupt: return "it is not valid JSON"
        default: throw error
        }
    }
}

extension ServiceReader.Reading {
    /// The imported offer over the one that is here: what only we know stays, and the later confirmation counts.
    func offer(replacing known: Offer) -> Offer {
        var next = listing.offer
        next.addedAt = known.addedAt
        next.version = known.version + 1
        next.introduction = known.introduction
        next.firstVisit = known.firstVisit
        if !saysTerms { (next.audience, next.joining) = (known.audience, known.joining) }
        if !saysIntake { next.intake = known.intake }
        next.confirmationInterval = known.confirmationInterval
        next.neededFields = known.neededFields
        next.standing = known.standing
        if let earlier = known.confirmedAt, earlier > next.confirmedAt ?? .distantPast {
            next.confirmedAt = earlier
            next.confirmedBy = known.confirmedBy
        }
        return next
    }
}

extension Organisation {
    func completed(from known: Organisation) -> Organisation {
        var next = self
        next.addedAt = known.addedAt
        next.kind = kind ?? known.kind
        next.description = description.isEmpty ? known.description : description
        next.website = website ?? known.website
        next.email = email ?? known.email
        next.phone = phone ?? known.phone
        next.charityNumber = charityNumber ?? known.charityNumber
        next.companyNumber = companyNumber ?? known.companyNumber
        return next
    }
}

extension Organisation {
    /// What its own people said about it stays.
    fileprivate func keeping(_ owned: Set<String>, of known: Organisation) -> Organisation {
        var next = self
        if owned.contains("name") { next.name = known.name }
        if owned.contains("description") { next.description = known.description }
        if owned.contains("website") { next.website = known.website }
        if owned.contains("email") { next.email = known.email }
        if owned.contains("phone") { next.phone = known.phone }
        if owned.contains("charityNumber") { next.charityNumber = known.charityNumber }
        if owned.contains("companyNumber") { next.companyNumber = known.companyNumber }
        return next
    }
}
