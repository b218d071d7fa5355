import Core
import Foundation

/// What reading a feed costs the first time and when nothing has changed, in seconds of the processors; without the polite pauses.
struct FeedCosts {
    let services: Int
    let first: Double
    /// The feed says of each page that it is as it was.
    let notModified: Double
    /// It sends everything again, all the same.
    let sameAgain: Double

    static func measured(from place: BenchPlace, into other: BenchPlace) async throws -> FeedCosts {
        let feed = try await place.open { try await FeedInMemory(of: $0) }
        return try await other.open { features in
            try await features.reference.refresh(from: other.seed)
            let source = try await features.sources.add(url: FeedInMemory.address)
            var received = 0
            func sync() async throws -> Double {
                try await processorSeconds {
                    let report = try await features.sources.sync(source, over: feed, pace: FeedPace { _ in })
                    guard report.isComplete else { throw Connection.Problem(text: report.summary) }
                    received = report.report.records
                }
            }
            let (first, second) = (try await sync(), try await sync())
            feed.sendAllAgain()
            return FeedCosts(services: received, first: first, notModified: second, sameAgain: try await sync())
        }
    }

    func report(in table: inout Table) {
        table.add(
            "feed of \(services): first sync, services/s of a core",
            String(format: "%.0f", Double(services) / first)
        )
        table.add("  sync of an unchanged feed / the first", ratio: notModified / first, atMost: 0.1)
        table.add("  of one that sends it all again / the first", ratio: sameAgain / first, atMost: 0.5)
    }
}
