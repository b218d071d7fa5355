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
