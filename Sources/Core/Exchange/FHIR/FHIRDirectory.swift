import Foundation
import GRDB

/// The directory in FHIR, made of the records of open data, so that nothing is in one that is not in the other.
struct FHIRDirectory {
    let terms: TermCatalogue

    /// What is published: every offer, organisations that have had one, and places that are not confidential.
    static func rows(_ kind: FHIR.Kind) -> SQL? {
        switch kind {
        case .healthcareService: "SELECT id, lastModified AS at, name, organisationID AS organization FROM offer"
        case .organization:
            """
            SELECT organisation.id, organisation.name, max(MAX(offer.lastModified), coalesce((SELECT MAX(at)
                FROM listingVersion WHERE organisationID = organisation.id AND offerID IS NULL), '')) AS at
            FROM organisation JOIN offer ON offer.organisationID = organisation.id GROUP BY organisation.id
            """
        case .location:
            """
            SELECT location.id, MAX(offer.lastModified) AS at, location.name,
                CASE WHEN MIN(offer.organisationID) = MAX(offer.organisationID) THEN MIN(offer.organisationID) END
                    AS organization
            FROM location JOIN offerLocation ON offerLocation.locationID = location.id
            JOIN offer ON offer.id = offerLocation.offerID
            WHERE location.isConfidential = 0 GROUP BY location.id
            """
        default: nil
        }
    }

    func resources(_ kind: FHIR.Kind, _ keys: [FHIRRows.Key], in db: Database) throws -> [FHIR.AnyResource] {
        let changed = Dictionary(keys.map { ($0.id, $0.at) }) { first, _ in first }
        func finished(_ resource: some FHIRResource) throws -> FHIR.AnyResource {
            FHIR.AnyResource(try resource.versioned(at: resource.id.flatMap { changed[$0] }))
        }
        switch kind {
        case .healthcareService:
            let listings = try DirectoryStore.listings(keys.compactMap { Offer.ID($0.id) }, in: db)
            let mapping = try OpenReferralContext(terms: terms).mapping(for: listings, in: db)
            return try listings.map { try finished(service(mapping.full($0), $0)) }
        case .organization:
            let mapping = OpenReferralMapping(terms: terms, districts: [:])
            let all = try Organisation.fetchAll(db, keys: keys.map(\.id))
            let byID = Dictionary(all.map { ($0.id.text, $0) }) { first, _ in first }
            return try keys.compactMap { byID[$0.id] }.map { try finished(organization(mapping.organization($0))) }
        case .location: return try locations(keys, in: db).map(finished)
        default: return []
        }
    }

    // MARK: Organisations

    func organization(_ record: OpenReferral.Organization) -> FHIR.Organization {
        FHIR.Organization(
            id: record.id,
            identifier: FHIR.present(
                (record.organizationIdentifiers ?? []).map {
                    FHIR.BusinessIdentifier(
                        system: "http://org-id.guide/list/\($0.identifierScheme)",
                        value: $0.identifier
                    )
                }
            ),
            active: true,
            type: FHIR.text(record.legalStatus).map { [FHIR.Concept($0)] },
            name: FHIR.text(record.name) ?? record.id,
            telecom: FHIR.ContactPoint.list(
                phones: (record.phones ?? []).map(\.number),
                emails: [record.email],
                urls: [record.website]
            )
        )
    }

    // MARK: Services

    func service(_ record: OpenReferral.Service, _ listing: Listing) -> FHIR.HealthcareService {
        FHIR.HealthcareService(
            id: record.id,
            active: listing.offer.status == .active,
            providedBy: FHIR.Reference(.organization, record.organizationId, display: record.organization?.name),
            type: FHIR.present(types(record)),
            location: FHIR.present(
                (record.serviceAtLocations ?? []).map {
                    FHIR.Reference(.location, $0.locationId, display: $0.location?.name)
                }
            ),
            name: FHIR.text(record.name) ?? record.id,
            comment: FHIR.text(record.alternateName),
            extraDetails: FHIR.text(record.description),
            telecom: FHIR.ContactPoint.list(
                phones: (record.phones ?? []).map(\.number),
                emails: [record.email],
                urls: [record.url]
            ),
            serviceProvisionCode: provision(listing.costs),
            eligibility: FHIR.text(eligibility(record)).map { [.init(comment: $0)] },
            communication: FHIR.present(
                (record.languages ?? []).map { FHIR.Concept($0.name) }.filter { $0.text != nil }
            ),
            availableTime: FHIR.present(listing.schedules.compactMap(time)),
            availabilityExceptions: FHIR.text(
                (listing.schedules.compactMap(words) + [record.waitTime].compactMap { $0 }).joined(separator: "; ")
            )
        )
    }

    /// The names of its terms, each once: a need and an audience may be called the same.
    private func types(_ record: OpenReferral.Service) -> [FHIR.Concept] {
        var seen: Set<String> = []
        return (record.attributes ?? []).compactMap { FHIR.text($0.taxonomyTerm.name) }
            .filter { seen.insert($0).inserted }.map { FHIR.Concept($0) }
    }

    private func eligibility(_ record: OpenReferral.Service) -> String {
        let ages =
            switch (record.minimumAge, record.maximumAge) {
            case (let from?, let to?): "Ages \(from) to \(to)"
            case (let from?, nil): "From age \(from)"
            case (nil, let to?): "Up to age \(to)"
            case (nil, nil): ""
            }
        return [record.eligibilityDescription ?? "", ages].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// R4's service-provision-conditions: free or at a cost, only where all that is known says so.
    private func provision(_ costs: [CostOption]) -> [FHIR.Concept]? {
        let amounts = costs.map(\.pence)
        guard !amounts.isEmpty, amounts.allSatisfy({ $0 != nil }) else { return nil }
        let code = amounts.allSatisfy { $0 == 0 } ? "free" : "cost"
        return [FHIR.Concept("http://terminology.hl7.org/CodeSystem/service-provision-conditions", code)]
    }

    /// What is only for a season: R4's times have no dates.
    private func isDated(_ schedule: Schedule) -> Bool { schedule.validFrom != nil || schedule.validTo != nil }

    private func words(_ schedule: Schedule) -> String? {
        guard isDated(schedule) else { return schedule.description }
        // As if long ago, so that the day on which it begins is told on every day.
        let rule = PlainWords.schedule(schedule, now: Date(timeIntervalSince1970: 0))
        let start = schedule.validTo == nil ? schedule.validFrom.map { "From \(PlainWords.date($0))" } : nil
        return [rule, start].compactMap { $0 }.joined(separator: ". ")
    }

    /// R4 knows only what is the same every week of every year; other rules are told in words, where there are some.
    private func time(_ schedule: Schedule) -> FHIR.HealthcareService.AvailableTime? {
        guard !isDated(schedule), schedule.frequency == .weekly, schedule.interval == 1, !schedule.days.isEmpty else {
            return nil
        }
        return .init(
            daysOfWeek: schedule.days.map(\.fhirCode),
            availableStartTime: schedule.opensAt.map { "\($0):00" },
            availableEndTime: schedule.closesAt.map { "\($0):00" }
        )
    }

    // MARK: Places

    private func locations(_ keys: [FHIRRows.Key], in db: Database) throws -> [FHIR.Location] {
        let places = try Location.fetchAll(db, keys: keys.map(\.id))
        let owners = try owners(keys.map(\.id), in: db)
        let districts = try OpenReferralContext(terms: terms).districts(of: places, in: db)
        let mapping = OpenReferralMapping(terms: terms, districts: districts)
        let byID = Dictionary(places.filter { !$0.isConfidential }.map { ($0.id.text, $0) }) { first, _ in first }
        return keys.compactMap { key in
            byID[key.id].map { location(mapping.place($0), owner: owners[key.id]) }
        }
    }

    /// The organisation of a place, where only one has offers there.
    private func owners(_ ids: [String], in db: Database) throws -> [String: String] {
        guard let rows = FHIRDirectory.rows(.location) else { return [:] }
        let request: SQLRequest<Row> =
            "SELECT id, organization FROM (\(rows)) WHERE id IN \(ids) AND organization IS NOT NULL"
        return Dictionary(try request.fetchAll(db).map { ($0["id"], $0["organization"]) }) { first, _ in first }
    }

    func location(_ place: OpenReferral.Place, owner: String?) -> FHIR.Location {
        let address = place.addresses?.first.map { address in
            FHIR.Address(
                line: FHIR.text(address.address1).map { [$0] },
                city: FHIR.text(address.city),
                district: FHIR.text(address.stateProvince),
                postalCode: FHIR.text(address.postalCode),
                country: address.country
            )
        }
        var position: FHIR.Location.Position?
        if let longitude = place.longitude, let latitude = place.latitude {
            position = .init(longitude: longitude, latitude: latitude)
        }
        return FHIR.Location(
            id: place.id,
            status: "active",
            name: FHIR.text(place.name) ?? FHIR.text(place.addresses?.first?.address1),
            description: FHIR.text(
                [place.description, place.transportation].compactMap { $0 }.joined(separator: "\n")
            ),
            mode: "instance",
            address: address,
            position: position,
            managingOrganization: owner.map { FHIR.Reference(.organization, $0) }
        )
    }
}

extension Weekday {
    /// As R4's days-of-week has it.
    fileprivate var fhirCode: String {
        switch self {
        case .monday: "mon"
        case .tuesday: "tue"
        case .wednesday: "wed"
        case .thursday: "thu"
        case .friday: "fri"
        case .saturday: "sat"
        case .sunday: "sun"
        }
    }
}
