import Foundation

/// A listing as it is published: the one place where our words become the standard's.
struct OpenReferralMapping {
    let terms: TermCatalogue
    /// The district of each outward postcode, for addresses whose county nobody wrote down.
    let districts: [String: String]

    // MARK: Services

    /// With all that belongs to it.
    func full(_ listing: Listing) -> OpenReferral.Service {
        let id = listing.offer.id
        let shared = PublicContact(
            organisation: listing.organisation,
            offer: listing.offer,
            contacts: listing.contacts
        )
        var service = thin(listing)
        service.phones = present(phones(listing, shared))
        service.schedules = present(listing.schedules.enumerated().map { times($1, at: $0, of: id) })
        service.serviceAreas = present(
            listing.areas.enumerated().map { .init(id: part("area", $0, of: id), serviceId: id.text, name: $1.name) }
        )
        service.serviceAtLocations = present(
            listing.locations.filter { !$0.isConfidential }.map { link(id, $0, place: place($0)) }
        )
        service.languages = present(
            listing.languages.enumerated().map {
                .init(id: part("language", $0, of: id), serviceId: id.text, name: $1.name)
            }
        )
        service.costOptions = present(listing.costs.enumerated().map { cost($1, at: $0, of: id) })
        service.contacts = present(contacts(listing, shared))
        service.attributes = present(attributes(listing))
        service.capacities = [capacity(listing.offer)]
        return service
    }

    /// Only what there is one of, with its organisation.
    func thin(_ listing: Listing) -> OpenReferral.Service {
        let offer = listing.offer
        let shared = PublicContact(organisation: listing.organisation, offer: offer, contacts: listing.contacts)
        var service = OpenReferral.Service(
            id: offer.id.text,
            organizationId: offer.organisationID.text,
            name: offer.name,
            status: offer.status.rawValue,
            lastModified: OpenReferral.moment(offer.lastModified)
        )
        service.alternateName = present(offer.alternateName)
        service.description = present(offer.description)
        service.url = offer.website.flatMap(Address.website)
        service.email = shared.email(offer.email)
        service.applicationProcess = present(offer.howToRefer)
        service.feesDescription = present(offer.feesDescription)
        service.waitTime = present(offer.wait)
        service.eligibilityDescription = present(offer.eligibility)
        service.minimumAge = offer.minimumAge
        service.maximumAge = offer.maximumAge
        service.assuredDate = offer.confirmedAt.map { Day($0).description }
        service.assurerEmail = assurer(listing, shared)
        service.organization = organization(listing.organisation)
        return service
    }

    /// Whoever checked it, when that is a shared mailbox; an organisation that checked its own has one.
    private func assurer(_ listing: Listing, _ shared: PublicContact) -> String? {
        guard let name = listing.offer.confirmedBy, listing.offer.confirmedAt != nil else { return nil }
        return name == listing.organisation.name ? shared.organisationEmail : shared.email(name)
    }

    func organization(_ organisation: Organisation, isFull: Bool = true) -> OpenReferral.Organization {
        let id = organisation.id.text
        return OpenReferral.Organization(
            id: id,
            name: organisation.name,
            description: organisation.description,
            email: PublicContact(organisation: organisation).organisationEmail,
            website: organisation.website.flatMap(Address.website),
            legalStatus: present(organisation.kind),
            phones: !isFull
                ? nil
                : organisation.phone.map {
                    [.init(id: OpenReferral.id("phone of organisation \(id)"), organizationId: id, number: $0)]
                },
            organizationIdentifiers: isFull ? present(register(organisation)) : nil
        )
    }

    /// Its numbers in public registers, by the schemes of org-id.guide.
    private func register(_ organisation: Organisation) -> [OpenReferral.RegisterEntry] {
        func entry(_ scheme: String, _ type: String, _ number: String) -> OpenReferral.RegisterEntry {
            let id = organisation.id.text
            return .init(
                id: OpenReferral.id("\(type) of organisation \(id)"),
                organizationId: id,
                identifierScheme: scheme,
                identifierType: type,
                identifier: number
            )
        }
        let charity = organisation.charityNumber.map { entry(CharityNumber.scheme(of: $0), "Charity number", $0) }
        return [charity, organisation.companyNumber.map { entry("GB-COH", "Company number", $0) }].compactMap { $0 }
    }

    // MARK: Places

    func link(_ offer: Offer.ID, _ location: Location, place: OpenReferral.Place) -> OpenReferral.ServiceAtLocation {
        OpenReferral.ServiceAtLocation(
            id: OpenReferral.serviceAtLocationID(offer, location.id),
            serviceId: offer.text,
            locationId: location.id.text,
            location: place
        )
    }

    /// A place that is not confidential. A point that stands for a whole outward postcode is not given out as one.
    func place(_ location: Location, isFull: Bool = true) -> OpenReferral.Place {
        let id = location.id.text
        let point = location.precision == .exact ? location.publicCoordinate : nil
        let access = location.accessibility.enumerated().map {
            OpenReferral.Accessibility(
                id: OpenReferral.id("accessibility \($0) of \(id)"),
                locationId: id,
                description: $1
            )
        }
        return OpenReferral.Place(
            id: id,
            locationType: location.kind.rawValue,
            name: present(location.name),
            description: present(location.description),
            transportation: present(location.gettingThere),
            latitude: point?.latitude,
            longitude: point?.longitude,
            addresses: isFull ? address(location).map { [$0] } : nil,
            accessibility: isFull ? present(access) : nil
        )
    }

    private func address(_ location: Location) -> OpenReferral.PostalAddress? {
        guard !location.isConfidential,
            [location.address, location.city, location.postcode].contains(where: { $0 != nil })
        else { return nil }
        let outward = location.postcode.flatMap { Postcode($0)?.outward }
        return OpenReferral.PostalAddress(
            id: OpenReferral.id("address of \(location.id)"),
            locationId: location.id.text,
            address1: location.address ?? location.name ?? "",
            city: location.city ?? "",
            stateProvince: location.county ?? outward.flatMap { districts[$0] } ?? "England",
            postalCode: location.postcode ?? "",
            country: "GB",
            addressType: location.kind.rawValue
        )
    }

    // MARK: Parts

    private func phones(_ listing: Listing, _ shared: PublicContact) -> [OpenReferral.PhoneNumber] {
        listing.phones.enumerated().compactMap { index, phone in
            shared.phone(phone).map {
                .init(
                    id: part("phone", index, of: listing.offer.id),
                    serviceId: listing.offer.id.text,
                    number: $0.number,
                    description: present($0.description)
                )
            }
        }
    }

    private func contacts(_ listing: Listing, _ shared: PublicContact) -> [OpenReferral.Person] {
        listing.contacts.enumerated().compactMap { index, contact in
            shared.contact(contact).map {
                .init(
                    id: part("contact", index, of: listing.offer.id),
                    serviceId: listing.offer.id.text,
                    name: $0.name,
                    title: $0.role,
                    email: $0.email
                )
            }
        }
    }

    private func times(_ schedule: Schedule, at index: Int, of offer: Offer.ID) -> OpenReferral.Times {
        var times = OpenReferral.Times(id: part("schedule", index, of: offer), serviceId: offer.text)
        if let frequency = schedule.frequency {
            times.freq = frequency.rawValue
            times.interval = schedule.interval
            let ordinal = frequency == .monthly ? schedule.weekOfMonth.map(String.init) ?? "" : ""
            times.byday = present(schedule.days.map { ordinal + $0.rawValue }.joined(separator: ","))
            times.bymonthday = frequency == .monthly ? schedule.dayOfMonth.map(String.init) : nil
            // A rule for every other week says nothing without a first day to count from.
            times.dtstart = schedule.validFrom?.description
        }
        times.validFrom = schedule.validFrom?.description
        times.validTo = schedule.validTo?.description
        times.opensAt = schedule.opensAt?.description
        times.closesAt = schedule.closesAt?.description
        times.description = present(schedule.description)
        return times
    }

    private func cost(_ cost: CostOption, at index: Int, of offer: Offer.ID) -> OpenReferral.Cost {
        OpenReferral.Cost(
            id: part("cost", index, of: offer),
            serviceId: offer.text,
            option: present(cost.note),
            currency: cost.pence == nil ? nil : "GBP",
            amount: cost.pence.map { Double($0) / 100 },
            amountDescription: present(cost.per).map { "per \($0)" }
        )
    }

    private func attributes(_ listing: Listing) -> [OpenReferral.Attribute] {
        terms.terms(of: listing).map {
            .init(
                id: OpenReferral.id("attribute \($0.id) of \(listing.offer.id)"),
                linkId: listing.offer.id.text,
                linkEntity: "service",
                taxonomyTermId: $0.id,
                taxonomyTerm: $0
            )
        }
    }

    /// Nobody counts places here; what is known is whether new people are taken.
    private func capacity(_ offer: Offer) -> OpenReferral.Capacity {
        let known = max(offer.lastModified, offer.confirmedAt ?? .distantPast)
        return OpenReferral.Capacity(
            id: OpenReferral.id("capacity of \(offer.id)"),
            serviceId: offer.id.text,
            unit: .init(id: OpenReferral.id("unit taking people"), name: "Taking new people: 1 is yes, 0 is not now"),
            available: offer.takesReferrals && offer.intake == .open ? 1 : 0,
            description: offer.status == .active ? offer.intake.rawValue : offer.status.rawValue,
            updated: OpenReferral.moment(known)
        )
    }

    private func part(_ kind: String, _ index: Int, of offer: Offer.ID) -> String {
        OpenReferral.id("\(kind) \(index) of \(offer)")
    }

    private func present<Element>(_ list: [Element]) -> [Element]? { list.isEmpty ? nil : list }
    private func present(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
