/// A United Kingdom postcode, or only its outward half, as typed by people.
public struct Postcode: Hashable, Sendable {
    /// "SE15", upper case.
    public let outward: String
    /// "3CK", upper case; nil when only the outward half was given.
    public let inward: String?

    /// Takes any case and any spaces ("se15 3ck", "SE153CK", "SE15"); nil for what cannot be one by its shape.
    ///
    /// Whether it exists is another question, which the gazetteer answers.
    public init?(_ text: String) {
        // Before capitals are made, which turns `ß` into two ASCII letters.
        let typed = text.filter { !$0.isWhitespace }
        guard typed.allSatisfy(\.isASCII), (2...7).contains(typed.count) else { return nil }
        let letters = typed.uppercased()
        if let tail = Postcode.inwardTail(of: letters), Postcode.isOutward(letters.dropLast(3)) {
            outward = String(letters.dropLast(3))
            inward = tail
        } else if Postcode.isOutward(letters[...]) {
            outward = letters
            inward = nil
        } else {
            return nil
        }
    }

    public var text: String { inward.map { "\(outward) \($0)" } ?? outward }

    /// A digit and two letters.
    private static func inwardTail(of letters: String) -> String? {
        let tail = Array(letters.suffix(3))
        guard letters.count >= 5, tail[0].isNumber, tail[1].isLetter, tail[2].isLetter else { return nil }
        return String(tail)
    }

    /// A9, A99, AA9, AA99, A9A, AA9A.
    private static func isOutward(_ text: Substring) -> Bool {
        let letters = text.prefix { $0.isLetter }
        let rest = text.dropFirst(letters.count)
        let digits = rest.prefix { $0.isNumber }
        let last = rest.dropFirst(digits.count)
        guard (1...2).contains(letters.count), (1...2).contains(digits.count) else { return false }
        return last.isEmpty || (digits.count == 1 && last.count == 1 && last.allSatisfy(\.isLetter))
    }
}
