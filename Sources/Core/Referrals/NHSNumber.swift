/// An NHS number that could be real: ten digits that pass Modulus 11 (NHS Data Dictionary).
///
/// Passing says *plausible*, never *verified*: only the Personal Demographics Service can do that.
public struct NHSNumber: Hashable, Sendable {
    /// Ten ASCII digits.
    public let digits: String

    public enum Problem: Error, Equatable, Sendable {
        case wrongLength
        case notDigits
        case wrongCheckDigit
        /// Every repeated-digit number passes Modulus 11, and none was ever issued.
        case repeatedDigit
    }

    /// Takes spaces and hyphens between the digits.
    public init(_ text: String) throws(Problem) {
        let compact = text.filter { !$0.isWhitespace && $0 != "-" }
        guard compact.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .notDigits }
        let digits = compact.compactMap(\.wholeNumberValue)
        guard digits.count == 10 else { throw .wrongLength }
        guard Set(digits).count > 1 else { throw .repeatedDigit }
        let sum = zip(digits.prefix(9), stride(from: 10, through: 2, by: -1)).map { $0 * $1 }.reduce(0, +)
        let check = (11 - sum % 11) % 11
        guard check != 10, check == digits[9] else { throw .wrongCheckDigit }
        self.digits = compact
    }

    /// As printed on letters: 943 476 5919.
    public var spaced: String {
        let digits = Array(digits)
        return [digits[0..<3], digits[3..<6], digits[6...]].map { String($0) }.joined(separator: " ")
    }
}
