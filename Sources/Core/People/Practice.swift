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
    /// How outcomes reach it.
    public var way: Way
    /// Where the e-mail goes that says "there is something to read"; needed for that way.
    public var email: String?

    /// How a practice gets its letters, and so what counts as their receipt.
    public enum Way: String, Codable, Sendable, CaseIterable {
        /// On its page here: received when a signed-in member opens it.
        case page
        /// Printed and posted: received when somebody types the code that is on it.
        case letter
        /// An e-mail that says nothing but where to look: received when it is opened there.
        case email = "e-mail"
    }

    public var id: Code { code }

    public init(code: Code, name: String, address: String, postcode: String, phone: String?, takesPart: Bool, way: Way = .page, email: String? = nil) {
        self.code = code
        self.name = name
        self.address = address
        self.postcode = postcode
        self.phone = phone
        self.takesPart = takesPart
        self.way = way
        self.email = email
    }
}
