internal import CXapianShim

/// A word as the index knows it.
public struct Token: Hashable, Sendable {
    /// Lower case, accents off Latin letters, at most 64 bytes.
    public let word: String
    /// Its English stem.
    public let stem: String
}

/// Cuts queries just as documents are cut. A short text takes microseconds, so no thread pool is needed.
public enum Tokeniser {
    /// The words of a text in order; longer than 64 bytes, they are left out.
    public static func tokens(of text: String) throws(SearchIndexError) -> [Token] {
        let arena = Arena(folded(text))
        let packed = try Buffer.filled { error in arena.withBytes { xs_tokens($0, error) } }
        return packed.read { record in Token(word: record.text(), stem: record.text()) }
    }

    /// The words joined by spaces: the form of a value under `TermPrefix.exactTitle`.
    public static func normalised(_ text: String) throws(SearchIndexError) -> String {
        try tokens(of: text).map(\.word).joined(separator: " ")
    }
}
