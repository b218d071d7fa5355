import Core
import Crypto
import Foundation
import GRDB

/// Looks every simulated morning whether everybody who waits has somebody who is to act, and whether a mail says too much.
struct BoroughWatch {
    let place: BoroughPlace
    /// What was found wrong, in words without any person; empty when all promises were kept.
    private(set) var breaches: [String] = []
    private(set) var mails = 0
    /// Practices to whose mailboxes something went since yesterday.
    private(set) var practicesMailed: Set<Int> = []
    private var lastMail: Int64 = 0
    private var checked = 0

    init(place: BoroughPlace) { self.place = place }

    static func hash(_ text: String) -> Data { Data(SHA256.hash(data: Data(text.utf8))) }

    private var today: Day { place.clock.today }

    private mutating func note(_ found: [String]) {
        breaches += found.prefix(5).map { "\(today): \($0)" }
    }

    // MARK: Mornings

    /// After the timers have run at night: nobody is written to then.
    mutating func night() async throws {
        let since = lastMail
        let digests = try await place.features.database.write { db in
            let sql =
                "SELECT COUNT(*) FROM outboxMessage WHERE rowid > ? AND kind IN ('worklist digest', 'practice digest')"
            return try Int.fetchOne(db, sql: sql, arguments: [since]) ?? 0
        }
        if digests > 0 { note(["\(digests) digests went out at night"]) }
    }

    /// After the timers have run, before anybody is at work.
    mutating func morning() async throws {
        let again = try await place.features.timers.run()
        if again.total > 0 || again.digests > 0 || again.stuck > 0 {
            note(["a second run of the timers did something"])
        }
        try await readMails()
        let (today, stewards) = (today, try await stewardsReferrals())
        let (found, looked) = try await place.features.database.write { db in
            try BoroughWatch.referrals(today, stewards, in: db) + BoroughWatch.answers(today, in: db)
        }
        note(found)
        checked += looked
    }

    /// Once more at the end, when a promise that nothing was looked at would be an empty one.
    mutating func close() async throws {
        if checked == 0 || mails == 0 { note(["nothing was looked at"]) }
    }

    private mutating func readMails() async throws {
        let since = lastMail
        let new = try await place.features.database.write { db in
            try Row.fetchAll(
                db,
                sql: "SELECT rowid, recipient, subject, body FROM outboxMessage WHERE rowid > ? ORDER BY rowid",
                arguments: [since]
            ).map {
                ($0["rowid"] as Int64, $0["recipient"] as String, "\($0["subject"] as String) \($0["body"] as String)")
            }
        }
        lastMail = new.last?.0 ?? lastMail
        mails += new.count
        note(
            new.filter { _, _, text in text.contains("Zanquill") || text.contains("7946") }.map { _ in
                "a mail tells who it is about"
            }
        )
        practicesMailed = Set(
            place.practices.indices.filter { index in new.contains { place.practices[index].mailboxes.contains($0.1) } }
        )
    }

    /// As the queue shows them.
    private func stewardsReferrals() async throws -> Set<Referral.ID> {
        var ids: Set<Referral.ID> = []
        var (page, seen) = (1, 0)
        while case let list = try await place.features.queue.page(page, for: place.steward), !list.items.isEmpty {
            for case .referral(let id, _) in list.items.map(\.subject) { ids.insert(id) }
            (page, seen) = (page + 1, seen + list.items.count)
            if seen >= list.total { break }
        }
        return ids
    }

    // MARK: Rules

    /// Every open referral waits on somebody, everything that was due has happened, and what has gone past a step stands in
    /// the list of somebody who can act.
    private static func referrals(_ today: Day, _ stewards: Set<Referral.ID>, in db: Database) throws -> ([String], Int)
    {
        let fired = try fired("referral", in: db)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT referral.*, holder.disabledAt IS NULL AND holder.id IS NOT NULL AS isHeld,
                    EXISTS (SELECT 1 FROM account WHERE organisationID = referral.organisationID AND disabledAt IS NULL) AS hasHost,
                    EXISTS (SELECT 1 FROM account WHERE practiceCode = referral.practiceCode AND role = 'practice'
                        AND disabledAt IS NULL) AS hasReader
                FROM referral LEFT JOIN account AS holder ON holder.id = holderID
                WHERE state NOT IN ('draft', 'closed', 'entered in error')
                """
        )
        let breaches = try rows.flatMap { row -> [String] in
            let referral = try Referral(row: row)
            let clock = ReferralClock(referral, today: today)
            let what = "\(referral.origin.rawValue)'s referral, \(referral.state.rawValue)"
            if clock.waitsOn == .nobody { return ["\(what), waits on nobody"] }
            let due = clock.steps.filter { $0.on <= today }
            if due.contains(where: { !fired.contains("\(referral.id) \($0.key)") }) {
                return ["\(what): a step did not fire"]
            }
            if row["referrerFrom"] != clock.referrer?.from { return ["\(what): its stored days are wrong"] }
            let isTold = (row["referrerFrom"] as Day?).map { $0 <= today } ?? false
            let isFollowed =
                isTold && (row["isHeld"] || (referral.origin == .practice && referral.reportBack && row["hasReader"]))
            let from: Day? = row["organisationFrom"]
            let isHosts = row["hasHost"] && (from.map { $0 <= today } ?? false)
            let isToBeTold = due.contains { $0.action == .tell || $0.action == .lapse }
            // What a practice is not told stays with the organisation until it lapses.
            let isWithheld = referral.origin == .practice && !referral.reportBack && referral.state != .lapsed
            let isSomebodys = isFollowed || stewards.contains(referral.id) || (isHosts && (!isToBeTold || isWithheld))
            // That the practice should know of a long wait asks nobody to do anything.
            return due.allSatisfy { $0.action == .aware } || isSomebodys ? [] : ["\(what), stands in nobody's list"]
        }
        return (breaches, rows.count)
    }

    private static func answers(_ today: Day, in db: Database) throws -> ([String], Int) {
        let fired = try fired("answer", in: db)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT answer.*, (SELECT COUNT(*) FROM account WHERE disabledAt IS NULL AND (
                    id = (SELECT linkWorkerID FROM episode WHERE episode.id = answer.episodeID)
                    OR (answer.episodeID IS NULL AND practiceCode = answer.practiceCode AND role = 'practice'))) AS actors
                FROM answer WHERE isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed')
                """
        )
        let breaches = try rows.flatMap { row -> [String] in
            let answer = try PracticeAnswer(row: row)
            let clock = AnswerClock(answer)
            if clock.turn == nil { return ["an answer, \(answer.loop.rawValue), waits on nobody"] }
            if clock.steps.contains(where: { $0.on <= today && !fired.contains("\(answer.id) \($0.key)") }) {
                return ["an answer, \(answer.loop.rawValue): a step did not fire"]
            }
            // An answer that was not opened in all its days is no longer sent: it has failed, and is somebody's.
            let isStuck = answer.loop == .sent && (clock.steps.map(\.on).max().map { $0 <= today } ?? true)
            if isStuck { return ["an answer stands past its last step"] }
            return row["actors"] == 0 ? ["an answer, \(answer.loop.rawValue), stands in nobody's list"] : []
        }
        return (breaches, rows.count)
    }

    private static func fired(_ subject: String, in db: Database) throws -> Set<String> {
        let table = subject
        let open =
            subject == "referral"
            ? "state NOT IN ('draft', 'closed', 'entered in error')"
            : "isCurrent AND loop IN ('due', 'drafted', 'sent', 'failed')"
        let sql = """
            SELECT subjectID || ' ' || step FROM timerFiring
            WHERE subject = ? AND subjectID IN (SELECT id FROM \(table) WHERE \(open))
            """
        return try String.fetchSet(db, sql: sql, arguments: [subject])
    }
}

private func + (one: ([String], Int), other: ([String], Int)) -> ([String], Int) { (one.0 + other.0, one.1 + other.1) }
