/// The two answers that end a referral, who gave them, and what remains.
public struct Outcome: Codable, Equatable, Sendable {
    public var engaged: Engaged
    public var helped: Helped
    public var saidBy: Source
    /// The person's own words, if they gave some and agreed.
    public var personWords: String?
    /// What is still needed and who holds it.
    public var remaining: String?
    /// Something the practice is asked to do, and who should do it; makes the tag ACTION.
    public var askOfPractice: String?
    /// The day by which it should be done; nil when there is no such day.
    public var askBy: Day?

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
        askOfPractice: String? = nil,
        askBy: Day? = nil
    ) {
        self.engaged = engaged
        self.helped = helped
        self.saidBy = saidBy
        self.personWords = personWords
        self.remaining = remaining
        self.askOfPractice = askOfPractice
        self.askBy = askBy
    }
}

extension Outcome {
    /// - Throws: `Failure.invalid` by form field when the two answers contradict each other, when words are too long
    ///   for one side of paper, or when the day for what is asked is past or nothing is asked.
    func check(today: Day) throws(Failure) {
        var problems: [String: String] = [:]
        if engaged == .none, helped != .unknown {
            problems["helped"] = "If they did not come, nobody can say that it helped: answer “Not known”."
        }
        problems["words"] = LetterLimit.problem(with: personWords, named: "Their own words")
        problems["remaining"] = LetterLimit.problem(with: remaining, named: "What is still needed")
        problems["ask"] = LetterLimit.problem(with: askOfPractice, named: "What is asked of the practice")
        if let askBy {
            if askBy < today { problems["ask-by"] = "The day for what is asked must be today or later." }
            if askOfPractice == nil { problems["ask-by"] = "Say what is asked, or leave its day empty." }
        }
        if !problems.isEmpty { throw .invalid(problems) }
    }
}

/// How much the letter to the practice holds. It is read between two patients and printed on one side of A4.
public enum LetterLimit {
    /// Words of prose in the whole letter (the background notes' §7).
    public static let words = 150
    /// Words and characters of each of: their own words, what is still needed, what is asked.
    public static let wordsOfField = 40
    public static let charactersOfField = 300
    /// Words of a risk that the letter itself says; a longer one is a pointer to whom to ask.
    public static let wordsOfRisk = 20
    /// Rows of the two tables; what is left out is counted in a line.
    public static let services = 6
    public static let measures = 8

    static func problem(with text: String?, named name: String) -> String? {
        guard let text, count(text) > wordsOfField || text.count > charactersOfField else { return nil }
        return "\(name) must be \(wordsOfField) words or fewer: the practice reads it between two patients."
    }

    static func count(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
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
        let wentWell =
            outcome.engaged != .none && outcome.engaged != .unknown
            && (outcome.helped == .lot || outcome.helped == .some)
        return wentWell && outcome.remaining == nil ? .file : .aware
    }
}
