import Crypto
import Foundation
import Hummingbird
import NIOConcurrencyHelpers
import NIOPosix

/// Hashes and checks passwords with scrypt, on threads of its own and only a few at a time.
///
/// A password is compared as the UTF-8 bytes of its Unicode form NFC and otherwise exactly as typed (no trimming, no
/// change of case): one typed on a Mac, which may send `e` + U+0301, then matches the `é` of a Windows keyboard.
public final class PasswordHasher: Sendable {
    public enum Problem: Error, Equatable {
        /// Too many are waiting: ask to try again shortly. Answered with 503 when it reaches ``ErrorPages``.
        case busy
        /// Empty, longer than ``PasswordHasher/maximumBytes``, or with a NUL character in it.
        case unusable
        /// What is stored is not a hash of ours; no password can be checked against it.
        case unreadable
    }

    /// The longest password, in bytes of UTF-8.
    public static let maximumBytes = 1_000

    private let parameters: ScryptParameters
    private let pool: NIOThreadPool
    private let slots: Slots

    /// - Parameters:
    ///   - threads: How many run at once; each needs 32 MiB with the standard parameters.
    ///   - waiting: How many more may wait; at 60 ms each, 16 behind 2 threads wait half a second.
    public init(parameters: ScryptParameters = .standard, threads: Int = 2, waiting: Int = 16) {
        self.parameters = parameters
        self.slots = Slots(limit: threads + waiting)
        self.pool = NIOThreadPool(numberOfThreads: max(1, threads))
        pool.start()
    }

    deinit {
        pool.shutdownGracefully { _ in }
    }

    /// The text to store for a new password, with a fresh salt of 16 bytes.
    /// - Throws: ``Problem/unusable`` or ``Problem/busy``.
    public func hash(_ password: String) async throws -> String {
        guard let bytes = Self.bytes(of: password) else { throw Problem.unusable }
        let salt = RandomBytes.make(16)
        let parameters = parameters
        return try await run {
            let key = try PasswordHash.derive(bytes, salt: salt, parameters: parameters)
            return PasswordHash(parameters: parameters, salt: salt, hash: key.withUnsafeBytes { Data($0) }).text
        }
    }

    /// Whether a password is the one that was stored. One that could never have been stored costs the same time.
    /// - Throws: ``Problem/busy`` or ``Problem/unreadable``.
    public func verify(_ password: String, against stored: String) async throws -> Bool {
        guard let stored = PasswordHash(stored) else { throw Problem.unreadable }
        let bytes = Self.bytes(of: password)
        return try await run {
            let key = try PasswordHash.derive(
                bytes ?? [0],
                salt: stored.salt,
                parameters: stored.parameters,
                byteCount: stored.hash.count
            )
            // `==` of SymmetricKey takes the same time wherever the first difference is.
            let same = key == SymmetricKey(data: stored.hash)
            return same && bytes != nil
        }
    }

    /// Spends the time of ``verify(_:against:)`` where there is no account, so that an answer's delay tells nobody
    /// which accounts exist.
    /// - Throws: ``Problem/busy``.
    public func verifyNothing(_ password: String) async throws {
        let nothing = PasswordHash(parameters: parameters, salt: Data(count: 16), hash: Data(count: 32))
        _ = try await verify(password, against: nothing.text)
    }

    /// Whether a stored hash was made with other parameters than today's and should be replaced at the next sign-in.
    public func needsRenewal(_ stored: String) -> Bool {
        PasswordHash(stored)?.parameters != parameters
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard slots.take() else { throw Problem.busy }
        defer { slots.giveBack() }
        return try await pool.runIfActive(work)
    }

    /// Nil when unusable. The length is asked first, so that nobody can have a megabyte normalised; NUL is refused
    /// because scrypt fills short passwords up with it, so that one with and one without at its end would be the same.
    private static func bytes(of password: String) -> [UInt8]? {
        guard (1...maximumBytes).contains(password.utf8.count), !password.utf8.contains(0) else { return nil }
        return Array(password.precomposedStringWithCanonicalMapping.utf8)
    }
}

extension PasswordHasher.Problem: HTTPResponseError {
    public var status: HTTPResponse.Status { self == .busy ? .serviceUnavailable : .internalServerError }

    public func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(status: status, headers: self == .busy ? [.retryAfter: "2"] : [:])
    }
}

/// A counter of places that are taken.
struct Slots: Sendable {
    private let limit: Int
    private let taken = NIOLockedValueBox(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// False when every place is taken.
    func take() -> Bool {
        taken.withLockedValue { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func giveBack() {
        taken.withLockedValue { $0 -= 1 }
    }
}
