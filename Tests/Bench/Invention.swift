import Core
import Foundation

/// Offers recombined from those of the seed place: the same for the same number, in every run.
struct Invention {
    private struct Source {
        let listing: Listing
        let sentences: [String]
    }

    private let sources: [Source]
    private let sourcesByNeed: [Need.ID: [Int]]
    private let needNames: [Need.ID: String]
    private let region: Region
    private let now: Date

    private static let offersPerOrganisation = 3
    /// In degrees: within a mile or so of the middle of the outward postcode.
    private static let scatter = 0.012

    init(listings: [Listing], needNames: [Need.ID: String], region: Region, now: Date) {
        let sources = listings.map { Source(listing: $0, sentences: Invention.sentences(of: $0.offer.description)) }
        self.sources = sources
        sourcesByNeed = Dictionary(grouping: sources.indices) {
            sources[$0].listing.needs.first ?? Need.ID(rawValue: "")
        }
        self.needNames = needNames
        self.region = region
        self.now = now
    }

    private static func sentences(of text: String) -> [String] {
        text.split(separator: "\n").flatMap { $0.split(separator: ".", omittingEmptySubsequences: true) }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.count > 10 }.map { $0 + "." }
    }

    func record(_ number: Int) -> ServiceRecord {
        var dice = Dice(seed: number)
        let one = sources[dice.number(0...(sources.count - 1))]
        let other = sources[
            dice.pick(sourcesByNeed[one.listing.needs.first ?? Need.ID(rawValue: "")] ?? [], otherwise: 0)
        ]
        let group = organisation(number / Invention.offersPerOrganisation)
        let offer = one.listing.offer
        var record = ServiceRecord(
            id: Offer.ID(named: "bench offer \(number)").text,
            name: name(offer.name, other.listing.offer.name, place: group.home.place, &dice),
            description: description(one, other, &dice),
            eligibilityDescription: dice.chance(0.8) ? offer.eligibility : other.listing.offer.eligibility,
            minimumAge: offer.minimumAge,
            maximumAge: offer.maximumAge,
            applicationProcess: offer.howToRefer,
            email: "offer\(number)@bench.example",
            url: "https://bench.example/\(number)",
            lastModified: day(daysAgo: dice.number(0...900)),
            organization: group.record
        )
        confirm(&record, &dice)
        place(&record, number: number, home: group.home, like: one.listing, &dice)
        addParts(&record, from: one.listing, &dice)
        return record
    }

    // MARK: Words

    private func name(_ one: String, _ other: String, place: String, _ dice: inout Dice) -> String {
        switch dice.number(0...3) {
        case 0: return "\(place) \(one)"
        case 1: return "\(one) in \(place)"
        case 2: return one
        default:
            let beginning = one.split(separator: " ").prefix(2)
            return (beginning + ["and"] + other.split(separator: " ").suffix(2)).joined(separator: " ")
        }
    }

    private func description(_ one: Source, _ other: Source, _ dice: inout Dice) -> String {
        let stranger = sources[dice.number(0...(sources.count - 1))]
        let own = one.sentences.shuffled(using: &dice).prefix(dice.number(2...4))
        let alike = other.sentences.shuffled(using: &dice).prefix(dice.number(1...3))
        return (own + alike + stranger.sentences.shuffled(using: &dice).prefix(1)).joined(separator: " ")
    }

    private func organisation(_ number: Int) -> (record: ServiceRecord.OrganizationRecord, home: Region.Outcode) {
        var dice = Dice(seed: -1 - number)
        let home = dice.pick(region.outcodes, otherwise: Region.Outcode())
        let model = sources[dice.number(0...(sources.count - 1))].listing.organisation
        let kind = model.name.split(separator: " ").suffix(2).joined(separator: " ")
        return (
            ServiceRecord.OrganizationRecord(
                id: Organisation.ID(named: "bench organisation \(number)").text,
                name: "\(home.place) \(kind)",
                description: model.description,
                website: "https://bench.example/organisation/\(number)"
            ), home
        )
    }

    // MARK: The rest

    /// Most were confirmed within half a year, some long ago or never.
    private func confirm(_ record: inout ServiceRecord, _ dice: inout Dice) {
        guard dice.chance(0.9) else { return }
        record.assuredDate = day(daysAgo: dice.chance(0.8) ? dice.number(1...180) : dice.number(180...900))
        record.assurerEmail = record.email
    }

    private func day(daysAgo: Int) -> String {
        let date = now.addingTimeInterval(TimeInterval(-86_400 * daysAgo))
        return String(date.formatted(.iso8601).prefix(10))
    }

    /// Four of five meet somewhere; the rest are rung, visit, or are online.
    private func place(
        _ record: inout ServiceRecord,
        number: Int,
        home: Region.Outcode,
        like listing: Listing,
        _ dice: inout Dice
    ) {
        if dice.chance(0.4) { record.serviceAreas = [.init(name: dice.chance(0.9) ? home.district : "England")] }
        guard dice.chance(0.8) else { return }
        let latitude = home.latitude + Double.random(in: -Invention.scatter...Invention.scatter, using: &dice)
        let longitude = home.longitude + Double.random(in: -Invention.scatter...Invention.scatter, using: &dice)
        let address = ServiceRecord.AddressRecord(
            line: "\(dice.number(1...180)) \(home.place) Road",
            city: home.district,
            postalCode: "\(home.code) \(dice.number(1...9))AB"
        )
        let location = ServiceRecord.LocationRecord(
            id: Location.ID(named: "bench location \(number)").text,
            name: "\(home.place) \(dice.pick(["Hall", "Centre", "Library", "Church", "Hub"], otherwise: "Hall"))",
            latitude: (latitude * 1e5).rounded() / 1e5,
            longitude: (longitude * 1e5).rounded() / 1e5,
            addresses: [address],
            accessibility: listing.locations.flatMap(\.accessibility).map { .init(description: $0) }
        )
        record.serviceAtLocations = [.init(id: Location.ID(named: "bench link \(number)").text, location: location)]
    }

    private func addParts(_ record: inout ServiceRecord, from listing: Listing, _ dice: inout Dice) {
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].shuffled(using: &dice).prefix(dice.number(1...2))
        let opens = dice.number(8...19)
        record.schedules = [
            .init(
                freq: "WEEKLY",
                byday: days.joined(separator: ","),
                opensAt: String(format: "%02d:00", opens),
                closesAt: String(format: "%02d:30", opens + dice.number(1...3))
            )
        ]
        record.costOptions =
            dice.chance(0.6) ? [.init(amount: 0)] : [.init(amount: Double(dice.number(1...12)), option: "a visit")]
        let languages = ["Somali", "Polish", "Arabic", "Bengali", "Spanish", "Portuguese", "Turkish", "Urdu"]
        record.languages = [.init(name: "English")]
        if dice.chance(0.25) { record.languages.append(.init(name: dice.pick(languages, otherwise: "Somali"))) }
        record.attributes = (listing.needs.compactMap { needNames[$0] } + listing.offer.audience.map(\.rawValue)).map {
            .init(taxonomyTerm: .init(taxonomy: "bench", code: "bench:\($0)", name: $0))
        }
        record.phones = [.init(number: "020 7946 0\(String(format: "%03d", dice.number(0...999)))")]
    }
}
