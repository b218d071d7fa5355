import Foundation
import GRDB

/// Fires what is due: asks, tells, lets referrals lapse, tries answers again, and sends the day's digests.
///
/// Each referral, episode and answer is a transaction of its own, with the row that says that the step has fired, so that
/// a run that was cut off goes on where it was and a second one finds nothing to do. Nothing on a page waits for it: what
/// is overdue is worked out on read.
public struct Timers: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let referrals: Referrals
    /// Two runs at once would only get in each other's way.
    private let turnstile = Turnstile()

    init(database: AppDatabase, clock: AppClock, referrals: Referrals) {
        (self.database, self.clock, self.referrals) = (database, clock, referrals)
    }

    /// What a run did.
    public struct Report: Equatable, Sendable {
        /// How many steps fired, by what they did.
        public var fired: [TimerPolicy.Action: Int] = [:]
        /// How many digests were queued.
        public var digests = 0
        /// What could not be done and is tried again with the next run; without anything about the person.
        public var stuck = 0

        public var total: Int { fired.values.reduce(0, +) }

        fileprivate mutating func add(_ actions: [TimerPolicy.Action]) {
            for action in actions { fired[action, default: 0] += 1 }
        }
    }

    /// How many are read at once.
    private static let batch = 200

    /// Safe to run at any time, twice, and after a crash.
    @discardableResult
    public func run() async throws -> Report {
        try await turnstile.pass { try await runNow() }
    }

    private func runNow() async throws -> Report {
        let now = clock.now
        var report = Report()
        try await keepMissing(today: Day(now))
        try await each(dueReferrals, at: now, into: &report, fire: fire)
        try await each(dueEpisodes, at: now, into: &report, fire: fire)
        for id in try await dueAnswers(at: now) {
            await attempt(into: &report) { try fire(id, at: now, in: $0) }
        }
        report.digests = try await Digests(database: database, letters: referrals.letters).queue(at: now)
        return report
    }

    /// The days of what was there before there were timers, or came in by another way.
    private func keepMissing(today: Day) async throws {
        while try await database.write({ db in
            let missing: SQLRequest<Referral> = """
                SELECT * FROM referral INDEXED BY referralUntimed
                WHERE referrerDueOn IS NULL AND state NOT IN ('closed', 'entered in error') LIMIT \(Timers.batch)
                """
            let rows = try missing.fetchAll(db)
            for referral in rows { try TimerStore.keep(referral, today: today, in: db) }
            return !rows.isEmpty
        }) {}
        while try await database.write({ db in
            let episodes: SQLRequest<Episode.ID> = """
                SELECT id FROM episode INDEXED BY episodeUntimed WHERE isTimed = 0 LIMIT \(Timers.batch)
                """
            let ids = try episodes.fetchAll(db)
            for id in ids { try TimerStore.keepEpisode(id, in: db) }
            return !ids.isEmpty
        }) {}
    }

    // MARK: One after the other

    /// What was fired is no longer among the due, and what is stuck comes first; so this comes to an end.
    private func each<ID: Sendable>(
        _ due: (_ today: Day, _ after: Int) async throws -> [ID],
        at now: Date,
        into report: inout Report,
        fire: @Sendable @escaping (ID, Date, Database) throws -> [TimerPolicy.Action]
    ) async throws {
        let before = report.stuck
        while case let ids = try await due(Day(now), report.stuck - before), !ids.isEmpty {
            for id in ids { await attempt(into: &report) { try fire(id, now, $0) } }
        }
    }

    private func attempt(
        into report: inout Report,
        _ work: @Sendable @escaping (Database) throws -> [TimerPolicy.Action]
    ) async {
        do {
            report.add(try await database.write(work))
        } catch {
            report.stuck += 1
        }
    }

    private func dueReferrals(today: Day, after stuck: Int) async throws -> [Referral.ID] {
        try await database.read { db in
            let request: SQLRequest<Referral.ID> = """
                SELECT id FROM referral INDEXED BY referralNextStep WHERE nextStepOn <= \(today)
                ORDER BY nextStepOn, rowid LIMIT \(Timers.batch) OFFSET \(stuck)
                """
            return try request.fetchAll(db)
        }
    }

    private func dueEpisodes(today: Day, after stuck: Int) async throws -> [Episode.ID] {
        try await database.read { db in
            let request: SQLRequest<Episode.ID> = """
                SELECT id FROM episode INDEXED BY episodeNextStep WHERE nextStepOn <= \(today)
                ORDER BY nextStepOn, rowid LIMIT \(Timers.batch) OFFSET \(stuck)
                """
            return try request.fetchAll(db)
        }
    }

    /// Answers under way that are older than today and have a step to fire. They are few, because what nobody opens has
    /// failed after some days.
    private func dueAnswers(at now: Date) async throws -> [PracticeAnswer.ID] {
        let today = Day(now)
        return try await database.read { db in
            // Without the sealed letters, because this is asked again and again.
            let request: SQLRequest<Row> = """
                SELECT id, loop, loopSince, priority FROM answer INDEXED BY answerToFire
                WHERE isCurrent AND loop IN ('due', 'drafted', 'sent') AND loopSince < \(today.start)
                """
            return try request.fetchAll(db).compactMap { row -> PracticeAnswer.ID? in
                let id: PracticeAnswer.ID = row["id"]
                let clock = AnswerClock(row["loop"], since: Day(row["loopSince"] as Date), row["priority"])
                let due = clock.steps.filter { $0.on <= today }
                guard !due.isEmpty else { return nil }
                let fired = try TimerStore.fired(.answer, id.text, in: db)
                return due.contains { !fired.contains($0.key) } ? id : nil
            }
        }
    }
}
