/// The ways to narrow a search. Each value has a key that stands in the address: `need=food`, `day=sa`, `cost=free`.
public enum FacetName: String, CaseIterable, Sendable, Hashable {
    case need
    case who
    case day
    case part
    case cost
    case how
    case language
    case access
    case join
    case taking
    case freshness

    /// Whether an offer must have all that is chosen, and not just one: who needs a hearing loop and a lift needs both.
    var needsAll: Bool { self == .access }
}

/// What an offer costs, as far as searchers ask.
public enum CostBand: String, CaseIterable, Sendable {
    case free
    /// At most £5 a time: what the seed's groups ask for a session with tea; ours to set, no standard says.
    case low
    case more

    static let lowPence = 500

    /// Nil when nothing is known. The cheapest of the options counts.
    init?(costs: [CostOption], feesDescription: String?) {
        if let least = costs.compactMap(\.pence).min() {
            self = least == 0 ? .free : least <= CostBand.lowPence ? .low : .more
        } else if CostBand.saysFree(feesDescription ?? costs.compactMap(\.note).first ?? "") {
            self = .free
        } else {
            return nil
        }
    }

    private static func saysFree(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter }
        return words.first == "free" || words.starts(with: ["this", "service", "is", "free"])
            || words.starts(with: ["no", "charge"]) || words.starts(with: ["no", "cost"])
    }
}

/// What a place offers to those who need it, told from the words that sources use.
public enum Access: String, CaseIterable, Sendable {
    case stepFree = "step-free"
    case toilet
    case changingPlace = "changing-place"
    case hearingLoop = "hearing-loop"
    case lift
    case parking
    case quiet

    private var signs: [String] {
        switch self {
        case .stepFree: ["step-free", "step free", "wheelchair", "ramp", "level access"]
        case .toilet: ["accessible toilet", "disabled toilet"]
        case .changingPlace: ["changing place"]
        case .hearingLoop: ["hearing loop", "induction loop"]
        case .lift: ["lift"]
        case .parking: ["parking"]
        case .quiet: ["quiet"]
        }
    }

    static func all(in texts: [String]) -> [Access] {
        let texts = texts.map { $0.lowercased() }
        return allCases.filter { access in
            texts.contains { text in access.signs.contains { text.contains($0) } }
        }
    }
}
