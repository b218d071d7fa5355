import Foundation
import SearchIndex

/// What the score of the words is multiplied by: bounded, so that none of these can bury what was asked for.
struct OfferRanking {
    /// Set on the judged queries where they say something, otherwise by hand; all between 0.5 and 1.6.
    enum Factor {
        static let overdue = 0.9
        static let waitingList = 0.95
        static let full = 0.85
        static let paused = 0.8
        /// As little as this from afar, and half of what can be lost at half the radius.
        static let far = 0.6
        /// Nobody can say where it is.
        static let placeless = 0.5
        static let onThatDay = 1.4
        static let atThatTime = 1.2
        static let forThem = 1.2
        static let inLanguage = 1.5
        static let free = 1.15
        static let thatWay = 1.15
        /// Somebody of that age would be turned away.
        static let wrongAge = 0.5
        static let need = 1.3
        static let mainNeed = 1.3
        /// Referrals helped more often than usual, or less: at most a twentieth, so that what was asked for comes first.
        static let above = 1.05
        static let below = 0.95
    }

    /// One thing that moved an offer, for those who ask why it stands where it does.
    struct Named {
        let name: String
        let factor: ScoreFactor
    }

    let factors: [Named]

    init(_ reading: Reading, marks: OfferMarks, hasPlace: Bool, radiusMetres: Double, now: Date) {
        factors =
            OfferRanking.state(marks, now: now)
            + (hasPlace ? [OfferRanking.distance(radiusMetres: radiusMetres)] : [])
            + OfferRanking.times(reading.understood.map(\.meaning), marks)
            + OfferRanking.languages(reading.understood.map(\.meaning), marks)
            + reading.understood.flatMap { OfferRanking.understood($0.meaning, marks) }
            + OfferRanking.needs(of: reading, marks)
    }

    private static func state(_ marks: OfferMarks, now: Date) -> [Named] {
        let notOverdue = NumberRange(OfferDocument.Slot.overdueFrom, min: now.timeIntervalSince1970.nextUp)
        let above = NumberRange(OfferDocument.Slot.standing, min: 1)
        let below = NumberRange(OfferDocument.Slot.standing, max: -1)
        let paused = NumberRange(OfferDocument.Slot.isPaused, min: 1)
        return [
            Named(name: "confirmed in time", factor: .range(notOverdue, inside: 1, outside: Factor.overdue)),
            Named(
                name: "waiting list",
                factor: .mark(marks.intake(.waitingList), present: Factor.waitingList, absent: 1)
            ),
            Named(name: "full", factor: .mark(marks.intake(.full), present: Factor.full, absent: 1)),
            Named(name: "helped more often", factor: .range(above, inside: Factor.above, outside: 1)),
            Named(name: "helped less often", factor: .range(below, inside: Factor.below, outside: 1)),
            Named(name: "closed for now", factor: .range(paused, inside: Factor.paused, outside: 1)),
        ]
    }

    private static func distance(radiusMetres: Double) -> Named {
        Named(
            name: "distance",
            factor: .distance(
                halfwayMetres: max(500, radiusMetres / 2),
                floor: Factor.far,
                unknown: Factor.placeless
            )
        )
    }

    /// However many days are named, one counts; the time is that of one of them.
    private static func times(_ meanings: [Understood.Meaning], _ marks: OfferMarks) -> [Named] {
        let days = meanings.compactMap { if case .day(let day) = $0 { day } else { nil } }
        let parts = meanings.compactMap { if case .part(let part) = $0 { part } else { nil } }
        let times =
            days.isEmpty
            ? parts.map(marks.part) : days.flatMap { day in parts.map { marks.session(day, $0) } }
        return any("on that day", days.map(marks.day), Factor.onThatDay)
            + any("at that time of day", times, Factor.atThatTime)
    }

    private static func languages(_ meanings: [Understood.Meaning], _ marks: OfferMarks) -> [Named] {
        let names = meanings.compactMap { if case .language(let name) = $0 { name } else { nil } }
        return any("in that language", names.compactMap(marks.language), Factor.inLanguage)
    }

    private static func any(_ name: String, _ held: [Mark], _ present: Double) -> [Named] {
        held.isEmpty ? [] : [Named(name: name, factor: .anyMark(held, present: present, absent: 1))]
    }

    private static func understood(_ meaning: Understood.Meaning, _ marks: OfferMarks) -> [Named] {
        switch meaning {
        // Together, above.
        case .near, .day, .part, .language: []
        case .free: mark("free", marks.cost(.free), Factor.free)
        case .lowCost: any("free or low cost", [marks.cost(.free), marks.cost(.low)], Factor.free)
        case .audience(let audience): mark("for them", marks.audience(audience), Factor.forThem)
        case .way(let way): mark("in that way", marks.way(way), Factor.thatWay)
        case .age(let ages): age(ages, marks)
        }
    }

    private static func mark(_ name: String, _ mark: Mark, _ present: Double) -> [Named] {
        [Named(name: name, factor: .mark(mark, present: present, absent: 1))]
    }

    /// Most groups for older people begin at 50 or 55.
    private static let olderFrom = 55

    /// Who is too young for it, and who is too old: "over 60" is too old for what ends at 25.
    private static func age(_ ages: ClosedRange<Int>, _ marks: OfferMarks) -> [Named] {
        let oldEnough = NumberRange(OfferDocument.Slot.minimumAge, max: Double(ages.upperBound), keepsMissing: true)
        let youngEnough = NumberRange(OfferDocument.Slot.maximumAge, min: Double(ages.lowerBound), keepsMissing: true)
        return [oldEnough, youngEnough].map {
            Named(name: "age", factor: .range($0, inside: 1, outside: Factor.wrongAge))
        } + (ages.lowerBound >= olderFrom ? older(marks) : [])
    }

    /// Groups for parents and for young people seldom write an upper age down.
    private static func older(_ marks: OfferMarks) -> [Named] {
        let younger = [marks.audience(.parents), marks.audience(.youngPeople)]
        return mark("for them", marks.audience(.olderPeople), Factor.forThem)
            + any("for younger people", younger, Factor.wrongAge)
    }

    private static func needs(of reading: Reading, _ marks: OfferMarks) -> [Named] {
        let needs = reading.topics.flatMap { topic -> [Need.ID] in
            guard case .concept(let concept) = topic.kind else { return [] }
            return concept.needs
        }
        return any("answers the need", needs.compactMap(marks.need), Factor.need)
            + any("is mainly for it", needs.compactMap(marks.mainNeed), Factor.mainNeed)
    }
}
