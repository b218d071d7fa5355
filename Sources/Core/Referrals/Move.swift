import Foundation

extension Referral {
    /// What can be done to a referral.
    public enum Move: Equatable, Sendable {
        case send
        case accept
        case wait(expectedOn: Day)
        case decline(DeclineReason, note: String?)
        /// The time for an answer has run out.
        case lapse
        /// Somebody has rung the organisation: it gets another time to answer.
        case askAgain(note: String?)
        case contact(ContactAttempt)
        case start(on: Day)
        case pause(until: Day, note: String?)
        case resume
        case close(Outcome, leftEarly: Bool)
        case unableToContact(note: String?)
        case didNotStart(NotStartedReason, note: String?)
        case noResponse(note: String?)
        case withdraw(Withdrawal, note: String?)
        /// "I will go with them the first time."
        case accompany(on: Day)
        case reopen(note: String)
        case enterInError(note: String)

        public enum Name: String, Codable, Sendable, CaseIterable {
            case send, accept, wait, decline, lapse
            case askAgain = "ask-again"
            case contact, start, pause, resume, close
            case unableToContact = "unable-to-contact"
            case didNotStart = "did-not-start"
            case noResponse = "no-response"
            case withdraw, accompany, reopen
            case enterInError = "entered-in-error"
        }

        public var name: Name {
            switch self {
            case .send: .send
            case .accept: .accept
            case .wait: .wait
            case .decline: .decline
            case .lapse: .lapse
            case .askAgain: .askAgain
            case .contact: .contact
            case .start: .start
            case .pause: .pause
            case .resume: .resume
            case .close: .close
            case .unableToContact: .unableToContact
            case .didNotStart: .didNotStart
            case .noResponse: .noResponse
            case .withdraw: .withdraw
            case .accompany: .accompany
            case .reopen: .reopen
            case .enterInError: .enterInError
            }
        }
    }

    /// One row of the table: from where, by whom, to where.
    struct Transition {
        let move: Move.Name
        let from: Set<State>
        let by: Set<Party>
        /// Nil when it stays where it is.
        let to: State?
    }

    /// States in which the organisation owes an answer; a late one is still an answer.
    private static let unanswered: Set<State> = [.sent, .waiting, .lapsed]
    private static let open: Set<State> = [.sent, .waiting, .lapsed, .accepted, .active, .paused]

    /// Everything that can happen to a referral; what is not here cannot.
    ///
    /// After the state machine of the project's background notes (§a). Two things differ. The referrer may record what
    /// the organisation said by telephone, because many answer in no other way: the event keeps who recorded it. And an
    /// organisation may still answer after its time has run out, for as long as nobody has given it up.
    static let transitions: [Transition] = [
        Transition(move: .send, from: [.draft], by: [.referrer], to: .sent),
        Transition(move: .accept, from: unanswered, by: [.organisation, .referrer], to: .accepted),
        Transition(move: .wait, from: unanswered, by: [.organisation, .referrer], to: .waiting),
        Transition(move: .decline, from: unanswered, by: [.organisation, .referrer], to: .closed),
        Transition(move: .lapse, from: [.sent], by: [.system], to: .lapsed),
        Transition(move: .askAgain, from: [.lapsed], by: [.referrer], to: .sent),
        Transition(move: .noResponse, from: [.lapsed], by: [.referrer], to: .closed),
        Transition(
            move: .contact,
            from: [.accepted, .waiting, .active, .paused],
            by: [.organisation, .referrer],
            to: nil
        ),
        Transition(move: .accompany, from: [.sent, .waiting, .accepted], by: [.referrer], to: nil),
        Transition(move: .start, from: [.accepted], by: [.organisation, .referrer], to: .active),
        Transition(move: .pause, from: [.active], by: [.organisation, .referrer], to: .paused),
        Transition(move: .resume, from: [.paused], by: [.organisation, .referrer], to: .active),
        Transition(move: .close, from: [.active, .paused], by: [.organisation, .referrer], to: .closed),
        Transition(move: .didNotStart, from: [.accepted], by: [.organisation, .referrer], to: .closed),
        Transition(move: .unableToContact, from: [.accepted], by: [.organisation, .referrer], to: .closed),
        Transition(move: .withdraw, from: open, by: [.referrer, .person], to: .closed),
        Transition(move: .reopen, from: [.closed], by: [.referrer], to: .accepted),
        Transition(
            move: .enterInError,
            from: open.union([.draft, .closed]),
            by: [.referrer],
            to: .enteredInError
        ),
    ]

    /// The moves that this side has now, in the table's order.
    public func moves(for party: Party) -> [Move.Name] {
        Referral.transitions.filter { $0.from.contains(state) && $0.by.contains(party) }.map(\.move)
    }

    public func moves(for actor: Actor) -> [Move.Name] {
        party(of: actor).map { moves(for: $0) } ?? []
    }
}

/// One try to reach the person.
public struct ContactAttempt: Codable, Equatable, Sendable {
    public var on: Day
    public var channel: Channel
    public var result: Result

    public enum Channel: String, Codable, Sendable, CaseIterable {
        case telephone
        case text
        case email = "e-mail"
        case letter
        case visit
        /// They were to come, or did.
        case appointment
    }

    public enum Result: String, Codable, Sendable, CaseIterable {
        case spoke = "spoke with them"
        case leftMessage = "left a message"
        case noAnswer = "no answer"
        case wrongNumber = "wrong number or address"
        case didNotAttend = "did not attend"
        case cancelled
    }

    public init(on day: Day, channel: Channel, result: Result) {
        on = day
        self.channel = channel
        self.result = result
    }
}
