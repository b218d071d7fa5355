import Core
import Foundation
import GRDB

/// The same rows read and written with GRDB and nothing else: no sealing, no rules, no page. With the audit row that
/// looking at people writes, because without it nobody may look.
struct BareReferrals {
    let cast: ManyReferralsCast
    let features: Features
    let seconds: Double

    private var database: AppDatabase { features.database }

    func measured() async throws -> [Timings] {
        [
            try await repeated(cast.linkWorker) {
                try BareReferrals.worklist(.holder, cast.linkWorker.account, in: $0)
            },
            try await repeated(cast.member) {
                try BareReferrals.worklist(.organisation, cast.member.organisation ?? "", in: $0)
            },
            try await repeated(cast.surgery) { try BareReferrals.tray(cast.surgery.practice ?? "", in: $0) },
            try await repeated(cast.linkWorker) { try BareReferrals.referral(cast.referral, in: $0) },
            try await accepting(),
        ]
    }

    private func repeated(_ visitor: Visitor, _ work: @escaping @Sendable (Database) throws -> Void) async throws
        -> Timings
    {
        try await Timings.of(seconds: seconds) {
            try await database.write { db in
                try work(db)
                try BareReferrals.record("referrals listed", visitor.account, by: visitor, in: db)
            }
        }
    }

    // MARK: Reading

    enum List: String {
        case holder, organisation

        var column: String { self == .holder ? "holderID" : "organisationID" }
        var index: String { self == .holder ? "referralDueOfHolder" : "referralDueOfOrganisation" }
        var from: String { self == .holder ? "referrerFrom" : "organisationFrom" }
        var due: String { self == .holder ? "referrerDueOn" : "organisationDueOn" }
    }

    private static let line = """
        SELECT referral.*, offer.name, organisation.name, person.details,
            coalesce((SELECT loop FROM answer WHERE isCurrent AND answer.referralID = referral.id),
                (SELECT loop FROM answer WHERE isCurrent AND answer.episodeID = referral.episodeID)) AS loop
        FROM referral JOIN offer ON offer.id = offerID JOIN organisation ON organisation.id = referral.organisationID
        JOIN person ON person.id = personID
        """

    private static func worklist(_ list: List, _ owner: String, in db: Database) throws {
        let open =
            "FROM referral INDEXED BY \(list.index) WHERE \(list.column) = ? AND \(list.due) IS NOT NULL AND \(list.from)"
        for side in ["<= date('now')", "> date('now')"] {
            let ids = "SELECT id \(open) \(side) ORDER BY \(list.due), \(list.from) LIMIT 50"
            _ = try Row.fetchAll(db, sql: "\(line) WHERE referral.id IN (\(ids))", arguments: [owner])
            _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) \(open) \(side)", arguments: [owner])
        }
        let ended =
            "SELECT id FROM referral WHERE \(list.column) = ? AND state = 'closed' ORDER BY stateSince DESC LIMIT 50"
        _ = try Row.fetchAll(db, sql: "\(line) WHERE referral.id IN (\(ended))", arguments: [owner])
    }

    private static func tray(_ practice: String, in db: Database) throws {
        let sql = """
            SELECT * FROM (SELECT * FROM answer WHERE practiceCode = ? AND isCurrent AND loop IN ('sent', 'received', 'failed')
                LIMIT 500) ORDER BY loopSince DESC
            """
        _ = try Row.fetchAll(db, sql: sql, arguments: [practice])
        let open = "SELECT COUNT(*) FROM episode WHERE practiceCode = ? AND state = 'open'"
        _ = try Int.fetchOne(db, sql: open, arguments: [practice])
    }

    private static func referral(_ id: String, in db: Database) throws {
        _ = try Row.fetchOne(db, sql: "\(line) WHERE referral.id = ?", arguments: [id])
        for table in ["referralDetail", "consent", "referralEvent"] {
            _ = try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE referralID = ?", arguments: [id])
        }
    }

    /// What the timers ask when there is nothing to do.
    static func look(_ database: AppDatabase) async throws {
        try await database.read { db in
            for sql in [
                "SELECT id FROM referral INDEXED BY referralUntimed WHERE referrerDueOn IS NULL AND state NOT IN ('closed', 'entered in error')",
                "SELECT id FROM episode INDEXED BY episodeUntimed WHERE isTimed = 0",
                "SELECT id FROM referral INDEXED BY referralNextStep WHERE nextStepOn <= date('now')",
                "SELECT id FROM episode INDEXED BY episodeNextStep WHERE nextStepOn <= date('now')",
                "SELECT * FROM answer INDEXED BY answerToFire WHERE isCurrent AND loop IN ('due', 'drafted', 'sent') AND loopSince < date('now')",
                "SELECT DISTINCT recipient FROM timerFiring INDEXED BY timerFiringUntold WHERE recipient IS NOT NULL AND toldOn IS NULL",
            ] {
                _ = try Row.fetchAll(db, sql: sql)
            }
        }
    }

    // MARK: Writing

    /// An organisation accepts: the referral, its event, the evidence about the offer, the mail and the audit row.
    private func accepting() async throws -> Timings {
        var timings = Timings()
        for (number, (referral, visitor)) in cast.waiting.enumerated() where number % 2 == 1 {
            let begin = ContinuousClock.now
            try await database.write { try BareReferrals.accept(referral, by: visitor, in: $0) }
            timings.latencies.append((ContinuousClock.now - begin).seconds)
        }
        return timings
    }

    private static func accept(_ referral: String, by visitor: Visitor, in db: Database) throws {
        let now = Date()
        let due = "date('now', '+7 days')"
        try db.execute(
            sql: """
                UPDATE referral SET version = 2, state = 'accepted', stateSince = ?, lastEventAt = ?, nextStepOn = \(due),
                    organisationFrom = date('now'), organisationDueOn = \(due), referrerFrom = \(due), referrerDueOn = \(due)
                WHERE id = ? AND version = 1
                """,
            arguments: [now, now, referral]
        )
        try db.execute(
            sql: """
                INSERT INTO referralEvent (referralID, version, move, party, state, actorID, at, detail)
                VALUES (?, 2, 'accept', 'organisation', 'accepted', ?, ?, randomblob(30))
                """,
            arguments: [referral, visitor.account, now]
        )
        try db.execute(
            sql: """
                INSERT INTO evidence (id, offerID, at, kind, by, actorID, once)
                SELECT ?, offerID, ?, 'referral accepted', 'The organisation', ?, ? FROM referral WHERE id = ?
                """,
            arguments: [UUID().uuidString.lowercased(), now, visitor.account, "referral \(referral) accept", referral]
        )
        try db.execute(
            sql: """
                INSERT INTO outboxMessage (id, kind, recipient, subject, body, once, createdAt)
                VALUES (?, 'referral answered', 'worker@bench.example', 'News', hex(randomblob(150)), ?, ?)
                """,
            arguments: [UUID().uuidString.lowercased(), "moved \(referral) 2", now]
        )
        try record("referral moved", referral, by: visitor, in: db)
    }

    private static func record(_ action: String, _ subject: String, by visitor: Visitor, in db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        let at = String.fromDatabaseValue(Date().databaseValue) ?? ""
        let fields = [String((last?["sequence"] ?? 0) + 1), at, visitor.account, "link worker", action, subject]
        let hash = Audit.hash(of: fields, after: last?["hash"] ?? Data())
        try db.execute(
            sql: "INSERT INTO audit (sequence, at, actorID, role, action, subject, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: StatementArguments(fields + [hash] as [any DatabaseValueConvertible])
        )
    }
}
