import Core
import Hummingbird
import WebSupport

/// Anybody may say that a listing is not right; nobody has to say who they are.
enum ReportPages {
    private static let longestWords = 1_000

    static func form(_ visit: Visit) async throws -> Response {
        let listing = try await visit.features.directory.listing(visit.identifier())
        return try visit.html(ReportPage(visit, listing: listing, form: nil), as: .report)
    }

    static func send(_ visit: Visit) async throws -> Response {
        let listing = try await visit.features.directory.listing(visit.identifier())
        let id = listing.offer.id
        var form = try visit.reader()
        let kind = form.choice(
            "kind",
            label: "problem",
            among: ListingReport.Kind.byAnybody.map(\.rawValue),
            required: true,
            missing: "Say what is wrong"
        ).flatMap(ListingReport.Kind.init)
        let words = form.multiline("words", label: "description", max: longestWords)
        let key = FormKey.read(&form, beside: "kind")
        guard form.isValid, let kind else {
            return try visit.html(ReportPage(visit, listing: listing, form: form), as: .report, status: .badRequest)
        }
        try await visit.features.reports.report(
            kind,
            of: id,
            words: words,
            key: key,
            counts: try await counts(visit, id),
            by: visit.account?.actor
        )
        return .seeOther(Path.report(id).text + "?sent=1")
    }

    /// Whether it speaks against the listing, too: once a day from one address.
    /// - Throws: `PublicError` with status 429 for an address that reports too much.
    private static func counts(_ visit: Visit, _ id: Offer.ID) async throws -> Bool {
        try await visit.count(
            visit.site.reportsByAddress,
            title: "Too many reports",
            then: "try again. If somebody is in danger ring 999."
        )
        return await visit.site.reportsByListing.take("\(visit.account?.id.text ?? visit.rateKey) \(id)") == .allowed
    }
}

struct ReportPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let isSent: Bool
    let title: String
    let organisation: String
    let action: String
    let backHref: String
    let key: String
    let kind: ChoiceInput
    let words: TextInput

    init(_ visit: Visit, listing: Listing, form: FormReader?) {
        isSent = form == nil && visit.query.integer("sent", in: 1...1) != nil
        page = visit.frame(isSent ? "Thank you" : "Report a problem", hasErrors: form != nil)
        errors = ErrorSummary(form)
        title = listing.offer.name
        organisation = listing.organisation.name
        action = Path.report(listing.offer.id).text
        backHref = Path.offer(listing.offer.id).text
        key = FormKey.kept(form)
        kind = .radios(
            "kind",
            "What is the problem?",
            ListingReport.Kind.byAnybody.map { ($0.rawValue, ReportWords.label($0), ReportWords.hint($0)) },
            in: form
        )
        words = TextInput(
            "words",
            "What did you find? (you can leave this empty)",
            in: form,
            hint: "Do not write names, telephone numbers or anything about a person."
        )
    }
}

enum ReportWords {
    static func label(_ kind: ListingReport.Kind) -> String {
        switch kind {
        case .wrong: "Something in it is wrong"
        case .closed: "It has closed"
        case .noAnswer: "Nobody answers"
        case .unsafe: "It may not be safe"
        case .different: "Right, except for some facts"
        }
    }

    static func hint(_ kind: ListingReport.Kind) -> String? {
        switch kind {
        case .wrong: "A time, a place, a number, what it costs"
        case .unsafe: "If somebody is in danger now, ring 999"
        default: nil
        }
    }

    static func source(_ source: ListingReport.Source) -> String {
        switch source {
        case .public: "A member of the public"
        case .staff: "Staff"
        case .organisation: "The organisation"
        }
    }
}
