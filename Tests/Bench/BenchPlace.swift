import Core
import Crypto
import Foundation
import GRDB
import Logging
import SearchIndex

/// A data folder with invented offers, filled as the program fills one.
struct BenchPlace {
    let folder: DataFolder
    let home: URL
    let console: Console

    var seed: URL { home.appendingPathComponent("seed") }

    /// How fast it went, in offers a second.
    struct Rates {
        var imported = 0.0
        var built = 0.0
        /// Ready-made documents given to the index, and nothing else.
        var bare = 0.0
    }

    /// Opens the features over the folder, for as long as `work` takes.
    func open<Result>(
        readOnly: Bool = false,
        secret: SymmetricKey = SymmetricKey(size: .bits256),
        clock: AppClock = .system,
        watch: (@Sendable (IndexQuestion) -> Void)? = nil,
        _ work: (Features) async throws -> Result
    ) async throws -> Result {
        let lock = readOnly ? nil : try folder.lock()
        let database =
            readOnly ? try AppDatabase.openReadOnly(at: folder.database) : try AppDatabase.open(at: folder.database)
        defer { try? database.close() }
        let features = try Features(
            database: database,
            indexPath: folder.index.path,
            clock: clock,
            secret: secret,
            publicURL: "http://127.0.0.1",
            transport: SpoolTransport(folder: folder.spool, sender: "bench@bench.example"),
            lexicon: Lexicon(folder: seed.appendingPathComponent("words")),
            watch: watch,
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        )
        let result = try await work(features)
        await features.indexer.close()
        withExtendedLifetime(lock) {}
        return result
    }

    /// Imports as many invented offers, and builds the index again twice to see what that costs alone.
    func fill(_ count: Int, region: Region) async throws -> Rates {
        let file = folder.url.appendingPathComponent("records.ndjson")
        return try await open { features in
            try await features.reference.refresh(from: seed)
            let invention = try await invention(region, features)
            try ServiceRecord.write(count, to: file, console: console) { invention.record($0) }
            var rates = Rates()
            rates.imported = Double(count) / (try await seconds { try await importing(file, features) })
            try await sayWhatNoFeedSays(features.database)
            rates.built =
                Double(count)
                / (try await seconds {
                    try await features.indexer.rebuild { console.show($0, of: $1, "offers indexed") }
                })
            rates.bare = Double(count) / (try await bareIndexing(features))
            return rates
        }
    }

    /// Imports as many invented offers and leaves the index to others.
    func stock(_ count: Int) async throws {
        let file = folder.url.appendingPathComponent("records.ndjson")
        let region = try Region(seed: seed, offers: count)
        try await open { features in
            try await features.reference.refresh(from: seed)
            let invention = try await invention(region, features)
            try ServiceRecord.write(count, to: file, console: console) { invention.record($0) }
            _ = try await features.importer.importServices(from: file)
        }
    }

    func invention(_ region: Region, _ features: Features) async throws -> Invention {
        let needs = try await features.directory.needNames()
        return Invention(
            listings: try SeedPlace.listings(from: seed.appendingPathComponent("place"), now: Date()),
            needNames: Dictionary(needs.map { ($0.id, $0.name) }) { first, _ in first },
            region: region,
            now: Date()
        )
    }

    private func importing(_ file: URL, _ features: Features) async throws {
        let console = console
        let report = try await features.indexer.following {
            try await features.importer.importServices(
                from: file,
                progress: { console.show($0, of: $1, "records imported") },
                note: { if $0.what == "skipped" { console.say("line \($0.line): \($0.reason)") } }
            )
        }
        guard report.skipped == 0 else { throw Connection.Problem(text: "\(report.skipped) records were skipped") }
    }

    /// How to join and whether people are taken: facets too, but not in Open Referral.
    private func sayWhatNoFeedSays(_ database: AppDatabase) async throws {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE offer SET
                        joining = CASE rowid % 4 WHEN 0 THEN '["drop in"]' WHEN 1 THEN '["ring"]'
                            WHEN 2 THEN '["self-refer"]' ELSE '["self-refer","referral"]' END,
                        intake = CASE WHEN rowid % 23 = 0 THEN 'full' WHEN rowid % 9 = 0 THEN 'waiting list' ELSE 'open' END
                    """
            )
        }
    }

    private func bareIndexing(_ features: Features) async throws -> Double {
        let aside = folder.url.appendingPathComponent("bare").path
        var filling = 0.0
        var whole = 0.0
        var between = 0.0
        let start = ContinuousClock.now
        let writer = try await IndexWriter.rebuild(at: aside) { writer in
            var last = ""
            while let documents = try await features.indexer.documents(after: last), let end = documents.last {
                filling += try await seconds { try await writer.replace(documents) }
                last = end.id
            }
            between = (ContinuousClock.now - start).seconds
        }
        whole = (ContinuousClock.now - start).seconds
        await writer.close()
        try FileManager.default.removeItem(atPath: aside)
        return filling + whole - between
    }

    // MARK: Searching

    func queryLog(_ region: Region) async throws -> QueryLog {
        try await open(readOnly: true) { features in
            QueryLog(
                needs: try await features.directory.needNames(),
                listings: try SeedPlace.listings(from: seed.appendingPathComponent("place"), now: Date()),
                region: region
            )
        }
    }
}
