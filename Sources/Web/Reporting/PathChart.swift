import Core

/// The path of every hundred as a drawing: bars that grow narrower from step to step, and words where people went.
///
/// In its own units: 420 wide, so that its words can still be read on a telephone; the height follows the lines.
struct PathChart: Sendable {
    let height: String
    let bars: [Bar]
    let words: [Label]

    struct Bar: Sendable {
        let y: String
        let width: String
        /// The corners of the narrowing below it; empty below the last.
        let funnel: String
        let isHidden: Bool
    }

    struct Label: Sendable {
        let x: String
        let y: String
        let text: String
        /// "step" or "went".
        let kind: String
    }

    private static let width = 400
    private static let bar = 20
    private static let line = 18

    /// Nil when too few were referred to draw anything.
    init?(_ counts: ReferralPath.Counts) {
        guard let made = counts.made, made > 0 else { return nil }
        var (y, bars, words) = (0, [Bar](), [Label]())
        let steps = ReferralPath.Step.allCases
        let lines = PathLines(counts).lines
        for (index, step) in steps.enumerated() {
            let leaving = lines.filter { $0.step == step && $0.standing != nil }
            let share = PathChart.share(counts.count(step), of: made)
            words.append(Label(x: "0", y: String(y + 14), text: PathChart.label(step, counts, made), kind: "step"))
            let top = y + PathChart.line
            let bottom = top + PathChart.bar
            let next = bottom + leaving.count * PathChart.line + 12
            let below = index + 1 < steps.count ? PathChart.share(counts.count(steps[index + 1]), of: made) : nil
            bars.append(
                Bar(
                    y: String(top),
                    width: String(share ?? PathChart.width),
                    funnel: PathChart.funnel(share, below, from: bottom, to: next + PathChart.line),
                    isHidden: share == nil
                )
            )
            for (number, line) in leaving.enumerated() {
                words.append(
                    Label(
                        x: "12",
                        y: String(bottom + 16 + number * PathChart.line),
                        text: PathChart.went(line, made),
                        kind: "went"
                    )
                )
            }
            y = next
        }
        height = String(y)
        self.bars = bars
        self.words = words
    }

    private static func share(_ count: Int?, of made: Int) -> Int? { count.map { max(1, $0 * width / made) } }

    private static func funnel(_ share: Int?, _ below: Int?, from top: Int, to bottom: Int) -> String {
        guard let share, let below else { return "" }
        return "0,\(top) \(share),\(top) \(below),\(bottom) 0,\(bottom)"
    }

    private static func label(_ step: ReferralPath.Step, _ counts: ReferralPath.Counts, _ made: Int) -> String {
        let number = PathLines.perHundred(counts.count(step), of: made)
        return "\(ReportingWords.step(step)): \(number ?? ReportingWords.hidden)"
    }

    private static func went(_ line: PathLines.Line, _ made: Int) -> String {
        let words = line.standing.map(ReportingWords.standing) ?? ""
        return "\(PathLines.perHundred(line.count, of: made) ?? ReportingWords.hidden): \(words.lowercasedFirst)"
    }
}
