internal import CXapianShim

/// One reader of the shim. Blocks while it reads.
///
/// Sendable because `IndexReaderPool` lends it to one thread at a time.
final class ReaderHandle: @unchecked Sendable {
    private let reader: OpaquePointer

    init(path: String, shared: SharedState) throws(SearchIndexError) {
        let arena = Arena(path)
        let reader = try SearchIndexError.check { error in
            arena.withBytes { xs_reader_create($0, shared.pointer, error) }
        }
        guard let reader else { throw SearchIndexError(.other, "no reader was made") }
        self.reader = reader
    }

    deinit {
        xs_reader_free(reader)
    }

    func documentCount() throws(SearchIndexError) -> Int {
        Int(try SearchIndexError.check { xs_reader_document_count(reader, $0) })
    }

    func metadata(_ key: String) throws(SearchIndexError) -> String? {
        let arena = Arena(key)
        let value = try Buffer.filled { error in arena.withBytes { xs_reader_metadata(reader, $0, error) } }.text
        return value.isEmpty ? nil : value
    }

    func frequencies(of terms: [Term]) throws(SearchIndexError) -> [Int] {
        var arena = Arena()
        var spans: [xs_span] = []
        for term in terms { spans.append(try arena.add(term.stored ?? "")) }
        var frequencies = [UInt64](repeating: 0, count: spans.count)
        guard !spans.isEmpty else { return [] }
        try SearchIndexError.check { error in
            arena.withBytes { bytes in
                xs_reader_frequencies(reader, bytes, spans, spans.count, &frequencies, error)
            }
        }
        return frequencies.map(Int.init)
    }

    /// Words of up to four letters may be one edit away, longer ones two.
    func spelling(for word: String) throws(SearchIndexError) -> String? {
        let arena = Arena(word)
        let edits: UInt32 = word.unicodeScalars.count <= 4 ? 1 : 2
        let found = try Buffer.filled { error in arena.withBytes { xs_reader_spelling(reader, $0, edits, error) } }.text
        return found.isEmpty ? nil : found
    }

    func fingerprints() throws(SearchIndexError) -> [String: UInt64] {
        let arena = Arena(TermPrefix.id.rawValue)
        let packed = try Buffer.filled { error in arena.withBytes { xs_reader_fingerprints(reader, $0, error) } }
        return Dictionary(packed.read { ($0.text(), $0.number()) }) { first, _ in first }
    }

    func search(_ query: Query, _ options: SearchOptions) throws(SearchIndexError) -> SearchResults {
        let encoded = try EncodedSearch(query, options)
        let found = try SearchIndexError.check { error in encoded.withLayout { xs_reader_search(reader, $0, error) } }
        guard let found else { throw SearchIndexError(.other, "a search gave no results") }
        defer { xs_results_free(found) }
        return SearchResults(found.pointee, for: options)
    }
}

/// What the readers of a pool share: numbers, marks and places of all documents, and whether the files are sound.
final class SharedState {
    fileprivate let pointer: OpaquePointer

    init() throws(SearchIndexError) {
        let pointer = try SearchIndexError.check { xs_shared_create($0) }
        guard let pointer else { throw SearchIndexError(.other, "nothing to share was made") }
        self.pointer = pointer
    }

    deinit {
        xs_shared_free(pointer)
    }
}
