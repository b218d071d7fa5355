import Core
import Hummingbird
import WebSupport

/// Closing an offer, after a page that says what happens then; and opening it again, which is its undo.
enum ClosePages {
    static func page(_ visit: Visit) async throws -> Response { try await show(visit, form: nil) }

    static func close(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        var form = try visit.reader()
        let kind = form.choice(
            "kind",
            label: "answer",
            as: Closing.Kind.self,
            required: true,
            missing: "Say whether it is closed for good or only for now"
        )
        guard form.isValid, let kind else { return try await show(visit, form: form) }
        try await visit.features.closing.close(id, kind, by: visit.actor())
        return .seeOther(Path.closeOffer(id).text + "?closed=1")
    }

    static func open(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        do {
            try await visit.features.closing.open(id, by: visit.actor())
        } catch Failure.conflict(let sentence) {
            var form = try visit.reader()
            form.fail("open", sentence)
            return try await show(visit, form: form, status: .conflict)
        }
        return .seeOther(Path.closeOffer(id).text + "?opened=1")
    }

    private static func show(
        _ visit: Visit,
        form: FormReader?,
        status: HTTPResponse.Status = .badRequest
    ) async throws -> Response {
        let listing = try await visit.features.closing.listing(visit.identifier(), for: visit.actor())
        let page = ClosePage(visit: visit, listing: listing, form: form)
        return try visit.html(page, as: .closeOffer, status: form == nil ? .ok : status)
    }

    // MARK: Words

    /// In a word or two; nil for an offer that is open.
    static func label(_ status: Offer.Status) -> String? {
        switch status {
        case .active: nil
        case .temporarilyClosed: "Closed for now"
        case .defunct, .inactive: "Closed"
        }
    }

    /// As a sentence; nil for an offer that is open.
    static func state(_ status: Offer.Status) -> String? {
        switch status {
        case .active: nil
        case .temporarilyClosed: "This is closed for now. People still find it, and read that it is closed."
        case .defunct, .inactive: "This is closed. Nobody finds it any more."
        }
    }
}

struct ClosePage: Sendable {
    let page: PageFrame
    let heading: String
    let errors: ErrorSummary?
    let thanks: String?
    let name: String
    let back: String
    let publicHref: String
    /// Nil when it is open.
    let closed: String?
    let openAction: String
    /// Nil when it is closed for good.
    let kind: ChoiceInput?
    let closeAction: String

    init(visit: Visit, listing: Listing, form: FormReader?) {
        let offer = listing.offer
        let isOwner = visit.account?.role == .organisation
        name = offer.name
        closed = ClosePages.state(offer.status)
        let isGone = offer.status == .defunct || offer.status == .inactive
        heading = closed == nil ? "Close this offer?" : isGone ? "This offer is closed" : "This offer is closed for now"
        page = visit.frame("\(heading) \(name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        thanks =
            visit.query.text("opened") == "1" && closed == nil
            ? "It is open again, and people find it. Look whether the rest is still right."
            : visit.query.text("closed") == "1" && closed != nil
                ? "Done. Was it a mistake? You can open it again here." : nil
        back = isOwner ? Path.editOffer(offer.id).text : Path.offer(offer.id).text
        publicHref = Path.offer(offer.id).text
        openAction = Path.openOffer(offer.id).text
        closeAction = Path.closeOffer(offer.id).text
        kind =
            isGone
            ? nil
            : .radios(
                "kind",
                "For how long?",
                Closing.Kind.allCases.filter { $0.status != offer.status }.map(ClosePage.item),
                in: form
            )
    }

    private static func item(_ kind: Closing.Kind) -> ChoiceInput.Item {
        switch kind {
        case .forGood:
            (kind.rawValue, "For good", "Nobody finds it any more. Its page stays and says that it has closed.")
        case .forNow: (kind.rawValue, "Only for now", "People still find it, and read that it is closed for now.")
        }
    }
}
