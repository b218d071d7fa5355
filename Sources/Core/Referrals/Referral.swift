import Foundation

/// A person's details passed, with consent, to one offer's organisation, and what became of it.
public struct Referral: Codable, Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<Referral>

    public let id: ID
    /// Counts the events; a move compares it before it sets. Of a draft, to which nothing has happened yet, it counts how
    /// often it was saved, and begins again when it is sent.
    public var version: Int
    public var state: State
    public var stateSince: Date
    /// The link worker's case that it belongs to; nil when a practice or the person made it without one.
    public let episodeID: Episode.ID?
    /// The earlier referral that this one goes on from: somewhere else, or the same again.
    public let basedOn: ID?
    public let offerID: Offer.ID
    /// Of the listing when the referral was made, so that one can say later what was promised.
    public let offerVersion: Int
    public let organisationID: Organisation.ID
    public let personID: Person.ID
    /// Nil when the person has no practice, or named none.
    public let practiceCode: Practice.Code?
    public let origin: Origin
    /// Who made it; nil when the person did.
    public let referrerID: Account.ID?
    /// The named person who follows it through; nil when it is the practice, or the person.
    public var holderID: Account.ID?
    public let priority: Priority
    public let madeAt: Date
    /// The last thing that happened; silence is counted from here.
    public var lastEventAt: Date
    /// When the organisation first tried to reach the person.
    public var firstContactAt: Date?
    /// When the organisation expects to have a place, while waiting.
    public var expectedOn: Day?
    public var startedOn: Day?
    /// When a pause is to end, while paused.
    public var resumesOn: Day?
    /// The first time, when somebody goes along.
    public var accompaniedOn: Day?
    public var closure: Closure?
    /// Whose "no" or decision ended it.
    public var closedBy: Party?
    /// Coded: a `DeclineReason`, a `NotStartedReason`, or nil.
    public var reason: String?
    public var engaged: Outcome.Engaged?
    public var helped: Outcome.Helped?
    public var saidBy: Outcome.Source?
    /// Whether the organisation may know who it is about; false from the moment that the person takes it back.
    public var isShared: Bool
    /// The last day on which it may.
    public var sharedUntil: Day?
    /// Whether the organisation's answer may reach the practice.
    public var reportBack: Bool

    public enum State: String, Codable, Sendable, CaseIterable {
        case draft
        case sent
        /// Accepted in principle; there is no room yet.
        case waiting
        case accepted
        case active
        case paused
        /// Nobody answered in time. That is silence, never a "no": it goes to whoever follows it through.
        case lapsed
        case closed
        case enteredInError = "entered in error"

        public var isOpen: Bool { self != .closed && self != .enteredInError }
    }

    public enum Origin: String, Codable, Sendable, CaseIterable {
        case linkWorker = "link worker"
        case practice
        case person
    }

    public enum Priority: String, Codable, Sendable, CaseIterable {
        case routine, urgent
    }

    /// How it ended.
    public enum Closure: String, Codable, Sendable, CaseIterable {
        case completed
        case leftEarly = "left early"
        case declined
        case noResponse = "no response"
        case unableToContact = "unable to contact"
        case didNotStart = "did not start"
        case personDeclined = "person declined"
        case withdrawn
        case moved
        case died
    }

    public enum DeclineReason: String, Codable, Sendable, CaseIterable {
        case notEligible = "not eligible"
        case noCapacity = "no capacity"
        case outOfArea = "out of area"
        case needsMoreSupport = "needs more support than we can give"
        case tooLittleInformation = "too little information"
        case duplicate
        case other
    }

    public enum NotStartedReason: String, Codable, Sendable, CaseIterable {
        case didNotCome = "did not come"
        case changedTheirMind = "changed their mind"
        case couldNotGetThere = "could not get there"
        case cost
        case unwell
        case timesDidNotFit = "times did not fit"
        case other
    }

    /// Why a referral ends that somebody other than the organisation ends.
    public enum Withdrawal: String, Codable, Sendable, CaseIterable {
        case personDeclined = "person declined"
        case withdrawn
        case moved
        case died

        var closure: Closure {
            switch self {
            case .personDeclined: .personDeclined
            case .withdrawn: .withdrawn
            case .moved: .moved
            case .died: .died
            }
        }
    }
}

extension Referral {
    /// The two answers, once it has ended with them.
    public var answers: (engaged: Outcome.Engaged, helped: Outcome.Helped)? {
        guard let engaged, let helped else { return nil }
        return (engaged, helped)
    }

    /// Which side of this referral that actor is on; nil for everybody else.
    func party(of actor: Actor) -> Party? {
        switch actor.role {
        case .organisation: actor.organisationID == organisationID ? .organisation : nil
        case .linkWorker: actor.id == holderID ? .referrer : nil
        case .practice: origin == .practice && actor.practiceCode == practiceCode ? .referrer : nil
        case .receptionist, .steward, .administrator, .commissioner: nil
        }
    }

    /// A practice that referred somebody who does not want it to be told sees that it was sent, and whether it was
    /// taken back, and no more.
    func isWithheld(from actor: Actor) -> Bool { actor.role == .practice && !reportBack }

    /// The practice made it, and is not to be told how it goes: then nothing that reaches it may tell, also not by
    /// being left out once it has ended.
    var isWithheldFromReferrer: Bool { origin == .practice && !reportBack }

    func known(to actor: Actor) -> Referral {
        guard isWithheld(from: actor), !(closure == .withdrawn && closedBy == .referrer) else { return self }
        var known = self
        (known.expectedOn, known.startedOn, known.resumesOn, known.firstContactAt) = (nil, nil, nil, nil)
        (known.closure, known.closedBy, known.reason) = (nil, nil, nil)
        (known.engaged, known.helped, known.saidBy) = (nil, nil, nil)
        (known.version, known.state, known.stateSince, known.lastEventAt) = (1, .sent, madeAt, madeAt)
        return known
    }

    /// For how many days after its end the organisation may still see who it was about: as long as it can be taken up
    /// again.
    public static let keepDays = reopenDays

    /// Whether the organisation may see who it is about, on that day; `ReferralStore.shared(on:)` says the same in SQL.
    func isSharedWithOrganisation(on today: Day) -> Bool {
        guard isShared, state != .enteredInError else { return false }
        if state == .closed, today > Day(stateSince).adding(days: Referral.keepDays) { return false }
        return sharedUntil.map { today <= $0 } ?? true
    }
}
