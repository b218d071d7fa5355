import Foundation

/// How often a listing of each kind should be confirmed, in days: the one place where these numbers stand.
///
/// The default follows Open Referral UK's three months; all others are judgements of how quickly such a listing changes
/// and how much harm a wrong one does. A listing that comes with an interval of its own (`every_days` in a seed file)
/// keeps it, and so does one that is here already when it is imported again.
public enum CheckingInterval {
    /// One rule; the shortest of those that fit counts.
    struct Rule {
        /// What it is about, in words for the steward.
        let name: String
        let days: Int
        let fits: @Sendable (Listing) -> Bool
    }

    static let rules: [Rule] = [
        // Somebody in danger must not ring a number that is dead; there are few of them, so asking monthly costs little.
        Rule(name: "help in a crisis", days: 30) { listing in
            !listing.needs.isEmpty && listing.needs.prefix(2).contains { crisis.contains($0.rawValue) }
        },
        // A course or class is planned anew each half term, about every six weeks, and is over in between.
        Rule(name: "a class, course or something for part of the year", days: 45) { listing in
            listing.schedules.contains { $0.validTo != nil || says($0.description, termWords) }
                || says(listing.offer.name, classWords)
        },
        // What the law or the NHS sets up moves seldom, and announces it.
        Rule(name: "run by a council or the NHS", days: 180) { says($0.organisation.kind, statutory) },
    ]

    static let crisis: Set<String> = ["suicide-and-self-harm", "domestic-abuse", "sexual-violence"]
    static let termWords: Set<String> = ["term", "terms"]
    static let classWords: Set<String> = ["class", "classes", "course", "courses", "workshop", "workshops"]
    static let statutory: Set<String> = ["council", "nhs", "statutory", "hospital"]

    /// Of the rules that fit the shortest; 90 where none does.
    public static func days(for listing: Listing) -> Int {
        rules.filter { $0.fits(listing) }.map(\.days).min() ?? FreshnessPolicy.defaultInterval
    }

    private static func says(_ text: String?, _ words: Set<String>) -> Bool {
        guard let text else { return false }
        return text.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
    }
}
