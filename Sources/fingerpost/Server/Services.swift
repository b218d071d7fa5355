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
