import Foundation
import GRDB

/// Goes over the whole directory and writes down what is amiss: web addresses first, then listing by listing.
///
/// Safe to run at any time: what is known is not written twice, a run that was killed is gone on with, and a second run
/// soon after the first asks no site again.
public struct Checker: Sendable {
    let database: AppDatabase
    let clock: AppClock
    private let turn = Turn()

    /// Small enough for others to write in between.
    private static let batchSize = 50

    public typealias Progress = @Sendable (_ done: Int, _ total: Int, _ what: String) -> Void

    public struct Report: Codable, Equatable, Sendable {
        public var linksTested = 0
        /// False when no site at all answered; then nothing was held against any.
        public var isOnline = true
        public var listings = 0
        public var newFindings = 0
        public var settledFindings = 0
    }

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// Whether today's run is still to be done, by the calendar of England.
    public func isDue(links: Bool) async throws -> Bool {
        let now = clock.now
        return try await database.read { try CheckRun.isDue(testsLinks: links, at: now, in: $0) }
    }

    /// - Parameters:
    ///   - probe: nil leaves web addresses alone, and what was found of them as it is.
    ///   - wait: how to pass the time between two questions to one host.
    /// - Throws: `Failure.conflict` while another run is under way in this process.
    public func run(
        probe: (any LinkProbe)?,
        wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        progress: @escaping Progress = { _, _, _ in }
    ) async throws -> Report {
        guard await turn.take() else {
            throw Failure.conflict("A check is under way already. It ends by itself; run this again after it.")
        }
        do {
            let report = try await runNow(probe: probe, wait: wait, progress: progress)
            await turn.giveBack()
            return report
        } catch {
            await turn.giveBack()
            throw error
        }
    }

    private func runNow(
        probe: (any LinkProbe)?,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        progress: @escaping Progress
    ) async throws -> Report {
        let now = clock.now
        let run = try await database.write { try CheckRun.begin(testsLinks: probe != nil, at: now, in: $0) }
        var report = Report()
        // Once it has come to the listings, a run has asked all addresses.
        if let probe, run.doneUpTo.isEmpty {
            let round = LinkRound(database: database, clock: clock, probe: probe, wait: wait)
            let result = try await round.run(since: run.startedAt, progress: progress)
            (report.linksTested, report.isOnline) = (result.tested, result.isOnline)
        }
        try await goOver(run, &report, progress)
        let end = clock.now
        try await database.write { try run.finish(at: end, in: $0) }
        return report
    }

    private func goOver(_ run: CheckRun, _ report: inout Report, _ progress: Progress) async throws {
        let facts = try await database.read { try DirectoryFacts.gather(in: $0) }
        let total = try await database.read { try Offer.fetchCount($0) }
        var position = run.doneUpTo
        while true {
            try Task.checkCancellation()
            let (from, now) = (position, clock.now)
            let batch = try await database.write { try Checker.look(at: run, from: from, facts, at: now, in: $0) }
            guard let last = batch.last else { return }
            position = last
            report.listings += batch.listings
            report.newFindings += batch.change.new
            report.settledFindings += batch.change.settled
            progress(report.listings, total, "listings looked at")
        }
    }

    private struct Batch: Sendable {
        /// Nil when there was none left.
        let last: String?
        let listings: Int
        let change: FindingStore.Change
    }

    /// Looks at some listings and notes how far it has come, in one transaction.
    private static func look(
        at run: CheckRun,
        from position: String,
        _ facts: DirectoryFacts,
        at now: Date,
        in db: Database
    ) throws -> Batch {
        let offers = try Offer.fetchAll(
            db,
            sql: "SELECT * FROM offer WHERE id > ? ORDER BY id LIMIT \(batchSize)",
            arguments: [position]
        )
        var change = FindingStore.Change()
        for listing in try DirectoryStore.complete(offers, in: db) {
            let one = try look(at: listing, facts, withLinks: run.testsLinks, at: now, in: db)
            change.new += one.new
            change.settled += one.settled
        }
        guard let last = offers.last?.id.text else { return Batch(last: nil, listings: 0, change: change) }
        try db.execute(sql: "UPDATE checkRun SET doneUpTo = ? WHERE id = ?", arguments: [last, run.id])
        return Batch(last: last, listings: offers.count, change: change)
    }

    private static func look(
        at listing: Listing,
        _ facts: DirectoryFacts,
        withLinks: Bool,
        at now: Date,
        in db: Database
    ) throws -> FindingStore.Change {
        var observations = ListingRules.observations(listing, facts: facts, today: Day(now))
        var examined = ListingRules.examined(withLinks: withLinks)
        if !withLinks { observations.removeAll { Finding.Kind.ofLinks.contains($0.kind) } }
        // A bounce is written down when it comes; here it is only seen to be over.
        if try !Bounces.stops(listing, in: db) { examined.insert(.mailBounced) }
        return try FindingStore.bring(listing.offer.id, to: observations, examined: examined, at: now, in: db)
    }

    /// Held by one run at a time.
    private actor Turn {
        private var isTaken = false

        func take() -> Bool {
            guard !isTaken else { return false }
            isTaken = true
            return true
        }

        func giveBack() { isTaken = false }
    }
}
