import Core
import Foundation
import GRDB

/// What a year came to, read from the database when it is over.
struct BoroughFigures: Sendable {
    /// An ending that owed the practice an answer, or did not.
    struct Ending: Sendable {
        let endedOn: Day
        let loop: Loop?
        let receivedOn: Day?
        let problem: String?

        var isOwed: Bool { loop != nil && loop != .withheld }
        /// Whether the practice had it by the end of that day.
        func isReceived(by day: Day) -> Bool { receivedOn.map { $0 <= day } ?? false }
    }

    /// One letter that went to a practice.
    struct Letter: Sendable {
        let practice: Int
        let sentOn: Day
    }

    let opened: [Day]
    let referred: [Day]
    let endings: [Ending]
    let letters: [Letter]
    let lastDay: Day
    let doctors: [Int]
    let paths: [Borough.Path]
    let rows: [Role: Borough.RowCount]
    let breaches: [String]
    let mails: Int
    let firings: Int
    /// Answers that failed at least once, and had to be brought again or in another way.
    let failures: Int

    // MARK: The rate

    func owed(in month: Int? = nil) -> [Ending] {
        endings.filter {
            $0.isOwed && $0.endedOn <= lastDay && (month == nil || BoroughFigures.month($0.endedOn) == month)
        }
    }

    /// Received ÷ ended with consent, 0 to 1, of what ended within the year, when everything had its time to arrive.
    var closedLoopRate: Double { BoroughFigures.share(owed().count { $0.receivedOn != nil }, of: owed().count) }

    /// The same as it stood on the last day of the year, with what ended in its last weeks.
    var rateOnTheDay: Double { BoroughFigures.share(owed().count { $0.isReceived(by: lastDay) }, of: owed().count) }

    /// Days from ending to receipt.
    func days(in month: Int? = nil) -> [Int] {
        owed(in: month).compactMap { ending in ending.receivedOn.map { $0.number - ending.endedOn.number } }.sorted()
    }

    static func percentile(_ percent: Int, of sorted: [Int]) -> Int {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    }

    /// Letters a doctor and week: of all practices together, and the worst week of any one practice.
    var lettersAWeek: (mean: Double, worst: Double) {
        let inYear = letters.filter { $0.sentOn <= lastDay }
        let weeks = Dictionary(grouping: inYear) { letter in
            [letter.practice, (letter.sentOn.number - BoroughPlace.firstDay.number) / 7]
        }
        let worst = weeks.map { Double($0.value.count) / Double(doctors[$0.key[0]]) }.max() ?? 0
        return (Double(inYear.count) / Double(doctors.reduce(0, +)) / (Double(Borough.year) / 7), worst)
    }

    /// Why what has not arrived has not.
    var undelivered: [(why: String, number: Int)] {
        let open = owed().filter { $0.receivedOn == nil }
        let reasons = Dictionary(grouping: open) { $0.problem ?? ($0.loop?.rawValue ?? "") }
        return reasons.map { ($0.key, $0.value.count) }.sorted { ($1.number, $0.why) < ($0.number, $1.why) }
    }

    /// From 0; a month here is thirty days, and the twelfth has the rest.
    static func month(_ day: Day) -> Int { min(11, (day.number - BoroughPlace.firstDay.number) / 30) }

    static func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 1 : Double(part) / Double(whole) }
}

extension Borough {
    func figures() async throws -> BoroughFigures {
        let codes = place.practices.map(\.code)
        let read = try await features.database.write { db in
            (
                try Date.fetchAll(db, sql: "SELECT openedAt FROM episode").map { Day($0) },
                try Date.fetchAll(db, sql: "SELECT madeAt FROM referral").map { Day($0) },
                try Borough.endings(in: db),
                try Row.fetchAll(db, sql: "SELECT practiceCode, sentAt FROM answer WHERE sentAt IS NOT NULL").compactMap
                { row in
                    codes.firstIndex(of: row["practiceCode"]).map {
                        BoroughFigures.Letter(practice: $0, sentOn: Day(row["sentAt"] as Date))
                    }
                },
                try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM timerFiring") ?? 0,
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT COUNT(DISTINCT subjectID) FROM timerFiring
                        WHERE subject = 'answer' AND (step LIKE 'unread, fail%' OR step LIKE 'unsent, fail%')
                        """
                ) ?? 0
            )
        }
        return BoroughFigures(
            opened: read.0,
            referred: read.1,
            endings: read.2,
            letters: read.3,
            lastDay: lastDayOfYear,
            doctors: place.practices.map(\.doctors),
            paths: cases.map(\.path),
            rows: rows,
            breaches: watch.breaches,
            mails: watch.mails,
            firings: read.4,
            failures: read.5
        )
    }

    private static func endings(in db: Database) throws -> [BoroughFigures.Ending] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT episode.stateSince, answer.loop, receivedAt, problem FROM episode
                LEFT JOIN answer ON answer.isCurrent AND answer.episodeID = episode.id WHERE episode.state = 'closed'
                UNION ALL
                SELECT referral.stateSince, answer.loop, receivedAt, problem FROM referral
                LEFT JOIN answer ON answer.isCurrent AND answer.referralID = referral.id
                WHERE referral.state = 'closed' AND referral.episodeID IS NULL
                """
        ).map { row in
            BoroughFigures.Ending(
                endedOn: Day(row["stateSince"] as Date),
                loop: (row["loop"] as String?).flatMap(Loop.init),
                receivedOn: (row["receivedAt"] as Date?).map { Day($0) },
                problem: row["problem"]
            )
        }
    }
}
