/// When something happens because nobody did anything: the whole table on one screen.
///
/// Working days (`WorkingDays`), after the background notes' §(a). Ours, because the notes say "then link worker" or
/// nothing: the second numbers of `uncontacted` and `waiting`, all of `contacted`, `lapsed`, `paused`, `consent` and
/// `unreferred` (as long as of what has started), and `fail` of what stays unsent.
public enum TimerPolicy {
    /// What has not happened.
    public enum Silence: String, Sendable, CaseIterable {
        /// Sent, and the organisation has not answered.
        case unanswered
        /// The time for an answer is over, and whoever follows it through has not done anything.
        case lapsed
        /// Accepted, and nobody has tried to reach the person.
        case uncontacted
        /// Accepted and reached, and not started.
        case contacted
        /// On a waiting list; counted from the last event, and again and again.
        case waiting
        /// On a waiting list, and the day of the expected place has passed.
        case expected
        /// Sent so long ago, and still on a waiting list.
        case longWait = "long wait"
        /// Started, and nothing was heard since.
        case active
        /// Paused, and the day on which it was to go on has passed.
        case paused
        /// The organisation may soon not know any more who it is about, and it has not ended.
        case consent
        /// An open episode of which every referral has ended.
        case quiet
        /// An open episode from which nobody has been referred yet: people talk first, and often more than once.
        case unreferred
        /// An answer to the practice that was not sent.
        case unsent
        /// An answer that the practice has not opened.
        case unread
    }

    /// What happens then.
    public enum Action: String, Sendable, CaseIterable {
        /// The side that it waits on is asked, in its digest.
        case nudge
        /// Whoever follows it through is told, in their digest.
        case tell
        /// The time for an answer is over.
        case lapse
        /// The practice should know of it: a mark for its digest.
        case aware
        /// The answer is sent again.
        case retry
        /// The answer is given up, and somebody has to do something.
        case fail
    }

    struct Row: Sendable {
        let silence: Silence
        let action: Action
        let routine: Int
        let urgent: Int
    }

    static let table: [Row] = [
        Row(silence: .unanswered, action: .nudge, routine: 3, urgent: 1),
        Row(silence: .unanswered, action: .tell, routine: 6, urgent: 2),
        Row(silence: .unanswered, action: .lapse, routine: 10, urgent: 3),
        Row(silence: .lapsed, action: .tell, routine: 2, urgent: 1),
        Row(silence: .uncontacted, action: .nudge, routine: 5, urgent: 2),
        Row(silence: .uncontacted, action: .tell, routine: 10, urgent: 4),
        Row(silence: .contacted, action: .nudge, routine: 20, urgent: 10),
        Row(silence: .contacted, action: .tell, routine: 30, urgent: 15),
        Row(silence: .waiting, action: .nudge, routine: 20, urgent: 5),
        Row(silence: .waiting, action: .tell, routine: 30, urgent: 10),
        Row(silence: .expected, action: .nudge, routine: 1, urgent: 1),
        Row(silence: .expected, action: .tell, routine: 6, urgent: 3),
        Row(silence: .longWait, action: .aware, routine: 60, urgent: 60),
        Row(silence: .active, action: .nudge, routine: 30, urgent: 30),
        Row(silence: .active, action: .tell, routine: 40, urgent: 40),
        Row(silence: .paused, action: .nudge, routine: 1, urgent: 1),
        Row(silence: .paused, action: .tell, routine: 6, urgent: 3),
        Row(silence: .consent, action: .tell, routine: 0, urgent: 0),
        Row(silence: .quiet, action: .nudge, routine: 5, urgent: 5),
        Row(silence: .unreferred, action: .nudge, routine: 30, urgent: 30),
        Row(silence: .unsent, action: .retry, routine: 2, urgent: 1),
        Row(silence: .unsent, action: .fail, routine: 10, urgent: 3),
        Row(silence: .unread, action: .nudge, routine: 5, urgent: 2),
        Row(silence: .unread, action: .fail, routine: 10, urgent: 4),
    ]

    /// How long whoever follows a referral through has, from the moment that it is theirs.
    static let handling = (routine: 2, urgent: 1)
    /// Calendar days before the last day of sharing on which they are told.
    static let consentNotice = 7

    /// An offer's own time for an answer, in working days: an advice service that meets once a fortnight needs longer.
    public static let answerDays = 2...30
    /// The time for an answer that the table has; an offer's own one stretches these silences with it.
    public static let usualAnswerDays = 10
    private static let stretched: Set<Silence> = [.unanswered, .uncontacted]

    /// - Parameter answerDays: the offer's own; nil for the table's.
    /// - Returns: working days after the beginning of the silence; nil when the table has no such row.
    static func days(
        _ silence: Silence,
        _ action: Action,
        _ priority: Referral.Priority,
        answerDays: Int? = nil
    ) -> Int? {
        guard let row = table.first(where: { $0.silence == silence && $0.action == action }) else { return nil }
        let days = priority == .urgent ? row.urgent : row.routine
        guard let own = answerDays, stretched.contains(silence) else { return days }
        return max(1, (days * own + usualAnswerDays - 1) / usualAnswerDays)
    }

    static func actions(in silence: Silence) -> [Action] {
        table.filter { $0.silence == silence }.map(\.action)
    }
}

/// One thing that a timer does, on its day. Its key names the silence it belongs to, so that it fires once, and again
/// only in another silence.
public struct TimedStep: Equatable, Sendable {
    public let silence: TimerPolicy.Silence
    public let action: TimerPolicy.Action
    /// The day on which the silence began.
    public let anchor: Day
    /// From 1; above it only where the table says "every".
    public let ordinal: Int
    /// The working day on which it fires.
    public let on: Day

    init(_ silence: TimerPolicy.Silence, _ action: TimerPolicy.Action, anchor: Day, ordinal: Int = 1, on day: Day) {
        (self.silence, self.action, self.anchor, self.ordinal, on) = (silence, action, anchor, ordinal, day)
    }

    /// On one day, asking comes before giving up.
    var rank: Int { TimerPolicy.Action.allCases.firstIndex(of: action) ?? 0 }

    package var key: String { "\(silence.rawValue), \(action.rawValue) \(ordinal), since \(anchor)" }
}

/// On whom something waits.
public enum Waiter: String, Sendable, CaseIterable {
    case organisation
    case linkWorker = "link worker"
    case practice
    case person
    case nobody
}

/// When it is a side's turn, and by when it should have done something.
public struct Turn: Equatable, Sendable {
    public let from: Day
    public let due: Day

    /// Of what never becomes this side's to do: sorts after everything.
    static let never = Turn(from: Day(number: 2_932_896), due: Day(number: 2_932_896))

    /// Working days past its time; 0 while there is time.
    public func late(on today: Day) -> Int { WorkingDays.between(due, today) }
}
