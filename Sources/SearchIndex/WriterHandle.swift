internal import CXapianShim

/// The shim's writer. Blocks while it works; belongs to one `IndexWriter`.
final class WriterHandle {
    private let writer: OpaquePointer

    init(path: String, createIfMissing: Bool) throws(SearchIndexError) {
        let arena = Arena(path)
        writer = try Self.opened { error in arena.withBytes { xs_writer_open($0, createIfMissing, error) } }
    }

    /// An empty index beside the one at `path`, which keeps serving until `publish`.
    init(asideOf path: String) throws(SearchIndexError) {
        let arena = Arena(path)
        writer = try Self.opened { error in arena.withBytes { xs_writer_open_aside($0, error) } }
    }

    private static func opened(
        _ open: (UnsafeMutablePointer<xs_error>) -> OpaquePointer?
    ) throws(SearchIndexError) -> OpaquePointer {
        guard let writer = try SearchIndexError.check({ open($0) }) else {
            throw SearchIndexError(.other, "no writer was made")
        }
        return writer
    }

    deinit {
        xs_writer_free(writer)
    }

    func publish() throws(SearchIndexError) {
        try SearchIndexError.check { xs_writer_publish(writer, $0) }
    }

    func replace(_ document: IndexDocument) throws(SearchIndexError) {
        let encoded = try EncodedDocument(document)
        try SearchIndexError.check { error in encoded.withLayout { xs_writer_replace(writer, $0, error) } }
    }

    func delete(id: String) throws(SearchIndexError) {
        try EncodedDocument.validate(id: id)
        let arena = Arena(TermPrefix.id.rawValue + id)
        try SearchIndexError.check { error in arena.withBytes { xs_writer_delete(writer, $0, error) } }
    }

    func setMetadata(_ key: String, to value: String) throws(SearchIndexError) {
        let (key, value) = (Arena(key), Arena(value))
        try SearchIndexError.check { error in
            key.withBytes { key in value.withBytes { xs_writer_set_metadata(writer, key, $0, error) } }
        }
    }

    func metadata(_ key: String) throws(SearchIndexError) -> String? {
        let arena = Arena(key)
        let value = try Buffer.filled { error in arena.withBytes { xs_writer_metadata(writer, $0, error) } }.text
        return value.isEmpty ? nil : value
    }

    func documentCount() throws(SearchIndexError) -> Int {
        Int(try SearchIndexError.check { xs_writer_document_count(writer, $0) })
    }

    func commit() throws(SearchIndexError) {
        try SearchIndexError.check { xs_writer_commit(writer, $0) }
    }

    func rollback() throws(SearchIndexError) {
        try SearchIndexError.check { xs_writer_rollback(writer, $0) }
    }
}
