import Core
import Foundation

/// How far a listing can be trusted, in a word and a sentence; the colour only repeats the word.
struct FreshnessBadge: Sendable {
    /// The state's name, for the style.
    let state: String
    let label: String
    let sentence: String
    /// Whether to ring before sending somebody.
    let ringFirst: Bool

    init(_ offer: Offer, now: Date) {
        // An address is nobody's business here; some feeds give one.
        let by = offer.confirmedBy.flatMap { $0.contains("@") ? nil : " by \($0)" } ?? ""
        self.init(offer.freshness(now: now), confirmedAt: offer.confirmedAt, by: by, now: now)
    }

    init(_ card: OfferCard, now: Date) {
        self.init(card.freshness(now: now), confirmedAt: card.confirmedAt, by: "", now: now)
    }

    private init(_ freshness: Freshness, confirmedAt: Date?, by: String, now: Date) {
        state = freshness.rawValue
        let ago = confirmedAt.map { Words.ago($0, now: now) }
        switch freshness {
        case .fresh:
            label = "Checked \(ago ?? "")"
            sentence = "Confirmed \(ago ?? "")\(by)."
        case .due:
            label = "Checked \(ago ?? "")"
            sentence = "Confirmed \(ago ?? "")\(by). It is time to check it again."
        case .overdue:
            label = "Check is overdue"
            sentence = "Last confirmed \(ago ?? "")\(by). Ring first."
        case .unconfirmed:
            label = "Not confirmed"
            sentence =
                (ago.map { "Last confirmed \($0)\(by)." } ?? "Nobody here has confirmed this yet.")
                + " It may have changed: ring first."
        case .hidden:
            label = "Not confirmed for very long"
            sentence =
                (ago.map { "Last confirmed \($0)\(by)." } ?? "Nobody here has ever confirmed this.")
                + " It does not appear in public results. Ring first."
        }
        ringFirst = freshness != .fresh && freshness != .due
    }
}
