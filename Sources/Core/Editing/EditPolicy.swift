/// What an owner's word is enough for, and what a steward looks at first. Pure.
///
/// A wrong time or telephone number does harm for a day and its owner knows it best, so it goes live at once. Words that
/// persuade (name, description, website), that send people somewhere (address) or that say who may come (ages, area) are
/// looked at.
public enum EditPolicy {
    /// Needs whose listings can put somebody in danger when they are wrong.
    public static let sensitiveNeeds: Set<Need.ID> = Set(
        [
            "domestic-abuse", "sexual-violence", "suicide-and-self-harm", "serious-mental-illness",
            "children-and-young-people", "victims-of-crime", "homelessness", "immigration-and-asylum",
        ].map(Need.ID.init)
    )

    /// Of these, a caller who reaches the wrong person may be found by somebody they hide from: the number waits, too.
    private static let hiddenPeople: Set<Need.ID> = Set(["domestic-abuse", "sexual-violence"].map(Need.ID.init))

    public static func isSensitive(_ needs: [Need.ID]) -> Bool { !sensitiveNeeds.isDisjoint(with: needs) }

    /// Whether a steward has to say yes before it shows.
    /// - Parameter needs: of the offer, as published and as it would be.
    public static func needsYes(_ fact: OfferFacts.Fact, needs: [Need.ID]) -> Bool {
        switch fact {
        case .times, .cost, .languages, .intake, .wait, .joining, .neededFields: false
        case .phones, .email, .contacts: !hiddenPeople.isDisjoint(with: needs)
        case .name, .alternateName, .description, .firstVisit, .introduction, .who, .ages, .audience, .needs, .ways,
            .places, .areas, .website, .howToRefer:
            true
        }
    }

    public static func needsYes(_ fact: OrganisationFacts.Fact) -> Bool {
        switch fact {
        case .phone, .email: false
        case .name, .description, .website: true
        }
    }

    /// New offers that one organisation may have in the making or waiting; more than any has at a time.
    static let mostNewOffers = 50
}

/// A page of the form; saved by itself.
public enum EditSection: String, CaseIterable, Sendable {
    case about
    case who
    case needs
    case place
    case times
    case cost
    case contact
    case people
    case joining

    public var facts: [OfferFacts.Fact] {
        switch self {
        case .about: [.name, .alternateName, .description, .firstVisit, .introduction]
        case .who: [.who, .ages, .audience, .languages]
        case .needs: [.needs]
        case .place: [.ways, .places, .areas]
        case .times: [.times]
        case .cost: [.cost]
        case .contact: [.phones, .email, .website]
        case .people: [.contacts]
        case .joining: [.intake, .wait, .joining, .neededFields, .howToRefer]
        }
    }

    public static func section(of fact: OfferFacts.Fact) -> EditSection {
        allCases.first { $0.facts.contains(fact) } ?? .about
    }
}

extension OfferFacts {
    /// What keeps a new offer from being sent, by the section's name; empty when nothing does.
    public var problems: [String: String] {
        var problems: [String: String] = [:]
        if name.isEmpty || description.isEmpty { problems["about"] = "Say what it is called and what happens there" }
        if needs.isEmpty { problems["needs"] = "Say what it helps with" }
        if ways.isEmpty { problems["place"] = "Say whether people come to you or how else they take part" }
        if phones.isEmpty, email == nil, website == nil {
            problems["contact"] = "Give a phone number, an e-mail address or a website"
        }
        return problems
    }
}
