/// The two answers that end a referral, who gave them, and what remains.
public struct Outcome: Codable, Equatable, Sendable {
    public var engaged: Engaged
    public var helped: Helped
    public var saidBy: Source
    /// The person's own words, if they gave some and agreed.
    public var personWords: String?
    /// What is still needed and who holds it.
    public var remaining: String?
    /// Something the practice is asked to do; makes the tag ACTION.
    public var askOfPractice: String?

    /// Did the person engage?
    public enum Engaged: String, Codable, Sendable, CaseIterable {
        case all
        case most
        case some
        case none
        case unknown = "not known"
    }

    /// Did it help?
    public enum Helped: String, Codable, Sendable, CaseIterable {
        case lot = "a lot"
        case some
        case none = "not at all"
        case worse
        case unknown = "not known"
    }

    public enum Source: String, Codable, Sendable, CaseIterable {
        case person
        case organisation
        case linkWorker = "link worker"
    }

    public init(
        engaged: Engaged,
        helped: Helped,
        saidBy: Source,
        personWords: String? = nil,
        remaining: String? = nil,
        askOfPractice: String? = nil
    ) {
        self.engaged = engaged
        self.helped = helped
        self.saidBy = saidBy
        self.personWords = personWords
        self.remaining = remaining
        self.askOfPractice = askOfPractice
    }
}

extension Outcome {
    /// - Throws: `Failure.invalid` when the two answers contradict each other.
    func check() throws(Failure) {
        if engaged == .none, helped != .unknown {
            throw .invalid(["helped": "If they did not come, nobody can say that it helped: answer “Not known”."])
        }
    }
}

/// What an outcome asks of whoever opens it, in the words that practices sort their letters by
/// (NHS England's GP correspondence case studies: action, aware, file).
public enum OutcomeTag: String, Codable, Sendable, CaseIterable {
    case file = "FILE"
    case aware = "AWARE"
    case action = "ACTION"

    /// - Parameter outcome: nil when the referral ended without one: declined or withdrawn.
    public static func tag(for outcome: Outcome?) -> OutcomeTag {
        guard let outcome else { return .aware }
        if outcome.askOfPractice != nil { return .action }
        let wentWell = outcome.engaged != .none && outcome.engaged != .unknown && (outcome.helped == .lot || outcome.helped == .some)
        return wentWell && outcome.remaining == nil ? .file : .aware
    }
}
