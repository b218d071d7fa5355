import Foundation

/// Asks every address once: hosts side by side, one page at a time of each, and stores each answer as it comes, so that
/// a round that was killed goes on where it was.
struct LinkRound: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let probe: any LinkProbe
    /// Between two questions to one host.
    let wait: @Sendable (Duration) async throws -> Void

    struct Result: Equatable, Sendable {
        var tested = 0
        /// False when no site at all answered.
        var isOnline = true
    }

    /// - Parameter start: of the run; what was answered since then is not asked again.
    func run(since start: Date, progress: Checker.Progress) async throws -> Result {
        let (urls, due) = try await due(since: start)
        let byHost = Dictionary(grouping: due.sorted()) { LinkPolicy.host(of: $0) }
        let tested = try await ask(byHost.values.sorted { $0.count > $1.count }) { done in
            progress(done, due.count, "web addresses asked")
        }
        let isOnline = try await database.write { try WebLinkStore.count(keeping: urls, in: $0) }
        return Result(tested: tested, isOnline: isOnline)
    }

    private func due(since start: Date) async throws -> (all: Set<String>, due: [String]) {
        let stands = min(start, clock.now.addingTimeInterval(-LinkPolicy.answerStands))
        return try await database.read { db in
            let urls = try WebLinkStore.addresses(in: db)
            let known = try WebLinkStore.all(in: db)
            return (urls, urls.filter { url in known[url].map { $0.answeredAt < stands } ?? true })
        }
    }

    /// So many hosts at once; the next host begins when one is done.
    private func ask(_ hosts: [[String]], progress: (Int) -> Void) async throws -> Int {
        let (answered, tick) = AsyncStream.makeStream(of: Void.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { tick.finish() }
                try await askInParallel(hosts) { tick.yield() }
            }
            var done = 0
            for await _ in answered {
                done += 1
                progress(done)
            }
            try await group.waitForAll()
            return done
        }
    }

    private func askInParallel(_ hosts: [[String]], each: @escaping @Sendable () -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = hosts.makeIterator()
            for _ in 0..<LinkPolicy.hostsAtOnce {
                guard let pages = waiting.next() else { break }
                group.addTask { try await ask(pages, each) }
            }
            while try await group.next() != nil {
                guard let pages = waiting.next() else { continue }
                group.addTask { try await ask(pages, each) }
            }
        }
    }

    private func ask(_ pages: [String], _ each: @Sendable () -> Void) async throws {
        for (index, url) in pages.enumerated() {
            if index > 0 { try await wait(LinkPolicy.pause) }
            try Task.checkCancellation()
            let answer = await probe.answer(of: url)
            // What was cut off by our own end is no answer of theirs.
            try Task.checkCancellation()
            let now = clock.now
            try await database.write { try WebLinkStore.keep(answer, of: url, at: now, in: $0) }
            each()
        }
    }
}
