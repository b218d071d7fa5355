import Crypto
import Foundation
import SearchIndex

/// What listings are written into the index with: names of needs, marks, word lists.
struct OfferIndexing: Sendable {
    /// Raise it when the same listing is to be indexed otherwise.
    private static let version = "9"

    let needs: [Need.ID: Need]
    let marks: OfferMarks
    let lexicon: Lexicon
    /// Of the offers that are not as usual.
    let standings: [Offer.ID: OfferStanding]

    init(needs: [Need], lexicon: Lexicon, standings: [Offer.ID: OfferStanding] = [:]) {
        self.standings = standings
        self.needs = Dictionary(needs.map { ($0.id, $0) }) { first, _ in first }
        self.lexicon = lexicon
        marks = OfferMarks(needs: needs.map(\.id), languages: lexicon.languageNames)
    }

    /// Part of every fingerprint, and of the index's own: an index of another schema is built anew.
    var schema: String { "\(OfferIndexing.version)-\(marks.digest)" }

    /// Nil when the offer is not listed, and so has no document.
    func document(_ listing: Listing) throws(SearchIndexError) -> IndexDocument? {
        guard listing.offer.isListed else { return nil }
        return try OfferDocument(listing: listing, indexing: self).document()
    }
}

/// How a listing is written into the index.
struct OfferDocument {
    /// The numbers of each document, by slot. Moments are seconds since 1970.
    enum Slot {
        static let unconfirmedFrom = NumberSlot(0)
        static let hiddenFrom = NumberSlot(1)
        /// 1 when it can be had wherever one lives: see `Listing.comesToYou`.
        static let comesToYou = NumberSlot(2)
        static let confirmedAt = NumberSlot(3)
        static let dueFrom = NumberSlot(4)
        static let overdueFrom = NumberSlot(5)
        /// Whole years; missing when there is no bound.
        static let minimumAge = NumberSlot(6)
        static let maximumAge = NumberSlot(7)
        /// 1 while it is closed for the time being.
        static let isPaused = NumberSlot(8)
        /// 1 or -1 where referrals helped more or less often than usual; missing elsewhere.
        static let standing = NumberSlot(9)
    }

    /// What each occurrence of a word counts in the text that is searched. Set on the judged queries.
    private enum Weight {
        static let name = 3
    }

    /// The area of what says nowhere where it is; no name of an area has a hyphen.
    static let placeless = "no-place"

    let listing: Listing
    let indexing: OfferIndexing

    func document() throws(SearchIndexError) -> IndexDocument {
        let offer = listing.offer
        var document = IndexDocument(id: offer.id.text, text: texts, numbers: numbers, sample: sample)
        let title = try Tokeniser.normalised(offer.name)
        document.terms =
            [Term(.exactTitle, title), Term(.category, listing.organisation.id.text)] + areas.map { Term(.area, $0) }
        document.places = listing.locations.compactMap(\.publicCoordinate)
        document.marks = indexing.marks.marks(of: listing, audience: audience)
        document.payload = OfferCard(listing).encoded
        document.fingerprint = fingerprint(of: document)
        return document
    }

    private var texts: [TextField] {
        let offer = listing.offer
        return [
            TextField(.title, offer.name, keepsPositions: true),
            TextField(.group, listing.organisation.name),
            TextField(.body, offer.name, weight: Weight.name, feedsSpelling: true),
            TextField(.body, offer.alternateName ?? ""),
            TextField(.body, listing.organisation.name, feedsSpelling: true),
            TextField(.body, sample, feedsSpelling: true),
            TextField(.body, labels.joined(separator: ". "), feedsSpelling: true),
            TextField(.place, placeWords),
        ]
    }

    /// What it is filed under.
    private var labels: [String] {
        listing.needs.compactMap { indexing.needs[$0]?.name } + listing.offer.audience.map(\.rawValue)
            + listing.attributes.map(\.name) + listing.languages.map(\.name)
    }

    /// What the offer says of itself; also what snippets are cut from. Fees are left out: "free" stands in every
    /// second listing, and is a facet.
    private var sample: String {
        let offer = listing.offer
        let parts = [offer.description, offer.eligibility, offer.firstVisit]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var placeWords: String {
        let locations = listing.locations.compactMap(\.publicAddress)
        return (locations + listing.areas.map(\.name)).joined(separator: ". ")
    }

    /// Where the people live whom it is for, as a search from a place asks.
    private var areas: Set<String> {
        var areas = Set(listing.areas.map { Gazetteer.normalisedArea($0.name) }.filter { !$0.isEmpty })
        if areas.isEmpty, listing.locations.allSatisfy({ $0.publicCoordinate == nil }) {
            areas.insert(OfferDocument.placeless)
        }
        return areas
    }

    /// Whom the listing names, and whom its title and labels name.
    private var audience: Set<Offer.Audience> {
        let texts = [listing.offer.name] + listing.attributes.map(\.name)
        return texts.reduce(into: Set(listing.offer.audience)) { audience, text in
            audience.formUnion(indexing.lexicon.audiences(in: text))
        }
    }

    private var numbers: [NumberSlot: Double] {
        let offer = listing.offer
        let times = FreshnessPolicy.times(
            offer.standing,
            addedAt: offer.addedAt,
            interval: offer.confirmationInterval
        )
        var numbers: [NumberSlot: Double] = [
            Slot.dueFrom: times.dueFrom.timeIntervalSince1970,
            Slot.overdueFrom: times.overdueFrom.timeIntervalSince1970,
            Slot.unconfirmedFrom: times.unconfirmedFrom.timeIntervalSince1970,
            Slot.hiddenFrom: times.hiddenFrom.timeIntervalSince1970,
            Slot.comesToYou: listing.comesToYou ? 1 : 0,
            Slot.confirmedAt: (offer.confirmedAt ?? .distantPast).timeIntervalSince1970,
            Slot.isPaused: offer.status == .active ? 0 : 1,
        ]
        numbers[Slot.minimumAge] = offer.minimumAge.map(Double.init)
        numbers[Slot.maximumAge] = offer.maximumAge.map(Double.init)
        numbers[Slot.standing] = indexing.standings[offer.id].map { Double($0.rawValue) }
        return numbers
    }

    private func fingerprint(of document: IndexDocument) -> UInt64 {
        var parts = [indexing.schema, document.id, document.sample, document.payload]
        parts += document.text.map { "\($0.prefix.rawValue)\($0.weight) \($0.text)" }
        parts += document.terms.map { "\($0.prefix.rawValue) \($0.value)" }.sorted()
        parts += document.places.map { "\($0.latitude) \($0.longitude)" }
        parts += document.marks.map(\.index).sorted().map(String.init)
        parts += document.numbers.sorted { $0.key.index < $1.key.index }.map { "\($0.key.index) \($0.value)" }
        let digest = SHA256.hash(data: Data(parts.joined(separator: "\u{1f}").utf8))
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension Listing {
    /// Whether it can be had wherever one lives: online, by telephone, for the whole nation, or with neither a place
    /// nor an area, so that nobody can say where it is not.
    public var comesToYou: Bool {
        offer.ways.contains { $0 == .online || $0 == .telephone }
            || areas.contains { Gazetteer.isNational($0.name) }
            || (areas.isEmpty && locations.allSatisfy { $0.publicCoordinate == nil })
    }
}
