import Foundation
import GRDB

/// Brings a service list into the directory: checked first, then stored in batches, each record whole or not at all.
public struct Importer: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Small enough for others to write in between, large enough that commits do not count.
    private static let batchSize = 200
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
        var session = try await session()
        var batch: [RecordScanner.Record] = []
        for try await record in try RecordFile(url: file).records() {
            batch.append(record)
            guard batch.count == Importer.batchSize else { continue }
            session = try await storing(batch, session, note: note)
            batch.removeAll(keepingCapacity: true)
            progress(session.report.records, total)
        }
        session = try await storing(batch, session, note: note)
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

    func session(source: Source.ID? = nil, run: SourceRun.ID? = nil) async throws -> ImportSession {
        let needs = NeedMatcher(try await database.read { try Need.fetchAll($0) })
        return ImportSession(clock: clock, needs: needs, source: source, run: run)
    }

    private func storing(
        _ batch: [RecordScanner.Record],
        _ session: ImportSession,
        note: @Sendable (ImportReport.Entry) -> Void
    ) async throws -> ImportSession {
        guard !batch.isEmpty else { return session }
        let (next, entries) = try await database.write { db in
            var next = session
            var entries: [ImportReport.Entry] = []
            for record in batch { entries += try next.store(record, in: db) }
            return (next, entries)
        }
        entries.forEach(note)
        return next
    }
}
