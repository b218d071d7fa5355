/// The one writer of an index: a folder at a path, with a file `path.lock` beside it.
///
/// Changes are visible to readers, and outlive a crash or power cut, from `commit` on; what was not committed is
/// dropped when the writer closes or dies. When a call throws anything but `invalidArgument`, all changes since the last
/// commit are lost: the writer takes nothing more until `rollback`, and they are to be made again.
/// Works on a thread of its own.
public actor IndexWriter {
    private let executor = BlockingExecutor()
    private var handle: WriterHandle?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init() {}

    /// Opens the index at a path whose parent folder exists.
    /// - Throws: `locked` while another writer has it, `notFound`, `corrupt` or `io`.
    public static func open(
        at path: String,
        createIfMissing: Bool = true
    ) async throws(SearchIndexError) -> IndexWriter {
        let writer = IndexWriter()
        try await writer.use { () throws(SearchIndexError) in
            try WriterHandle(path: path, createIfMissing: createIfMissing)
        }
        return writer
    }

    /// Builds a new index in a folder `path.aside` and puts it at `path` in one step, whatever was there before.
    ///
    /// Readers serve the old index until then and the new one from then on. When `fill` throws, the old index stays.
    /// Close the writer of the old index first, or this throws `locked`.
    /// - Parameter fill: adds the documents; it need not commit.
    /// - Returns: the writer, now of the index at `path`.
    public nonisolated(nonsending) static func rebuild(
        at path: String,
        filling fill: nonisolated(nonsending) (IndexWriter) async throws -> Void
    ) async throws -> IndexWriter {
        let writer = IndexWriter()
        try await writer.use { () throws(SearchIndexError) in try WriterHandle(asideOf: path) }
        do {
            try await fill(writer)
            try await writer.publish()
        } catch {
            await writer.close()
            throw error
        }
        return writer
    }

    /// Adds a document, in place of the one with the same id if there is one.
    public func replace(_ document: IndexDocument) throws(SearchIndexError) {
        try opened.replace(document)
    }

    public func replace(_ documents: [IndexDocument]) throws(SearchIndexError) {
        let handle = try opened
        for document in documents { try handle.replace(document) }
    }

    /// Removes a document; one that is not there is fine.
    public func delete(id: String) throws(SearchIndexError) {
        try opened.delete(id: id)
    }

    /// - Parameters:
    ///   - key: 1 to 240 bytes, not beginning with `shim:`.
    ///   - value: empty to remove it.
    public func setMetadata(_ key: String, to value: String) throws(SearchIndexError) {
        guard !key.isEmpty, Term.storedBytes(key) <= Term.maximumBytes else {
            throw SearchIndexError(.invalidArgument, "a metadata key must have 1 to 240 bytes")
        }
        try opened.setMetadata(key, to: value)
    }

    /// What was set under the key, committed or not; nil when nothing or empty.
    public func metadata(_ key: String) throws(SearchIndexError) -> String? {
        try opened.metadata(key)
    }

    /// Documents, counting changes that are not committed.
    public func documentCount() throws(SearchIndexError) -> Int {
        try opened.documentCount()
    }

    /// Makes all changes visible to readers and safe on disk, together.
    public func commit() throws(SearchIndexError) {
        try opened.commit()
    }

    /// Forgets all changes since the last commit.
    public func rollback() throws(SearchIndexError) {
        try opened.rollback()
    }

    /// Drops what was not committed, and the lock; everything after this throws `cancelled`.
    public func close() {
        handle = nil
    }

    private var opened: WriterHandle {
        get throws(SearchIndexError) {
            guard let handle else { throw .closed }
            return handle
        }
    }

    private func use(_ open: () throws(SearchIndexError) -> WriterHandle) throws(SearchIndexError) {
        handle = try open()
    }

    private func publish() throws(SearchIndexError) {
        try opened.publish()
    }
}
