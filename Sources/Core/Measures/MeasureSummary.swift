import Foundation

/// What one measure says of one episode: every score from the first time to the last, and how often it was answered.
public struct MeasureSummary: Equatable, Sendable {
    public let measure: Measure
    /// How many of the times at which it should have been answered it was.
    public let answered: Int
    public let asked: Int
    public let lines: [Line]

    /// One score over time.
    public struct Line: Equatable, Sendable {
        public let score: Measure.Score
        /// For a goal the person's own words.
        public let name: String
        /// Oldest first.
        public let points: [Point]
        /// Nil until there are two.
        public let change: MeasureChange?

        public var first: Point? { points.first }
        public var last: Point? { points.count > 1 ? points.last : nil }
    }

    public struct Point: Equatable, Sendable {
        public let stage: Measure.Stage
        public let on: Day
        public let value: Double
        public let band: String?
        public let mode: MeasureResponse.Mode
    }

    /// - Parameters:
    ///   - responses: of this measure in this episode, oldest first, in this version of the definition.
    ///   - words: of goals, by question.
    ///   - asked: when it should have been answered by now.
    init(_ measure: Measure, responses: [MeasureResponse], words: [String: String], asked: [Measure.Stage]) {
        self.measure = measure
        let stages = Set(asked).union(responses.map(\.stage))
        self.asked = stages.count
        answered = Set(responses.filter(\.isValid).map(\.stage)).count
        lines = measure.scores.compactMap { score in
            let points = responses.compactMap { response in
                response.scores[score.code].map {
                    Point(
                        stage: response.stage,
                        on: response.answeredOn,
                        value: $0,
                        band: score.band(of: $0),
                        mode: response.mode
                    )
                }
            }
            guard let first = points.first, let last = points.last else { return nil }
            return Line(
                score: score,
                name: words[score.code] ?? score.name,
                points: points,
                change: points.count > 1 ? MeasureChange(from: first.value, to: last.value, of: score) : nil
            )
        }
    }

    public var completeness: String { MeasureWords.completeness(answered, of: asked) }
}

extension MeasureSummary {
    /// More scores than this are counted in a letter, not listed: it has one page.
    static let mostInLetter = 4

    /// For the letter to the practice; empty where it was never answered.
    var letterLines: [OutcomeLetter.Measure] {
        guard measure.inLetter != false, !lines.isEmpty else { return [] }
        guard lines.count <= MeasureSummary.mostInLetter else { return [counted] }
        return lines.map { line in
            OutcomeLetter.Measure(
                name: line.name,
                first: MeasureSummary.firstWords(line),
                last: MeasureSummary.lastWords(line),
                change: [line.change.map { MeasureWords.change($0, decimals: line.score.decimals ?? 0) }, completeness]
                    .compactMap { $0 }.joined(separator: "; ")
            )
        }
    }

    private var counted: OutcomeLetter.Measure {
        func count(_ direction: MeasureChange.Direction) -> Int { lines.count { $0.change?.direction == direction } }
        let last = "\(count(.better)) better, \(count(.same)) the same, \(count(.worse)) worse"
        return OutcomeLetter.Measure(
            name: measure.name,
            first: "\(lines.count) scores",
            last: lines.contains { $0.last != nil } ? last : MeasureSummary.noEnd,
            change: "no rule for one person; \(completeness)"
        )
    }

    static let noEnd = "no end score"

    /// "7, high", and how it came about when not by themself.
    public static func words(_ point: Point, _ score: Measure.Score) -> String {
        let mode: String? =
            switch point.mode {
            case .themself, .onPaper: nil
            case .withHelp, .somebodyElse: "(\(point.mode.rawValue))"
            }
        let value = MeasureWords.number(point.value, score.decimals ?? 0)
        return [[value, point.band].compactMap { $0 }.joined(separator: ", "), mode].compactMap { $0 }.joined(
            separator: " "
        )
    }

    private static func firstWords(_ line: Line) -> String? {
        line.first.map { line.last == nil && $0.stage == .end ? "no start score" : words($0, line.score) }
    }

    private static func lastWords(_ line: Line) -> String {
        guard let last = line.points.last, line.last != nil || last.stage == .end else { return noEnd }
        let words = words(last, line.score)
        return last.stage == .end ? words : "\(words) at \(MeasureWords.stage(last.stage)); \(noEnd)"
    }
}
