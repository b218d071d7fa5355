import Crypto
import Foundation

/// The part of a link that nobody can guess: 256 random bits in base64url, stored only as a hash.
enum LinkToken {
    static func make() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }
}

/// A code on a letter, short enough to type: ten letters and digits that are hard to misread, 50 random bits.
///
/// That is too few for a bare hash to hide, so it is stored as a keyed one, whose key is not in the database; and too
/// many to try out: a thousand letters and a million tries an hour would take a century to hit one.
public struct LetterCode: Hashable, Sendable, CustomStringConvertible {
    /// Ten characters in capitals.
    public let text: String

    static let length = 10
    /// Crockford's base32: without I, L, O and U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    init() {
        var generator = SystemRandomNumberGenerator()
        text = String(
            (0..<LetterCode.length).map { _ in LetterCode.alphabet[Int.random(in: 0..<32, using: &generator)] }
        )
    }

    /// The code that the first 50 bits of a keyed hash spell: five of each of its first ten bytes.
    init(of digest: Data) {
        text = String(digest.prefix(LetterCode.length).map { LetterCode.alphabet[Int($0 & 31)] })
    }

    /// Takes any letter case, spaces and dashes, O for 0, and I or L for 1; nil when it can be no code.
    public init?(_ typed: String) {
        guard typed.utf8.count <= 40 else { return nil }
        let digits = typed.uppercased().filter { $0 != " " && $0 != "-" }.map { character -> Character in
            switch character {
            case "O": "0"
            case "I", "L": "1"
            default: character
            }
        }
        guard digits.count == LetterCode.length, digits.allSatisfy(LetterCode.alphabet.contains) else { return nil }
        text = String(digits)
    }

    /// As it is printed: "7K3QM-04XTR".
    public var description: String { "\(text.prefix(5))-\(text.suffix(5))" }

    func hash(with sealer: Sealer) -> Data { sealer.keyedHash("letter code \(text)") }

    /// Of a letter to a practice; no other letter's code can be taken for it.
    func receiptHash(with sealer: Sealer) -> Data { sealer.keyedHash("receipt code \(text)") }
}
