import Crypto
import Foundation
import SearchIndex

/// How a listing is written into the index.
struct OfferDocument {
    /// Part of every fingerprint: raise it when the same listing is to be indexed otherwise.
    static let schema = "3"

    /// The numbers of each document, by slot.
    enum Slot {
        /// Seconds since 1970 from which on the listing is unconfirmed, and hidden.
        static let unconfirmedFrom = NumberSlot(0)
        static let hiddenFrom = NumberSlot(1)
        /// 1 when it can be had wherever one lives: online, by telephone, or at home.
        static let comesToYou = NumberSlot(2)
        /// Seconds since 1970 of the last confirmation.
        static let confirmedAt = NumberSlot(3)
    }

    let listing: Listing
    let needs: [Need.ID: Need]

    /// Nil when the offer is not listed, and so has no document.
    func document() throws(SearchIndexError) -> IndexDocument? {
        guard listing.offer.isListed else { return nil }
        let offer = listing.offer
        var document = IndexDocument(id: offer.id.text, text: texts, numbers: numbers, sample: sample)
        let title = try Tokeniser.normalised(offer.name)
        document.terms = listing.needs.map { Term(.category, $0.rawValue) } + [Term(.exactTitle, title)]
        document.terms += outcodes.map { Term(.area, $0.lowercased()) }
        document.places = listing.locations.compactMap(\.publicCoordinate)
        document.fingerprint = OfferDocument.fingerprint(of: document)
        return document
    }

    private var texts: [TextField] {
        let offer = listing.offer
        let labels =
            listing.needs.compactMap { needs[$0]?.name } + offer.audience.map(\.rawValue)
            + listing.attributes.map(\.name) + listing.languages.map(\.name)
        return [
            TextField(.title, offer.name, feedsSpelling: true, keepsPositions: true),
            TextField(.title, offer.alternateName ?? ""),
            TextField(.group, listing.organisation.name, feedsSpelling: true),
            TextField(.body, sample, feedsSpelling: true),
            TextField(.keyword, labels.joined(separator: ". "), feedsSpelling: true),
            TextField(.place, placeWords),
            TextField(.body, offer.name, weight: Int(knob("tw", 3))),
            TextField(.body, offer.alternateName ?? "", weight: Int(knob("aw", 1))),
            TextField(.body, listing.organisation.name, weight: Int(knob("ow", 1))),
            TextField(.body, labels.joined(separator: ". "), weight: Int(knob("lw", 1))),
        ]
    }

    /// What the offer says of itself; also what snippets are cut from.
    private var sample: String {
        let offer = listing.offer
        let parts = [offer.description, offer.eligibility, offer.firstVisit]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var placeWords: String {
        let locations = listing.locations.compactMap(\.publicAddress)
        return (locations + listing.areas.map(\.name)).joined(separator: ". ")
    }

    private var outcodes: [String] {
        listing.locations.filter { !$0.isConfidential }.compactMap { $0.postcode.flatMap { Postcode($0) }?.outward }
    }

    private var numbers: [NumberSlot: Double] {
        let offer = listing.offer
        let times = FreshnessPolicy.times(
            confirmedAt: offer.confirmedAt,
            addedAt: offer.addedAt,
            interval: offer.confirmationInterval
        )
        return [
            Slot.unconfirmedFrom: times.unconfirmedFrom.timeIntervalSince1970,
            Slot.hiddenFrom: times.hiddenFrom.timeIntervalSince1970,
            Slot.comesToYou: listing.comesToYou ? 1 : 0,
            Slot.confirmedAt: (offer.confirmedAt ?? .distantPast).timeIntervalSince1970,
        ]
    }

    private static func fingerprint(of document: IndexDocument) -> UInt64 {
        var hasher = SHA256()
        var parts = [schema, document.id, document.sample]
        parts += document.text.map { "\($0.prefix.rawValue)\($0.weight) \($0.text)" }
        parts += document.terms.map { "\($0.prefix.rawValue) \($0.value)" }
        parts += document.places.map { "\($0.latitude) \($0.longitude)" }
        parts += document.numbers.sorted { $0.key.index < $1.key.index }.map { "\($0.key.index) \($0.value)" }
        hasher.update(data: Data(parts.joined(separator: "\u{1f}").utf8))
        return hasher.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension Listing {
    /// Whether it can be had wherever one lives.
    public var comesToYou: Bool {
        offer.ways.contains { $0 != .inPerson } || locations.allSatisfy { $0.publicCoordinate == nil }
    }
}
