internal import CXapianShim

/// A failure of the index, in words for a log; never to be shown to a user as it is.
public struct SearchIndexError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// There is no index at the path.
        case notFound
        /// Another writer has the index open.
        case locked
        /// The files are broken; the remedy is a rebuild.
        case corrupt
        /// Commits overtook a search time after time; the same search may be tried again.
        case modified
        /// A query, document or option is outside what the index takes.
        case invalidArgument
        /// The system refused: disk full, no permission, too many open files.
        case io
        /// The caller's task was cancelled, or the index closed, before the work began.
        case cancelled
        case other
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.rawValue): \(message)" }

    static let closed = SearchIndexError(.cancelled, "the index is closed")
}

extension SearchIndexError {
    /// Calls into the shim and throws what it reports.
    static func check<Result>(
        _ call: (UnsafeMutablePointer<xs_error>) throws(SearchIndexError) -> Result
    ) throws(SearchIndexError) -> Result {
        var error = xs_error()
        let result = try call(&error)
        guard error.code == XS_OK else { throw SearchIndexError(error) }
        return result
    }

    private init(_ error: xs_error) {
        let message = withUnsafeBytes(of: error.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        self.init(Code(error.code), message)
    }
}

extension SearchIndexError.Code {
    init(_ code: xs_code) {
        switch code {
        case XS_NOT_FOUND: self = .notFound
        case XS_LOCKED: self = .locked
        case XS_CORRUPT: self = .corrupt
        case XS_MODIFIED: self = .modified
        case XS_INVALID_ARGUMENT: self = .invalidArgument
        case XS_IO: self = .io
        default: self = .other
        }
    }
}
