import Foundation
import GRDB

/// Figures about what becomes of referrals: for a practice, an organisation, the link workers, and the place.
public struct Reporting: Sendable {
    let database: AppDatabase
    let clock: AppClock
    private let sheets = Remembered<Question, ReportSheet>()
    private let loops = Remembered<Question, LoopCount>(for: 3_600)
    private let checklists = Remembered<ReportPeriod, Checklist>()

    private struct Question: Hashable, Sendable {
        let scope: ReportScope
        let period: ReportPeriod
    }

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// Up to a minute old.
    public func sheet(_ period: ReportPeriod, for actor: Actor) async throws -> ReportSheet {
        let scope = try ReportScope(actor)
        let now = clock.now
        return try await sheets.answer(Question(scope: scope, period: period), now: now) { [database] in
            try await database.read { try ReportSheet(scope, period, today: Day(now), in: $0) }
        }
    }

    /// How many of the last year's answers the practices have; up to an hour old, because every arrival asks for it and a
    /// whole year is counted.
    ///
    /// - Parameter actor: nil for everybody; whoever has no report is answered as everybody is.
    public func closedLoop(for actor: Actor?) async throws -> LoopCount {
        let scope = actor.flatMap { try? ReportScope($0) } ?? .everything
        let now = clock.now
        let period = ReportPeriod.months(12, endingOn: Day(now))
        return try await loops.answer(Question(scope: scope, period: period), now: now) { [database] in
            try await database.read { try LoopFigures(scope, period, today: Day(now), in: $0).count }
        }
    }

    /// The social prescribing row of the checklist, for the last year of the whole place. Up to a minute old.
    ///
    /// - Throws: `Failure.forbidden` for whoever has no report.
    public func checklist(for actor: Actor) async throws -> Checklist {
        _ = try ReportScope(actor)
        let now = clock.now
        let period = ReportPeriod.months(12, endingOn: Day(now))
        return try await checklists.answer(period, now: now) { [database] in
            try await database.read { try Checklist(period, now: now, in: $0) }
        }
    }
}
