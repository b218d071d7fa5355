import Foundation

/// What was answered at one time, with the scores worked out from it.
public struct MeasureResponse: Equatable, Sendable, Identifiable {
    public typealias ID = Identifier<MeasureResponse>

    public let id: ID
    public let measure: String
    /// Of the definition that was asked.
    public let version: Int
    public let stage: Measure.Stage
    public let answeredOn: Day
    public let recordedAt: Date
    public let mode: Mode
    /// By question; a blank is nil.
    public let answers: [String: Double?]
    /// By score.
    public let scores: [String: Double]
    public let missing: Int
    public let isValid: Bool

    /// How the answers came about. Help lifts scores (the SWEMWBS user guide warns of it), so it is said beside them.
    public enum Mode: String, Codable, Sendable, CaseIterable {
        case themself = "self"
        case withHelp = "with help"
        case somebodyElse = "by somebody else"
        case onPaper = "on paper"
    }
}

/// Answers as they come from a form.
public struct MeasureEntry: Equatable, Sendable {
    public var measure: String
    /// Of the definition that was on the page.
    public var version: Int
    public var stage: Measure.Stage
    public var answeredOn: Day
    public var mode: MeasureResponse.Mode
    /// By question; blanks are absent.
    public var answers: [String: Double]
    /// What a question is about in the person's own words, where it is theirs to say: goals, by question.
    public var words: [String: String]
    /// They were asked and did not want to answer.
    public var isDeclined: Bool
    /// Of the form: sent twice, it is stored once.
    public var key: String

    public init(
        measure: String,
        version: Int,
        stage: Measure.Stage,
        answeredOn: Day,
        mode: MeasureResponse.Mode,
        answers: [String: Double] = [:],
        words: [String: String] = [:],
        isDeclined: Bool = false,
        key: String
    ) {
        self.measure = measure
        self.version = version
        self.stage = stage
        self.answeredOn = answeredOn
        self.mode = mode
        self.answers = answers
        self.words = words
        self.isDeclined = isDeclined
        self.key = key
    }

    /// Characters of a goal; three of them have to fit into a letter of one page.
    public static let longestWords = 100
    /// Days before an episode began that its first answers may come from: paper filled in while waiting.
    static let daysBefore = 31

    /// What is wrong, by form field.
    ///
    /// - Parameter known: the questions that have words already.
    func problems(with measure: Measure, openedOn: Day, today: Day, known: Set<String>) -> [String: String] {
        var problems: [String: String] = [:]
        if !measure.stages.contains(stage) { problems["stage"] = "This is not asked at that time." }
        if answeredOn > today { problems["answered"] = "The date must be today or in the past." }
        if answeredOn < openedOn.adding(days: -MeasureEntry.daysBefore) {
            problems["answered"] = "The date is before their time with you began. Check it."
        }
        let first = measure.questions.first.map(Scorer.field) ?? "stage"
        if isDeclined, !answers.isEmpty {
            problems["declined"] = "There are answers, so they did answer. Take the tick away, or clear the answers."
        }
        if !isDeclined, answers.isEmpty {
            problems[first] = "Answer at least one question, or tick that they did not want to answer."
        }
        for item in measure.items ?? [] where item.isInOwnWords {
            let words = words[item.code] ?? ""
            if words.count > MeasureEntry.longestWords {
                problems["words-\(item.code)"] =
                    "\(item.text) must be \(MeasureEntry.longestWords) characters or fewer."
            }
            if words.isEmpty, !known.contains(item.code), answers[item.code] != nil {
                problems["words-\(item.code)"] = "Write what \(item.text.lowercased()) is."
            }
        }
        return problems
    }
}
