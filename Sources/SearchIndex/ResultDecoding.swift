internal import CXapianShim

extension SearchResults {
    init(_ raw: xs_results, for options: SearchOptions) {
        total = Int(raw.total)
        totalIsExact = raw.total_is_exact
        hits = UnsafeBufferPointer(start: raw.hits, count: raw.hit_count).map { Hit($0, for: options) }
        let valueCount = options.facets.reduce(0) { $0 + $1.values.count }
        var counts = UnsafeBufferPointer(start: raw.facet_counts, count: valueCount)[...]
        facetCounts = options.facets.map { facet in
            defer { counts = counts.dropFirst(facet.values.count) }
            return counts.prefix(facet.values.count).map(Int.init)
        }
    }
}

extension Hit {
    fileprivate init(_ raw: xs_hit, for options: SearchOptions) {
        id = String(decoding: raw.id.buffer, as: UTF8.self)
        payload = String(decoding: raw.payload.buffer, as: UTF8.self)
        textScore = raw.text_score
        score = raw.score
        factors = Array(UnsafeBufferPointer(start: raw.factors, count: raw.factors == nil ? 0 : options.factors.count))
        distanceMetres = raw.distance_metres.isNaN ? nil : raw.distance_metres
        isBelow = raw.trails
        snippet = SnippetPart.parts(of: raw.snippet.buffer)
        matchedTerms = PackedReader.records(in: raw.matched_terms) { $0.text() }
    }
}

extension xs_bytes {
    fileprivate var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}

extension SnippetPart {
    /// Cuts a snippet at the marks around its highlights.
    static func parts(of bytes: some Collection<UInt8>) -> [SnippetPart] {
        var parts: [SnippetPart] = []
        var highlighted = false
        for piece in bytes.split(omittingEmptySubsequences: false, whereSeparator: isMark) {
            if !piece.isEmpty {
                parts.append(SnippetPart(String(decoding: piece, as: UTF8.self), highlighted: highlighted))
            }
            highlighted.toggle()
        }
        return parts
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        Int32(byte) == XS_HIGHLIGHT_START || Int32(byte) == XS_HIGHLIGHT_END
    }
}
