/// What an organisation says about itself.
public struct OrganisationFacts: Facts {
    public var name = ""
    public var description = ""
    public var phone: String?
    public var email: String?
    public var website: String?

    public static let empty = OrganisationFacts()

    public init() {}

    public init(_ organisation: Organisation) {
        name = organisation.name
        description = organisation.description
        phone = organisation.phone
        email = organisation.email
        website = organisation.website
    }

    public enum Fact: String, Codable, CaseIterable, Sendable {
        case name
        case description
        case phone
        case email
        case website
    }

    public mutating func take(_ fact: Fact, from other: OrganisationFacts) {
        switch fact {
        case .name: name = other.name
        case .description: description = other.description
        case .phone: phone = other.phone
        case .email: email = other.email
        case .website: website = other.website
        }
    }

    func written(to organisation: Organisation) -> Organisation {
        var organisation = organisation
        organisation.name = name
        organisation.description = description
        organisation.phone = phone
        organisation.email = email
        organisation.website = website
        return organisation
    }
}
