import Foundation

/// One thing that happened to a referral; its words are sealed.
public struct ReferralEvent: Equatable, Sendable {
    public var move: Referral.Move.Name
    public var party: Party
    public var state: Referral.State
    public var at: Date
    /// Nil for the person and for a timer.
    public var actorName: String?
    public var detail: Detail

    /// The words, dates and codes of a move; empty for most.
    public struct Detail: Codable, Equatable, Sendable {
        public var expectedOn: Day?
        public var startedOn: Day?
        public var resumesOn: Day?
        public var accompaniedOn: Day?
        public var declineReason: Referral.DeclineReason?
        public var notStarted: Referral.NotStartedReason?
        public var withdrawal: Referral.Withdrawal?
        public var attempt: ContactAttempt?
        public var leftEarly: Bool?
        public var note: String?
        public var outcome: Outcome?

        public init() {}

        init(_ move: Referral.Move) {
            switch move {
            case .send, .accept, .lapse, .resume: break
            case .askAgain(let words), .unableToContact(let words), .noResponse(let words): note = words
            case .reopen(let words), .enterInError(let words): note = words
            case .wait(let day): expectedOn = day
            case .contact(let tried): attempt = tried
            case .start(let day): startedOn = day
            case .accompany(let day): accompaniedOn = day
            case .pause(let day, let words): (resumesOn, note) = (day, words)
            case .decline(let reason, let words): (declineReason, note) = (reason, words)
            case .didNotStart(let reason, let words): (notStarted, note) = (reason, words)
            case .withdraw(let kind, let words): (withdrawal, note) = (kind, words)
            case .close(let answers, let early): (outcome, leftEarly) = (answers, early)
            }
        }
    }

    /// What was asked for, put together again from the row; nil when a part of it is missing.
    var asMove: Referral.Move? {
        switch move {
        case .send: .send
        case .accept: .accept
        case .lapse: .lapse
        case .resume: .resume
        case .askAgain: .askAgain(note: detail.note)
        case .unableToContact: .unableToContact(note: detail.note)
        case .noResponse: .noResponse(note: detail.note)
        case .reopen: .reopen(note: detail.note ?? "")
        case .enterInError: .enterInError(note: detail.note ?? "")
        case .decline: .decline(detail.declineReason ?? .other, note: detail.note)
        case .didNotStart: .didNotStart(detail.notStarted ?? .other, note: detail.note)
        case .withdraw: .withdraw(detail.withdrawal ?? .withdrawn, note: detail.note)
        case .wait: detail.expectedOn.map { .wait(expectedOn: $0) }
        case .contact: detail.attempt.map { .contact($0) }
        case .start: detail.startedOn.map { .start(on: $0) }
        case .accompany: detail.accompaniedOn.map { .accompany(on: $0) }
        case .pause: detail.resumesOn.map { .pause(until: $0, note: detail.note) }
        case .close: detail.outcome.map { .close($0, leftEarly: detail.leftEarly ?? false) }
        }
    }
}

extension Referral {
    /// The referral as all its events leave it, beginning with the one that made it.
    ///
    /// - Parameter events: from the second on, oldest first.
    func replaying(_ events: some Sequence<ReferralEvent>) -> Referral {
        events.reduce(self) { referral, event in
            guard let move = event.asMove else { return referral }
            return referral.replaying(move, by: event.party, at: event.at)
        }
    }
}
