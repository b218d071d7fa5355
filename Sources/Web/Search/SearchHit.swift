import Core
import Foundation

/// One result.
struct SearchHit: Sendable {
    /// Its place on the page, to come back to.
    let anchor: String
    let href: String
    let title: String
    let organisation: String
    let snippet: [SnippetRun]
    let place: String?
    let distance: String?
    let nextSession: String?
    let cost: String?
    let notice: String?
    /// "Usually answers in 3 working days", for those who refer.
    let answers: String?
    let badge: FreshnessBadge
    let shortlist: ShortlistAdd?

    struct SnippetRun: Sendable {
        let text: String
        let isHighlighted: Bool
    }

    /// - Parameter shortlist: the button for an offer, for whoever has a shortlist; it comes back to this result.
    /// - Parameter answer: in how many working days it usually answers, where that is known.
    init(_ found: Search.Found, now: Date, shortlist: ShortlistButtons?, answer: Int? = nil) {
        let card = found.card
        anchor = "hit-\(found.id)"
        self.shortlist = shortlist?.button(found.id, title: card.name, at: anchor)
        href = Path.offer(found.id).text
        title = card.name
        organisation = card.organisation
        snippet =
            !found.snippet.contains { $0.highlighted }
            ? [SnippetRun(text: card.opening, isHighlighted: false)]
            : found.snippet.map { SnippetRun(text: $0.text, isHighlighted: $0.highlighted) }
        place = PlaceWords.summary(card)
        distance = found.distance.map(Words.distance)
        nextSession = card.nextSession(after: now).map { Words.session($0, now: now) }
        cost = PlaceWords.cost(card)
        notice = IntakeWords.notice(card)
        answers = answer.map { "Usually answers \($0 == 0 ? "the same day" : "in \(Words.count($0, "working day"))")" }
        badge = FreshnessBadge(card, now: now)
    }
}
