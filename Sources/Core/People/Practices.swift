import Foundation
import GRDB

/// How each practice gets its answers: an administrator's to say.
public struct Practices: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    /// A practice that takes part, and what stands between it and its answers.
    public struct Line: Sendable {
        public let practice: Practice
        /// How many people there sign in and can read.
        public let readers: Int
        public let failed: Int
        public let toPrint: Int

        public init(practice: Practice, readers: Int, failed: Int, toPrint: Int) {
            self.practice = practice
            self.readers = readers
            self.failed = failed
            self.toPrint = toPrint
        }
    }

    public func list(for actor: Actor) async throws -> [Line] {
        try Practices.check(actor)
        return try await database.read { db in
            try Practice.fetchAll(db, sql: "SELECT * FROM practice WHERE takesPart ORDER BY name, code")
                .map { try Practices.line($0, in: db) }
        }
    }

    public func one(_ code: Practice.Code, for actor: Actor) async throws -> Line {
        try Practices.check(actor)
        return try await database.read { db in
            let sql = "SELECT * FROM practice WHERE takesPart AND code = ?"
            guard let practice = try Practice.fetchOne(db, sql: sql, arguments: [code]) else { throw Failure.notFound }
            return try Practices.line(practice, in: db)
        }
    }

    /// Sets how answers reach a practice. What waits to be printed or could not be delivered goes by the new way at once.
    ///
    /// - Parameter email: of the practice, not of one person there; needed for e-mail, and for the weekly summary.
    /// - Throws: `Failure.invalid` by form field (`email`).
    public func change(_ code: Practice.Code, way: Practice.Way, email: String?, by actor: Actor) async throws {
        try Practices.check(actor)
        let now = clock.now
        let address = try Practices.address(email, way: way)
        try await database.write { db in
            let sql = "SELECT * FROM practice WHERE takesPart AND code = ?"
            guard var practice = try Practice.fetchOne(db, sql: sql, arguments: [code]) else { throw Failure.notFound }
            guard practice.way != way || practice.email != address else { return }
            if practice.email != address { practice.emailBouncedAt = nil }
            (practice.way, practice.email) = (way, address)
            try practice.update(db)
            try Audit.record(.practiceChanged, subject: code.rawValue, by: actor, at: now, in: db)
            try sendWhatWaits(for: code, at: now, in: db)
        }
    }

    // MARK: Steps

    private func sendWhatWaits(for code: Practice.Code, at now: Date, in db: Database) throws {
        let answering = Answering(sealer: sealer, letters: letters)
        let waiting = try PracticeAnswer.fetchAll(
            db,
            sql: "SELECT * FROM answer WHERE isCurrent AND practiceCode = ? AND loop IN ('drafted', 'failed')",
            arguments: [code]
        )
        for answer in waiting { try answering.send(answer, at: now, in: db).update(db) }
    }

    private static func address(_ typed: String?, way: Practice.Way) throws -> String? {
        let typed = (typed ?? "").trimmingCharacters(in: .whitespaces)
        if typed.isEmpty {
            guard way == .email else { return nil }
            throw Failure.invalid(["email": "Enter the e-mail address of the practice."])
        }
        guard let address = Mailbox(Address.email(typed))?.address else {
            throw Failure.invalid(["email": "Enter an e-mail address in the form name@example.org."])
        }
        return address
    }

    private static func check(_ actor: Actor) throws(Failure) {
        guard actor.role == .administrator else { throw .forbidden }
    }

    private static func line(_ practice: Practice, in db: Database) throws -> Line {
        func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql, arguments: [practice.code]) ?? 0 }
        return Line(
            practice: practice,
            readers: try count(
                "SELECT COUNT(*) FROM account WHERE practiceCode = ? AND role = 'practice' AND disabledAt IS NULL"
            ),
            failed: try count("SELECT COUNT(*) FROM answer WHERE isCurrent AND practiceCode = ? AND loop = 'failed'"),
            toPrint: try count("SELECT COUNT(*) FROM answer WHERE isCurrent AND practiceCode = ? AND loop = 'drafted'")
        )
    }
}

/// Mail to a practice that came back.
enum PracticeBounces {
    /// What was sent there by e-mail and not opened has failed; the same report again changes nothing.
    ///
    /// - Returns: how many answers have failed with it; nil when no practice has that address.
    static func take(_ address: String, key: String, reason: String, at now: Date, in db: Database) throws -> Int? {
        let practices = try Practice.fetchAll(
            db,
            sql: "SELECT * FROM practice WHERE lower(email) = ?",
            arguments: [address]
        )
        guard !practices.isEmpty else { return nil }
        var failed = 0
        for practice in practices where try isNew(key, practice.code, at: now, in: db) {
            try db.execute(
                sql: "UPDATE practice SET emailBouncedAt = ? WHERE code = ?",
                arguments: [now, practice.code]
            )
            let waiting = try PracticeAnswer.fetchAll(
                db,
                sql: "SELECT * FROM answer WHERE isCurrent AND practiceCode = ? AND loop = 'sent' AND way = 'e-mail'",
                arguments: [practice.code]
            )
            for answer in waiting {
                try answer.failing("E-mail to \(practice.name) comes back: \(reason).", at: now).update(db)
            }
            failed += waiting.count
        }
        return failed
    }

    private static func isNew(_ key: String, _ code: Practice.Code, at now: Date, in db: Database) throws -> Bool {
        try db.execute(
            sql: "INSERT OR IGNORE INTO practiceBounce (report, practiceCode, at) VALUES (?, ?, ?)",
            arguments: [key, code, now]
        )
        return db.changesCount == 1
    }
}
