import Foundation

#if canImport(Glibc)
    import Glibc
#endif

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

extension Timings {
    /// Something done over and over, one after the other, for so many seconds.
    static func of(seconds: Double, _ work: () async throws -> Void) async throws -> Timings {
        var timings = Timings()
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(seconds) || timings.latencies.count < 20 {
            let begin = ContinuousClock.now
            try await work()
            timings.latencies.append((ContinuousClock.now - begin).seconds)
        }
        timings.elapsed = (ContinuousClock.now - start).seconds
        return timings
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}

/// How long it takes, in seconds.
func seconds(_ work: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start).seconds
}

/// What it costs the processors, in seconds: on a machine that others use too, the clock says more about them.
func processorSeconds(_ work: () async throws -> Void) async throws -> Double {
    let start = processorTime(RUSAGE_SELF)
    try await work()
    return processorTime(RUSAGE_SELF) - start
}

/// Of this process, or of the children that it has waited for, in seconds.
func processorTime(_ whose: __rusage_who) -> Double {
    var usage = rusage()
    guard getrusage(Int32(whose.rawValue), &usage) == 0 else { return .nan }
    let times = [usage.ru_utime, usage.ru_stime]
    return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
}
