import Foundation
import GRDB

/// Episodes of a link worker in which a measure should be asked now: in the weeks of the review (`MeasureTimes`), and
/// for some weeks after the end. The start is asked in the first conversation, so nobody has to be reminded of it.
///
/// Looks through that link worker's open episodes and the newly ended ones alone, never through what ended long ago.
struct MeasuresDue {
    private let account: Account.ID
    private let today: Day
    private let offered: [Measure]

    init(account: Account.ID, today: Day, in db: Database) throws {
        (self.account, self.today) = (account, today)
        offered = try MeasureCatalogue.offered(in: db).filter { !$0.isAnonymous }
    }

    static let stages: [Measure.Stage] = [.review, .end]
    /// As long as an episode can be taken up again; afterwards the answer is about something else.
    static let daysAfterEnd = Referral.reopenDays

    /// From when it could be asked, and its last day.
    static func days(_ stage: Measure.Stage, openedAt: Date, stateSince: Date) -> (since: Day, due: Day) {
        let (opened, ended) = (Day(openedAt), Day(stateSince))
        return stage == .end
            ? (ended, ended.adding(days: daysAfterEnd))
            : (opened.adding(days: MeasureTimes.reviewFrom), opened.adding(days: MeasureTimes.reviewUntil))
    }

    func count(in db: Database) throws -> Int {
        try MeasuresDue.stages.reduce(0) { count, stage in
            let request: SQLRequest<Int> = """
                SELECT COUNT(*) FROM episode INDEXED BY episodeByLinkWorker WHERE \(condition(stage))
                """
            return try count + (request.fetchOne(db) ?? 0)
        }
    }

    /// Oldest first; at most a page.
    func rows(_ stage: Measure.Stage, in db: Database) throws -> [Row] {
        let request: SQLRequest<Row> = """
            SELECT episode.id, episode.personID, episode.openedAt, episode.stateSince, person.details
            FROM episode INDEXED BY episodeByLinkWorker CROSS JOIN person ON person.id = episode.personID
            WHERE \(condition(stage)) ORDER BY episode.openedAt LIMIT \(Worklist.pageSize)
            """
        return try request.fetchAll(db)
    }

    /// The usual measures and those that were begun, as on the page of an episode's measures.
    private func condition(_ stage: Measure.Stage) -> SQL {
        let asked = offered.filter { $0.stages.contains(stage) }
        let usual = asked.filter(\.isUsual).map(\.code)
        let others = asked.filter { !$0.isUsual }.map(\.code)
        let isMissing: (SQL) -> SQL = { measure in
            """
            NOT EXISTS (SELECT 1 FROM measureResponse AS done WHERE done.episodeID = episode.id
                AND done.measure = \(measure) AND done.stage = \(stage.rawValue) AND done.struckAt IS NULL)
            """
        }
        let usualMissing = usual.map { isMissing("\($0)") }
        let begunMissing: SQL = """
            EXISTS (SELECT 1 FROM measureResponse AS begun WHERE begun.episodeID = episode.id AND begun.struckAt IS NULL
                AND begun.measure IN \(others) AND \(isMissing("begun.measure")))
            """
        return
            "episode.linkWorkerID = \(account) AND \(time(stage)) AND (\((usualMissing + [begunMissing]).joined(operator: .or)))"
    }

    private func time(_ stage: Measure.Stage) -> SQL {
        switch stage {
        case .end:
            "(episode.state = 'closed' AND episode.stateSince >= \(today.adding(days: -MeasuresDue.daysAfterEnd).start))"
        case .start, .review:
            "(episode.state = 'open' AND episode.openedAt < \(today.adding(days: 1 - MeasureTimes.reviewFrom).start))"
        }
    }
}
