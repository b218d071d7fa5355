import Core

extension Understood {
    /// "Near Peckham", "Wednesday", "Age 60 or over", as a chip says it.
    var words: String {
        switch meaning {
        case .near(let spot): "Near \(spot.name)"
        case .day(let day): Words.weekday(day)
        case .part(let part): Words.capitalised(part.rawValue)
        case .free: "Free"
        case .lowCost: "Low cost"
        case .age(let ages): Understood.words(ages)
        case .audience(let audience): "For " + (audience == .lgbt ? "LGBT+ people" : audience.rawValue)
        case .language(let name): "In \(name)"
        case .way(let way): Words.capitalised(PlaceWords.way(way))
        }
    }

    private static func words(_ ages: ClosedRange<Int>) -> String {
        if ages.lowerBound == ages.upperBound { return "Aged \(ages.lowerBound)" }
        if ages.upperBound == Understood.oldestAge { return "Aged \(ages.lowerBound) or over" }
        return ages.lowerBound == 0 ? "Under \(ages.upperBound + 1)" : "Aged \(ages.lowerBound) to \(ages.upperBound)"
    }
}

/// What was understood, as it is shown.
struct ChipWords {
    let label: String
    /// What an address says of it once it is taken off.
    let keys: Set<String>

    /// A chip each, but one for three days and more in a row that were said together, such as "weekdays".
    static func chips(_ reading: Reading) -> [ChipWords] {
        rows(reading.understood).flatMap { row in
            guard row.count > 2, let first = row.first, let last = row.last else {
                return row.map { ChipWords(label: $0.words, keys: [$0.key]) }
            }
            return [ChipWords(label: "\(first.words) to \(last.words)", keys: Set(row.map(\.key)))]
        }
    }

    private static func rows(_ understood: [Understood]) -> [[Understood]] {
        understood.reduce(into: []) { rows, one in
            if let last = rows.last?.last, let day = last.day, last.range == one.range, one.day == day.next {
                rows[rows.count - 1].append(one)
            } else {
                rows.append([one])
            }
        }
    }
}

extension Understood {
    fileprivate var day: Weekday? { if case .day(let day) = meaning { day } else { nil } }
}
