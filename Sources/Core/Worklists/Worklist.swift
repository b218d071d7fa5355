import Foundation

/// What somebody has to do, first what does most harm when it is left; then what others have to do; then what has ended.
public struct Worklist: Sendable {
    public let mine: Part
    public let others: Part
    public let ended: Part
    /// How many need this actor, and how many wait on others.
    public let counts: Counts
    /// The organisations of what is open, to choose one of; empty for an organisation itself.
    public let organisations: [Choice]

    public enum Section: String, Sendable, CaseIterable {
        case mine = "me"
        case others, ended
    }

    /// A page of a section.
    public struct Part: Sendable {
        public let rows: [Row]
        public let hasMore: Bool

        public static let empty = Part(rows: [], hasMore: false)
    }

    public struct Counts: Equatable, Sendable {
        public var mine = 0
        public var others = 0
    }

    public struct Choice: Equatable, Sendable {
        public let id: Organisation.ID
        public let name: String
    }

    /// What is looked at.
    public struct Request: Equatable, Sendable {
        /// Nil for all three sections, the beginning of each.
        public var section: Section?
        /// From 1.
        public var page: Int
        public var organisation: Organisation.ID?

        public init(section: Section? = nil, page: Int = 1, organisation: Organisation.ID? = nil) {
            (self.section, self.page, self.organisation) = (section, page, organisation)
        }
    }

    public static let pageSize = 50

    public enum Subject: Sendable, Equatable {
        case referral(Referral)
        /// An open episode in which nothing is open any more: to be closed and answered.
        case episode(Episode.ID)
        /// An answer that waits to be printed, or did not reach the practice and why; nil for a practice's own referral.
        case answer(PracticeAnswer.ID, of: Episode.ID?, problem: String?)
        /// An episode in which somebody should be asked how they are, at that time.
        case measure(Episode.ID, Measure.Stage)
    }

    /// A row of a list: who, what, on whom it waits and since when, how late, and what comes next.
    public struct Row: Sendable {
        public let subject: Subject
        public let personName: String
        /// The offer, and the organisation beside it; empty where it is about the whole episode.
        public let offerName: String
        public let organisationName: String
        public let loop: Loop?
        public let waitsOn: Waiter
        public let since: Day
        /// By when this side, or the other, should have done something; nil where nothing is to be done.
        public let due: Day?
        /// Working days past it.
        public let late: Int
        /// Somebody says that the offer may not be safe, and no steward has looked at that yet.
        public let isUnsafe: Bool
        /// When the person last said on their own page that they have not heard, if nothing has happened since.
        public var notHeardAt: Date?
        public let next: NextAction
    }
}

extension Worklist.Row {
    /// The order of what needs somebody: what may be unsafe first, then what is furthest past its time (an urgent time is
    /// shorter, so urgent things come earlier), then what has waited longest.
    static func comesBefore(_ one: Self, _ other: Self) -> Bool {
        if one.isUnsafe != other.isUnsafe { return one.isUnsafe }
        return (one.due ?? Turn.never.due, one.since) < (other.due ?? Turn.never.due, other.since)
    }
}

/// What somebody does next, from its row.
public enum NextAction: Equatable, Sendable {
    /// One button, nothing to fill in.
    case button(Referral.Move.Name)
    /// The referral, opened at that form.
    case form(Referral.Move.Name)
    /// The offer may not be safe: talk with the person first.
    case talkFirst
    /// They have not answered: ring them, and write down what they say.
    case ring
    /// The time of sharing ends: ask the person whether it may go on.
    case askConsent
    /// Close the episode with the two answers.
    case closeEpisode
    /// Nobody has been referred yet: find something for them, or close the episode.
    case referOrClose
    /// See why the answer did not reach the practice.
    case sendAgain
    /// Print an answer and post it.
    case printLetter
    /// Open the answer: the reader is the practice itself.
    case openAnswer
    /// Ask how they are, with the measures that are due.
    case askMeasures
    /// Finish the form, or throw it away.
    case finishDraft
    case look

    /// - Parameter isTurn: whether it is that side's turn.
    static func of(_ referral: Referral, for party: Party, isTurn: Bool, isUnsafe: Bool, today: Day) -> NextAction {
        guard isTurn || isUnsafe else { return .look }
        if isUnsafe { return .talkFirst }
        return party == .organisation ? organisation(referral) : referrer(referral, today: today)
    }

    private static func organisation(_ referral: Referral) -> NextAction {
        switch referral.state {
        case .sent, .lapsed: .button(.accept)
        case .waiting: .form(.wait)
        case .accepted: .form(referral.firstContactAt == nil ? .contact : .start)
        case .active: .form(.contact)
        case .paused: .button(.resume)
        case .draft, .closed, .enteredInError: .look
        }
    }

    private static func referrer(_ referral: Referral, today: Day) -> NextAction {
        if let last = referral.sharedUntil, today >= last.adding(days: -TimerPolicy.consentNotice) {
            return .askConsent
        }
        return switch referral.state {
        case .sent: .ring
        case .lapsed: .button(.askAgain)
        case .waiting: .form(.wait)
        case .accepted, .active, .paused: .form(.contact)
        case .draft: .finishDraft
        case .closed, .enteredInError: .look
        }
    }
}
