import Foundation
import GRDB

/// An organisation that asks to be in the directory.
public struct JoinRequest: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<JoinRequest>

    public var id: ID
    /// Made with the form, so that sending it twice asks once.
    public var key: String
    public var name: String
    /// What they do, in their own words.
    public var about: String
    public var charityNumber: String?
    public var companyNumber: String?
    public var website: String?
    public var phone: String
    /// Whom to give an account to; empty after a no.
    public var contactName: String
    public var contactEmail: String
    public var sentAt: Date
    public var status: Status
    public var decidedAt: Date?
    public var decidedBy: Account.ID?
    public var reason: String?
    public var organisationID: Organisation.ID?

    public enum Status: String, Codable, Sendable {
        case waiting
        case approved
        case refused
    }

    public init(
        key: String,
        name: String,
        about: String,
        charityNumber: String? = nil,
        companyNumber: String? = nil,
        website: String? = nil,
        phone: String,
        contactName: String,
        contactEmail: String,
        sentAt: Date
    ) {
        id = ID()
        self.key = key
        self.name = name
        self.about = about
        self.charityNumber = charityNumber
        self.companyNumber = companyNumber
        self.website = website
        self.phone = phone
        self.contactName = contactName
        self.contactEmail = contactEmail
        self.sentAt = sentAt
        status = .waiting
    }
}

/// The numbers by which registers know an organisation: their form only. Whether one is theirs, a steward looks up.
public enum RegisterNumber {
    /// England and Wales: 6 or 7 digits; Scotland: `SC` and 6; Northern Ireland: `NIC` and 6. Without spaces, in capitals;
    /// nil for anything else.
    public static func charity(_ typed: String) -> String? {
        let number = tidy(typed)
        for (prefix, lengths) in [("SC", 6...6), ("NIC", 6...6), ("", 6...7)] where number.hasPrefix(prefix) {
            if isDigits(number.dropFirst(prefix.count), lengths) { return number }
        }
        return nil
    }

    /// Companies House: 8 digits (leading noughts may be left out), or two letters and 6 digits; nil for anything else.
    public static func company(_ typed: String) -> String? {
        let number = tidy(typed)
        if isDigits(number[...], 6...8) { return String(repeating: "0", count: 8 - number.count) + number }
        let letters = number.prefix(2)
        let hasLetters = letters.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        return hasLetters && isDigits(number.dropFirst(2), 6...6) ? number : nil
    }

    private static func tidy(_ typed: String) -> String {
        typed.filter { !$0.isWhitespace && $0 != "-" }.uppercased()
    }

    private static func isDigits(_ text: Substring, _ lengths: ClosedRange<Int>) -> Bool {
        lengths.contains(text.utf8.count)
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// A telephone number as people write one.
public enum TelephoneNumber {
    /// 10 or 11 digits in the United Kingdom, 3 for the short ones, up to 15 with a country's code (E.164); spaces,
    /// brackets, hyphens and a plus in front are allowed.
    public static func isPlausible(_ typed: String) -> Bool {
        let rest = typed.filter { !" ()-\u{a0}".contains($0) }
        let digits = rest.hasPrefix("+") ? rest.dropFirst() : rest[...]
        let isNumber = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber else { return false }
        if rest.hasPrefix("+") { return (8...15).contains(digits.count) }
        return digits.hasPrefix("0") ? (10...11).contains(digits.count) : [3, 4, 5, 6].contains(digits.count)
    }
}
