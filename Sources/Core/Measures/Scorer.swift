import Foundation

/// Works scores out from answers. A blank is a blank: never 0, and guessed at only where the measure's rule allows it.
public enum Scorer {
    public struct Scored: Equatable, Sendable {
        /// By the score's code; a score that cannot be worked out is absent.
        public let scores: [String: Double]
        /// How many questions were left blank.
        public let missing: Int
        /// Whether there is a score at all.
        public var isValid: Bool { !scores.isEmpty }
    }

    /// - Parameter answers: by the code of the question; blanks are absent.
    /// - Throws: `Failure.invalid` with a sentence for each answer that is off its scale, by form field.
    public static func scored(_ answers: [String: Double], by measure: Measure) throws(Failure) -> Scored {
        let problems = problems(answers, of: measure)
        guard problems.isEmpty else { throw .invalid(problems) }
        var scores: [String: Double] = [:]
        for score in measure.scores { scores[score.code] = value(of: score, answers, by: measure) }
        return Scored(scores: scores, missing: measure.questions.count { answers[$0] == nil })
    }

    /// The form's name of a question.
    public static func field(_ question: String) -> String { "item-\(question)" }

    private static func value(of score: Measure.Score, _ answers: [String: Double], by measure: Measure) -> Double? {
        switch measure.scoring {
        case .perItem, .totalOnly: return answers[score.code]
        case .sum, .mean:
            let items = score.items ?? measure.questions
            let given = items.compactMap { answers[$0] }
            let blanks = items.count - given.count
            guard !given.isEmpty, blanks <= measure.mostBlanks ?? 0 else { return nil }
            let mean = given.reduce(0, +) / Double(given.count)
            return rounded(measure.scoring == .mean ? mean : mean * Double(items.count), score.decimals ?? 0)
        }
    }

    static func rounded(_ value: Double, _ decimals: Int) -> Double {
        let factor = decimals == 0 ? 1.0 : decimals == 1 ? 10 : 100
        return (value * factor).rounded() / factor
    }

    private static func problems(_ answers: [String: Double], of measure: Measure) -> [String: String] {
        var problems: [String: String] = [:]
        for (code, answer) in answers {
            problems[field(code)] =
                measure.scoring == .totalOnly
                ? problem(answer, with: measure.score(code)) : problem(answer, with: measure.item(code), of: measure)
        }
        return problems
    }

    private static func problem(_ answer: Double, with score: Measure.Score?) -> String? {
        guard let score else { return "There is no such score." }
        let decimals = score.decimals ?? 0
        let isIn = answer >= score.lowest && answer <= score.highest && rounded(answer, decimals) == answer
        let kind = decimals == 0 ? "a whole number" : "a number with up to \(decimals) decimals"
        let (low, high) = (MeasureWords.number(score.lowest, 0), MeasureWords.number(score.highest, 0))
        return isIn ? nil : "\(score.name) must be \(kind) from \(low) to \(high)."
    }

    private static func problem(_ answer: Double, with item: Measure.Item?, of measure: Measure) -> String? {
        guard let item, let scale = measure.scale(of: item) else { return "There is no such question." }
        return scale.values.contains { Double($0) == answer }
            ? nil : "Choose a number from \(scale.lowest) to \(scale.highest)."
    }
}
