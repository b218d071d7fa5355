/// A referral's times, worked out from the referral and the day alone: on whom it waits, since when, by when, and what
/// happens when nobody does anything.
public struct ReferralClock: Equatable, Sendable {
    public let waitsOn: Waiter
    /// Since when it waits on them.
    public let since: Day
    /// Nil when there is nothing for the organisation to do, now or later.
    public let organisation: Turn?
    /// When it becomes the business of whoever follows it through; nil once it has ended.
    public let referrer: Turn?
    /// Everything up to that day, fired or not, and what comes next after it; earliest first.
    public let steps: [TimedStep]

    /// - Parameters:
    ///   - answerDays: the offer's own time for an answer; nil for the usual one.
    ///   - today: the day in England.
    public init(_ referral: Referral, answerDays: Int? = nil, today: Day) {
        let times = ReferralTimes(referral: referral, answerDays: answerDays, today: today)
        waitsOn = times.waitsOn
        since = times.since
        organisation = times.organisation
        referrer = times.referrer
        steps = times.steps.sorted { ($0.on, $0.rank, $0.key) < ($1.on, $1.rank, $1.key) }
    }

    /// How far past its time the side is that it waits on, in working days.
    public func late(on today: Day) -> Int {
        let turn = waitsOn == .organisation ? organisation : waitsOn == .nobody ? nil : referrer
        return turn?.late(on: today) ?? 0
    }
}

/// What `ReferralClock` is made of.
private struct ReferralTimes {
    let referral: Referral
    let answerDays: Int?
    let today: Day

    private var priority: Referral.Priority { referral.priority }
    private var stateDay: Day { Day(referral.stateSince) }
    private var lastDay: Day { Day(referral.lastEventAt) }

    /// What is silent now, and since when.
    private var silences: [(TimerPolicy.Silence, since: Day)] {
        switch referral.state {
        case .sent: [(.unanswered, stateDay)]
        case .lapsed: [(.lapsed, stateDay)]
        case .accepted: referral.firstContactAt == nil ? [(.uncontacted, stateDay)] : [(.contacted, lastDay)]
        case .waiting:
            [(.waiting, lastDay), (.longWait, Day(referral.madeAt))]
                + (referral.expectedOn.map { [(.expected, $0)] } ?? [])
        case .active: [(.active, lastDay)]
        case .paused: referral.resumesOn.map { [(.paused, $0)] } ?? []
        case .draft, .closed, .enteredInError: []
        }
    }

    private func day(_ silence: TimerPolicy.Silence, _ action: TimerPolicy.Action, since: Day) -> Day? {
        TimerPolicy.days(silence, action, priority, answerDays: answerDays).map { WorkingDays.adding($0, to: since) }
    }

    // MARK: On whom

    var waitsOn: Waiter {
        switch referral.state {
        case .closed, .enteredInError: .nobody
        case .draft, .lapsed: followingSide
        case .sent, .waiting, .accepted, .active, .paused:
            isConsentOver && !referral.isWithheldFromReferrer ? followingSide : .organisation
        }
    }

    /// Whoever follows it through.
    private var followingSide: Waiter {
        if referral.holderID != nil { return .linkWorker }
        return referral.origin == .practice ? .practice : .person
    }

    var since: Day {
        if isConsentOver, let last = referral.sharedUntil { return last }
        switch referral.state {
        case .waiting, .active: return lastDay
        case .draft, .sent, .accepted, .paused, .lapsed, .closed, .enteredInError: return stateDay
        }
    }

    private var isConsentOver: Bool {
        referral.state.isOpen && (referral.sharedUntil.map { today > $0 } ?? false)
    }

    // MARK: Turns

    var organisation: Turn? {
        switch referral.state {
        case .sent, .accepted:
            firstNudge.map { Turn(from: stateDay, due: $0) }
        case .lapsed:
            // Its time is over; an answer is still an answer.
            Turn(from: stateDay, due: stateDay)
        case .waiting, .active, .paused:
            firstNudge.map { Turn(from: $0, due: $0) }
        case .draft, .closed, .enteredInError: nil
        }
    }

    private var firstNudge: Day? { silences.compactMap { day($0.0, .nudge, since: $0.since) }.min() }

    var referrer: Turn? {
        if referral.isWithheldFromReferrer, referral.state != .enteredInError { return isTakenBack ? nil : .never }
        guard referral.state.isOpen, let from = referrerFrom else { return nil }
        let handling = priority == .urgent ? TimerPolicy.handling.urgent : TimerPolicy.handling.routine
        return Turn(from: from, due: WorkingDays.adding(handling, to: from))
    }

    private var isTakenBack: Bool { referral.closure == .withdrawn && referral.closedBy == .referrer }

    private var referrerFrom: Day? {
        switch referral.state {
        case .draft, .lapsed: return stateDay
        default:
            let told = silences.compactMap { day($0.0, .tell, since: $0.since) }.min()
            return [told, consentNotice].compactMap { $0 }.min()
        }
    }

    private var consentNotice: Day? {
        referral.state.isOpen ? referral.sharedUntil?.adding(days: -TimerPolicy.consentNotice) : nil
    }

    // MARK: Steps

    var steps: [TimedStep] {
        guard referral.state.isOpen, referral.state != .draft else { return [] }
        let all = silences.flatMap { silence, since in
            TimerPolicy.actions(in: silence).flatMap { steps(silence, $0, since: since) }
        }
        return all + (consentNotice.map { [TimedStep(.consent, .tell, anchor: $0, on: $0)] } ?? [])
    }

    private func steps(_ silence: TimerPolicy.Silence, _ action: TimerPolicy.Action, since: Day) -> [TimedStep] {
        guard let first = day(silence, action, since: since) else { return [] }
        var steps = [TimedStep(silence, action, anchor: since, on: first)]
        guard silence == .waiting, action == .nudge, let days = TimerPolicy.days(silence, action, priority) else {
            return steps
        }
        // "Every": up to the day, and the one after it.
        while let last = steps.last, last.on <= today, steps.count < ReferralTimes.mostRepeats {
            let next = WorkingDays.adding(days, to: last.on)
            steps.append(TimedStep(silence, action, anchor: since, ordinal: last.ordinal + 1, on: next))
        }
        return steps
    }

    /// Over twenty years of waiting; keeps a wrong date from becoming a long loop.
    private static let mostRepeats = 1_000
}
