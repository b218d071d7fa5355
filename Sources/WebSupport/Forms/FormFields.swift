import Hummingbird
import NIOCore

/// The fields of a form as it was sent: names and values in order, repeated names allowed.
///
/// One field that cannot be read does not lose the others: it is listed in ``problems`` and its value is kept as far
/// as it could be read, so that the page can be shown again with everything in it.
public struct FormFields: Sendable {
    /// A form that cannot be read at all.
    public enum Failure: Error, Equatable {
        /// More bytes than allowed: 413.
        case tooLarge
        /// Not `application/x-www-form-urlencoded` in UTF-8: 415.
        case wrongContentType
        /// More than ``FormFields/maximumCount`` fields, or a field name that is not text: 400.
        case malformed
        /// The connection ended before the form did: 400.
        case cutOff
    }

    /// What is wrong with one field before anybody has looked at its meaning.
    public enum Problem: Sendable, Equatable {
        /// Not UTF-8, or with a `%` that stands for nothing.
        case notText
        /// Sent more than once under a name that does not end in `[]`.
        case repeated
    }

    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    /// More fields than any page of ours has.
    public static let maximumCount = 200

    /// In the order sent.
    public let all: [Field]
    /// By field name.
    public let problems: [String: Problem]
    /// Where the values of a name are in ``all``: a form with hundreds of rows is asked for thousands of names.
    private let positions: [String: [Int]]

    /// Reads the body of a request.
    /// - Parameter limit: In bytes; browsers send three for every letter with an accent, and six for some.
    /// - Parameter count: The most fields.
    public init(_ request: Request, limit: Int = 64 * 1_024, count: Int = maximumCount) async throws(Failure) {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw .tooLarge }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw .tooLarge
        } catch {
            throw .cutOff
        }
        guard Self.isForm(request.headers[.contentType]) || body.readableBytes == 0 else { throw .wrongContentType }
        try self.init(body: Array(body.readableBytesView), count: count)
    }

    /// Reads fields that are already in memory, as tests and other transports need it.
    public init(body: some Collection<UInt8>, count: Int = maximumCount) throws(Failure) {
        let (pairs, complete) = PercentDecoding.pairs(in: body, limit: count)
        guard complete, pairs.allSatisfy({ $0.name.isIntact }) else { throw .malformed }
        var problems: [String: Problem] = [:]
        var seen: Set<String> = []
        for pair in pairs {
            let name = pair.name.string
            let repeated = !seen.insert(name).inserted && !name.hasSuffix("[]")
            if repeated { problems[name] = .repeated }
            if !pair.value.isIntact { problems[name] = .notText }
        }
        self.all = pairs.map { Field(name: $0.name.string, value: $0.value.string) }
        self.problems = problems
        positions = Dictionary(grouping: all.indices) { [all] in all[$0].name }
    }

    /// The first value of a field, as sent; nil when the field was not sent.
    public subscript(name: String) -> String? {
        positions[name]?.first.map { all[$0].value }
    }

    /// Every value of a field, in the order sent.
    public func values(_ name: String) -> [String] {
        positions[name]?.map { all[$0].value } ?? []
    }

    private static func isForm(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        let parts = contentType.lowercased().split(separator: ";").map { $0.trimmingSpaces() }
        let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }
        return parts.first == "application/x-www-form-urlencoded"
            && (charset == nil || charset == "charset=utf-8" || charset == "charset=\"utf-8\"")
    }
}

extension FormFields.Failure: HTTPResponseError {
    public var status: HTTPResponse.Status {
        switch self {
        case .tooLarge: .contentTooLarge
        case .wrongContentType: .unsupportedMediaType
        case .malformed, .cutOff: .badRequest
        }
    }

    public func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(status: status)
    }
}
