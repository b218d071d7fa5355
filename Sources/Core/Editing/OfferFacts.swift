import Foundation

/// What an organisation says about its offer, as it fills it in.
public struct OfferFacts: Facts {
    public var name = ""
    public var alternateName: String?
    /// Plain paragraphs, separated by an empty line.
    public var description = ""
    public var eligibility: String?
    /// Whole years, 0 to 130.
    public var minimumAge: Int?
    public var maximumAge: Int?
    public var audience: [Offer.Audience] = []
    public var languages: [Language] = []
    /// What it is mainly for comes first.
    public var needs: [Need.ID] = []
    public var ways: [Offer.Way] = []
    public var places: [PlaceFacts] = []
    public var areas: [ServiceArea] = []
    public var schedules: [Schedule] = []
    public var costs: [CostOption] = []
    public var feesDescription: String?
    public var phones: [Phone] = []
    public var email: String?
    public var website: String?
    public var contacts: [Contact] = []
    public var intake = Offer.Intake.open
    public var wait: String?
    public var joining: [Offer.Joining] = []
    public var howToRefer: String?
    /// Nil while the owner has not said: then what is usual.
    public var neededFields: [SharedField]?
    public var firstVisit: String?
    /// As staff may put it to somebody.
    public var introduction: String?

    public static let empty = OfferFacts()

    public init() {}

    /// In the order in which pages show them.
    public enum Fact: String, Codable, CaseIterable, Sendable {
        case name
        case alternateName
        case description
        case firstVisit
        case introduction
        case who
        case ages
        case audience
        case languages
        case needs
        case ways
        case places
        case areas
        case times
        case cost
        case phones
        case email
        case website
        case contacts
        case intake
        case wait
        case joining
        case howToRefer
        case neededFields
    }

    public mutating func take(_ fact: Fact, from other: OfferFacts) {
        switch fact {
        case .name: name = other.name
        case .alternateName: alternateName = other.alternateName
        case .description: description = other.description
        case .firstVisit: firstVisit = other.firstVisit
        case .introduction: introduction = other.introduction
        case .who: eligibility = other.eligibility
        case .ages: (minimumAge, maximumAge) = (other.minimumAge, other.maximumAge)
        case .audience: audience = other.audience
        case .languages: languages = other.languages
        case .needs: needs = other.needs
        case .ways: ways = other.ways
        case .places: places = other.places
        case .areas: areas = other.areas
        case .times: schedules = other.schedules
        case .cost: (costs, feesDescription) = (other.costs, other.feesDescription)
        case .phones: phones = other.phones
        case .email: email = other.email
        case .website: website = other.website
        case .contacts: contacts = other.contacts
        case .intake: intake = other.intake
        case .wait: wait = other.wait
        case .joining: joining = other.joining
        case .howToRefer: howToRefer = other.howToRefer
        case .neededFields: neededFields = other.neededFields
        }
    }
}

extension OfferFacts {
    /// What was written before a fact could be edited says nothing about it.
    public init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        func list<Part: Decodable>(_ key: CodingKeys) throws -> [Part] {
            try stored.decodeIfPresent([Part].self, forKey: key) ?? []
        }
        func text(_ key: CodingKeys) throws -> String? { try stored.decodeIfPresent(String.self, forKey: key) }
        name = try text(.name) ?? ""
        description = try text(.description) ?? ""
        (alternateName, introduction) = (try text(.alternateName), try text(.introduction))
        (eligibility, feesDescription) = (try text(.eligibility), try text(.feesDescription))
        (email, website, wait) = (try text(.email), try text(.website), try text(.wait))
        (howToRefer, firstVisit) = (try text(.howToRefer), try text(.firstVisit))
        minimumAge = try stored.decodeIfPresent(Int.self, forKey: .minimumAge)
        maximumAge = try stored.decodeIfPresent(Int.self, forKey: .maximumAge)
        (audience, ways, joining) = (try list(.audience), try list(.ways), try list(.joining))
        (needs, places, areas) = (try list(.needs), try list(.places), try list(.areas))
        (schedules, costs) = (try list(.schedules), try list(.costs))
        (phones, contacts, languages) = (try list(.phones), try list(.contacts), try list(.languages))
        neededFields = try stored.decodeIfPresent([SharedField].self, forKey: .neededFields)
        intake = try stored.decodeIfPresent(Offer.Intake.self, forKey: .intake) ?? .open
    }
}

/// A place as its owner describes it.
public struct PlaceFacts: Codable, Equatable, Sendable {
    /// The stored place that it describes, while it does; places are shared by offers, so a changed one becomes another.
    public var location: Location.ID?
    public var name: String?
    public var address: String?
    public var city: String?
    public var postcode: String?
    public var gettingThere: String?
    public var accessibility: [String]
    public var isConfidential: Bool

    public init(
        location: Location.ID? = nil,
        name: String? = nil,
        address: String? = nil,
        city: String? = nil,
        postcode: String? = nil,
        gettingThere: String? = nil,
        accessibility: [String] = [],
        isConfidential: Bool = false
    ) {
        self.location = location
        self.name = name
        self.address = address
        self.city = city
        self.postcode = postcode
        self.gettingThere = gettingThere
        self.accessibility = accessibility
        self.isConfidential = isConfidential
    }

    init(_ location: Location) {
        self.init(
            location: location.id,
            name: location.name,
            address: location.address,
            city: location.city,
            postcode: location.postcode,
            gettingThere: location.gettingThere,
            accessibility: location.accessibility,
            isConfidential: location.isConfidential
        )
    }
}

extension OfferFacts {
    public init(_ listing: Listing) {
        let offer = listing.offer
        (name, alternateName) = (offer.name, offer.alternateName)
        description = offer.description
        eligibility = offer.eligibility
        (minimumAge, maximumAge) = (offer.minimumAge, offer.maximumAge)
        audience = offer.audience
        languages = listing.languages
        needs = listing.needs
        ways = offer.ways
        places = listing.locations.map(PlaceFacts.init)
        areas = listing.areas
        schedules = listing.schedules
        costs = listing.costs
        feesDescription = offer.feesDescription
        phones = listing.phones
        (email, website) = (offer.email, offer.website)
        contacts = listing.contacts
        (intake, wait) = (offer.intake, offer.wait)
        (joining, howToRefer) = (offer.joining, offer.howToRefer)
        neededFields = offer.neededFields
        (firstVisit, introduction) = (offer.firstVisit, offer.introduction)
    }

    /// The listing with these facts.
    /// - Parameter locations: one for each of `places`.
    func written(to listing: Listing, locations: [Location]) -> Listing {
        var listing = listing
        (listing.offer.name, listing.offer.alternateName) = (name, alternateName)
        listing.offer.description = description
        listing.offer.eligibility = eligibility
        (listing.offer.minimumAge, listing.offer.maximumAge) = (minimumAge, maximumAge)
        listing.offer.audience = audience
        listing.offer.ways = ways
        listing.offer.feesDescription = feesDescription
        (listing.offer.email, listing.offer.website) = (email, website)
        (listing.offer.intake, listing.offer.wait) = (intake, wait)
        (listing.offer.joining, listing.offer.howToRefer) = (joining, howToRefer)
        listing.offer.neededFields = neededFields
        (listing.offer.firstVisit, listing.offer.introduction) = (firstVisit, introduction)
        listing.needs = needs
        listing.locations = locations
        listing.schedules = schedules
        listing.costs = costs
        listing.phones = phones
        (listing.contacts, listing.languages, listing.areas) = (contacts, languages, areas)
        return listing
    }
}
