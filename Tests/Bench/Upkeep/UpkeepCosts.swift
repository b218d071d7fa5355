import Core
import Foundation

/// What upkeep costs at one size, in seconds of the processors, beside what reading the same rows costs.
struct UpkeepCosts {
    /// The typical of some rounds in which each takes its turn, so that a busy machine slows all.
    struct Pair {
        let ours: Double
        let bare: Double
        var ratio: Double { ours / bare }
    }

    let offers: Int
    let check: Pair
    let queue: Pair
    let stream: Pair
    /// A check that finds everything for the first time.
    let firstCheck: Double

    private static let rounds = 5

    static func measured(in place: BenchPlace, offers: Int) async throws -> UpkeepCosts {
        try await place.stock(offers)
        return try await place.open { features in
            let bare = try BareReads(place.folder.database)
            try await useSome(features.database)
            let first = try await processorSeconds { _ = try await features.checker.run(probe: nil) }
            let steward = Actor(id: Account.ID(), role: .steward)
            return UpkeepCosts(
                offers: offers,
                check: try await pair({ _ = try await features.checker.run(probe: nil) }, bare.listings),
                queue: try await pair({ _ = try await features.queue.page(1, for: steward) }, bare.queueSources),
                stream: try await pair({ try await streamAll(features) }, bare.listings),
                firstCheck: first
            )
        }
    }

    private static func pair(_ ours: () async throws -> Void, _ bare: () throws -> Void) async throws -> Pair {
        var (own, plain) = ([Double](), [Double]())
        for _ in 0..<rounds {
            own.append(try await processorSeconds(ours))
            plain.append(try await processorSeconds { try bare() })
        }
        return Pair(ours: own.sorted()[rounds / 2], bare: plain.sorted()[rounds / 2])
    }

    /// As the page of open data does it.
    private static func streamAll(_ features: Features) async throws {
        var next: String?
        repeat {
            let slice = OpenReferral.Slice.following(next, most: 100)
            let part = try await features.openReferral.services(OpenReferral.Filter(), slice, .full)
            for record in part.records { _ = try OpenReferral.json(record) }
            next = part.next
        } while next != nil
    }

    /// People are sent to one offer in seven.
    private static func useSome(_ database: AppDatabase) async throws {
        let month = String(Date().formatted(.iso8601).prefix(7))
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO signpost (offerID, practiceCode, month, count)
                    SELECT id, '', ?, 1 + rowid % 5 FROM offer WHERE rowid % 7 = 0
                    """,
                arguments: [month]
            )
        }
    }

    func report(in table: inout Table) {
        table.add("\(offers) offers: first check, s of a core", String(format: "%.2f", firstCheck))
        table.add("  check that finds nothing new / reading its rows", ratio: check.ratio, atMost: 12)
        table.add("  page of the steward's queue, ms", String(format: "%.1f", queue.ours * 1_000))
        table.add("  page of the steward's queue / its bare SQL", ratio: queue.ratio, atMost: 4)
        table.add("  whole set as NDJSON, services/s of a core", String(format: "%.0f", Double(offers) / stream.ours))
        table.add("  whole set as NDJSON / reading its rows", ratio: stream.ratio, atMost: 10)
    }

    /// Beside another size: 1 is in proportion, the ratio of the sizes is the square.
    func reportGrowth(from small: UpkeepCosts, in table: inout Table) {
        let more = Double(offers) / Double(small.offers)
        let growths = [
            ("check", check.ours / small.check.ours), ("queue", queue.ours / small.queue.ours),
            ("NDJSON", stream.ours / small.stream.ours),
        ]
        for (name, growth) in growths {
            table.add("\(name): cost of an offer at \(offers) / at \(small.offers)", ratio: growth / more, atMost: 1.5)
        }
    }
}
