import Crypto
import Foundation
import GRDB

/// A UUID in lower-case text, typed by what it identifies.
///
/// Text, not a blob, because people read the database with `sqlite3`. Imported offers and organisations keep the
/// source's own.
public struct Identifier<Entity>: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// A new random one (version 4).
    public init() { text = UUID().uuidString.lowercased() }

    /// Takes any letter case; nil when the text is not a UUID.
    public init?(_ text: String) {
        if Identifier.isTidy(text) {
            self.text = text
            return
        }
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.text = uuid.uuidString.lowercased()
    }

    /// The same identifier for the same name, always (UUID version 5, RFC 9562 §5.5, in Fingerpost's own namespace).
    public init(named name: String) {
        var bytes = Array(Insecure.SHA1.hash(data: Data(fingerpostNamespace + Array(name.utf8))).prefix(16))
        bytes[6] = (bytes[6] & 0x0f) | 0x50
        bytes[8] = (bytes[8] & 0x3f) | 0x80
        let uuid = UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            )
        )
        text = uuid.uuidString.lowercased()
    }

    /// Whether it is a UUID as we write it, as nearly all are: parsing and printing one takes thirty times as long.
    private static func isTidy(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        return text.utf8.enumerated().allSatisfy { position, byte in
            switch position {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default:
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
        }
    }

    public var description: String { text }
}

/// Chosen once for Fingerpost; changing it would change every derived identifier.
private let fingerpostNamespace: [UInt8] = [
    0x8f, 0x1c, 0x52, 0x0e, 0x6a, 0x3d, 0x4b, 0x9e, 0xa7, 0x44, 0x0d, 0x5b, 0x91, 0x2e, 0x73, 0xc6,
]

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Identifier: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
        String.fromDatabaseValue(value).flatMap { Self($0) }
    }
}
