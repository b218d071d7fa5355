import Foundation
import GRDB

/// Episodes of a link worker in which a measure should be asked now: in the weeks of the review (`MeasureTimes`), and
/// for some weeks after the end. The start is asked in the first conversation, so nobody has to be reminded of it.
///
/// Looks through that link worker's open episodes and the newly ended ones alone, never through what ended long ago.
struct MeasuresDue {
    let account: Account.ID
    let stage: Measure.Stage
    let today: Day

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

    static func count(of account: Account.ID, today: Day, in db: Database) throws -> Int {
        try stages.reduce(0) { try $0 + MeasuresDue(account: account, stage: $1, today: today).count(in: db) }
    }

    private func count(in db: Database) throws -> Int {
        let condition = try condition(in: db)
        let request: SQLRequest<Int> = "SELECT COUNT(*) FROM episode INDEXED BY episodeByLinkWorker WHERE \(condition)"
        return try request.fetchOne(db) ?? 0
    }

    /// Oldest first; at most a page.
    func rows(in db: Database) throws -> [Row] {
        let condition = try condition(in: db)
        let request: SQLRequest<Row> = """
            SELECT episode.id, episode.personID, episode.openedAt, episode.stateSince, person.details
            FROM episode INDEXED BY episodeByLinkWorker CROSS JOIN person ON person.id = episode.personID
            WHERE \(condition) ORDER BY episode.openedAt LIMIT \(Worklist.pageSize)
            """
        return try request.fetchAll(db)
    }

    /// The usual measures and those that were begun, as on the page of an episode's measures.
    private func condition(in db: Database) throws -> SQL {
        let asked = try MeasureCatalogue.offered(in: db).filter { !$0.isAnonymous && $0.stages.contains(stage) }
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
            "episode.linkWorkerID = \(account) AND \(time) AND (\((usualMissing + [begunMissing]).joined(operator: .or)))"
    }

    private var time: SQL {
        switch stage {
        case .end:
            "(episode.state = 'closed' AND episode.stateSince >= \(today.adding(days: -MeasuresDue.daysAfterEnd).start))"
        case .start, .review:
            "(episode.state = 'open' AND episode.openedAt < \(today.adding(days: 1 - MeasureTimes.reviewFrom).start))"
        }
    }
}
