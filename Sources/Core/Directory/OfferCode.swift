/// An offer's name on paper: the beginning of its identifier in letters and digits that are hard to misread.
///
/// Crockford's base32 leaves out `i`, `l`, `o` and `u`; whoever types `o` for `0`, or `i` or `l` for `1`, is understood.
/// Eight characters are 40 bits: among 100,000 random identifiers one pair in 200 directories begins alike. What begins
/// alike is told apart by more characters, see ``Directory/codes(of:)``.
public struct OfferCode: Hashable, Sendable, CustomStringConvertible {
    /// 8, 13 or 26 characters in lower case.
    public let text: String

    /// Characters; 26 hold a whole identifier.
    static let lengths = [8, 13, 26]

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    private static let values: [Character: Int] = {
        var values = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
        values["o"] = 0
        values["i"] = 1
        values["l"] = 1
        return values
    }()

    /// Takes any letter case; nil when no offer can have that code.
    public init?(_ typed: String) {
        guard Self.lengths.contains(typed.utf8.count) else { return nil }
        let digits = typed.lowercased().compactMap { Self.values[$0] }
        guard digits.count == typed.utf8.count else { return nil }
        // 26 characters hold two bits more than an identifier has.
        guard digits.count < 26 || (digits.last ?? 0) % 4 == 0 else { return nil }
        text = String(digits.map { Self.alphabet[$0] })
    }

    init(_ id: Offer.ID, length: Int) {
        let bits = Self.bits(id.text.compactMap(\.hexDigitValue), width: 4) + [0, 0]
        text = String(Self.numbers(bits.prefix(length * 5), width: 5).map { Self.alphabet[$0] })
    }

    /// Every identifier that begins with this code lies between these two, as text.
    var range: ClosedRange<String> {
        let bits = Self.bits(text.compactMap { Self.values[$0] }, width: 5).prefix(128)
        let missing = 128 - bits.count
        let lowest = Self.identifier(bits + Array(repeating: 0, count: missing))
        return lowest...Self.identifier(bits + Array(repeating: 1, count: missing))
    }

    public var description: String { text }

    private static func bits(_ numbers: [Int], width: Int) -> [Int] {
        numbers.flatMap { number in (0..<width).reversed().map { number >> $0 & 1 } }
    }

    private static func numbers(_ bits: some Sequence<Int>, width: Int) -> [Int] {
        let bits = Array(bits)
        return stride(from: 0, to: bits.count, by: width).map { start in
            bits[start..<min(start + width, bits.count)].reduce(0) { $0 * 2 + $1 }
        }
    }

    private static func identifier(_ bits: some Sequence<Int>) -> String {
        let digits = numbers(bits, width: 4).map { String($0, radix: 16) }
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0].joined() }.joined(separator: "-")
    }
}
