import Foundation

/// Listings that look like one and the same: of one organisation with nearly one name, or at one place and time.
///
/// What is found is for a person to look at and speaks against nothing.
struct Duplicates {
    struct Entry: Sendable {
        let id: Offer.ID
        let organisationID: Organisation.ID
        let organisation: String
        let name: String
        /// What tells its places from others; empty where it has none, or only secret ones.
        var places: Set<String> = []
        /// What tells its sessions from others; see `sessionKey`.
        var sessions: Set<String> = []
    }

    /// An advice centre is open all day for many services; a session is shorter than this, in minutes.
    static let longestSession = 240
    /// Above so many listings of one organisation only names that are the same are found, or comparing would take long.
    static let mostComparedPairwise = 400

    static func observations(_ entries: [Entry]) -> [Offer.ID: Observation] {
        var found: [Offer.ID: Observation] = [:]
        for (one, other) in sharingPlaceAndTime(entries) {
            found[one.id] = observation(other, why: "is at the same place and time")
        }
        for (one, other) in sharingNames(entries) {
            found[one.id] = observation(other, why: "is of the same organisation and has nearly the same name")
        }
        return found
    }

    private static func observation(_ other: Entry, why: String) -> Observation {
        Observation(
            kind: .duplicate,
            what: "May be a duplicate: “\(other.name.prefix(120))” (\(other.organisation.prefix(120))) \(why)."
        )
    }

    /// A weekly or monthly session's day and times; nil for what has none, or is open for long.
    static func sessionKey(_ schedule: Schedule) -> [String] {
        guard let opens = schedule.opensAt, let closes = schedule.closesAt, schedule.frequency != nil,
            (1...longestSession).contains(closes.minutes - opens.minutes)
        else { return [] }
        return schedule.days.map { "\($0.rawValue) \(schedule.weekOfMonth ?? 0) \(opens.minutes)-\(closes.minutes)" }
    }

    // MARK: Place and time

    private static func sharingPlaceAndTime(_ entries: [Entry]) -> [(Entry, Entry)] {
        var first: [String: Entry] = [:]
        var pairs: [(Entry, Entry)] = []
        for entry in entries {
            for place in entry.places {
                for session in entry.sessions {
                    let key = "\(place)|\(session)"
                    if let earlier = first[key] {
                        pairs += [(entry, earlier), (earlier, entry)]
                    } else {
                        first[key] = entry
                    }
                }
            }
        }
        return pairs
    }

    // MARK: Names

    private static func sharingNames(_ entries: [Entry]) -> [(Entry, Entry)] {
        var pairs: [(Entry, Entry)] = []
        for group in Dictionary(grouping: entries, by: \.organisationID).values where group.count > 1 {
            let named = group.map { (entry: $0, words: words($0.name)) }
            pairs += group.count > mostComparedPairwise ? sameNames(named) : nearNames(named)
        }
        return pairs
    }

    private typealias Named = (entry: Entry, words: [String])

    private static func sameNames(_ group: [Named]) -> [(Entry, Entry)] {
        Dictionary(grouping: group, by: \.words).values.flatMap { same in
            zip(same, same.dropFirst()).filter { mayBeOnePlace($0.entry, $1.entry) }.flatMap {
                [($0.entry, $1.entry), ($1.entry, $0.entry)]
            }
        }
    }

    private static func nearNames(_ group: [Named]) -> [(Entry, Entry)] {
        var pairs: [(Entry, Entry)] = []
        for (index, one) in group.enumerated() {
            for other in group[(index + 1)...] where areNear(one.words, other.words) {
                guard mayBeOnePlace(one.entry, other.entry) else { continue }
                pairs += [(one.entry, other.entry), (other.entry, one.entry)]
            }
        }
        return pairs
    }

    /// Branches have one name and several places.
    private static func mayBeOnePlace(_ one: Entry, _ other: Entry) -> Bool {
        one.places.isEmpty || other.places.isEmpty || !one.places.isDisjoint(with: other.places)
    }

    static func areNear(_ one: String, _ other: String) -> Bool { areNear(words(one), words(other)) }

    /// All words alike, but for one that may be a slip of the keyboard or a plural.
    private static func areNear(_ one: [String], _ other: [String]) -> Bool {
        guard !one.isEmpty, one.count == other.count else { return false }
        let differing = zip(one, other).filter { $0 != $1 }
        guard differing.count <= 1 else { return false }
        return differing.allSatisfy { first, second in
            first.count >= 5 && first.first == second.first && !first.contains(where: \.isNumber)
                && !second.contains(where: \.isNumber) && EditDistance.between(first, second, most: 1) != nil
        }
    }

    private static let fillers: Set<String> = ["the", "a", "an", "and", "of", "for", "at", "in", "with", "to", "our"]

    private static func words(_ name: String) -> [String] {
        name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "en_GB"))
            .replacingOccurrences(of: "'", with: "").replacingOccurrences(of: "’", with: "")
            .split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !fillers.contains($0) }
    }
}
