/// When a measure is asked: at the start, after 12 to 15 weeks, and at the end (the background notes' §5; the weeks are
/// those of the guidance on the Recovery Star).
public enum MeasureTimes {
    /// Days after the episode began: the review is due from the first, and late after the second.
    public static let reviewFrom = 12 * 7
    public static let reviewUntil = 15 * 7

    /// Which of the stages should have been asked by that day, in their own order and not the definition's.
    ///
    /// - Parameter endedOn: of the episode; nil while it is open.
    public static func asked(_ stages: [Measure.Stage], openedOn: Day, endedOn: Day?, today: Day) -> [Measure.Stage] {
        let until = endedOn.map { min($0, today) } ?? today
        return Measure.Stage.allCases.filter(stages.contains).filter { stage in
            switch stage {
            case .start: true
            case .review: until >= openedOn.adding(days: reviewFrom)
            case .end: endedOn.map { $0 <= today } ?? false
            }
        }
    }

    /// What to ask now: the newest stage that was not asked yet. What was missed before it cannot be made up for.
    public static func due(
        _ stages: [Measure.Stage],
        done: Set<Measure.Stage>,
        openedOn: Day,
        endedOn: Day?,
        today: Day
    ) -> Due? {
        guard let stage = asked(stages, openedOn: openedOn, endedOn: endedOn, today: today).last, !done.contains(stage)
        else { return nil }
        let since = stage == .start ? openedOn : stage == .review ? openedOn.adding(days: reviewFrom) : endedOn ?? today
        let isLate = stage == .review && today > openedOn.adding(days: reviewUntil)
        return Due(stage: stage, since: since, isLate: isLate)
    }

    public struct Due: Equatable, Sendable {
        public let stage: Measure.Stage
        public let since: Day
        /// Only a review has a last day.
        public let isLate: Bool
    }
}
