import Crypto
import Foundation

/// The secret that a browser shows to be recognised: 32 random bytes.
///
/// The database holds only ``hash``, so that nobody who reads it can take over a session. Make a new token at every
/// sign-in and never accept one that was not made here.
public struct SessionToken: Sendable, Hashable {
    let bytes: Data

    /// A new token.
    public init() {
        bytes = RandomBytes.make(Self.byteCount)
    }

    /// The token in a cookie; nil for anything but 43 characters of base64url that stand for 32 bytes.
    public init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == Self.byteCount else {
            return nil
        }
        self.bytes = bytes
    }

    /// What goes into the cookie: 43 characters of base64url.
    public var text: String { Base64URL.encode(bytes) }

    /// What goes into the database: SHA-256, 32 bytes. A fast hash will do, as 256 random bits cannot be guessed.
    public var hash: Data { Data(SHA256.hash(data: bytes)) }

    private static let byteCount = 32
}

extension SessionToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Keeps the secret out of logs.
    public var description: String { "SessionToken" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
