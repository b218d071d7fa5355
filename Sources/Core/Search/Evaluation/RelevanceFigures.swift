import Foundation

/// How good one ranked list is, by the grades that a judge gave.
public struct RelevanceFigures: Equatable, Sendable {
    /// Only so many results count.
    public static let depth = 10

    /// Gain 2^grade - 1, discount log2(rank + 1), divided by the best order of everything judged: 0 to 1.
    public var ndcg: Double
    /// Of the relevant offers, at most ten, the share that was found: 0 to 1.
    public var recall: Double
    /// 1 / rank of the first relevant one; 0 without any.
    public var reciprocalRank: Double
    /// 1 when the first has grade 2.
    public var firstIsRight: Double
    public var shown: Int
    /// How many of those shown somebody has judged; the others count as irrelevant.
    public var judged: Int

    /// - Parameters:
    ///   - ids: the results, best first.
    ///   - grades: 2 is what was asked for, 1 might well be offered, 0 is wrong. At least one is above 0.
    public init(ids: [String], grades: [String: Int]) {
        let top = Array(ids.prefix(RelevanceFigures.depth))
        let got = top.map { grades[$0] ?? 0 }
        let relevant = grades.values.filter { $0 > 0 }.sorted(by: >)
        ndcg = relevant.isEmpty ? 0 : RelevanceFigures.gain(got) / RelevanceFigures.gain(relevant)
        recall =
            relevant.isEmpty
            ? 0 : Double(got.count { $0 > 0 }) / Double(min(RelevanceFigures.depth, relevant.count))
        reciprocalRank = got.firstIndex { $0 > 0 }.map { 1 / Double($0 + 1) } ?? 0
        firstIsRight = got.first == 2 ? 1 : 0
        shown = top.count
        judged = top.count { grades[$0] != nil }
    }

    private static func gain(_ grades: [Int]) -> Double {
        zip(1..., grades.prefix(depth)).reduce(0) { sum, next in
            sum + (pow(2, Double(next.1)) - 1) / log2(Double(next.0) + 1)
        }
    }
}

extension Collection<RelevanceFigures> {
    /// The mean over queries; 0 for none.
    public func mean(_ figure: (RelevanceFigures) -> Double) -> Double {
        isEmpty ? 0 : map(figure).reduce(0, +) / Double(count)
    }
}
