import Core
import Foundation

/// How far a listing can be trusted, in a word and a sentence with the reason; the colour only repeats the word.
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
        self.init(offer.freshness(now: now), offer.standing, confirmedAt: offer.confirmedAt, by: by, now: now)
    }

    init(_ card: OfferCard, now: Date) {
        self.init(card.freshness(now: now), card.standing, confirmedAt: card.confirmedAt, by: "", now: now)
    }

    private init(_ freshness: Freshness, _ standing: Standing, confirmedAt: Date?, by: String, now: Date) {
        state = freshness.rawValue
        ringFirst = freshness != .fresh && freshness != .due
        let ago = confirmedAt.map { Words.ago($0, now: now) }
        if ringFirst, let doubt = FreshnessBadge.doubt(standing, now: now) {
            label = freshness == .overdue ? "Ring first" : "In doubt"
            sentence = "\(doubt) Ring first." + (ago.map { " Last confirmed \($0)\(by)." } ?? "") + after(freshness)
            return
        }
        switch freshness {
        case .fresh:
            label = ago.map { "Checked \($0)" } ?? "Updated lately"
            sentence = FreshnessBadge.trusted(standing, confirmedAt: confirmedAt, by: by, now: now)
        case .due:
            label = ago.map { "Checked \($0)" } ?? "Updated a while ago"
            sentence =
                FreshnessBadge.trusted(standing, confirmedAt: confirmedAt, by: by, now: now)
                + " It is time to check it again."
        case .overdue:
            label = "Check is overdue"
            sentence = ago.map { "Last confirmed \($0)\(by). Ring first." } ?? "Nobody has confirmed this. Ring first."
        case .unconfirmed:
            label = "Not confirmed"
            sentence =
                (ago.map { "Last confirmed \($0)\(by)." } ?? "Nobody here has confirmed this yet.")
                + " It may have changed: ring first."
        case .hidden:
            label = "Not confirmed for very long"
            sentence =
                (ago.map { "Last confirmed \($0)\(by)." } ?? "Nobody here has ever confirmed this.")
                + after(freshness) + " Ring first."
        }

        func after(_ freshness: Freshness) -> String {
            freshness == .hidden ? " It does not appear in public results." : ""
        }
    }

    /// What speaks against it today, in a sentence.
    private static func doubt(_ standing: Standing, now: Date) -> String? {
        guard let from = standing.doubtedFrom, from <= now else { return nil }
        return standing.doubt?.doubtSentence
    }

    /// Who confirmed it, and whether use or an edit has held it up since.
    private static func trusted(_ standing: Standing, confirmedAt: Date?, by: String, now: Date) -> String {
        guard let confirmedAt else { return "The organisation has brought this up to date itself." }
        let held = (standing.knownAt ?? confirmedAt) > confirmedAt ? " There have been signs since that it runs." : ""
        return "Confirmed \(Words.ago(confirmedAt, now: now))\(by)." + held
    }
}
