import Foundation

/// A voluntary organisation, council team or practice that runs offers or refers.
public struct Organisation: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Organisation>

    public var id: ID
    public var name: String
    /// "charity", "council", …: the source's own word.
    public var kind: String?
    public var description: String
    public var website: String?
    /// A shared mailbox, to which questions about its listings go.
    public var email: String?
    public var phone: String?
    /// As `CharityNumber` and `CompanyNumber` write them.
    public var charityNumber: String?
    public var companyNumber: String?
    public var addedAt: Date

    public init(
        id: ID,
        name: String,
        kind: String? = nil,
        description: String = "",
        website: String? = nil,
        email: String? = nil,
        phone: String? = nil,
        charityNumber: String? = nil,
        companyNumber: String? = nil,
        addedAt: Date
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.description = description
        self.website = website
        self.email = email
        self.phone = phone
        self.charityNumber = charityNumber
        self.companyNumber = companyNumber
        self.addedAt = addedAt
    }
}
