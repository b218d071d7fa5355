import SearchIndex

/// Which mark of the index stands for what: the written-down list. Its digest is part of the index's schema, so that a
/// list that has changed brings a new index.
public struct OfferMarks: Sendable {
    /// In the order of their marks.
    let needs: [Need.ID]
    let languages: [String]

    private let needMarks: [Need.ID: Mark]
    private let languageMarks: [String: Mark]

    private enum First {
        static let need = 0
        static let audience = 96
        static let day = 112
        static let part = 119
        static let session = 122
        static let cost = 144
        static let way = 148
        static let joining = 152
        static let intake = 156
        static let access = 160
        static let language = 176
        static let mainNeed = 288
    }

    /// Needs and languages past the room that there is (96 and 112) get no mark, and so cannot be chosen.
    init(needs: [Need.ID], languages: [String]) {
        self.needs = Array(needs.sorted { $0.rawValue < $1.rawValue }.prefix(First.audience - First.need))
        self.languages = Array(languages.sorted().prefix(First.mainNeed - First.language))
        needMarks = Dictionary(
            uniqueKeysWithValues: self.needs.enumerated().map { ($1, Mark(First.need + $0)) }
        )
        languageMarks = Dictionary(
            self.languages.enumerated().map { ($1.lowercased(), Mark(First.language + $0)) }
        ) { first, _ in first }
    }

    /// Changes whenever a mark stands for something else.
    var digest: String {
        let text = (needs.map(\.rawValue) + languages).joined(separator: "\u{1f}")
        return String(text.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }, radix: 36)
    }

    func need(_ id: Need.ID) -> Mark? { needMarks[id] }
    /// The need that a listing names first.
    func mainNeed(_ id: Need.ID) -> Mark? { needMarks[id].map { Mark(First.mainNeed - First.need + $0.index) } }
    func language(_ name: String) -> Mark? { languageMarks[name.lowercased()] }

    func audience(_ audience: Offer.Audience) -> Mark { OfferMarks.mark(First.audience, audience) }
    func day(_ day: Weekday) -> Mark { OfferMarks.mark(First.day, day) }
    func part(_ part: DayPart) -> Mark { OfferMarks.mark(First.part, part) }
    func cost(_ band: CostBand) -> Mark { OfferMarks.mark(First.cost, band) }
    func way(_ way: Offer.Way) -> Mark { OfferMarks.mark(First.way, way) }
    func joining(_ joining: Offer.Joining) -> Mark { OfferMarks.mark(First.joining, joining) }
    func intake(_ intake: Offer.Intake) -> Mark { OfferMarks.mark(First.intake, intake) }
    func access(_ access: Access) -> Mark { OfferMarks.mark(First.access, access) }

    /// On that day at that time: not the same as on that day and, on another, at that time.
    func session(_ day: Weekday, _ part: DayPart) -> Mark {
        let parts = DayPart.allCases.count
        return Mark(First.session + OfferMarks.position(day) * parts + OfferMarks.position(part))
    }

    private static func mark<Value: CaseIterable & Equatable>(_ first: Int, _ value: Value) -> Mark {
        Mark(first + position(value))
    }

    private static func position<Value: CaseIterable & Equatable>(_ value: Value) -> Int {
        Array(Value.allCases).firstIndex(of: value) ?? 0
    }
}

extension OfferMarks {
    /// Everything about a listing that can be counted and chosen by.
    ///
    /// - Parameter audience: of the listing, with what its title and labels say.
    func marks(of listing: Listing, audience: Set<Offer.Audience>) -> Set<Mark> {
        let offer = listing.offer
        var marks = Set(listing.needs.compactMap(need) + listing.languages.compactMap { language($0.name) })
        if let main = listing.needs.first.flatMap(mainNeed) { marks.insert(main) }
        marks.formUnion(audience.map(self.audience))
        marks.formUnion(offer.ways.map(way))
        marks.formUnion(offer.joining.map(joining))
        marks.insert(intake(offer.intake))
        if let band = CostBand(costs: listing.costs, feesDescription: offer.feesDescription) {
            marks.insert(cost(band))
        }
        let places = listing.locations.filter { !$0.isConfidential }.flatMap(\.accessibility)
        marks.formUnion(Access.all(in: places).map(access))
        for schedule in listing.schedules { marks.formUnion(self.marks(of: schedule)) }
        return marks
    }

    private func marks(of schedule: Schedule) -> [Mark] {
        guard schedule.frequency != nil else { return [] }
        let parts = schedule.dayParts
        return schedule.days.map(day) + parts.map(part)
            + schedule.days.flatMap { day in parts.map { session(day, $0) } }
    }
}

extension Schedule {
    /// A part of the day counts when at least this much of it is open, or when it begins then.
    private static let leastMinutes = 30

    var dayParts: [DayPart] {
        guard let opens = opensAt?.minutes else { return [] }
        let closes = max(closesAt?.minutes ?? opens + 1, opens + 1)
        return DayPart.allCases.filter { part in
            let open = (opens..<closes).clamped(to: part.minutes)
            return open.count >= Schedule.leastMinutes || part.minutes.contains(opens)
        }
    }
}
