import Foundation
import GRDB

/// One going-over of the directory, and how far it has come: a run that was killed is gone on with.
struct CheckRun: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "checkRun"
    var id: Identifier<CheckRun>
    var startedAt: Date
    var testsLinks: Bool
    /// The last listing that was looked at, in the order of their identifiers; empty before the first.
    var doneUpTo: String
    var finishedAt: Date?

    /// A run that lay longer than this is begun anew: what it saw is old.
    static let longest: TimeInterval = 20 * 3_600

    /// The run that was left unfinished, or else a new one.
    static func begin(testsLinks: Bool, at now: Date, in db: Database) throws -> CheckRun {
        if var left = try CheckRun.fetchOne(db, sql: "SELECT * FROM checkRun WHERE finishedAt IS NULL") {
            let age = now.timeIntervalSince(left.startedAt)
            if left.testsLinks == testsLinks, age >= 0, age < longest { return left }
            left.finishedAt = left.startedAt
            // Not the day's run: it never came to its end.
            left.testsLinks = false
            try left.update(db)
        }
        let run = CheckRun(id: Identifier<CheckRun>(), startedAt: now, testsLinks: testsLinks, doneUpTo: "")
        try run.insert(db)
        return run
    }

    /// Whether today's run is still to be done, or to be finished.
    static func isDue(testsLinks: Bool, at now: Date, in db: Database) throws -> Bool {
        let last = try Date.fetchOne(
            db,
            sql: """
                SELECT startedAt FROM checkRun WHERE finishedAt > startedAt AND testsLinks >= ?
                ORDER BY startedAt DESC LIMIT 1
                """,
            arguments: [testsLinks]
        )
        return last.map { Day($0) < Day(now) } ?? true
    }

    func finish(at now: Date, in db: Database) throws {
        // A moment later at least, so that it is told from a run that was given up.
        try db.execute(
            sql: "UPDATE checkRun SET finishedAt = ? WHERE id = ?",
            arguments: [max(now, startedAt.addingTimeInterval(0.001)), id]
        )
    }
}
