import Foundation

/// A person's details passed, with consent, to one offer's organisation, and what became of it.
public struct Referral: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Referral>

    public let id: ID
    /// Counts the events; a move compares it before it sets.
    public var version: Int
    public var state: State
    public var stateSince: Date
    public let offerID: Offer.ID
    public let organisationID: Organisation.ID
    public let personID: Person.ID
    public let practiceCode: Practice.Code
    public let referrerID: Account.ID
    public let referrerRole: Role
    public let madeAt: Date
    /// When the organisation expects to have a place, while waiting.
    public var expectedOn: Day?
    public var startedOn: Day?
    public var closure: Closure?
    public var loop: Loop
    public var loopSince: Date
    public let reportBack: Bool

    public enum State: String, Codable, Sendable, CaseIterable {
        case sent
        case waiting
        case accepted
        case active
        case closed
    }

    /// How it ended, and so whose decision it was.
    public enum Closure: String, Codable, Sendable, CaseIterable {
        /// With the two answers.
        case answered
        /// The organisation said no, with a reason.
        case declined
        /// The referrer or the person took it back.
        case withdrawn
    }

    public enum DeclineReason: String, Codable, Sendable, CaseIterable {
        case notEligible = "not eligible"
        case noCapacity = "no capacity"
        case outOfArea = "out of area"
        case needsMoreSupport = "needs more support than we can give"
        case tooLittleInformation = "too little information"
        case other
    }
}

// MARK: - Moves

extension Referral {
    /// What can be done to a referral once it was sent.
    public enum Move: Equatable, Sendable {
        case accept
        case wait(expectedOn: Day)
        case decline(DeclineReason, note: String?)
        case start(on: Day)
        case close(Outcome)
        case withdraw(reason: String)

        public var name: Name {
            switch self {
            case .accept: .accept
            case .wait: .wait
            case .decline: .decline
            case .start: .start
            case .close: .close
            case .withdraw: .withdraw
            }
        }

        public enum Name: String, Codable, Sendable, CaseIterable {
            case accept, wait, decline, start, close, withdraw
        }
    }

    /// One row of the table: from where, by whom, to where.
    struct Transition {
        let move: Move.Name
        let from: Set<State>
        let by: Set<Party>
        let to: State
    }

    /// The two sides of a referral.
    enum Party { case organisation, referrer }

    /// Everything that can happen to a referral; what is not here cannot.
    static let transitions: [Transition] = [
        Transition(move: .accept, from: [.sent, .waiting], by: [.organisation], to: .accepted),
        Transition(move: .wait, from: [.sent, .waiting], by: [.organisation], to: .waiting),
        Transition(move: .decline, from: [.sent, .waiting], by: [.organisation], to: .closed),
        Transition(move: .start, from: [.accepted], by: [.organisation], to: .active),
        Transition(move: .close, from: [.accepted, .active], by: [.organisation], to: .closed),
        Transition(move: .withdraw, from: [.sent, .waiting, .accepted, .active], by: [.referrer], to: .closed),
    ]

    /// The moves that this actor has now, in the table's order.
    public func moves(for actor: Actor) -> [Move.Name] {
        guard let party = party(of: actor) else { return [] }
        return Referral.transitions.filter { $0.from.contains(state) && $0.by.contains(party) }.map(\.move)
    }

    /// As this actor may know it: a practice that referred somebody who does not want it to be told sees that it was
    /// sent, and whether it was taken back, and no more.
    func known(to actor: Actor) -> Referral {
        guard isWithheld(from: actor) else { return self }
        var known = self
        known.loop = .withheld
        (known.expectedOn, known.startedOn) = (nil, nil)
        if closure != .withdrawn {
            (known.state, known.stateSince, known.closure) = (.sent, madeAt, nil)
        }
        return known
    }

    func isWithheld(from actor: Actor) -> Bool { actor.role == .practice && !reportBack }

    func party(of actor: Actor) -> Party? {
        if actor.role == .organisation, actor.organisationID == organisationID { return .organisation }
        return actor.id == referrerID ? .referrer : nil
    }

    /// The referral after the move.
    ///
    /// - Throws: `Failure.forbidden`, `.conflict` when the state does not allow it, `.invalid` for a wrong date or answer.
    func applying(_ move: Move, by actor: Actor, at now: Date) throws(Failure) -> Referral {
        guard let party = party(of: actor) else { throw .notFound }
        let rows = Referral.transitions.filter { $0.move == move.name && $0.by.contains(party) }
        guard !rows.isEmpty else { throw .forbidden }
        guard let row = rows.first(where: { $0.from.contains(state) }) else { throw .conflict(state.whyNot(move.name)) }
        try check(move, today: Day(now))
        var next = self
        next.version += 1
        next.state = row.to
        next.stateSince = now
        next.record(move)
        if row.to == .closed {
            next.loop = loop.after(reportBack ? .ended : .endedWithoutConsent) ?? loop
            next.loopSince = now
        }
        return next
    }

    private mutating func record(_ move: Move) {
        expectedOn = nil
        switch move {
        case .accept: break
        case .wait(let day): expectedOn = day
        case .start(let day): startedOn = day
        case .decline: closure = .declined
        case .close: closure = .answered
        case .withdraw: closure = .withdrawn
        }
    }

    private func check(_ move: Move, today: Day) throws(Failure) {
        switch move {
        case .wait(let day) where day < today:
            throw .invalid(["expected": "The date when you expect a place must be today or later."])
        case .wait(let day) where day > today.adding(days: 2 * 365):
            throw .invalid(["expected": "The date when you expect a place must be within two years."])
        case .start(let day) where day > today:
            throw .invalid(["started": "The date they started must be today or earlier."])
        case .start(let day) where day < Day(madeAt):
            throw .invalid(["started": "The date they started must be on or after the day of the referral."])
        case .close(let outcome) where state == .accepted && outcome.engaged != .none:
            throw .invalid(["engaged": "Say when they started first, or answer that they did not come at all."])
        case .close(let outcome) where outcome.engaged == .none && outcome.helped != .unknown:
            throw .invalid(["helped": "If they did not come, nobody can say that it helped: answer “Not known”."])
        default: break
        }
    }
}

extension Referral.State {
    fileprivate func whyNot(_ move: Referral.Move.Name) -> String {
        let now =
            switch self {
            case .sent: "is waiting for the organisation's answer"
            case .waiting: "is on the waiting list"
            case .accepted: "has been accepted, and they have not started yet"
            case .active: "has started"
            case .closed: "has ended"
            }
        return "This referral \(now), so that cannot be done. Somebody may have answered it a moment ago."
    }
}
