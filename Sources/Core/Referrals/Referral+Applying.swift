import Foundation

extension Referral {
    /// How long after its end a referral can be taken up again (the background notes' §a: 28 days).
    public static let reopenDays = 28
    /// What must have been tried before a person is called unreachable (§a): so often, in so many ways, over so long.
    static let leastAttempts = 3
    static let leastChannels = 2
    static let leastWorkingDays = 10

    /// The referral after the move.
    ///
    /// - Parameter attempts: the tries to reach the person so far, oldest first.
    /// - Throws: `Failure.forbidden`, `.conflict` when the state does not allow it, `.invalid` for a wrong date or answer.
    func applying(
        _ move: Move,
        by party: Party,
        at now: Date,
        attempts: [ContactAttempt] = []
    ) throws(Failure) -> Referral {
        let rows = Referral.transitions.filter { $0.move == move.name && $0.by.contains(party) }
        guard !rows.isEmpty else { throw .forbidden }
        guard let row = rows.first(where: { $0.from.contains(state) }) else { throw .conflict(whyNot) }
        try check(move, at: now, attempts: attempts)
        return following(move, to: row.to, by: party, at: now)
    }

    /// The referral as that event left it; no guard is asked again. Replaying all events from `begun` gives the state.
    func replaying(_ move: Move, by party: Party, at date: Date) -> Referral {
        let row = Referral.transitions.first {
            $0.move == move.name && $0.from.contains(state) && $0.by.contains(party)
        }
        return following(move, to: row?.to, by: party, at: date)
    }

    private func following(_ move: Move, to target: State?, by party: Party, at now: Date) -> Referral {
        var next = self
        next.version += 1
        next.lastEventAt = now
        if let target {
            next.state = target
            next.stateSince = now
            (next.expectedOn, next.resumesOn) = (nil, nil)
        }
        next.record(move, by: party, at: now)
        return next
    }

    private mutating func record(_ move: Move, by party: Party, at now: Date) {
        switch move {
        case .send, .accept, .lapse, .askAgain, .resume: break
        case .wait(let day): expectedOn = day
        case .contact: firstContactAt = firstContactAt ?? now
        case .accompany(let day): accompaniedOn = day
        case .start(let day):
            startedOn = day
            firstContactAt = firstContactAt ?? now
        case .pause(let day, _): resumesOn = day
        case .close(let outcome, let leftEarly): end(leftEarly ? .leftEarly : .completed, by: party, outcome: outcome)
        case .decline(let why, _): end(.declined, by: .organisation, reason: why.rawValue)
        case .didNotStart(let why, _): end(.didNotStart, by: party, reason: why.rawValue)
        case .unableToContact: end(.unableToContact, by: party)
        case .noResponse: end(.noResponse, by: party)
        case .withdraw(let kind, _): end(kind.closure, by: party)
        case .reopen:
            (closure, closedBy, reason) = (nil, nil, nil)
            (engaged, helped, saidBy) = (nil, nil, nil)
        case .enterInError:
            (closure, closedBy, reason) = (nil, nil, nil)
            (engaged, helped, saidBy) = (nil, nil, nil)
            isShared = false
        }
    }

    private mutating func end(_ how: Closure, by party: Party, reason why: String? = nil, outcome: Outcome? = nil) {
        (closure, closedBy, reason) = (how, party, why)
        (engaged, helped, saidBy) = (outcome?.engaged, outcome?.helped, outcome?.saidBy)
        // Who never came has not engaged, and nobody can say that it helped; the referral says so without being asked.
        if outcome == nil, startedOn == nil { (engaged, helped) = (Outcome.Engaged.none, .unknown) }
        if outcome == nil, startedOn != nil { (engaged, helped) = (.unknown, .unknown) }
        if saidBy == nil { saidBy = party.source }
    }

    // MARK: Guards

    static let accompanying = "you will go with them"

    private func check(_ move: Move, at now: Date, attempts: [ContactAttempt]) throws(Failure) {
        let today = Day(now)
        switch move {
        case .wait(let day): try check(day, "expected", of: "you expect a place", today: today)
        case .pause(let day, _): try check(day, "until", of: "it goes on", today: today)
        case .accompany(let day): try check(day, "accompanied", of: Referral.accompanying, today: today)
        case .start(let day): try checkPast(day, "started", "The date they started", today: today)
        case .contact(let attempt): try checkPast(attempt.on, "tried", "The date of the try", today: today)
        case .close(let outcome, _): try outcome.check(today: today)
        case .unableToContact: try check(attempts)
        case .reopen: try checkReopening(at: now)
        case .send, .accept, .decline, .lapse, .askAgain, .resume, .didNotStart, .noResponse, .withdraw, .enterInError:
            break
        }
    }

    private func check(_ day: Day, _ field: String, of what: String, today: Day) throws(Failure) {
        if let problem = Referral.problem(with: day, when: what, today: today) { throw .invalid([field: problem]) }
    }

    /// What is wrong with a day that is still to come; nil when nothing is.
    static func problem(with day: Day, when what: String, today: Day) -> String? {
        if day < today { return "The date when \(what) must be today or later." }
        return day > today.adding(days: 2 * 365) ? "The date when \(what) must be within two years." : nil
    }

    private func checkPast(_ day: Day, _ field: String, _ what: String, today: Day) throws(Failure) {
        if day > today { throw .invalid([field: "\(what) must be today or earlier."]) }
        if day < Day(madeAt) { throw .invalid([field: "\(what) must be on or after the day of the referral."]) }
    }

    private func check(_ attempts: [ContactAttempt]) throws(Failure) {
        let failed = attempts.filter { $0.result != .spoke }
        let days = failed.map(\.on)
        let span = days.min().flatMap { first in days.max().map { WorkingDays.between(first, $0) } } ?? 0
        guard failed.count >= Referral.leastAttempts, Set(failed.map(\.channel)).count >= Referral.leastChannels,
            span >= Referral.leastWorkingDays
        else {
            throw .conflict(
                """
                Try at least \(Referral.leastAttempts) times, in at least \(Referral.leastChannels) different ways, over at \
                least \(Referral.leastWorkingDays) working days, and write each try down here. Then you can say that they \
                could not be reached.
                """
            )
        }
    }

    private func checkReopening(at now: Date) throws(Failure) {
        guard Day(now) <= Day(stateSince).adding(days: Referral.reopenDays) else {
            throw .conflict(
                "This referral ended more than \(Referral.reopenDays) days ago. Make a new one that goes on from it."
            )
        }
        guard closure != .died, isShared else {
            throw .conflict("This referral cannot be taken up again. Make a new one, with the person's consent.")
        }
    }

    private var whyNot: String {
        let now =
            switch state {
            case .draft: "has not been sent yet"
            case .sent: "is waiting for the organisation's answer"
            case .waiting: "is on the waiting list"
            case .accepted: "has been accepted, and they have not started yet"
            case .active: "has started"
            case .paused: "is paused"
            case .lapsed: "was not answered in time"
            case .closed: "has ended"
            case .enteredInError: "was entered in error"
            }
        return "This referral \(now), so that cannot be done. Somebody may have answered it a moment ago."
    }
}

extension Party {
    /// Whose word an answer is that was worked out, not asked.
    var source: Outcome.Source {
        switch self {
        case .organisation, .system: .organisation
        case .referrer: .linkWorker
        case .person: .person
        }
    }
}
