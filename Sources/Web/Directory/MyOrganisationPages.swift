import Core
import Foundation
import Hummingbird
import WebSupport

/// A VCSE organisation's own desk: its listings, what is due, and the referrals that wait.
enum MyOrganisationPages {
    static func listings(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func confirm(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let ids = Set(form.fields.values("offers[]").compactMap { Offer.ID($0) })
        do {
            let count = try await visit.features.confirmations.confirm(ids, by: visit.actor())
            return .seeOther(Path.myOrganisation.text + "?confirmed=\(count)")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form)
        }
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let actor = try visit.actor()
        guard let id = actor.organisationID else { throw Failure.forbidden }
        let (organisation, listings) = try await visit.features.directory.organisation(id)
        let waiting = try await visit.features.referrals.countUnanswered(for: actor)
        let confirmed = visit.query.integer("confirmed", in: 1...1_000)
        let lines = listings.filter { $0.offer.isListed }.map { ConfirmLine($0, now: visit.now) }
        let unfinished = try await visit.features.editing.unfinished(by: actor)
        let new = try await visit.features.editing.unpublished(by: actor)
        let page = MyOrganisationPage(
            page: visit.frame("Our listings", hasErrors: form != nil),
            name: organisation.name,
            errors: ErrorSummary(form),
            thanks: confirmed.map {
                "Thank you. \(Words.count($0, "listing is", "listings are")) confirmed as right today."
            },
            waiting: waiting == 0 ? nil : Words.count(waiting, "referral waits", "referrals wait") + " for your answer",
            listings: Array((lines.filter(\.isDue) + lines.filter { !$0.isDue }).prefix(ConfirmLine.mostAtOnce)),
            edits: new.map(EditLine.init)
                + listings.map { EditLine($0, drafts: unfinished.drafts, waiting: unfinished.waiting) },
            newHref: Path.newOffer.text,
            detailsHref: Path.organisationDetails.text
        )
        return try visit.html(page, as: .myOrganisation, status: form == nil ? .ok : .badRequest)
    }
}

struct MyOrganisationPage: Sendable {
    let page: PageFrame
    let name: String
    let errors: ErrorSummary?
    let thanks: String?
    let waiting: String?
    let listings: [ConfirmLine]
    let edits: [EditLine]
    let newHref: String
    let detailsHref: String
}

/// An offer that can be changed, and how far that is.
struct EditLine: Sendable {
    let href: String
    let name: String
    let state: String?

    init(_ listing: Listing, drafts: Set<Offer.ID>, waiting: Set<Offer.ID>) {
        let id = listing.offer.id
        href = Path.editOffer(id).text
        name = listing.offer.name
        state =
            drafts.contains(id)
            ? "Changed, not sent yet"
            : waiting.contains(id) ? "A change waits for a yes" : ClosePages.label(listing.offer.status)
    }

    init(_ sheet: Editing.Sheet) {
        href = Path.editOffer(sheet.id).text
        name = sheet.working.name.isEmpty ? "New offer" : sheet.working.name
        state = sheet.draft == nil ? "New, waits for a yes" : "New, not sent yet"
    }
}

/// A listing with a box to tick: "still right".
struct ConfirmLine: Sendable {
    /// A form of ours has at most 200 fields; the rest of the listings follow once these are confirmed.
    static let mostAtOnce = 100

    let line: OfferLine
    let inputID: String
    let isDue: Bool
    let facts: [SummaryRow]
    /// Where to go when it is not right.
    let otherwiseHref: String
    let otherwise: String

    /// - Parameter isByPhone: whether somebody reads it out to the organisation, rather than the organisation itself.
    init(_ listing: Listing, now: Date, isByPhone: Bool = false) {
        let id = listing.offer.id
        otherwiseHref = (isByPhone ? Path.confirmByPhone(id) : Path.editOffer(id)).text
        otherwise = isByPhone ? "Something is different" : "Change it"
        line = OfferLine(listing, now: now)
        inputID = "offer-\(listing.offer.id)"
        isDue = listing.offer.freshness(now: now) != .fresh
        facts =
            OfferRows(listing: listing, now: now).rows.filter { $0.key != "Next" }
            + [SummaryRow("Telephone", Words.joined(listing.phones.map(\.number)))].compactMap { $0 }
    }
}
