import Foundation
import SearchIndex

/// Turns the seed's offers, whose dates are told from today, into listings.
struct SeedListing {
    let now: Date
    let places: [String: SeedLocation]

    /// Long enough here for an old confirmation to have counted out (see `FreshnessPolicy`).
    private static let daysInDirectory = 420

    static func organisation(_ seed: SeedOrganisation, now: Date) -> Organisation {
        Organisation(
            id: Organisation.ID(named: "seed organisation \(seed.key)"),
            name: seed.name,
            kind: seed.kind,
            description: seed.description.trimmingCharacters(in: .whitespacesAndNewlines),
            website: seed.website,
            email: seed.email,
            phone: seed.phone,
            addedAt: now.adding(days: -daysInDirectory)
        )
    }

    static func offerID(_ key: String) -> Offer.ID { Offer.ID(named: "seed offer \(key)") }

    /// The confirmations that led to the last one: one an interval, a little late as people are, most of them online.
    static func confirmations(of offer: Offer) -> [Evidence] {
        guard let last = offer.confirmedAt else { return [] }
        let seed = offer.id.text.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }
        let step = offer.confirmationInterval + Int(seed % 30)
        let kinds: [Evidence.Kind] = [
            .confirmedOnline, .confirmedByPhone, .confirmedOnline, .confirmedOnline, .confirmedByLetter,
        ]
        return (0..<8).map { last.adding(days: -$0 * step) }.filter { $0 >= offer.addedAt }.enumerated().map {
            Evidence(
                id: Evidence.ID(named: "seed confirmation \(offer.id) \($0)"),
                offerID: offer.id,
                at: $1,
                kind: kinds[(Int(seed % 5) + $0) % kinds.count],
                by: offer.confirmedBy ?? ""
            )
        }
    }

    func listing(_ seed: SeedOffer, of organisation: Organisation) throws -> Listing {
        var listing = Listing(offer: offer(seed, of: organisation), organisation: organisation)
        listing.locations = try (seed.places ?? []).map {
            try location($0, isConfidential: seed.confidentialAddress == true)
        }
        listing.schedules = (seed.times ?? []).map { schedule($0, season: seed.season) }
        listing.costs = (seed.cost ?? []).map {
            CostOption(pence: $0.amount.map { Int(($0 * 100).rounded()) }, per: $0.per, note: $0.note)
        }
        listing.phones = [seed.phone ?? organisation.phone].compactMap { $0 }.map { Phone(number: $0) }
        listing.contacts = seed.contactRole.map { [Contact(role: $0, email: seed.email)] } ?? []
        listing.languages = (seed.languages ?? []).map(Language.init)
        listing.areas = (seed.areas ?? []).map(ServiceArea.init)
        listing.needs = seed.needs.map(Need.ID.init)
        if seed.everyDays == nil { listing.offer.confirmationInterval = CheckingInterval.days(for: listing) }
        return listing
    }

    private func offer(_ seed: SeedOffer, of organisation: Organisation) -> Offer {
        let ages = (seed.ages ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        let isNew: Bool
        var confirmedAt: Date?
        var confirmedBy: String?
        switch seed.confirmed {
        case .never:
            isNew = true
        case .before(let days, let by):
            isNew = false
            (confirmedAt, confirmedBy) = (now.adding(days: -days), by)
        }
        let addedAt = now.adding(days: isNew ? -14 : -SeedListing.daysInDirectory)
        return Offer(
            id: SeedListing.offerID(seed.key),
            organisationID: organisation.id,
            name: seed.name,
            description: seed.description.trimmingCharacters(in: .whitespacesAndNewlines),
            eligibility: seed.eligibility,
            minimumAge: ages.count == 2 ? ages[0] : nil,
            maximumAge: ages.count == 2 ? ages[1] : nil,
            audience: seed.audience ?? [],
            ways: seed.how ?? [],
            joining: seed.join ?? [],
            website: organisation.website,
            email: seed.email,
            howToRefer: seed.howToRefer,
            neededFields: seed.neededFields,
            introduction: seed.introduce,
            firstVisit: seed.firstVisit,
            intake: seed.takingPeople.flatMap(Offer.Intake.init) ?? .open,
            wait: seed.wait,
            status: status(seed),
            addedAt: addedAt,
            lastModified: confirmedAt ?? addedAt,
            confirmedAt: confirmedAt,
            confirmedBy: confirmedBy,
            confirmationInterval: seed.everyDays ?? FreshnessPolicy.defaultInterval,
            version: 1
        )
    }

    private func status(_ seed: SeedOffer) -> Offer.Status {
        switch seed.status {
        case "closed": .defunct
        case "temporarily closed": .temporarilyClosed
        default: .active
        }
    }

    private func location(_ key: String, isConfidential: Bool) throws -> Location {
        guard let place = places[key] else { throw Failure.unavailable("The seed place has no location \(key).") }
        return Location(
            id: Location.ID(named: "seed location \(key)"),
            name: place.name,
            address: place.address,
            city: place.city,
            postcode: place.postcode,
            coordinate: Coordinate(latitude: place.latitude, longitude: place.longitude),
            precision: .exact,
            isConfidential: isConfidential,
            gettingThere: place.gettingThere,
            accessibility: place.access ?? []
        )
    }

    private func schedule(_ time: SeedOffer.Time, season: SeedOffer.Season?) -> Schedule {
        let months = season.flatMap { SeedListing.season($0, today: Day(now)) }
        let isMonthly = time.weekOfMonth != nil
        return Schedule(
            frequency: time.days == nil ? nil : isMonthly ? .monthly : .weekly,
            interval: time.every ?? 1,
            days: time.days ?? [],
            weekOfMonth: time.weekOfMonth,
            opensAt: time.from.flatMap { TimeOfDay($0) },
            closesAt: time.to.flatMap { TimeOfDay($0) },
            validFrom: months?.from ?? (time.every == nil ? nil : Day(iso: "2024-01-01")),
            validTo: months?.to,
            description: time.note
        )
    }

    /// The season that is on, or the next one.
    private static func season(_ season: SeedOffer.Season, today: Day) -> (from: Day, to: Day)? {
        for year in (today.year - 1)...(today.year + 1) {
            let endYear = season.from > season.to ? year + 1 : year
            guard let from = Day(iso: "\(year)-\(season.from)"), let to = Day(iso: "\(endYear)-\(season.to)") else {
                return nil
            }
            if to >= today { return (from, to) }
        }
        return nil
    }
}
