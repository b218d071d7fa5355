import Core
import Foundation
import WebSupport

/// Offers as they stand on paper: on a slip, and on a shortlist that is printed or shared.
struct Leaflet: Sendable {
    let entries: [LeafletEntry]
    let codes: [OfferCode]

    /// What has since been merged is shown as what stands for it.
    ///
    /// - Parameters:
    ///   - written: the offers as they were put there.
    ///   - notes: what staff have written under an offer, for the person to read.
    init(_ visit: Visit, offers written: [Offer.ID], notes: [Offer.ID: String] = [:]) async throws {
        let standing = try await visit.features.merges.standing(for: written)
        var seen: Set<Offer.ID> = []
        let offers = written.compactMap { standing[$0] }.filter { seen.insert($0).inserted }
        let notes = [Offer.ID: String](notes.map { (standing[$0] ?? $0, $1) }) { "\($0)\n\($1)" }
        let listings = try await visit.features.directory.listings(offers)
        let codes = try await visit.features.directory.codes(of: offers)
        self.codes = offers.compactMap { codes[$0] }
        entries = listings.enumerated().map { index, listing in
            let id = listing.offer.id
            return LeafletEntry(visit: visit, number: index + 1, listing: listing, code: codes[id], note: notes[id])
        }
    }
}

struct LeafletEntry: Sendable {
    let number: Int
    let href: String
    let title: String
    let organisation: String
    /// Everything below is left out when it has closed.
    let isOpen: Bool
    let notice: String?
    let ringFirst: String?
    let firstVisit: String?
    let note: String?
    let rows: [LeafletRow]
    /// For staff, on the screen only.
    let introduction: String?
    let code: QRPicture?

    init(visit: Visit, number: Int, listing: Listing, code: OfferCode?, note: String?) {
        let offer = listing.offer
        let words = LeafletWords(listing: listing, now: visit.now)
        let badge = FreshnessBadge(offer, now: visit.now)
        self.number = number
        href = Path.offer(offer.id).text
        title = offer.name
        organisation = listing.organisation.name
        isOpen = offer.isListed
        notice = IntakeWords.notice(offer)
        let call = words.phone == nil ? "Ask first" : "Ring first"
        ringFirst = isOpen && badge.ringFirst ? "\(call): this may have changed." : nil
        firstVisit = isOpen ? offer.firstVisit : nil
        self.note = note.flatMap { $0.isEmpty ? nil : $0 }
        rows = isOpen ? words.full : []
        introduction = isOpen && visit.account != nil ? offer.introduction : nil
        self.code = isOpen ? code.flatMap { QRPicture($0, of: offer, site: visit.site.settings) } : nil
    }
}

/// A short link as a square to photograph and as letters to type.
struct QRPicture: Sendable {
    let viewBox: String
    let path: String
    /// Where the link begins.
    let host: String
    let ending: String
    /// When somebody last said that the offer is right.
    let checked: String

    init?(_ code: OfferCode, of offer: Offer, site: SiteSettings) {
        let url = site.publicURL + Path.shortLink(code).text
        guard let square = QRCode(url) else { return nil }
        viewBox = square.viewBox
        path = square.path
        host = site.shownURL
        ending = Path.shortLink(code).text
        checked = offer.confirmedAt.map { "Checked \(Words.date($0))" } ?? "Not checked yet"
    }
}
