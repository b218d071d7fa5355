import Core
import Foundation
import Hummingbird
import WebSupport

/// Where the link in a digest leads. Opening it changes nothing, because mail scanners open links; only the button does.
enum ConfirmPages {
    static func listings(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func confirm(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let ids = Set(form.fields.values("offers[]").compactMap { Offer.ID($0) })
        let token = try await token(visit)
        do {
            let count = try await working { try await visit.features.confirmations.confirm(ids, token: token) }
            return .seeOther(Path.confirm(token: token).text + "?confirmed=\(count)")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form)
        }
    }

    /// The token in the path. One that may be the code of a letter counts as a try: codes are short enough to guess at.
    static func token(_ visit: Visit) async throws -> String {
        guard let token = visit.context.parameters.get("token"), token.utf8.count <= 100 else {
            throw Failure.notFound
        }
        if LetterCode(token) != nil { try await LetterPages.countTry(visit) }
        return token
    }

    static func working<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await MailedLink.working(
            instead: "If you have a password, you can sign in and look at your listings there.",
            body
        )
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let token = try await token(visit)
        let link = try await working { try await visit.features.confirmations.open(token: token) }
        let page = ConfirmPage(visit: visit, link: link, token: token, form: form)
        return try visit.html(page, as: .confirm, status: form == nil ? .ok : .badRequest)
    }
}

struct ConfirmPage: Sendable {
    let page: PageFrame
    let heading: String
    let organisations: String
    let action: String
    let errors: ErrorSummary?
    let thanks: String?
    let asked: [LinkedLine]
    let hasAsked: Bool
    let answered: [LinkedLine]
    let hasAnswered: Bool
    let worksUntil: String
    let unsubscribeHref: String?

    /// A form of ours has at most 200 fields; the rest of the listings follow once these are confirmed.
    private static let mostAtOnce = 150

    init(visit: Visit, link: OpenedLink, token: String, form: FormReader?) {
        let lines = link.listings.map { LinkedLine($0, token: token, now: visit.now) }
        let isDone = !lines.contains(where: \.isAsked)
        heading = isDone ? "Thank you" : "Is this still right?"
        page = visit.frame(heading, hasErrors: form != nil)
        organisations = Words.joined(link.organisations)
        action = Path.confirm(token: token).text
        errors = ErrorSummary(form)
        thanks = ConfirmPage.thanks(visit)
        asked = Array(lines.filter(\.isAsked).prefix(ConfirmPage.mostAtOnce))
        hasAsked = !asked.isEmpty
        answered = lines.filter { !$0.isAsked }
        hasAnswered = !answered.isEmpty
        worksUntil = Words.date(link.expiresAt)
        unsubscribeHref = link.isMail ? Path.unsubscribe(token: token).text : nil
    }

    private static func thanks(_ visit: Visit) -> String? {
        if let count = visit.query.integer("confirmed", in: 1...1_000) {
            return "Thank you. \(Words.count(count, "listing is", "listings are")) confirmed as right today."
        }
        return visit.query.integer("told", in: 1...1) == nil ? nil : "Thank you. We have written down what you said."
    }
}

/// A listing of a link with its key facts.
struct LinkedLine: Sendable {
    let id: String
    let name: String
    let organisation: String
    let isAsked: Bool
    /// What has become of it, once there was an answer.
    let state: String
    let facts: [SummaryRow]
    let exceptHref: String
    let href: String

    init(_ linked: LinkedListing, token: String, now: Date) {
        let listing = linked.listing
        id = listing.offer.id.text
        name = listing.offer.name
        organisation = listing.organisation.name
        isAsked = linked.state == .asked
        state =
            switch linked.state {
            case .asked: ""
            case .confirmed: "Confirmed \(listing.offer.confirmedAt.map { Words.ago($0, now: now) } ?? "")"
            case .told: "You told us that something is different. We are looking at it."
            }
        facts = FactRows.rows(of: listing, now: now)
        exceptHref = Path.confirmOffer(listing.offer.id, token: token).text
        href = Path.offer(listing.offer.id).text
    }
}

enum FactRows {
    /// What the listing says, fact by fact, and where it says nothing.
    static func rows(of listing: Listing, now: Date) -> [SummaryRow] {
        Fact.allCases.map { fact in
            let words = listing.words(for: fact, now: now)
            return SummaryRow(fact.label, words.isEmpty ? ["We do not know"] : words)
        }
    }
}
