import Core
import Foundation

/// An offer in the few lines that stand on a card or on paper.
struct LeafletWords {
    let listing: Listing
    let now: Date

    /// Lines of one kind that a card or slip has room for; the offer's page has them all.
    private static let most = 3

    /// For a card: where it is, by name.
    /// - Parameter distance: in metres.
    func short(distance: Double?) -> [LeafletRow] {
        let place = PlaceWords.summary(OfferCard(listing))
        return rows(place: distance.map { "\(place ?? "Near"), \(Words.distance($0)) away" } ?? place)
    }

    /// For paper: the address to find it by.
    var full: [LeafletRow] { rows(place: address ?? PlaceWords.summary(OfferCard(listing))) }

    /// The number to ring first of all.
    var phone: String? { listing.phones.first?.number ?? listing.organisation.phone }

    private func rows(place: String?) -> [LeafletRow] {
        [
            LeafletRow("When", when), LeafletRow("Where", [place]), LeafletRow("How to join", [joining]),
            LeafletRow("Cost", [PlaceWords.cost(OfferCard(listing))], isShort: true),
            LeafletRow("Telephone", [phone.map(Words.unbroken)], isShort: true),
        ].compactMap { $0 }
    }

    private var when: [String] {
        let times = listing.schedules.filter { $0.validTo.map { $0 >= Day(now) } ?? true }
            .map { Words.schedule($0, now: now) }.filter { !$0.isEmpty }
        let rest = times.count - Self.most
        return times.prefix(Self.most) + (rest > 0 ? ["and \(Words.count(rest, "other time"))"] : [])
    }

    private var joining: String? {
        let ways = listing.offer.joining.map(Words.joining)
        guard let first = ways.first else { return nil }
        let rest = ways.dropFirst().map { $0.prefix(1).lowercased() + $0.dropFirst() }
        return Words.joined([first] + rest, with: "or")
    }

    private var address: String? {
        let addresses = listing.locations.compactMap(\.publicAddress)
        guard let first = addresses.first else { return nil }
        return addresses.count == 1 ? first : "\(first), and \(Words.count(addresses.count - 1, "other place"))"
    }
}

/// A line on paper; two short ones share a line.
struct LeafletRow: Sendable {
    let key: String
    let values: [String]
    let isShort: Bool

    /// Nil when there is nothing to say.
    init?(_ key: String, _ values: [String?], isShort: Bool = false) {
        let said = values.compactMap { $0 }.filter { !$0.isEmpty }
        guard !said.isEmpty else { return nil }
        self.key = key
        self.values = said
        self.isShort = isShort
    }
}
