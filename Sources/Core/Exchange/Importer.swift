import Crypto
import Foundation
import GRDB

/// Brings a service list into the directory: checked first, then stored in batches, each record whole or not at all.
public struct Importer: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Small enough for others to write in between, large enough that commits do not count.
    private static let batchSize = 200
    /// Part of every record's digest, so that a better reader reads old files again.
    private static let readerVersion = "1"

    public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Whether there is a file to read at all, before anything is opened or made.
    ///
    /// - Throws: `Failure.unavailable` with a sentence about it.
    public static func check(_ file: URL) throws { try RecordFile(url: file).check() }

    /// Imports a file. The same file again changes nothing; killed in the middle, a second run finishes it.
    ///
    /// - Parameters:
    ///   - note: told of every record that was skipped or mended, in the file's order.
    /// - Throws: `Failure.unavailable` when the file as a whole cannot be used; then nothing was stored.
    public func importServices(
        from file: URL,
        progress: Progress = { _, _ in },
        note: @Sendable (ImportReport.Entry) -> Void = { _ in }
    ) async throws -> ImportReport {
        let total = try RecordFile(url: file).countRecords()
        var session = Session(importer: self, needs: try await needs())
        var batch: [RecordScanner.Record] = []
        for try await record in try RecordFile(url: file).records() {
            batch.append(record)
            guard batch.count == Importer.batchSize else { continue }
            session = try await session.storing(batch, note: note)
            batch.removeAll(keepingCapacity: true)
            progress(session.report.records, total)
        }
        session = try await session.storing(batch, note: note)
        progress(session.report.records, total)
        let report = session.report
        if report.added + report.changed > 0 {
            let now = clock.now
            try await database.write { db in
                try Audit.record(.listingsImported, subject: file.lastPathComponent, by: nil, at: now, in: db)
            }
        }
        return report
    }

    private func needs() async throws -> NeedMatcher {
        NeedMatcher(try await database.read { try Need.fetchAll($0) })
    }

    /// What is carried from batch to batch.
    private struct Session: Sendable {
        let importer: Importer
        let needs: NeedMatcher
        var report = ImportReport()
        /// The line of each id that was seen in this file.
        var lines: [Offer.ID: Int] = [:]

        func storing(
            _ batch: [RecordScanner.Record],
            note: @Sendable (ImportReport.Entry) -> Void
        ) async throws -> Session {
            guard !batch.isEmpty else { return self }
            let (next, entries) = try await importer.database.write { [self] db in
                var next = self
                var entries: [ImportReport.Entry] = []
                for record in batch {
                    entries += try next.store(record, in: db)
                }
                return (next, entries)
            }
            entries.forEach(note)
            return next
        }

        private mutating func store(_ record: RecordScanner.Record, in db: Database) throws -> [ImportReport.Entry] {
            report.records += 1
            var id: String?
            do {
                let source = try SourceObject(record.bytes)
                id = source.line("id")
                let reading = try reader(in: db).read(source, digest: Importer.digest(record.bytes))
                let offerID = reading.listing.offer.id
                if let first = lines[offerID] {
                    throw ServiceReader.Refusal(reason: "its id was already used on line \(first)")
                }
                lines[offerID] = record.line
                var isNew = false
                try db.inSavepoint {
                    isNew = try keep(reading.listing, in: db)
                    return .commit
                }
                guard isNew else { return [] }
                report.mended += reading.notes.isEmpty ? 0 : 1
                return reading.notes.map { .init(line: record.line, id: id, what: "mended", reason: $0) }
            } catch {
                report.skipped += 1
                return [.init(line: record.line, id: id, what: "skipped", reason: try Importer.reason(for: error))]
            }
        }

        private func reader(in db: Database) -> ServiceReader {
            ServiceReader(
                now: importer.clock.now,
                outcode: { try Gazetteer.outcode(of: $0, in: db)?.coordinate },
                needs: needs
            )
        }

        /// - Returns: false when it is here already, just as it came.
        private mutating func keep(_ listing: Listing, in db: Database) throws -> Bool {
            var listing = listing
            let known = try Importer.known(Offer.self, listing.offer.id, in: db)
            if let known, known.sourceDigest == listing.offer.sourceDigest {
                report.unchanged += 1
                return false
            }
            if let known {
                listing.offer = listing.offer.replacing(known)
            } else {
                listing.offer.confirmationInterval = CheckingInterval.days(for: listing)
            }
            let organisation = try Importer.known(Organisation.self, listing.organisation.id, in: db)
            if let organisation { listing.organisation = listing.organisation.completed(from: organisation) }
            listing.locations = try listing.locations.map { location in
                // No source knows that an address is secret; what was said here stays.
                var location = location
                let known = try Importer.known(Location.self, location.id, in: db)
                location.isConfidential = known?.isConfidential ?? false
                return location
            }
            // The same organisation comes with each of its offers.
            if listing.organisation != organisation { try listing.organisation.upsert(db) }
            try DirectoryStore.saveOffer(listing, isNew: known == nil, in: db)
            if known != nil { try EvidenceStore.refresh(listing.offer.id, in: db) }
            if known == nil { report.added += 1 } else { report.changed += 1 }
            return true
        }
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

extension Offer {
    /// An imported offer over the one that is here: what only we know stays, and the later confirmation counts.
    fileprivate func replacing(_ known: Offer) -> Offer {
        var next = self
        next.addedAt = known.addedAt
        next.version = known.version + 1
        next.introduction = known.introduction
        next.firstVisit = known.firstVisit
        next.audience = known.audience
        next.joining = known.joining
        next.intake = known.intake
        next.confirmationInterval = known.confirmationInterval
        next.standing = known.standing
        if let earlier = known.confirmedAt, earlier > confirmedAt ?? .distantPast {
            next.confirmedAt = earlier
            next.confirmedBy = known.confirmedBy
        }
        return next
    }
}

extension Organisation {
    fileprivate func completed(from known: Organisation) -> Organisation {
        var next = self
        next.addedAt = known.addedAt
        next.kind = kind ?? known.kind
        next.description = description.isEmpty ? known.description : description
        next.website = website ?? known.website
        next.email = email ?? known.email
        next.phone = phone ?? known.phone
        return next
    }
}
