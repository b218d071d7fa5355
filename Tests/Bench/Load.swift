import Foundation
import Synchronization

/// Keeps a server or an engine busy for a while.
enum Load {
    /// What was measured, by status where it is not 200.
    struct Outcome: Sendable {
        var timings = Timings()
        var failures: [Int: Int] = [:]
    }

    /// Asks over and over, each connection as soon as it has its answer; with `perSecond`, at that pace whether answers
    /// have come or not, and what waits because others are slow counts as slow.
    static func http(
        port: Int,
        paths: [String],
        connections: Int,
        seconds: Double,
        perSecond: Double? = nil
    ) async throws -> Outcome {
        let next = Atomic<Int>(0)
        let total = Mutex(Outcome())
        let problem = Mutex<String?>(nil)
        let start = ContinuousClock.now
        await threads(connections) {
            var own = Outcome()
            do {
                let connection = try Connection(port: port)
                while true {
                    let number = next.add(1, ordering: .relaxed).oldValue
                    var begin = ContinuousClock.now
                    if let perSecond {
                        begin = start + .seconds(Double(number) / perSecond)
                        Thread.sleep(forTimeInterval: max(0, (begin - .now).seconds))
                    }
                    guard begin - start < .seconds(seconds) else { break }
                    let status = try connection.get(paths[number % paths.count], number: number)
                    own.timings.latencies.append((ContinuousClock.now - begin).seconds)
                    if status != 200 { own.failures[status, default: 0] += 1 }
                }
            } catch { problem.withLock { $0 = "\(error)" } }
            total.withLock { total in
                total.timings.latencies += own.timings.latencies
                total.failures.merge(own.failures, uniquingKeysWith: +)
            }
        }
        if let problem = problem.withLock({ $0 }) { throw Connection.Problem(text: problem) }
        var outcome = total.withLock { $0 }
        outcome.timings.elapsed = (ContinuousClock.now - start).seconds
        return outcome
    }

    private static func threads(_ count: Int, _ work: @escaping @Sendable () -> Void) async {
        await withTaskGroup { group in
            for _ in 0..<count {
                group.addTask {
                    await withCheckedContinuation { done in
                        Thread {
                            work()
                            done.resume()
                        }.start()
                    }
                }
            }
        }
    }

    /// Does each piece of work over and over, so many at a time.
    static func tasks(
        _ count: Int,
        pieces: Int,
        seconds: Double,
        _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Timings {
        let next = Atomic<Int>(0)
        let start = ContinuousClock.now
        let worker: @Sendable () async throws -> [Double] = {
            var own: [Double] = []
            while ContinuousClock.now - start < .seconds(seconds) {
                let begin = ContinuousClock.now
                try await work(next.add(1, ordering: .relaxed).oldValue % pieces)
                own.append((ContinuousClock.now - begin).seconds)
            }
            return own
        }
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<count { group.addTask { try await worker() } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return Timings(latencies: latencies, elapsed: (ContinuousClock.now - start).seconds)
    }
}
