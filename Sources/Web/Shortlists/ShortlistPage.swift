import Core
import Foundation
import WebSupport

struct ShortlistPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let action: String
    /// New with every page, so that printing and sharing count as one.
    let key: String
    let isEmpty: Bool
    let lines: [Line]
    let searchHref: String
    let hasLinks: Bool
    let links: [LinkLine]
    let stopAction: String

    struct Line: Sendable {
        let id: String
        let title: String
        let href: String
        let organisation: String
        let badge: FreshnessBadge
        let ringFirst: Bool
        let notice: String?
        let introduction: String?
        let firstVisit: String?
        let hasMore: Bool
        let note: TextInput
        /// The values of the buttons; nil where the line cannot go.
        let up: String?
        let down: String?
        let remove: String
    }

    /// A link that was shared; the link itself is known to nobody but those who have it.
    struct LinkLine: Sendable {
        let id: String
        let words: String
    }

    init(
        visit: Visit,
        list: Shortlist,
        listings: [Listing],
        links: [SharedShortlist],
        form: FormReader?
    ) {
        page = visit.frame("Shortlist", hasErrors: form != nil)
        errors = ErrorSummary(form)
        thanks = ShortlistPage.thanks(visit.query)
        action = Path.shortlist.text
        key = Slip.ID().text
        isEmpty = listings.isEmpty
        let notes = list.notes
        lines = listings.enumerated().map { index, listing in
            Line(
                listing,
                note: notes[listing.offer.id] ?? "",
                isFirst: index == 0,
                isLast: index == listings.count - 1,
                now: visit.now,
                form: form
            )
        }
        searchHref = Path.search(SearchRequest()).text
        hasLinks = !links.isEmpty
        self.links = links.map { LinkLine($0) }
        stopAction = Path.stopSharing.text
    }

    private static func thanks(_ query: QueryFields) -> String? {
        if query.checked("saved") { return "Your notes are saved." }
        if query.checked("stopped") { return "That link has stopped working." }
        return query.text("removed").isEmpty ? nil : "That offer is off your shortlist."
    }
}

extension ShortlistPage.Line {
    init(_ listing: Listing, note: String, isFirst: Bool, isLast: Bool, now: Date, form: FormReader?) {
        let offer = listing.offer
        id = offer.id.text
        title = offer.name
        href = Path.offer(offer.id).text
        organisation = listing.organisation.name
        badge = FreshnessBadge(offer, now: now)
        ringFirst = badge.ringFirst
        notice = IntakeWords.notice(offer)
        introduction = offer.introduction
        firstVisit = offer.firstVisit
        hasMore = offer.introduction != nil || offer.firstVisit != nil
        self.note = TextInput(
            NoteField.name(offer.id),
            "Note for the person about \(offer.name)",
            in: form,
            hint: "Up to \(Shortlist.longestNote) characters. It is printed, and everybody with the link can read it.",
            initially: note
        )
        up = isFirst ? nil : "up \(offer.id)"
        down = isLast ? nil : "down \(offer.id)"
        remove = "remove \(offer.id)"
    }
}

extension ShortlistPage.LinkLine {
    init(_ shared: SharedShortlist) {
        id = shared.id.text
        let count = Words.count(shared.list.lines.count, "offer")
        words = "\(count), shared on \(Words.moment(shared.sharedAt)), works until \(Words.date(shared.expiresAt))"
    }
}
