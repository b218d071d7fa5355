import Foundation
import SearchIndex

/// The facets of a search: their values as the index knows them, and which of them are chosen.
struct FacetChoices {
    /// One value: its key in the address, and what has it.
    struct Value {
        let key: String
        let held: FacetValue
    }

    let facets: [(name: FacetName, values: [Value])]
    let request: SearchRequest
    private let marks: OfferMarks

    init(_ request: SearchRequest, marks: OfferMarks, now: Date) {
        self.request = request
        self.marks = marks
        facets = FacetName.allCases.map { name in
            (name, FacetChoices.values(of: name, marks: marks, chosen: request.choices, now: now))
        }
    }

    /// For the index: the facets in the order of `facets`, and one more when days and parts are chosen together.
    ///
    /// - Parameter counts: whether facets without a choice are counted as well.
    func searched(counts: Bool) -> [Facet] {
        facets.map { name, values in
            let chosen = chosen(name, among: values)
            return counts || !chosen.isEmpty
                ? Facet(values.map(\.held), chosen: chosen, needsAll: name.needsAll) : Facet([])
        } + sessions
    }

    /// What was chosen and exists.
    private func chosen(_ name: FacetName, among values: [Value]) -> Set<Int> {
        let keys = Set(request.choices[name] ?? [])
        return Set(values.indices.filter { keys.contains(values[$0].key) })
    }

    /// "Saturday" and "morning" together mean a Saturday morning.
    private var sessions: [Facet] {
        let days = FacetChoices.days(request.choices)
        let parts = FacetChoices.parts(request.choices)
        guard !days.isEmpty, !parts.isEmpty else { return [] }
        let values = days.flatMap { day in parts.map { FacetValue.mark(marks.session(day, $0)) } }
        return [Facet(values, chosen: Set(values.indices))]
    }

    private static func days(_ choices: [FacetName: [String]]) -> [Weekday] {
        let keys = Set(choices[.day] ?? [])
        return Weekday.allCases.filter { keys.contains(key($0.rawValue)) }
    }

    private static func parts(_ choices: [FacetName: [String]]) -> [DayPart] {
        let keys = Set(choices[.part] ?? [])
        return DayPart.allCases.filter { keys.contains($0.rawValue) }
    }

    // MARK: Values

    private static func values(
        of name: FacetName,
        marks: OfferMarks,
        chosen: [FacetName: [String]],
        now: Date
    ) -> [Value] {
        switch name {
        case .need: marks.needs.compactMap { id in marks.need(id).map { Value(key: id.rawValue, held: .mark($0)) } }
        case .who: values(marks.audience)
        case .day: dayValues(marks, only: parts(chosen))
        case .part: partValues(marks, only: days(chosen))
        case .cost: values(marks.cost)
        case .how: values(marks.way)
        case .language:
            marks.languages.compactMap { language in
                marks.language(language).map { Value(key: key(language), held: .mark($0)) }
            }
        case .access: values(marks.access)
        case .join: values(marks.joining)
        case .taking: values(marks.intake)
        case .freshness: TrustLevel.allCases.map { Value(key: $0.rawValue, held: .range($0.range(now: now))) }
        }
    }

    private static func values<Choice: CaseIterable & RawRepresentable<String>>(
        _ mark: (Choice) -> Mark
    ) -> [Value] {
        Choice.allCases.map { Value(key: key($0.rawValue), held: .mark(mark($0))) }
    }

    /// With one part of the day chosen, days count what there is then.
    private static func dayValues(_ marks: OfferMarks, only parts: [DayPart]) -> [Value] {
        Weekday.allCases.map { day in
            let mark = parts.count == 1 ? marks.session(day, parts[0]) : marks.day(day)
            return Value(key: key(day.rawValue), held: .mark(mark))
        }
    }

    private static func partValues(_ marks: OfferMarks, only days: [Weekday]) -> [Value] {
        DayPart.allCases.map { part in
            let mark = days.count == 1 ? marks.session(days[0], part) : marks.part(part)
            return Value(key: part.rawValue, held: .mark(mark))
        }
    }

    /// As it stands in an address: "older-people". By bytes, as every search makes a hundred.
    static func key(_ name: String) -> String {
        let bytes = name.lowercased().utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "-") : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// How far an offer is to be trusted at least.
public enum TrustLevel: String, CaseIterable, Sendable {
    case fresh
    case due
    case overdue

    fileprivate func range(now: Date) -> NumberRange {
        let slot =
            switch self {
            case .fresh: OfferDocument.Slot.dueFrom
            case .due: OfferDocument.Slot.overdueFrom
            case .overdue: OfferDocument.Slot.unconfirmedFrom
            }
        return NumberRange(slot, min: now.timeIntervalSince1970.nextUp)
    }
}
