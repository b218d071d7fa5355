import Foundation
import GRDB

/// What has to be known of the whole directory to look at one listing.
struct DirectoryFacts: Sendable {
    let links: [String: WebLink]
    let duplicates: [Offer.ID: Observation]
    /// How many listings have a description with this fingerprint's hash.
    let copies: [Int: Int]
    let outcodes: Set<String>

    static func hash(_ description: String) -> Int { DescriptionCheck.fingerprint(description).hashValue }
}

/// Every rule that a listing is held against. Pure: the listing, the facts and the day in, observations out.
enum ListingRules {
    /// Kinds that these rules speak of, and settle when they have nothing to say; bounces are not theirs.
    static func examined(withLinks: Bool) -> Set<Finding.Kind> {
        let all = Set(Finding.Kind.allCases).subtracting([.mailBounced])
        return withLinks ? all : all.subtracting(Finding.Kind.ofLinks)
    }

    static func observations(_ listing: Listing, facts: DirectoryFacts, today: Day) -> [Observation] {
        guard listing.offer.isListed else { return [] }
        let copies = facts.copies[DirectoryFacts.hash(listing.offer.description)] ?? 1
        return [
            EndDates.observation(listing, today: today), telephone(listing), postcode(listing, facts.outcodes),
            facts.duplicates[listing.offer.id], link(listing, facts.links),
        ].compactMap { $0 } + DescriptionCheck.observations(listing.offer, copies: copies)
    }

    /// Numbers are counted, not quoted: one may be somebody's own.
    private static func telephone(_ listing: Listing) -> Observation? {
        let numbers = listing.phones.map(\.number)
        for (index, number) in numbers.enumerated() {
            guard let problem = TelephoneNumber.problem(number) else { continue }
            let which = numbers.count == 1 ? "The telephone number" : "Telephone number \(index + 1)"
            return Observation(kind: .telephone, what: "\(which) \(problem).")
        }
        let ofOrganisation = numbers.isEmpty ? listing.organisation.phone.flatMap(TelephoneNumber.problem) : nil
        return ofOrganisation.map { Observation(kind: .telephone, what: "The organisation's telephone number \($0).") }
    }

    private static func postcode(_ listing: Listing, _ outcodes: Set<String>) -> Observation? {
        for location in listing.locations {
            guard let text = location.postcode, let problem = problem(ofPostcode: text, outcodes) else { continue }
            // A refuge's postcode is quoted nowhere, not even a wrong one.
            let quoted = location.isConfidential ? "A postcode" : "The postcode “\(text.prefix(20))”"
            return Observation(kind: .postcode, what: "\(quoted) \(problem).")
        }
        return nil
    }

    /// Where no outward postcodes were loaded, only the shape is judged; those of Northern Ireland are never loaded.
    private static func problem(ofPostcode text: String, _ outcodes: Set<String>) -> String? {
        guard let postcode = Postcode(text) else { return "has not the shape of one" }
        guard !outcodes.isEmpty, !outcodes.contains(postcode.outward), !postcode.outward.hasPrefix("BT") else {
            return nil
        }
        let isDistrict = outcodes.contains { $0.dropLast() == postcode.outward && $0.last?.isLetter == true }
        return isDistrict ? nil : "does not exist (there is no \(postcode.outward))"
    }

    private static func link(_ listing: Listing, _ links: [String: WebLink]) -> Observation? {
        guard let url = listing.offer.website ?? listing.organisation.website, let link = links[url] else { return nil }
        let whose = listing.offer.website == nil ? "The organisation's web address" : "The web address"
        if link.history.isDead {
            return Observation(kind: .linkDead, what: "\(whose) does not work (\(link.detail)).")
        }
        guard link.answer == .refused else { return nil }
        return Observation(kind: .linkUnusable, what: "\(whose) is not visited (\(link.detail)).")
    }
}

extension DirectoryFacts {
    static func gather(in db: Database) throws -> DirectoryFacts {
        DirectoryFacts(
            links: try WebLinkStore.all(in: db),
            duplicates: Duplicates.observations(try entries(in: db)),
            copies: try copies(in: db),
            outcodes: try String.fetchSet(db, sql: "SELECT code FROM outcode")
        )
    }

    private static let listed = "offer.status IN ('active', 'temporarily closed')"

    private static func copies(in db: Database) throws -> [Int: Int] {
        try String.fetchCursor(db, sql: "SELECT description FROM offer WHERE \(listed)").reduce(into: [:]) {
            $0[hash($1), default: 0] += 1
        }
    }

    private static func entries(in db: Database) throws -> [Duplicates.Entry] {
        let sessions = try sessions(in: db)
        let places = try places(in: db)
        return try Row.fetchCursor(
            db,
            sql: """
                SELECT offer.id, organisationID, organisation.name AS organisation, offer.name FROM offer
                JOIN organisation ON organisation.id = organisationID WHERE \(listed) ORDER BY offer.id
                """
        ).reduce(into: []) { entries, row in
            let id: Offer.ID = row["id"]
            entries.append(
                Duplicates.Entry(
                    id: id,
                    organisationID: row["organisationID"],
                    organisation: row["organisation"],
                    name: row["name"],
                    places: places[id] ?? [],
                    sessions: sessions[id] ?? []
                )
            )
        }
    }

    private static func sessions(in db: Database) throws -> [Offer.ID: Set<String>] {
        try Row.fetchCursor(db, sql: "SELECT * FROM schedule WHERE opensAt IS NOT NULL").reduce(into: [:]) {
            $0[$1["offerID"] as Offer.ID, default: []].formUnion(Duplicates.sessionKey(try Schedule(row: $1)))
        }
    }

    /// The address and the postcode, as letters and figures; without an address a postcode is a whole street.
    private static func places(in db: Database) throws -> [Offer.ID: Set<String>] {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT offerID, address, postcode FROM offerLocation JOIN location ON location.id = locationID
                WHERE NOT isConfidential AND kind = 'physical' AND trim(address) <> '' AND trim(postcode) <> ''
                """
        ).reduce(into: [:]) {
            let text = "\($1["address"] as String) \($1["postcode"] as String)"
            $0[$1["offerID"] as Offer.ID, default: []].insert(DescriptionCheck.fingerprint(text))
        }
    }
}
