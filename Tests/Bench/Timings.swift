import Foundation

/// How long each of many things took.
struct Timings: Sendable {
    /// In seconds.
    var latencies: [Double] = []
    /// In seconds, from the first beginning to the last end.
    var elapsed = 0.0

    var rate: Double { elapsed > 0 ? Double(latencies.count) / elapsed : 0 }

    /// In milliseconds.
    func percentile(_ percent: Double) -> Double {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))] * 1_000
    }

    static func + (one: Timings, other: Timings) -> Timings {
        Timings(latencies: one.latencies + other.latencies, elapsed: one.elapsed + other.elapsed)
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
