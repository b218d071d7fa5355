import Foundation
import GRDB
import Logging
import SearchIndex

/// Keeps the index equal to the directory: drains what changed, and builds it anew when it cannot be trusted.
///
/// The database is the truth. Dirty marks are removed only after the index has committed what they mark, so a crash
/// between the two costs a repetition and nothing else.
public actor Indexer {
    let database: AppDatabase
    private let path: String
    private let lexicon: Lexicon
    private let knowledge: SearchKnowledge
    private let logger: Logger
    private let turnstile = Turnstile()
    private var writer: IndexWriter?

    private static let batchSize = 500
    /// Listings written before a commit, which costs the more the larger the index is; after as many Xapian writes to
    /// disk anyway.
    private static let mostUncommitted = 10_000

    private enum Key {
        static let schema = "schema"
        static let place = "place"
        static let revision = "revision"
    }

    public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    init(database: AppDatabase, path: String, lexicon: Lexicon, knowledge: SearchKnowledge, logger: Logger) {
        self.database = database
        self.path = path
        self.lexicon = lexicon
        self.knowledge = knowledge
        self.logger = logger
    }

    /// At start: uses the index that is there when it is this database's and sound, or else builds it anew.
    ///
    /// - Returns: why it was built anew; nil when it was not.
    @discardableResult
    public func reconcile(progress: @escaping Progress = { _, _ in }) async throws -> String? {
        try await turnstile.pass { try await self.reconcileNow(progress: progress) }
    }

    /// Brings into the index what changed since the last time; readers see it from the next search on.
    public func drain(progress: @escaping Progress = { _, _ in }) async throws {
        try await turnstile.pass { try await self.drainNow(progress: progress) }
    }

    /// Builds the index from the database, beside the one in use, and puts it in its place.
    public func rebuild(progress: @escaping Progress = { _, _ in }) async throws {
        try await turnstile.pass { try await self.rebuildNow(progress: progress) }
    }

    private func reconcileNow(progress: Progress) async throws -> String? {
        let reason: String?
        do {
            reason = try await whyUntrusted()
        } catch let error as SearchIndexError where error.code != .locked {
            reason = error.code == .notFound ? "there was none" : "it could not be read"
        }
        if let reason {
            logger.notice("rebuilding the search index", metadata: ["reason": "\(reason)"])
            try await rebuildNow(progress: progress)
        } else {
            try await drainNow(progress: progress)
        }
        return reason
    }

    private func whyUntrusted() async throws -> String? {
        let writer = try await opened()
        let (place, drained, newest) = try await database.read { db in
            (
                try Settings.value(.place, in: db), try Settings.value(.indexed, in: db).flatMap { Int($0) } ?? 0,
                try Settings.revision(in: db)
            )
        }
        let revision = try await writer.metadata(Key.revision).flatMap { Int($0) } ?? -1
        let schema = try await database.read { try self.indexing($0).schema }
        if try await writer.metadata(Key.schema) != schema { return "it is of another version" }
        if try await writer.metadata(Key.place) != place { return "it is of another place" }
        if revision < drained { return "it is older than the database" }
        return revision > newest ? "it is newer than the database" : nil
    }

    private func opened() async throws -> IndexWriter {
        if let writer { return writer }
        let opened = try await IndexWriter.open(at: path, createIfMissing: false)
        writer = opened
        return opened
    }

    public func close() async {
        await writer?.close()
        writer = nil
    }

    // MARK: Draining

    private func drainNow(progress: Progress) async throws {
        let writer = try await opened()
        var uncommitted: [Mark] = []
        var done = 0
        do {
            while true {
                let batch = try await nextBatch(after: uncommitted.last?.revision ?? 0)
                if !uncommitted.isEmpty, batch.marks.isEmpty || uncommitted.count >= Indexer.mostUncommitted {
                    try await commit(uncommitted, to: writer)
                    uncommitted = []
                }
                guard !batch.marks.isEmpty else { return }
                try await write(batch, with: writer)
                uncommitted += batch.marks
                done += batch.marks.count
                progress(done, done + batch.waiting - batch.marks.count)
            }
        } catch {
            // What was not committed is unknown now; open anew next time.
            await close()
            throw error
        }
    }

    private struct Mark: Sendable {
        let id: Offer.ID
        let revision: Int
    }

    private struct Batch: Sendable {
        var marks: [Mark]
        var listings: [Listing]
        var indexing: OfferIndexing
        /// All marks that have not been written, these among them.
        var waiting: Int
    }

    /// The oldest marks after those of a revision.
    private func nextBatch(after revision: Int) async throws -> Batch {
        try await database.read { db in
            let marks = try Row.fetchAll(
                db,
                sql: "SELECT offerID, revision FROM indexDirty WHERE revision > ? ORDER BY revision LIMIT ?",
                arguments: [revision, Indexer.batchSize]
            ).map { Mark(id: $0["offerID"], revision: $0["revision"]) }
            return Batch(
                marks: marks,
                listings: try DirectoryStore.listings(marks.map(\.id), in: db),
                indexing: try self.indexing(db),
                waiting: try Indexer.waiting(after: revision, in: db)
            )
        }
    }

    private static func waiting(after revision: Int, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM indexDirty WHERE revision > ?", arguments: [revision]) ?? 0
    }

    private nonisolated func indexing(_ db: Database) throws -> OfferIndexing {
        OfferIndexing(needs: try Need.fetchAll(db), lexicon: lexicon, standings: try OfferStandings.all(in: db))
    }

    private func write(_ batch: Batch, with writer: IndexWriter) async throws {
        var gone = Set(batch.marks.map(\.id))
        var documents: [IndexDocument] = []
        for listing in batch.listings {
            guard let document = try batch.indexing.document(listing) else { continue }
            documents.append(document)
            gone.remove(listing.offer.id)
        }
        try await writer.replace(documents)
        for id in gone { try await writer.delete(id: id.text) }
    }

    /// First the index, then the marks: a crash between the two costs a repetition.
    private func commit(_ marks: [Mark], to writer: IndexWriter) async throws {
        let newest = String(marks.map(\.revision).max() ?? 0)
        try await writer.setMetadata(Key.revision, to: newest)
        try await writer.commit()
        try await database.write { db in
            let delete = try db.cachedStatement(sql: "DELETE FROM indexDirty WHERE offerID = ? AND revision = ?")
            for mark in marks { try delete.execute(arguments: [mark.id, mark.revision]) }
            try Settings.set(.indexed, to: newest, in: db)
        }
        await knowledge.listingsChanged()
    }

    /// Whether so many changes wait that taking them in is worth a commit while more are being made.
    func hasMuchToDo() async throws -> Bool {
        let documents = try await opened().documentCount()
        let waiting = try await database.read { try Indexer.waiting(after: 0, in: $0) }
        return waiting >= max(Indexer.batchSize, documents / 10)
    }

    // MARK: Rebuilding

    /// What the index is built from, batch by batch, in the order of ids; nil at the end.
    package func documents(after id: String) async throws -> [IndexDocument]? {
        try await documents(after: id, try await database.read { try self.indexing($0) })?.documents
    }

    private nonisolated func documents(
        after id: String,
        _ indexing: OfferIndexing
    ) async throws -> (documents: [IndexDocument], listings: Int, last: String)? {
        let listings = try await page(after: id)
        guard let last = listings.last else { return nil }
        return (try listings.compactMap { try indexing.document($0) }, listings.count, last.offer.id.text)
    }

    private func rebuildNow(progress: Progress) async throws {
        await close()
        let (place, revision, total) = try await database.write { db in
            (try Settings.place(in: db), try Settings.revision(in: db), try Offer.fetchCount(db))
        }
        let indexing = try await database.read { try self.indexing($0) }
        writer = try await IndexWriter.rebuild(at: path) { writer in
            var done = 0
            var batch = try await self.documents(after: "", indexing)
            while let current = batch {
                // The next is read while these are written.
                async let next = self.documents(after: current.last, indexing)
                try await writer.replace(current.documents)
                done += current.listings
                progress(done, total)
                batch = try await next
            }
            try await writer.setMetadata(Key.schema, to: indexing.schema)
            try await writer.setMetadata(Key.place, to: place)
            try await writer.setMetadata(Key.revision, to: String(revision))
        }
        try await database.write { db in
            try db.execute(sql: "DELETE FROM indexDirty WHERE revision <= ?", arguments: [revision])
            try Settings.set(.indexed, to: String(revision), in: db)
        }
        await knowledge.listingsChanged()
        try await drainNow { _, _ in }
    }

    private nonisolated func page(after id: String) async throws -> [Listing] {
        try await database.read { db in
            let offers = try Offer.fetchAll(
                db,
                sql: "SELECT * FROM offer WHERE id > ? ORDER BY id LIMIT ?",
                arguments: [id, Indexer.batchSize]
            )
            return try DirectoryStore.complete(offers, in: db)
        }
    }
}
