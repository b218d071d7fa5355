import Core
import Logging
import ServiceLifecycle

/// Does the same piece of work again and again while the server runs.
///
/// What fails is logged by its type alone, because its words could hold an address or a name, and is tried again in the
/// next round.
struct RepeatingService: Service {
    /// As the log names it.
    let name: String
    let interval: Duration
    let logger: Logger
    let work: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await attempt()
                try? await Task.sleep(for: interval)
            }
        }
    }

    private func attempt() async {
        do {
            try await work()
        } catch is CancellationError {
            return
        } catch {
            logger.error("round failed", metadata: ["round": "\(name)", "error": "\(type(of: error))"])
        }
    }
}

extension RepeatingService {
    /// Sends what waits in the outbox.
    static func outbox(_ outbox: Outbox, logger: Logger) -> RepeatingService {
        RepeatingService(name: "outbox", interval: .seconds(5), logger: logger) { _ = try await outbox.deliver() }
    }

    /// Looks whether a new week has begun, in which practices are written to.
    static func practiceDigest(_ digest: PracticeDigest, logger: Logger) -> RepeatingService {
        RepeatingService(name: "practice digest", interval: .seconds(1_800), logger: logger) {
            _ = try await digest.send()
        }
    }

    /// Fires what nobody did in time: nudges, lapses, answers that were not received.
    ///
    /// Pages do not wait for it, because what is overdue is worked out on read; so a run now and then is enough.
    static func timers(_ timers: Timers, logger: Logger) -> RepeatingService {
        RepeatingService(name: "timers", interval: .seconds(600), logger: logger) {
            let report = try await timers.run()
            guard report.total > 0 || report.stuck > 0 || report.digests > 0 else { return }
            logger.info(
                "timers fired",
                metadata: ["fired": "\(report.total)", "digests": "\(report.digests)", "stuck": "\(report.stuck)"]
            )
        }
    }

    /// Works out four times a day which offers help more or less often than usual, which search ranks by.
    static func standings(_ standings: OfferStandings, logger: Logger) -> RepeatingService {
        RepeatingService(name: "standings", interval: .seconds(21_600), logger: logger) {
            _ = try await standings.refresh()
        }
    }

    /// Reads the feeds whose schedule asks for it, one after the other.
    static func sources(_ features: Features, allowsPrivate: Bool, logger: Logger) -> RepeatingService {
        RepeatingService(name: "sources", interval: .seconds(600), logger: logger) {
            for source in try await features.sources.due() where !Task.isCancelled {
                await sync(source, FeedErrand(features: features, allowsPrivate: allowsPrivate), logger: logger)
            }
        }
    }

    private static func sync(_ source: Source, _ errand: FeedErrand, logger: Logger) async {
        do {
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
