import Core
import Foundation
import Logging
import ServiceLifecycle

/// Keeps the index up to date while the server runs: sound at the start, then drained after every change.
struct IndexService: Service {
    let features: Features
    let logger: Logger

    /// How long after a failure it is tried again.
    private static let pause = Duration.seconds(5)

    func run() async throws {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let observation = features.database.onDirtyMarks { wake.yield() }
        await withGracefulShutdownHandler {
            wake.yield()
            var isSound = false
            for await _ in wakes {
                isSound = await attempt {
                    if isSound { try await features.indexer.drain() } else { try await features.indexer.reconcile() }
                }
                if isSound {
                    await features.suggestions.listingsChanged()
                    continue
                }
                try? await Task.sleep(for: IndexService.pause)
                wake.yield()
            }
        } onGracefulShutdown: {
            wake.finish()
        }
        withExtendedLifetime(observation) {}
        await features.indexer.close()
    }

    /// A failing index never stops the server: pages fall back to the database, and it is reconciled or built anew.
    ///
    /// - Returns: whether it went well.
    private func attempt(_ work: () async throws -> Void) async -> Bool {
        do {
            try await work()
            return true
        } catch {
            logger.error("search index update failed", metadata: ["error": "\(type(of: error))"])
            return false
        }
    }
}

/// Sends what waits in the outbox.
struct OutboxService: Service {
    let outbox: Outbox
    let logger: Logger

    private static let interval = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await outbox.deliver()
                } catch {
                    logger.error("outbox delivery failed", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: OutboxService.interval)
            }
        }
    }
}

/// Stores how often offers were opened from searches, and how often searches found nothing good.
struct OpeningsService: Service {
    let openings: Openings
    let searches: SearchCounts
    let logger: Logger

    private static let interval = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: OpeningsService.interval)
                // A database stops what runs in a cancelled task, and what was counted last belongs to the day too.
                await Task { await store() }.value
            }
        }
    }

    private func store() async {
        do {
            try await openings.store()
            try await searches.store()
        } catch {
            logger.error("openings not stored", metadata: ["error": "\(type(of: error))"])
        }
    }
}

/// Works out four times a day which offers help more or less often than usual, which search ranks by.
struct StandingService: Service {
    let standings: OfferStandings
    let logger: Logger

    private static let interval = Duration.seconds(21_600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await standings.refresh()
                } catch {
                    logger.error("standings not refreshed", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: StandingService.interval)
            }
        }
    }
}

/// Writes to practices on Mondays what waits for them.
struct PracticeDigestService: Service {
    let digest: PracticeDigest
    let logger: Logger

    /// How often it looks whether a new week has begun.
    private static let interval = Duration.seconds(1_800)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await digest.send()
                } catch {
                    logger.error("practice digest failed", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: PracticeDigestService.interval)
            }
        }
    }
}

/// Reads the feeds whose schedule asks for it, one after the other.
struct SourceService: Service {
    let features: Features
    let allowsPrivate: Bool
    let logger: Logger

    /// How often it looks whether one is due.
    private static let interval = Duration.seconds(600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await syncDue()
                try? await Task.sleep(for: SourceService.interval)
            }
        }
    }

    private func syncDue() async {
        for source in (try? await features.sources.due()) ?? [] where !Task.isCancelled {
            do {
                let errand = FeedErrand(features: features, allowsPrivate: allowsPrivate)
                let report = try await errand.sync(source)
                logger.info(
                    "feed read",
                    metadata: [
                        "source": "\(source.id)", "records": "\(report.report.records)",
                        "complete": "\(report.isComplete)",
                    ]
                )
            } catch {
                // The sentence is kept with the source, for `source list`.
                logger.warning("feed not read", metadata: ["source": "\(source.id)", "error": "\(type(of: error))"])
            }
        }
    }
}

/// Fires what nobody did in time: nudges, lapses, answers that were not received.
///
/// Pages do not wait for it, because what is overdue is worked out on read; so a run now and then is enough.
struct TimerService: Service {
    let timers: Timers
    let logger: Logger

    private static let interval = Duration.seconds(600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await fire()
                try? await Task.sleep(for: TimerService.interval)
            }
        }
    }

    private func fire() async {
        do {
            let report = try await timers.run()
            guard report.total > 0 || report.stuck > 0 || report.digests > 0 else { return }
            logger.info(
                "timers fired",
                metadata: ["fired": "\(report.total)", "digests": "\(report.digests)", "stuck": "\(report.stuck)"]
            )
        } catch is CancellationError {
            return
        } catch {
            logger.error("timers failed", metadata: ["error": "\(type(of: error))"])
        }
    }
}
