/// How far referrals came, and where those went that came no further.
///
/// Every referral stands in one place: the last step that it reached, and why it is not further. Lapsed is no "no": it
/// waits for an answer, until somebody gives it up.
public enum ReferralPath {
    /// The steps, each a part of the one before.
    public enum Step: Int, Sendable, CaseIterable, Comparable {
        case made
        /// The organisation said yes, no, or "wait".
        case answered
        case accepted
        case started
        /// "A lot" or "some", by whosoever's word.
        case helped
        /// And the practice has the answer.
        case told

        public static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
    }

    /// Why it is not further.
    public enum Standing: String, Sendable, CaseIterable {
        case waitsForAnswer
        case noResponse
        case declined
        case onWaitingList
        case unableToContact
        case didNotStart
        case startsSoon
        case underWay
        case didNotHelp
        case helpNotKnown
        case personSaidNo
        case takenBack
        case movedOrDied
        case noPractice
        case withheld
        case onItsWay
        case notDelivered
    }

    public struct Place: Hashable, Sendable {
        public let step: Step
        /// Nil for those who came to the end.
        public let standing: Standing?

        public init(_ step: Step, _ standing: Standing?) { (self.step, self.standing) = (step, standing) }
    }

    /// What is told about a referral by its row, the organisation's first answers and the practice's.
    struct Facts {
        var state: Referral.State
        var closure: Referral.Closure?
        var closedBy: Party?
        var helped: Outcome.Helped?
        var hasStarted: Bool
        /// Nil without any answer; whether one was "yes".
        var saidYes: Bool?
        var loop: Loop?
        var hasPractice: Bool
    }

    static func place(_ facts: Facts) -> Place {
        let step = step(facts)
        if step == .helped { return told(facts) }
        return Place(step, standing(facts))
    }

    static func step(_ facts: Facts) -> Step {
        if facts.helped == .lot || facts.helped == .some { return .helped }
        if facts.hasStarted { return .started }
        let isIn: Set<Referral.State> = [.accepted, .active, .paused]
        let wasIn: Set<Referral.Closure?> = [.unableToContact, .didNotStart]
        if facts.saidYes == true || isIn.contains(facts.state) || wasIn.contains(facts.closure) { return .accepted }
        if facts.saidYes != nil || facts.state == .waiting || facts.closure == .declined { return .answered }
        return .made
    }

    private static func standing(_ facts: Facts) -> Standing {
        switch facts.closure {
        case .declined?: .declined
        case .noResponse?: .noResponse
        case .unableToContact?: .unableToContact
        case .didNotStart?: .didNotStart
        case .personDeclined?: .personSaidNo
        case .withdrawn?: facts.closedBy == .person ? .personSaidNo : .takenBack
        case .moved?, .died?: .movedOrDied
        case .completed?, .leftEarly?: facts.helped == .unknown || facts.helped == nil ? .helpNotKnown : .didNotHelp
        case nil:
            switch facts.state {
            case .waiting: .onWaitingList
            // Opened again after it had started.
            case .accepted: facts.hasStarted ? .underWay : .startsSoon
            case .active, .paused: .underWay
            default: .waitsForAnswer
            }
        }
    }

    private static func told(_ facts: Facts) -> Place {
        switch facts.loop {
        case .received?, .filed?: Place(.told, nil)
        case .withheld?: Place(.helped, .withheld)
        case .failed?: Place(.helped, .notDelivered)
        case .due?, .drafted?, .sent?: Place(.helped, .onItsWay)
        case nil: Place(.helped, facts.hasPractice ? .onItsWay : .noPractice)
        }
    }

    // MARK: Counted

    /// How many stand where; a step's count is all that reached it. Nil is hidden.
    public struct Counts: Sendable, Equatable {
        public let steps: [Step: Int?]
        public let places: [Place: Int?]
        /// Of all that were made, whether they helped or not: the practice has the answer.
        public let told: Int?

        public var made: Int? { steps[.made] ?? nil }
        public func count(_ step: Step) -> Int? { steps[step] ?? nil }

        /// Whether it is shown how many stand there; nobody does where nothing is counted.
        func isWhole(_ step: Step, _ standing: Standing) -> Bool {
            places[Place(step, standing)].map { $0 != nil } ?? true
        }
    }

    /// The counts with small ones hidden.
    ///
    /// Those who came no further than a step are a list whose total is the difference of two steps; these differences and
    /// the last step are a list whose total is all. A step's count is hidden where it and its neighbour would give a
    /// hidden difference away.
    static func published(_ places: [Place: Int], told: Int) -> Counts {
        let all = Step.allCases
        let groups = all.map { step in group(step, of: places) }
        let sizes = groups.map { $0.reduce(0) { $0 + $1.count } }
        let shown = SmallNumbers.list(sizes)
        let hidden = sizes.indices.filter { shown.counts[$0] == nil }
        let (low, high) = (hidden.first ?? 0, hidden.last ?? 0)
        var steps: [Step: Int?] = [:]
        for step in all.indices {
            let isHidden = shown.total == nil || (low < step && step <= high)
            steps[all[step]] = .some(isHidden ? nil : sizes[step...].reduce(0, +))
        }
        var counts: [Place: Int?] = [:]
        for (index, group) in groups.enumerated() {
            let list = SmallNumbers.list(group.map(\.count)).counts
            for (line, count) in zip(group, list) {
                let isHidden = shown.counts[index] == nil || count == nil
                if line.count > 0 || isHidden { counts[line.place] = .some(isHidden ? nil : count) }
            }
        }
        return Counts(steps: steps, places: counts, told: published(told, of: sizes, steps))
    }

    /// Those told about whom the referral did not help are the difference to the last step.
    private static func published(_ told: Int, of sizes: [Int], _ steps: [Step: Int?]) -> Int? {
        let all = sizes.reduce(0, +)
        let helped = sizes.last ?? 0
        let isSafe = [told, told - helped, all - told].allSatisfy { !SmallNumbers.isSmall($0) }
        return isSafe && steps[.made] ?? nil != nil ? told : nil
    }

    /// With those places where nobody stands: all may have to be hidden, and then also which of them are empty.
    private static func group(_ step: Step, of places: [Place: Int]) -> [(place: Place, count: Int)] {
        let usual = standings(step).map { Place(step, $0) }
        let others = places.keys.filter { $0.step == step && !usual.contains($0) }
            .sorted { ($0.standing?.rawValue ?? "") < ($1.standing?.rawValue ?? "") }
        return (usual + others).map { ($0, places[$0] ?? 0) }
    }

    private static func standings(_ step: Step) -> [Standing?] {
        let always: [Standing?] = [.personSaidNo, .takenBack, .movedOrDied]
        return switch step {
        case .made: [.waitsForAnswer, .noResponse] + always
        case .answered: [.declined, .onWaitingList] + always
        case .accepted: [.unableToContact, .didNotStart, .startsSoon] + always
        case .started: [.underWay, .didNotHelp, .helpNotKnown] + always
        case .helped: [.noPractice, .withheld, .onItsWay, .notDelivered]
        case .told: [nil]
        }
    }
}
