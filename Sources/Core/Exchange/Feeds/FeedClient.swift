import Foundation

/// Gets one address of a feed; the real one speaks HTTP and lives with the program.
public protocol FeedClient: Sendable {
    /// - Throws: `FeedProblem`.
    func get(_ request: FeedRequest) async throws -> FeedAnswer
}

public struct FeedRequest: Sendable, Equatable {
    public let url: URL
    /// Validators of the answer that is known; a feed that has no other answers 304.
    public var etag: String?
    public var modified: String?

    public init(url: URL, etag: String? = nil, modified: String? = nil) {
        self.url = url
        self.etag = etag
        self.modified = modified
    }
}

public struct FeedAnswer: Sendable {
    public let status: Int
    public let etag: String?
    public let modified: String?
    /// Seconds, when the feed asks for a pause.
    public let retryAfter: Int?
    public let body: Data

    public init(status: Int, etag: String? = nil, modified: String? = nil, retryAfter: Int? = nil, body: Data = Data())
    {
        self.status = status
        self.etag = etag
        self.modified = modified
        self.retryAfter = retryAfter
        self.body = body
    }
}

/// Why there is no answer.
public enum FeedProblem: Error, Equatable, Sendable {
    /// The name leads to an address inside a private network or on this machine.
    case privateAddress(host: String)
    case unknownHost(String)
    case unreachable
    case timedOut
    case tooLarge(megabytes: Int)
    case tooManyRedirects

    public var sentence: String {
        switch self {
        case .privateAddress(let host):
            "\(host) is an address in a private network, which is not asked (`--allow-private` does)."
        case .unknownHost(let host): "There is no server called \(host)."
        case .unreachable: "The feed's server cannot be reached."
        case .timedOut: "The feed's server did not answer in time."
        case .tooLarge(let megabytes): "The feed sent more than \(megabytes) MB in one answer."
        case .tooManyRedirects: "The feed's address leads round and round."
        }
    }

    /// Whether the next minute may bring something else.
    var isPassing: Bool {
        switch self {
        case .unreachable, .timedOut: true
        case .privateAddress, .unknownHost, .tooLarge, .tooManyRedirects: false
        }
    }
}

/// How a feed is spared: one request at a time, with pauses.
public struct FeedPace: Sendable {
    /// Between two requests, in milliseconds.
    public static let pause = 200
    /// Tries of one request that fails for a passing reason.
    static let tries = 3
    /// Seconds before the second try; twice as many before the third.
    static let wait = 2
    /// A feed that asks for a longer pause, in seconds, is asked again at the next sync.
    static let longestWait = 120

    let sleep: @Sendable (Duration) async throws -> Void

    public init(_ sleep: @escaping @Sendable (Duration) async throws -> Void) { self.sleep = sleep }

    public static let polite = FeedPace { try await Task.sleep(for: $0) }
}
