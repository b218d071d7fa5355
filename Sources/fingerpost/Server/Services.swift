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
            await attempt { try await features.indexer.reconcile() }
            wake.yield()
            for await _ in wakes {
                await attempt { try await features.indexer.drain() }
            }
        } onGracefulShutdown: {
            wake.finish()
        }
        withExtendedLifetime(observation) {}
        await features.indexer.close()
    }

    /// A failing index never stops the server: pages fall back to the database. It is tried again, then built anew.
    private func attempt(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.error("search index update failed", metadata: ["error": "\(type(of: error))"])
            try? await Task.sleep(for: IndexService.pause)
            do {
                try await features.indexer.reconcile()
            } catch {
                logger.error("search index rebuild failed", metadata: ["error": "\(type(of: error))"])
            }
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
