import Core

/// One score from the first time to the last: a small chart, the same numbers as a table, and what became of it.
struct ScoreBlock: Sendable {
    let name: String
    let chart: TrendChart?
    let points: [PointRow]
    let change: String
    /// "better", "worse", "same" or "none".
    let direction: String
    let completeness: String
    let better: String

    struct PointRow: Sendable {
        let when: String
        let score: String
    }

    init(_ line: MeasureSummary.Line, of summary: MeasureSummary) {
        name = line.name
        points = line.points.map {
            PointRow(
                when: "\(Words.capitalised(MeasureWords.stage($0.stage))), \(Words.date($0.on))",
                score: MeasureSummary.words($0, line.score)
            )
        }
        chart = points.count > 1 ? TrendChart(line, id: "trend-\(summary.measure.code)-\(line.score.code)") : nil
        change = Words.capitalised(
            line.change.map { MeasureWords.change($0, decimals: line.score.decimals ?? 0) } ?? "no second score yet"
        )
        direction = line.change?.direction.rawValue ?? "none"
        completeness = Words.capitalised(summary.completeness)
        better = "\(Words.capitalised(line.score.better.rawValue)) is better."
    }
}

/// A line of dots, in units of its own: 320 wide, 132 high, the scores from 16 (highest) down to 106 (lowest).
struct TrendChart: Sendable {
    let id: String
    /// The whole chart in words, for those who do not see it.
    let title: String
    let lowest: String
    let highest: String
    let bands: [BandLine]
    let path: String
    let dots: [Dot]

    struct BandLine: Sendable {
        let y: String
    }

    struct Dot: Sendable {
        let x: String
        let y: String
        let textY: String
        let value: String
        let label: String
    }

    /// Labels of more dots than these would lie on each other.
    private static let most = 4
    private static let (left, right, top, bottom) = (58.0, 288.0, 16.0, 106.0)

    init(_ line: MeasureSummary.Line, id: String) {
        let score = line.score
        let points = TrendChart.shown(line.points)
        self.id = id
        lowest = MeasureWords.number(score.lowest, 0)
        highest = MeasureWords.number(score.highest, 0)
        bands = (score.bands ?? []).dropFirst().map { BandLine(y: TrendChart.text(TrendChart.y($0.from, score))) }
        let places = points.enumerated().map { index, point in
            let step = (TrendChart.right - TrendChart.left) / Double(max(1, points.count - 1))
            return (x: TrendChart.left + step * Double(index), y: TrendChart.y(point.value, score))
        }
        path = "M" + places.map { "\(TrendChart.text($0.x)) \(TrendChart.text($0.y))" }.joined(separator: " L")
        dots = zip(points, places).map { point, place in
            Dot(
                x: TrendChart.text(place.x),
                y: TrendChart.text(place.y),
                // Above its dot, or below where there is no room.
                textY: TrendChart.text(place.y < 34 ? place.y + 20 : place.y - 9),
                value: MeasureWords.number(point.value, score.decimals ?? 0),
                label: TrendChart.label(point.stage)
            )
        }
        title =
            "\(line.name): "
            + line.points.map { "\(MeasureSummary.words($0, score)) at \(MeasureWords.stage($0.stage))" }.joined(
                separator: "; "
            )
    }

    /// The first, and the last ones.
    private static func shown(_ points: [MeasureSummary.Point]) -> [MeasureSummary.Point] {
        points.count <= most ? points : Array(points.prefix(1) + points.suffix(most - 1))
    }

    private static func label(_ stage: Measure.Stage) -> String {
        switch stage {
        case .start: "start"
        case .review: "12–15 weeks"
        case .end: "end"
        }
    }

    private static func y(_ value: Double, _ score: Measure.Score) -> Double {
        bottom - (value - score.lowest) / max(0.01, score.highest - score.lowest) * (bottom - top)
    }

    private static func text(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
