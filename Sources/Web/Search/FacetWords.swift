import Core

/// How facets and their values are said.
struct FacetWords {
    let needs: [Need]

    static func name(_ name: FacetName) -> String {
        switch name {
        case .need: "What it is about"
        case .who: "Who it is for"
        case .day: "Day"
        case .part: "Time of day"
        case .cost: "Cost"
        case .how: "How"
        case .language: "Language"
        case .access: "Getting in"
        case .join: "How to join"
        case .taking: "Taking people now"
        case .freshness: "How lately it was checked"
        }
    }

    /// A value by its key in the address; nil for none of ours.
    func value(_ key: String, of name: FacetName) -> String? {
        switch name {
        case .need: needs.first { $0.id.rawValue == key }?.name
        case .who: FacetWords.audiences[key]
        case .day: Weekday(rawValue: key.uppercased()).map(Words.weekday)
        case .part: DayPart(rawValue: key).map { Words.capitalised($0.rawValue) }
        case .cost: CostBand(rawValue: key).map(FacetWords.cost)
        case .how: FacetWords.ways[key]
        case .language: key.split(separator: "-").map { Words.capitalised(String($0)) }.joined(separator: " ")
        case .access: Access(rawValue: key).map(FacetWords.access)
        case .join: FacetWords.joinings[key]
        case .taking: FacetWords.intakes[key]
        case .freshness: TrustLevel(rawValue: key).map(FacetWords.freshness)
        }
    }

    private static let audiences = words(Words.audience)
    private static let ways = words { (way: Offer.Way) in Words.capitalised(PlaceWords.way(way)) }
    private static let joinings = words(Words.joining)
    private static let intakes = words(taking)

    /// Every choice by its key in the address.
    private static func words<Choice: CaseIterable & RawRepresentable<String>>(
        _ words: (Choice) -> String
    ) -> [String: String] {
        let pairs = Choice.allCases.map { ($0.rawValue.lowercased().replacing(" ", with: "-"), words($0)) }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func cost(_ band: CostBand) -> String {
        switch band {
        case .free: "Free"
        case .low: "Up to £5"
        case .more: "More than £5"
        }
    }

    private static func access(_ access: Access) -> String {
        switch access {
        case .stepFree: "Step-free or wheelchair access"
        case .toilet: "Accessible toilet"
        case .changingPlace: "Changing Places toilet"
        case .hearingLoop: "Hearing loop"
        case .lift: "Lift"
        case .parking: "Parking"
        case .quiet: "Quiet room"
        }
    }

    private static func taking(_ intake: Offer.Intake) -> String {
        switch intake {
        case .open: "Taking people"
        case .waitingList: "Waiting list"
        case .full: "Full"
        }
    }

    private static func freshness(_ level: TrustLevel) -> String {
        switch level {
        case .fresh: "Checked lately"
        case .due: "Checked lately, or a check is due"
        case .overdue: "Checked, or the check is overdue"
        }
    }
}

extension Words {
    static func audience(_ audience: Offer.Audience) -> String {
        audience == .lgbt ? "LGBT+ people" : Words.capitalised(audience.rawValue)
    }

    static func joining(_ joining: Offer.Joining) -> String { PlainWords.joining(joining) }
}
