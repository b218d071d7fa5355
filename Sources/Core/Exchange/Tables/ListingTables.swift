import Foundation
import GRDB

/// The directory as a table for spreadsheets: one row per offer, out and in.
public struct ListingTables: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Rows stored in one transaction.
    private static let batchSize = 200
    /// Bytes of cells after which a batch is stored, however few its rows are.
    private static let batchBytes = 4 << 20

    // MARK: Out

    /// Writes every offer, closed ones too, by id. The file is complete or not there.
    ///
    /// UTF-8 with its mark, so that spreadsheets read it right; confidential addresses and names of persons are left out.
    /// - Returns: how many rows were written below the header.
    public func export(to file: URL, progress: Importer.Progress = { _, _ in }) async throws -> Int {
        let part = file.appendingPathExtension("part")
        guard FileManager.default.createFile(atPath: part.path, contents: Data([0xef, 0xbb, 0xbf])),
            let handle = FileHandle(forWritingAtPath: part.path)
        else { throw Failure.unavailable("\(file.path) cannot be written: check the folder and its permissions.") }
        do {
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((TableHeader.names.joined(separator: ",") + "\r\n").utf8))
            let ids = try await database.read { try Offer.ID.fetchAll($0, sql: "SELECT id FROM offer ORDER BY id") }
            for start in stride(from: 0, to: ids.count, by: ListingTables.batchSize) {
                let batch = Array(ids[start..<min(start + ListingTables.batchSize, ids.count)])
                let listings = try await database.read { try DirectoryStore.listings(batch, in: $0) }
                try handle.write(contentsOf: Data(listings.map(ListingTables.row).joined().utf8))
                progress(start + batch.count, ids.count)
            }
            try handle.close()
            guard rename(part.path, file.path) == 0 else {
                throw Failure.unavailable("\(file.path) cannot be written: it may be a folder.")
            }
            return ids.count
        } catch {
            try? FileManager.default.removeItem(at: part)
            throw error is Failure ? error : Failure.unavailable("\(file.path) could not be written to its end.")
        }
    }

    private static func row(_ listing: Listing) -> String {
        (keys(of: listing) + TableColumn.all.map { $0.text(listing) }).map(CellText.quoted).joined(separator: ",")
            + "\r\n"
    }

    private static func keys(of listing: Listing) -> [String] {
        let organisation = listing.organisation
        return [
            listing.offer.id.text, organisation.id.text, organisation.name, organisation.charityNumber ?? "",
            organisation.companyNumber ?? "",
        ]
    }

    // MARK: In

    /// Brings a table in: a row with a known id changes what its cells changed, any other row is a new offer.
    ///
    /// A changed cell claims its field: no source overwrites it. The same file again changes nothing.
    /// - Throws: `Failure.unavailable` when the file as a whole cannot be used; then nothing was stored.
    public func importTable(
        from file: URL,
        progress: Importer.Progress = { _, _ in },
        note: @Sendable (ImportReport.Entry) -> Void = { _ in }
    ) async throws -> ImportReport {
        let text = TableText(url: file)
        let survey = try text.survey()
        let header = try TableHeader(survey.header, unusable: text.unusable)
        let needs = NeedMatcher(try await database.read { try Need.fetchAll($0) })
        var session = TableSession(header: header, needs: needs, now: clock.now)
        if survey.encoding == .windows1252 {
            note(.init(line: 1, id: nil, what: "mended", reason: "the file is not UTF-8 and was read as Windows-1252"))
        }
        let (rows, bytes) = (ListingTables.batchSize, ListingTables.batchBytes)
        let batches = try text.batches(in: survey.encoding, rows: rows, bytes: bytes)
        while case let batch = try batches.next(), !batch.isEmpty {
            session = try await storing(batch, session, note)
            progress(session.report.records, survey.rows)
        }
        let report = session.report
        if report.added + report.changed > 0 {
            let now = clock.now
            try await database.write { db in
                try Audit.record(.listingsImported, subject: file.lastPathComponent, by: nil, at: now, in: db)
            }
        }
        return report
    }

    private func storing(
        _ batch: [TableText.Row],
        _ session: TableSession,
        _ note: @Sendable (ImportReport.Entry) -> Void
    ) async throws -> TableSession {
        let (next, entries) = try await database.write { db in
            var next = session
            let entries = try next.store(batch, in: db)
            return (next, entries)
        }
        entries.forEach(note)
        return next
    }
}
