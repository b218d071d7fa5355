/// What became of one score between the first and the last time, for one person.
///
/// A label says how to read two numbers; it does not say that the support has done it.
public struct MeasureChange: Codable, Equatable, Sendable {
    public let direction: Direction
    /// How many points, never negative.
    public let points: Double
    /// From how many points on it counts, and who says so; nil where there is no confirmed rule for one person.
    public let rule: Measure.Change?

    public enum Direction: String, Codable, Sendable {
        case better, worse, same
    }

    public init(from first: Double, to last: Double, of score: Measure.Score) {
        let difference = Scorer.rounded(last - first, score.decimals ?? 0)
        points = abs(difference)
        rule = score.change.flatMap { $0.isConfirmed ? $0 : nil }
        direction = difference == 0 ? .same : (difference > 0) == (score.better == .higher) ? .better : .worse
    }

    /// Nil where no rule says so.
    public var counts: Bool? { rule.map { points >= $0.points } }
}

/// How scores and changes are said, on pages and in letters.
public enum MeasureWords {
    /// "7", "24.11".
    public static func number(_ value: Double, _ decimals: Int) -> String {
        let rounded = Scorer.rounded(value, decimals)
        guard decimals > 0 else { return Int(exactly: rounded).map(String.init) ?? "\(rounded)" }
        let parts = "\(rounded)".split(separator: ".")
        let digits = parts.count > 1 ? String(parts[1].prefix(decimals)) : ""
        return "\(parts.first ?? "0").\(digits)\(String(repeating: "0", count: max(0, decimals - digits.count)))"
    }

    /// "better by 5, more than the 4 that counts as change (NHS Talking Therapies)".
    public static func change(_ change: MeasureChange, decimals: Int) -> String {
        let what =
            change.direction == .same
            ? "the same" : "\(change.direction.rawValue) by \(number(change.points, decimals))"
        guard let rule = change.rule else { return "\(what); no rule for one person" }
        let limit =
            "the \(number(rule.points, rule.points.rounded() == rule.points ? 0 : 2)) that counts as change (\(rule.source))"
        if change.points == rule.points { return "\(what), just \(limit)" }
        return "\(what), \(change.points > rule.points ? "more" : "less") than \(limit)"
    }

    /// "2 answered of 3 asked".
    public static func completeness(_ answered: Int, of asked: Int) -> String {
        "\(answered) answered of \(asked) asked"
    }

    public static func stage(_ stage: Measure.Stage) -> String {
        switch stage {
        case .start: "start"
        case .review: "12 to 15 weeks"
        case .end: "end"
        }
    }
}
