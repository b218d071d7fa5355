import Foundation

/// One person's time with a link worker; holds their referrals, and ends with one answer to the practice.
public struct Episode: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Episode>

    public let id: ID
    /// Counts the events; a change compares it before it sets.
    public var version: Int
    public var state: State
    public var stateSince: Date
    public let personID: Person.ID
    /// Nil when the person has no known GP practice.
    public var practiceCode: Practice.Code?
    /// The named person who follows everything through.
    public var linkWorkerID: Account.ID
    public let openedAt: Date
    public let openedBy: Account.ID
    /// What the practice is told when it ends, as the person chose.
    public var telling: Telling
    public var engaged: Outcome.Engaged?
    public var helped: Outcome.Helped?
    public var saidBy: Outcome.Source?
    /// Coarse, for counting; all of it only where the person told it.
    public var ageBand: String?
    public var sex: String?
    public var ethnicity: String?
    /// Tenth of England's neighbourhoods by the Index of Multiple Deprivation, 1 the most deprived.
    public var deprivation: Int?

    public enum State: String, Codable, Sendable, CaseIterable {
        case open, closed
        case enteredInError = "entered in error"
    }

    public enum Telling: String, Codable, Sendable, CaseIterable {
        case everything
        case onlyThatItEnded = "only that it ended"
        case nothing
    }
}

/// What an episode is about, in the person's and the link worker's words; sealed at rest.
public struct EpisodePlan: Codable, Equatable, Sendable {
    /// "What matters to me", in the person's words.
    public var whatMatters: String?
    public var risk: Risk
    /// What the risk is; needed when there is one.
    public var riskNote: String?
    /// Why they came: identifiers of needs.
    public var needs: [Need.ID]

    /// "No known risks" has to be sayable, and "nobody has asked" is neither (PRSB standard: risks are mandatory).
    public enum Risk: String, Codable, Sendable, CaseIterable {
        case notAsked = "not asked yet"
        case noneKnown = "none known"
        case known
    }

    public init(whatMatters: String? = nil, risk: Risk = .notAsked, riskNote: String? = nil, needs: [Need.ID] = []) {
        self.whatMatters = whatMatters
        self.risk = risk
        self.riskNote = riskNote
        self.needs = needs
    }

    public static let longest = 1_000

    func problems() -> [String: String] {
        var problems: [String: String] = [:]
        if (whatMatters ?? "").count > EpisodePlan.longest {
            problems["matters"] = "What matters to them must be \(EpisodePlan.longest) characters or fewer."
        }
        if (riskNote ?? "").count > EpisodePlan.longest {
            problems["risk-note"] = "The note about risks must be \(EpisodePlan.longest) characters or fewer."
        }
        if risk == .known, riskNote == nil { problems["risk-note"] = "Say in a few words what the risk is." }
        return problems
    }
}

extension Episode {
    /// What can be done to an episode.
    public enum Move: Equatable, Sendable {
        case change(EpisodePlan, telling: Telling)
        case handOver(to: Account.ID)
        case close(Outcome)
        case reopen(note: String)
        case enterInError(note: String)

        public enum Name: String, Codable, Sendable, CaseIterable {
            case open, change
            case handOver = "hand over"
            case close, reopen
            case enterInError = "entered in error"
        }

        public var name: Name {
            switch self {
            case .change: .change
            case .handOver: .handOver
            case .close: .close
            case .reopen: .reopen
            case .enterInError: .enterInError
            }
        }
    }

    /// Everything that can happen to an episode, all of it by its link worker (a hand-over also by an administrator).
    static let transitions: [(move: Move.Name, from: Set<State>, to: State?)] = [
        (.change, [.open], nil),
        // One that has ended goes along while it can be taken up again, or its answer is on its way.
        (.handOver, [.open, .closed], nil),
        (.close, [.open], .closed),
        (.reopen, [.closed], .open),
        (.enterInError, [.open, .closed], .enteredInError),
    ]

    public var moves: [Move.Name] { Episode.transitions.filter { $0.from.contains(state) }.map(\.move) }

    /// - Parameters:
    ///   - openReferrals: how many of its referrals have not ended.
    ///   - risk: as the plan says it now.
    /// - Throws: `Failure.conflict` when its state, or a referral that goes on, does not allow it; `.invalid`.
    func applying(
        _ move: Move,
        openReferrals: Int,
        risk: EpisodePlan.Risk,
        at now: Date
    ) throws(Failure) -> Episode {
        guard let row = Episode.transitions.first(where: { $0.move == move.name && $0.from.contains(state) }) else {
            throw .conflict(whyNot)
        }
        try check(move, openReferrals: openReferrals, risk: risk, today: Day(now))
        return following(move, to: row.to, at: now)
    }

    func replaying(_ move: Move, at date: Date) -> Episode {
        following(move, to: Episode.transitions.first { $0.move == move.name }?.to, at: date)
    }

    private func following(_ move: Move, to target: State?, at now: Date) -> Episode {
        var next = self
        next.version += 1
        if let target { (next.state, next.stateSince) = (target, now) }
        switch move {
        case .change(_, let telling): next.telling = telling
        case .handOver(let account): next.linkWorkerID = account
        case .close(let outcome):
            (next.engaged, next.helped, next.saidBy) = (outcome.engaged, outcome.helped, outcome.saidBy)
        case .reopen, .enterInError: (next.engaged, next.helped, next.saidBy) = (nil, nil, nil)
        }
        return next
    }

    private func check(_ move: Move, openReferrals: Int, risk: EpisodePlan.Risk, today: Day) throws(Failure) {
        switch move {
        case .change(let plan, _):
            let problems = plan.problems()
            if !problems.isEmpty { throw .invalid(problems) }
        case .close(let outcome):
            try outcome.check(today: today)
            if openReferrals > 0 {
                throw .conflict("A referral of theirs has not ended. End it first, so that the answer is a whole one.")
            }
            if risk == .notAsked {
                throw .invalid([
                    "risk": "Say whether there are known risks. The practice has to be told, also when there are none."
                ])
            }
        case .reopen:
            if today > Day(stateSince).adding(days: Referral.reopenDays) {
                throw .conflict("This ended more than \(Referral.reopenDays) days ago. Begin again with a new episode.")
            }
        case .enterInError:
            if openReferrals > 0 { throw .conflict("A referral of theirs has not ended. End it first.") }
        case .handOver: break
        }
    }

    private var whyNot: String {
        switch state {
        case .open: "This is open, so that cannot be done. Somebody may have changed it a moment ago."
        case .closed: "This has ended, so that cannot be done. Somebody may have closed it a moment ago."
        case .enteredInError: "This was entered in error, so nothing more can be done with it."
        }
    }
}
