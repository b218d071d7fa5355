import Core
import Foundation
import Hummingbird

enum OrganisationPages {
    static func organisation(_ visit: Visit) async throws -> Response {
        let (organisation, listings) = try await visit.features.directory.organisation(visit.identifier())
        if listings.isEmpty, let kept = try await visit.features.merges.survivor(of: organisation.id) {
            return .seeOther(Path.organisation(kept).text)
        }
        return try visit.html(
            OrganisationPage(visit: visit, organisation: organisation, listings: listings),
            as: .organisation
        )
    }
}

struct OrganisationPage: Sendable {
    let page: PageFrame
    let name: String
    let kind: String?
    let paragraphs: [Paragraph]
    let website: String?
    let email: String?
    let phone: OfferPage.PhoneLink?
    let offers: [OfferLine]
    let hasOffers: Bool
    /// For those who keep the directory.
    let versionsHref: String?

    init(visit: Visit, organisation: Organisation, listings: [Listing]) {
        page = visit.frame(organisation.name)
        name = organisation.name
        kind = organisation.kind.map(Words.capitalised)
        paragraphs = Paragraph.paragraphs(organisation.description)
        website = organisation.website
        email = organisation.email
        phone = organisation.phone.map { OfferPage.PhoneLink($0) }
        offers = listings.filter { $0.offer.isListed }.map { OfferLine($0, now: visit.now) }
        hasOffers = !offers.isEmpty
        let role = visit.account?.role
        let keepsDirectory = role == .steward || role == .administrator
        versionsHref = keepsDirectory ? Path.organisationVersions(organisation.id).text : nil
    }
}

/// A listing on one line, with its badge.
struct OfferLine: Sendable {
    let id: String
    let href: String
    let name: String
    let place: String?
    let notice: String?
    let badge: FreshnessBadge

    init(_ listing: Listing, now: Date) {
        id = listing.offer.id.text
        href = Path.offer(listing.offer.id).text
        name = listing.offer.name
        place = PlaceWords.summary(OfferCard(listing))
        notice = IntakeWords.notice(listing.offer)
        badge = FreshnessBadge(listing.offer, now: now)
    }
}
