import Foundation

/// A GP practice in England, by its ODS code.
public struct Practice: Codable, Equatable, Sendable, Identifiable {
    public struct Code: Hashable, Sendable, Codable, RawRepresentable, Comparable {
        /// Six letters and digits, upper case.
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue.uppercased() }

        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    public var code: Code
    public var name: String
    public var address: String
    public var postcode: String
    public var phone: String?
    /// Whether the practice takes part here: its people are referred, and somebody reads its outcomes.
    public var takesPart: Bool

    public var id: Code { code }

    public init(code: Code, name: String, address: String, postcode: String, phone: String?, takesPart: Bool) {
        self.code = code
        self.name = name
        self.address = address
        self.postcode = postcode
        self.phone = phone
        self.takesPart = takesPart
    }
}
