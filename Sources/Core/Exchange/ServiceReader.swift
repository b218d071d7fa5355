import Foundation
import SearchIndex

/// Reads one service of an Open Referral feed (ORUK 3.0 or HSDS 3.0) as a listing.
///
/// What cannot be used is left out with a note; only a record without an id, a name, or any sign that it is a service
/// is refused.
struct ServiceReader {
    let now: Date
    /// Where an outward postcode is.
    let outcode: (Postcode) throws -> Coordinate?
    let needs: NeedMatcher

    struct Refusal: Error, Equatable {
        let reason: String
    }

    /// A listing and what had to be mended in it.
    struct Reading {
        var listing: Listing
        var notes: [String]
        /// Whether it says by our own terms for whom, how and what for the offer is.
        var saysTerms = false
        /// Whether it says if new people are taken.
        var saysIntake = false
    }

    func read(_ source: SourceObject, digest: Data) throws -> Reading {
        guard let key = source.line("id") else { throw Refusal(reason: "it has no id") }
        guard let name = source.line("name") else { throw Refusal(reason: "it has no name") }
        guard source.has("status") || source.has("organization") || source.has("organization_id") else {
            throw Refusal(reason: "it does not look like a service: it has neither a status nor an organisation")
        }
        var notes: [String] = []
        let id = ServiceReader.offerID(key)
        if Offer.ID(key) == nil { notes.append("the id is no UUID, so one was derived from it") }
        let organisation = organisation(of: source, offer: id, name: name, notes: &notes)
        let locations = try locations(of: source, offer: id, notes: &notes)
        var listing = Listing(
            offer: offer(source, id: id, name: name, organisation: organisation.id, digest: digest, notes: &notes),
            organisation: organisation
        )
        listing.locations = locations
        let parts = PartsReader(source: source)
        listing.schedules = parts.schedules(notes: &notes)
        listing.costs = parts.costs()
        listing.phones = parts.phones()
        listing.contacts = parts.contacts()
        listing.languages = parts.languages()
        listing.areas = parts.areas()
        let terms = OwnTerms(parts.attributes(), knowsNeed: needs.knows)
        take(terms, into: &listing)
        let intake = parts.intake()
        listing.offer.intake = intake ?? .open
        return Reading(listing: listing, notes: notes, saysTerms: terms.areThere, saysIntake: intake != nil)
    }

    private func take(_ terms: OwnTerms, into listing: inout Listing) {
        listing.attributes = terms.others
        guard terms.areThere else {
            listing.needs = needs.needs(title: listing.offer.name, terms: terms.others.map(\.name))
            listing.offer.ways = ways(listing.locations)
            return
        }
        listing.needs = terms.needs
        (listing.offer.audience, listing.offer.ways) = (terms.audience, terms.ways)
        listing.offer.joining = terms.joining
    }

    /// The source's own identifier, or one derived from it, always the same.
    static func offerID(_ key: String) -> Offer.ID { Offer.ID(key) ?? Offer.ID(named: "service \(key)") }

    // MARK: Organisation

    private func organisation(
        of source: SourceObject,
        offer: Offer.ID,
        name: String,
        notes: inout [String]
    ) -> Organisation {
        let object = source.object("organization")
        let key = object?.line("id") ?? source.line("organization_id")
        let organisationName = object?.line("name")
        if organisationName == nil {
            notes.append("its organisation is missing or has no name; it is listed under its own name")
        }
        let id =
            key.map { Organisation.ID($0) ?? Organisation.ID(named: "organisation \($0)") }
            ?? Organisation.ID(named: "organisation of \(organisationName ?? offer.text)")
        return Organisation(
            id: id,
            name: organisationName ?? name,
            kind: object?.line("legal_status"),
            description: object?.paragraphs("description") ?? "",
            website: object?.line("website").flatMap(Address.website),
            email: object?.line("email").flatMap(Address.email),
            phone: object?.objects("phones").first?.line("number"),
            charityNumber: object.flatMap { registerNumber(of: $0, "charity", CharityNumber.tidy) },
            companyNumber: object.flatMap { registerNumber(of: $0, "company", CompanyNumber.tidy) },
            addedAt: now
        )
    }

    /// From HSDS's `organization_identifiers` (scheme GB-CHC, GB-SC, GB-NIC or GB-COH of org-id.guide, or a type in
    /// words), or a field of its own such as `charity_number`.
    private func registerNumber(of object: SourceObject, _ word: String, _ tidy: @escaping (String) -> String?)
        -> String?
    {
        let schemes = word == "charity" ? ["GB-CHC", "GB-SC", "GB-NIC"] : ["GB-COH"]
        let list = object.objects("organization_identifiers") + object.objects("identifiers")
        let named = list.filter { entry in
            let scheme = entry.line("identifier_scheme")?.uppercased() ?? ""
            return schemes.contains(scheme) || entry.line("identifier_type")?.lowercased().contains(word) == true
        }
        let texts =
            named.map { ($0.line("identifier"), $0.line("identifier_scheme")?.uppercased()) }
            + [(object.line("\(word)_number"), nil)]
        return texts.lazy.compactMap { text, scheme in
            text.flatMap { tidy(RegisterNumber.whole($0, scheme: scheme, of: schemes)) }
        }.first
    }

    // MARK: Offer

    private func offer(
        _ source: SourceObject,
        id: Offer.ID,
        name: String,
        organisation: Organisation.ID,
        digest: Data,
        notes: inout [String]
    ) -> Offer {
        let ages = ages(source, notes: &notes)
        let website = source.line("url").flatMap(Address.website)
        let email = source.line("email").flatMap(Address.email)
        if website == nil, source.line("url") != nil { notes.append("its web address cannot be used") }
        if email == nil, source.line("email") != nil { notes.append("its e-mail address cannot be used") }
        return Offer(
            id: id,
            organisationID: organisation,
            name: name,
            alternateName: source.line("alternate_name"),
            description: source.paragraphs("description") ?? "",
            eligibility: source.paragraphs("eligibility_description"),
            minimumAge: ages.minimum,
            maximumAge: ages.maximum,
            audience: [],
            ways: [],
            joining: [],
            website: website,
            email: email,
            feesDescription: source.paragraphs("fees_description") ?? source.paragraphs("fees"),
            howToRefer: source.paragraphs("application_process"),
            intake: .open,
            wait: source.line("wait_time"),
            status: status(source, notes: &notes),
            addedAt: now,
            lastModified: moment("last_modified", of: source, notes: &notes) ?? now,
            confirmedAt: date("assured_date", of: source, notes: &notes),
            confirmedBy: source.line("assurer_email"),
            confirmationInterval: FreshnessPolicy.defaultInterval,
            sourceDigest: digest,
            version: 1
        )
    }

    private func ages(_ source: SourceObject, notes: inout [String]) -> (minimum: Int?, maximum: Int?) {
        let range = 0...130
        let minimum = source.integer("minimum_age")
        let maximum = source.integer("maximum_age")
        let isSound =
            [minimum, maximum].compactMap { $0 }.allSatisfy(range.contains) && (minimum ?? 0) <= (maximum ?? 130)
        if !isSound { notes.append("its ages cannot be right and were left out") }
        return isSound ? (minimum, maximum) : (nil, nil)
    }

    private func status(_ source: SourceObject, notes: inout [String]) -> Offer.Status {
        guard let word = source.line("status")?.lowercased() else { return .active }
        if let status = Offer.Status(rawValue: word) { return status }
        notes.append("its status is not one of the standard's; it is taken as inactive")
        return .inactive
    }

    /// A date between 1990 and tomorrow; before and after it is a mistake of the source.
    private func date(_ key: String, of source: SourceObject, notes: inout [String]) -> Date? {
        guard let text = source.line(key) else { return nil }
        guard let day = Day(iso: text), day.year >= 1990, day <= Day(now).adding(days: 1) else {
            notes.append("its \(key) is no possible date and was left out")
            return nil
        }
        return day.start
    }

    /// The same to the millisecond, where the source says it so.
    private func moment(_ key: String, of source: SourceObject, notes: inout [String]) -> Date? {
        let day = date(key, of: source, notes: &notes)
        return day == nil ? nil : source.line(key).flatMap(OpenReferral.moment(typed:)) ?? day
    }

    private func ways(_ locations: [Location]) -> [Offer.Way] {
        var ways: [Offer.Way] = []
        if locations.contains(where: { $0.kind == .physical }) { ways.append(.inPerson) }
        if locations.contains(where: { $0.kind == .virtual }) { ways.append(.online) }
        return ways
    }

    // MARK: Locations

    private func locations(of source: SourceObject, offer: Offer.ID, notes: inout [String]) throws -> [Location] {
        var locations: [Location] = []
        for (index, link) in source.objects("service_at_locations").enumerated() {
            guard let object = link.object("location") else {
                notes.append("a place without any details was left out")
                continue
            }
            let key = object.line("id") ?? "location \(index) of \(offer)"
            let location = try location(object, id: Location.ID(key) ?? Location.ID(named: key), notes: &notes)
            if !locations.contains(where: { $0.id == location.id }) { locations.append(location) }
        }
        return locations
    }

    private func location(_ object: SourceObject, id: Location.ID, notes: inout [String]) throws -> Location {
        let addresses = object.objects("addresses")
        let address = addresses.first { $0.line("address_type") != "postal" } ?? addresses.first
        let street = [address?.line("address_1"), address?.line("address_2")].compactMap { $0 }.joined(separator: ", ")
        let postcode = address?.line("postal_code")
        let place = try LocationCheck(outcode: outcode).place(
            latitude: object.number("latitude"),
            longitude: object.number("longitude"),
            postcode: postcode,
            country: address?.line("country")
        )
        if let note = place.note { notes.append(note) }
        return Location(
            id: id,
            kind: object.line("location_type").flatMap(Location.Kind.init) ?? .physical,
            name: object.line("name"),
            description: object.paragraphs("description"),
            address: street.isEmpty ? nil : street,
            city: address?.line("city"),
            county: address?.line("state_province"),
            postcode: postcode.map { Postcode($0)?.text ?? $0 },
            coordinate: place.coordinate,
            precision: place.precision,
            gettingThere: object.paragraphs("transportation"),
            accessibility: object.objects("accessibility").compactMap { $0.line("description") }
        )
    }
}
