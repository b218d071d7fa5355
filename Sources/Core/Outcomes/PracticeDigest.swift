import Foundation
import GRDB

/// The weekly mail to each practice that has given an address: how many answers wait, and nothing about anybody.
public struct PracticeDigest: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let letters: Letters

    /// What a mail counts.
    struct Counts: Equatable {
        var new: [OutcomeTag: Int] = [:]
        var opened = 0
        var stillOpen = 0
        /// Of those, who has come to wait for long in the week before.
        var waitingLong = 0

        /// What only goes on is no reason to write.
        var isEmpty: Bool { new.values.allSatisfy { $0 == 0 } && opened == 0 && waitingLong == 0 }
    }

    /// Writes on Mondays in working hours, once, however often it is asked; a server that was off on Monday writes when it
    /// is back, and after a bank holiday it is Tuesday.
    ///
    /// - Returns: how many mails were queued.
    @discardableResult
    public func send() async throws -> Int {
        let now = clock.now
        let monday = PracticeDigest.monday(of: Day(now))
        return try await database.write { db in
            let last = try Settings.value(.practiceDigest, in: db)
            guard last != monday.description else { return 0 }
            guard WorkingDays.isWorkingTime(now) || (last == nil && Day(now) != monday) else { return 0 }
            try Settings.set(.practiceDigest, to: monday.description, in: db)
            // A server that is new in the middle of a week has missed nothing.
            guard last != nil || Day(now) == monday else { return 0 }
            let practices = try Practice.fetchAll(
                db,
                sql: "SELECT * FROM practice WHERE takesPart AND email IS NOT NULL AND emailBouncedAt IS NULL"
            )
            return try practices.count { practice in
                let counts = try PracticeDigest.counts(practice.code, weekFrom: monday, in: db)
                guard !counts.isEmpty, let address = practice.email else { return false }
                return try letters.practiceDigest(
                    to: address,
                    counts,
                    once: "practice digest \(practice.code.rawValue) \(monday)",
                    at: now,
                    in: db
                )
            }
        }
    }

    static func monday(of day: Day) -> Day { day.adding(days: -(Weekday.allCases.firstIndex(of: day.weekday) ?? 0)) }

    /// - Parameter monday: of the week in which it is sent.
    static func counts(_ practice: Practice.Code, weekFrom monday: Day, in db: Database) throws -> Counts {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT tag, loop = 'received' AS isOpened, COUNT(*) AS answers FROM answer
                WHERE isCurrent AND practiceCode = ? AND loop IN ('sent', 'failed', 'received') AND letter IS NOT NULL
                GROUP BY 1, 2
                """,
            arguments: [practice]
        )
        var counts = Counts(stillOpen: try StillOpen.count(practice, in: db))
        let week = monday.adding(days: -7)..<monday
        counts.waitingLong = try StillOpen.countLongWaits(practice, week, in: db)
        for row in rows {
            let answers: Int = row["answers"]
            if row["isOpened"] { counts.opened += answers } else { counts.new[row["tag"], default: 0] += answers }
        }
        return counts
    }
}

extension Letters {
    func practiceDigest(
        to address: String,
        _ counts: PracticeDigest.Counts,
        once: String,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        func line(_ tag: OutcomeTag, _ words: String) -> String {
            "- \(tag.rawValue) (\(words)): \(counts.new[tag] ?? 0)"
        }
        return try Outbox.queue(
            .practiceDigest,
            to: address,
            subject: "Social prescribing outcomes: this week",
            body: """
                Hello,

                These answers about people of your practice have not been opened yet:

                \(line(.action, "something is asked of you"))
                \(line(.aware, "good to know"))
                \(line(.file, "nothing to do"))

                Opened and not filed yet: \(counts.opened)
                People who are still on their way: \(counts.stillOpen)
                People who have now waited a long time for a place: \(counts.waitingLong)

                To keep people's details safe they are not in this e-mail. Please sign in to read them:

                \(publicURL)/practice

                We write on Mondays, and only when something waits. An administrator of Fingerpost can stop these e-mails.

                Fingerpost
                """,
            once: once,
            at: now,
            in: db
        )
    }
}
