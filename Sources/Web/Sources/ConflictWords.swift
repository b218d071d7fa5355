import Core
import Foundation

/// What the facts are called that a source can bring, and what a listing says of each.
enum ConflictWords {
    /// - Parameter field: of `SourceConflict`.
    static func label(_ field: String) -> String { facts[field]?.label ?? "Another fact" }

    /// Nothing where the listing says nothing of it.
    static func lines(_ field: String, _ listing: Listing, needs: [Need], now: Date) -> [String] {
        guard let fact = facts[field] else { return [] }
        return fact.lines(Sides(listing: listing, needs: needs, now: now)).filter { !$0.isEmpty }
    }

    /// Whether there are words for it; a test holds them against all that an import can bring.
    static func knows(_ field: String) -> Bool { facts[field] != nil }

    private struct Sides {
        let listing: Listing
        let needs: [Need]
        let now: Date
    }

    private struct Entry: Sendable {
        let label: String
        let lines: @Sendable (Sides) -> [String]
    }

    private static let facts: [String: Entry] = ofOffer.merging(ofOrganisation) { one, _ in one }

    private static let ofOffer: [String: Entry] = [
        "name": fact(.name), "description": fact(.description), "eligibility": fact(.who),
        "audience": fact(.audience), "ways": fact(.ways), "joining": fact(.joining), "website": fact(.website),
        "email": fact(.email), "howToRefer": fact(.howToRefer), "firstVisit": fact(.firstVisit),
        "intake": fact(.intake), "wait": fact(.wait), "locations": fact(.places), "schedules": fact(.times),
        "phones": fact(.phones), "needs": fact(.needs),
        "alternateName": fact(.alternateName), "introduction": fact(.introduction), "contacts": fact(.contacts),
        "languages": fact(.languages), "areas": fact(.areas),
        "feesDescription": text("Cost in words") { $0.offer.feesDescription },
        "minimumAge": text("Youngest age") { $0.offer.minimumAge.map(String.init) },
        "maximumAge": text("Oldest age") { $0.offer.maximumAge.map(String.init) },
        "status": text("Open or closed") { status($0.offer.status) },
        "costs": list("Cost") { $0.costs.map(Words.cost) },
        "attributes": list("What it is listed under") { $0.attributes.map(\.name) },
    ]

    private static let ofOrganisation: [String: Entry] = [
        "organisation.name": text("The organisation’s name") { $0.organisation.name },
        "organisation.description": text("What the organisation does") { $0.organisation.description },
        "organisation.website": text("The organisation’s website") { $0.organisation.website },
        "organisation.email": text("The organisation’s e-mail address") { $0.organisation.email },
        "organisation.phone": text("The organisation’s phone") { $0.organisation.phone },
        "organisation.charityNumber": text("Charity number") { $0.organisation.charityNumber },
        "organisation.companyNumber": text("Company number") { $0.organisation.companyNumber },
    ]

    // MARK: Kinds

    private static func fact(_ fact: OfferFacts.Fact) -> Entry {
        Entry(label: FactWords.label(fact)) {
            FactWords.lines(fact, OfferFacts($0.listing), needs: $0.needs, now: $0.now)
        }
    }

    private static func text(_ label: String, _ read: @escaping @Sendable (Listing) -> String?) -> Entry {
        Entry(label: label) { (read($0.listing) ?? "").components(separatedBy: "\n") }
    }

    private static func list(_ label: String, _ read: @escaping @Sendable (Listing) -> [String]) -> Entry {
        Entry(label: label) { read($0.listing) }
    }

    private static func status(_ status: Offer.Status) -> String {
        switch status {
        case .active: "Open"
        case .temporarilyClosed: "Closed for the time being"
        case .inactive: "Not running"
        case .defunct: "Closed for good"
        }
    }
}
