import GRDB

/// Everything of one report; small numbers are hidden in it already.
public struct ReportSheet: Sendable, Equatable {
    public let scope: ReportScope
    public let period: ReportPeriod
    public let loop: LoopCount
    /// Of the answers that are owed and that no practice has, how many are on their way. Nil is hidden.
    public let underWay: Int?
    /// And how many could not be delivered. Nil is hidden.
    public let undelivered: Int?
    public let waits: [Wait: Spread]
    /// Nil where the period tells no numbers of people.
    public let people: People?

    /// How many people came how far, and what is known of them.
    public struct People: Sendable, Equatable {
        public let path: ReferralPath.Counts
        public let declined: [Reason<Referral.DeclineReason>]
        public let notStarted: [Reason<Referral.NotStartedReason>]
        public let unmet: UnmetNeed
        /// Empty where the scope has none.
        public let backgrounds: [BackgroundTable]
        public let measures: [ScoreChange]
    }

    public struct Reason<Code: Sendable & Equatable>: Sendable, Equatable {
        public let code: Code
        /// Nil is hidden.
        public let count: Int?
    }

    init(_ scope: ReportScope, _ period: ReportPeriod, today: Day, in db: Database) throws {
        let loop = try LoopFigures(scope, period, today: today, in: db)
        var days = try WaitFigures(scope, period, today: today, in: db).days
        days[.receipt] = loop.receipt
        self.scope = scope
        self.period = period
        self.loop = loop.count
        let missing = SmallNumbers.list([loop.count.underWay, loop.count.failed]).counts
        (underWay, undelivered) = (missing[0], missing[1])
        waits = Dictionary(uniqueKeysWithValues: Wait.allCases.map { ($0, Spread(days[$0] ?? [:])) })
        people = period.countsPeople ? try People(scope, period, in: db) : nil
    }
}

extension ReportSheet.People {
    init(_ scope: ReportScope, _ period: ReportPeriod, in db: Database) throws {
        let path = try PathFigures(scope, period, in: db)
        let counts = ReferralPath.published(path.places, told: path.told)
        self.path = counts
        declined = Self.reasons(path.declined, isWhole: counts.isWhole(.answered, .declined))
        notStarted = Self.reasons(path.notStarted, isWhole: counts.isWhole(.accepted, .didNotStart))
        let full = declined.first { $0.code == .noCapacity }
        unmet = try UnmetNeed(scope, period, isFullShown: full.map { $0.count != nil } ?? true, in: db)
        let isOpen = counts.count(.started) != nil && counts.count(.helped) != nil
        let figures = scope.hasBackground ? try BackgroundFigures(scope, period, in: db).tables : []
        backgrounds = isOpen ? figures : figures.map(\.closed)
        measures = try MeasureFigures(scope, period, in: db).published
    }

    /// What was given most first, what is hidden last; a code that is none of ours counts as another reason.
    ///
    /// - Parameter isWhole: whether the report shows how many there are in all; else none is shown, because together
    ///   they would tell it.
    private static func reasons<Code: RawRepresentable<String> & CaseIterable & Sendable & Equatable>(
        _ counts: [String: Int],
        isWhole: Bool
    ) -> [ReportSheet.Reason<Code>] {
        let all = Array(Code.allCases)
        let known = Set(all.map(\.rawValue))
        let strange = counts.filter { !known.contains($0.key) }.values.reduce(0, +)
        let numbers = all.map { (counts[$0.rawValue] ?? 0) + ($0.rawValue == "other" ? strange : 0) }
        let shown = isWhole ? SmallNumbers.list(numbers).counts : numbers.map { _ in nil }
        // Where all are hidden, so is which of them were given at all.
        return all.indices.filter { numbers[$0] > 0 || shown[$0] == nil }.sorted {
            (shown[$1] ?? 0, $0) < (shown[$0] ?? 0, $1)
        }
        .map { ReportSheet.Reason(code: all[$0], count: shown[$0]) }
    }
}
