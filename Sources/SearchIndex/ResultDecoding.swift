internal import CXapianShim

extension SearchResults {
    init(_ raw: xs_results) {
        total = Int(raw.total)
        totalIsExact = raw.total_is_exact
        hits = UnsafeBufferPointer(start: raw.hits, count: raw.hit_count).map(Hit.init)
    }
}

extension Hit {
    fileprivate init(_ raw: xs_hit) {
        id = String(decoding: raw.id.buffer, as: UTF8.self)
        score = raw.score
        distanceMetres = raw.distance_metres.isNaN ? nil : raw.distance_metres
        isBelow = raw.trails
        snippet = SnippetPart.parts(of: raw.snippet.buffer)
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
