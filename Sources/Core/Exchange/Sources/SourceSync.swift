import Foundation
import GRDB

/// What a sync did.
public struct SyncReport: Sendable, Equatable {
    public var source: String
    public var report: ImportReport
    public var pages: Int
    public var unchangedPages: Int
    /// Whether the feed was read to a believable end; only then can anything go missing.
    public var isComplete: Bool
    /// Sentences about the feed as a whole.
    public var faults: [String]
    public var missing = 0
    public var retired = 0
    public var merged = 0

    public var summary: String {
        var text = "\(source): \(pages) pages (\(unchangedPages) not changed). \(report.summary)"
        text += " \(missing) no longer in the feed, \(retired) of them retired now; \(merged) duplicates merged."
        return ([text] + faults).joined(separator: " ")
    }
}

extension Sources {
    /// Reads a feed from its first page, or from where the last run was cut off, and stores each page as it comes.
    ///
    /// - Parameters:
    ///   - pace: how long it waits between requests.
    ///   - note: told of every record that was skipped or mended.
    /// - Throws: `Failure.unavailable` with a sentence when the feed cannot be read; what was stored stays, and the next
    ///   sync goes on from there. `Failure.conflict` when it is being read already.
    public func sync(
        _ source: Source,
        over client: any FeedClient,
        pace: FeedPace = .polite,
        progress: Importer.Progress = { _, _ in },
        note: @Sendable (ImportReport.Entry) -> Void = { _ in }
    ) async throws -> SyncReport {
        guard running.begin(source.id.text) else {
            throw Failure.conflict("“\(source.name)” is being read already.")
        }
        defer { running.end(source.id.text) }
        let sync = SourceSync(database: database, clock: clock, importer: importer, source: source)
        do {
            var report = try await sync.run(over: FeedReader(client: client, pace: pace), progress, note)
            report.merged = try await merges.mergeDuplicates(of: source.id)
            return report
        } catch let failure as Failure {
            try await sync.remember(problem: failure.sentence)
            throw failure
        }
    }
}

/// One sync of one source.
struct SourceSync: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let importer: Importer
    let source: Source

    func run(
        over reader: FeedReader,
        _ progress: Importer.Progress,
        _ note: @Sendable (ImportReport.Entry) -> Void
    ) async throws -> SyncReport {
        let (id, start) = (source.id, clock.now)
        let address = try FeedAddress(source.url)
        var run = try await database.write { try SourceRun.current(of: id, now: start, in: $0) }
        var session = try await importer.session(source: id, run: run.id)
        let fetch = PageFetch(database: database, source: source, address: address, reader: reader)
        while !run.state.isAtEnd {
            let page = try await fetch.page(run.nextPage, mode: run.state.mode)
            guard let page = try PageOrder.settle(page, in: &run) else { continue }
            session.report = run.state.report
            let (next, entries) = try await store(page, run, session)
            run = next
            entries.forEach(note)
            progress(run.state.received, max(run.state.totalItems ?? 0, run.state.received))
        }
        return try await finish(run)
    }

    /// A page is one transaction: its records, what is remembered of it, and where to go on.
    private func store(
        _ page: FetchedPage,
        _ run: SourceRun,
        _ session: ImportSession
    ) async throws -> (SourceRun, [ImportReport.Entry]) {
        let now = clock.now
        return try await database.write { db in
            var (run, session, entries) = (run, session, [ImportReport.Entry]())
            var kept: [String] = []
            let isNew = try page.keys.contains { key in
                try SourceOffer.known(ServiceReader.offerID(key), run.sourceID, in: db)?.runID != run.id
            }
            let brings = isNew || page.items.count > page.keys.count
            for (index, item) in (brings ? page.items : []).enumerated() {
                let line = run.state.received + index + 1
                let found = try SourceSync.store(item, line: line, &session, in: db)
                entries += found
                guard let key = SourceSync.key(of: item) else { continue }
                let offer = ServiceReader.offerID(key)
                try SourceOffer.see(offer, in: run, at: now, db: db)
                if !found.contains(where: { $0.what == "skipped" }) { kept.append(key) }
            }
            try SourceSync.remember(page, kept: kept, in: db)
            run.state.report = session.report
            PageOrder.advance(&run, after: page, brings: brings)
            try run.upsert(db)
            return (run, entries)
        }
    }

    /// A page of which something could not be used is sent whole the next time, or nobody would hear of it again.
    private static func remember(_ page: FetchedPage, kept: [String], in db: Database) throws {
        for var known in page.pages {
            if let key = known.summary.keys.first {
                guard kept.contains(key) else { continue }
            } else {
                guard kept.count == page.items.count else { continue }
                known.summary.keys = kept
            }
            try known.upsert(db)
        }
    }

    private static func key(of item: FeedItem) -> String? {
        switch item {
        case .record(let key, _), .failed(let key, _): key
        case .unchanged(let key): key
        }
    }

    private static func store(
        _ item: FeedItem,
        line: Int,
        _ session: inout ImportSession,
        in db: Database
    ) throws -> [ImportReport.Entry] {
        switch item {
        case .record(_, let bytes):
            return try session.store(RecordScanner.Record(line: line, bytes: bytes), in: db)
        case .unchanged:
            session.report.records += 1
            session.report.unchanged += 1
            return []
        case .failed(let key, let reason):
            session.report.records += 1
            session.report.skipped += 1
            return [.init(line: line, id: key, what: "skipped", reason: reason)]
        }
    }

    // MARK: The end

    private func finish(_ run: SourceRun) async throws -> SyncReport {
        let now = clock.now
        let source = source
        return try await database.write { db in
            var source = try Source.fetchOne(db, key: source.id) ?? source
            var result = SourceSync.report(of: run, source.name)
            let listed = try Retirement.countListed(by: source.id, in: db)
            if result.isComplete, run.state.received == 0, listed > 0 {
                result.isComplete = false
                result.faults.append("The feed is empty now; nothing is taken away because of that.")
            }
            source.lastTriedAt = now
            source.lastProblem = result.faults.isEmpty ? nil : result.faults.joined(separator: " ")
            if result.isComplete {
                (result.missing, result.retired) = try Retirement.settle(after: run, of: source, at: now, in: db)
                source.lastSyncedAt = now
                source.records = run.state.report.records
                source.problems = run.state.report.skipped + run.state.report.mended
            }
            if result.report.added + result.report.changed > 0 {
                try Audit.record(.listingsImported, subject: source.id.text, by: nil, at: now, in: db)
            }
            try source.update(db)
            _ = try run.delete(db)
            return result
        }
    }

    private static func report(of run: SourceRun, _ name: String) -> SyncReport {
        let state = run.state
        var faults = state.faults
        if let total = state.totalItems, state.received < total {
            faults.append("The feed speaks of \(total) services and sent \(state.received).")
        }
        return SyncReport(
            source: name,
            report: state.report,
            pages: state.pages,
            unchangedPages: state.unchangedPages,
            isComplete: faults.isEmpty,
            faults: faults
        )
    }

    /// The run stays, so that the next one goes on from it.
    func remember(problem: String) async throws {
        let (id, now) = (source.id, clock.now)
        try await database.write { db in
            try db.execute(
                sql: "UPDATE source SET lastTriedAt = ?, lastProblem = ? WHERE id = ?",
                arguments: [now, problem, id]
            )
        }
    }
}
