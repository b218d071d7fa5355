import Foundation

/// An offer with everything that is known about it: what a page shows, what is imported, what is indexed.
public struct Listing: Codable, Equatable, Sendable {
    public var offer: Offer
    public var organisation: Organisation
    public var locations: [Location]
    public var schedules: [Schedule]
    public var costs: [CostOption]
    public var phones: [Phone]
    public var contacts: [Contact]
    public var languages: [Language]
    public var areas: [ServiceArea]
    public var attributes: [OfferAttribute]
    public var needs: [Need.ID]

    public init(
        offer: Offer,
        organisation: Organisation,
        locations: [Location] = [],
        schedules: [Schedule] = [],
        costs: [CostOption] = [],
        phones: [Phone] = [],
        contacts: [Contact] = [],
        languages: [Language] = [],
        areas: [ServiceArea] = [],
        attributes: [OfferAttribute] = [],
        needs: [Need.ID] = []
    ) {
        self.offer = offer
        self.organisation = organisation
        self.locations = locations
        self.schedules = schedules
        self.costs = costs
        self.phones = phones
        self.contacts = contacts
        self.languages = languages
        self.areas = areas
        self.attributes = attributes
        self.needs = needs
    }
}

/// An amount that is asked, or none.
public struct CostOption: Codable, Equatable, Sendable {
    /// In pence; 0 is free, nil is "not known as a number".
    public var pence: Int?
    /// What the amount is for: "visit", "term".
    public var per: String?
    public var note: String?

    public init(pence: Int?, per: String? = nil, note: String? = nil) {
        self.pence = pence
        self.per = per
        self.note = note
    }
}

public struct Phone: Codable, Equatable, Sendable {
    public var number: String
    public var description: String?

    public init(number: String, description: String? = nil) {
        self.number = number
        self.description = description
    }
}

/// Whom to ask for; a role or a team rather than a person wherever the source allows.
public struct Contact: Codable, Equatable, Sendable {
    public var name: String?
    public var role: String?
    public var email: String?

    public init(name: String? = nil, role: String? = nil, email: String? = nil) {
        self.name = name
        self.role = role
        self.email = email
    }
}

public struct Language: Codable, Equatable, Sendable {
    public var name: String

    public init(name: String) { self.name = name }
}

/// Where the people live whom the offer is for.
public struct ServiceArea: Codable, Equatable, Sendable {
    public var name: String

    public init(name: String) { self.name = name }
}

/// A term from somebody's list, kept as it came, also when the list is not known here.
public struct OfferAttribute: Codable, Equatable, Sendable {
    /// The CURIE, such as `esdServiceType:123`, where the source gives one.
    public var code: String?
    public var taxonomy: String?
    public var name: String

    public init(code: String? = nil, taxonomy: String? = nil, name: String) {
        self.code = code
        self.taxonomy = taxonomy
        self.name = name
    }
}
