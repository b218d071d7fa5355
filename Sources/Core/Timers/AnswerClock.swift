/// The times of an answer to the practice, worked out from its life and the day alone.
public struct AnswerClock: Equatable, Sendable {
    public let waitsOn: Waiter
    public let since: Day
    public let turn: Turn?
    public let steps: [TimedStep]

    public init(_ answer: PracticeAnswer) {
        since = Day(answer.loopSince)
        let silence: TimerPolicy.Silence? =
            switch answer.loop {
            case .due, .drafted: .unsent
            case .sent: .unread
            case .received, .filed, .failed, .withheld: nil
            }
        waitsOn =
            switch answer.loop {
            case .sent: .practice
            case .due, .drafted, .failed: answer.episodeID == nil ? .practice : .linkWorker
            case .received, .filed, .withheld: .nobody
            }
        guard let silence else {
            turn = answer.loop == .failed ? Turn(from: since, due: since) : nil
            steps = []
            return
        }
        let anchor = since
        steps = TimerPolicy.actions(in: silence).compactMap { action in
            TimerPolicy.days(silence, action, answer.priority).map {
                TimedStep(silence, action, anchor: anchor, on: WorkingDays.adding($0, to: anchor))
            }
        }
        turn = steps.first.map { Turn(from: anchor, due: $0.on) }
    }
}

/// The times of an open episode that has no open referral: it should be closed, and answered.
public struct EpisodeClock: Equatable, Sendable {
    public let since: Day
    public let due: Day
    let step: TimedStep

    init?(quietSince since: Day) {
        guard let days = TimerPolicy.days(.quiet, .nudge, .routine) else { return nil }
        self.since = since
        due = WorkingDays.adding(days, to: since)
        step = TimedStep(.quiet, .nudge, anchor: since, on: due)
    }
}
