/// The times of an answer to the practice, worked out from its life and the day alone.
public struct AnswerClock: Equatable, Sendable {
    public let since: Day
    public let turn: Turn?
    public let steps: [TimedStep]

    public init(_ answer: PracticeAnswer) {
        self.init(answer.loop, since: Day(answer.loopSince), answer.priority)
    }

    init(_ loop: Loop, since: Day, _ priority: Referral.Priority) {
        self.since = since
        let silence: TimerPolicy.Silence? =
            switch loop {
            case .due, .drafted: .unsent
            case .sent: .unread
            case .received, .filed, .failed, .withheld: nil
            }
        guard let silence else {
            turn = loop == .failed ? Turn(from: since, due: since) : nil
            steps = []
            return
        }
        steps = TimerPolicy.actions(in: silence).compactMap { action in
            TimerPolicy.days(silence, action, priority).map {
                TimedStep(silence, action, anchor: since, on: WorkingDays.adding($0, to: since))
            }
        }
        turn = steps.first.map { Turn(from: since, due: $0.on) }
    }
}

/// The times of an open episode that has no open referral: somebody is referred, or it is closed and answered.
///
/// What is written down about the person and every measure that is answered begin them anew, so a conversation that goes
/// on puts them off; a form that was not sent, and handing over, do not.
public struct EpisodeClock: Equatable, Sendable {
    public let since: Day
    public let due: Day
    let step: TimedStep

    init?(_ silence: TimerPolicy.Silence, since: Day) {
        guard let days = TimerPolicy.days(silence, .nudge, .routine) else { return nil }
        self.since = since
        due = WorkingDays.adding(days, to: since)
        step = TimedStep(silence, .nudge, anchor: since, on: due)
    }
}
