import Foundation
import GRDB

/// One mail for each mailbox and working day, with counts alone: what fired since the last one is the reason to write, and
/// what waits now is what it says.
struct Digests {
    let database: AppDatabase
    let letters: Letters

    /// - Returns: how many were queued; none at night, at weekends and on bank holidays, when what has fired stays for the
    ///   next working hour.
    func queue(at now: Date) async throws -> Int {
        guard WorkingDays.isWorkingTime(now) else { return 0 }
        var queued = 0
        for (address, recipients) in try await waiting() {
            queued += try await database.write { try queue(recipients, to: address, at: now, in: $0) ? 1 : 0 }
        }
        return queued
    }

    /// By mailbox, because one can belong to several: a practice's only doctor is told as the practice and as a referrer.
    /// Those without a mailbox are under the empty one.
    private func waiting() async throws -> [String: [String]] {
        try await database.read { db in
            let sql = """
                SELECT DISTINCT recipient FROM timerFiring INDEXED BY timerFiringUntold
                WHERE recipient IS NOT NULL AND toldOn IS NULL ORDER BY recipient
                """
            return try String.fetchAll(db, sql: sql).reduce(into: [:]) { boxes, text in
                let addresses = try TimerStore.Recipient(text).map { try self.addresses(of: $0, in: db) } ?? []
                for address in addresses.isEmpty ? [""] : addresses {
                    boxes[address.lowercased(), default: []].append(text)
                }
            }
        }
    }

    private func queue(_ recipients: [String], to address: String, at now: Date, in db: Database) throws -> Bool {
        let today = Day(now)
        let once = "worklist \(address) \(today)"
        let sql = "SELECT EXISTS (SELECT 1 FROM outboxMessage WHERE once = ?)"
        // What fired after the day's digest is told on the next working day.
        if try Bool.fetchOne(db, sql: sql, arguments: [once]) == true { return false }
        for recipient in recipients {
            try db.execute(
                sql: "UPDATE timerFiring SET toldOn = ? WHERE recipient = ? AND toldOn IS NULL",
                arguments: [today, recipient]
            )
        }
        var told: [DigestLine] = []
        for recipient in recipients.compactMap({ TimerStore.Recipient($0) }) {
            told += try lines(for: recipient, today: today, in: db).filter { $0.count > 0 }
        }
        guard !address.isEmpty, !told.isEmpty else { return false }
        return try letters.worklistDigest(to: address, told, once: once, at: now, in: db)
    }

    private func addresses(of recipient: TimerStore.Recipient, in db: Database) throws -> [String] {
        let request: SQLRequest<String?> =
            switch recipient {
            case .organisation(let id): "SELECT email FROM organisation WHERE id = \(id)"
            case .account(let id): "SELECT email FROM account WHERE id = \(id) AND disabledAt IS NULL"
            case .practice(let code):
                """
                SELECT coalesce((SELECT email FROM practice WHERE code = \(code)), (SELECT email FROM account
                    WHERE practiceCode = \(code) AND role = 'practice' AND disabledAt IS NULL ORDER BY createdAt LIMIT 1))
                """
            case .stewards: "SELECT email FROM account WHERE role = 'steward' AND disabledAt IS NULL ORDER BY email"
            }
        return try Optional<String>.fetchAll(db, request).compactMap { $0 }
    }

    /// What waits now, in the order in which it should be done.
    private func lines(for recipient: TimerStore.Recipient, today: Day, in db: Database) throws -> [DigestLine] {
        switch recipient {
        case .organisation(let id):
            let states = try counts(
                """
                SELECT state, COUNT(*) AS number FROM referral INDEXED BY referralDueOfOrganisation
                WHERE organisationID = \(id) AND organisationDueOn IS NOT NULL AND organisationFrom <= \(today)
                    AND \(ReferralStore.shared(on: today))
                GROUP BY state
                """,
                in: db
            )
            return DigestLine.Kind.allCases.map { kind in
                DigestLine(kind: kind, count: kind.states.reduce(0) { $0 + (states[$1.rawValue] ?? 0) })
            }
        case .account(let id):
            // The practice's list is everybody's there.
            let owner = try Account.fetchOne(db, key: id).flatMap { WorklistStore.Owner($0.actor) } ?? .account(id)
            return try [
                DigestLine(kind: .toFollow, count: WorklistStore.count(.mine, of: owner, today: today, in: db)),
                DigestLine(kind: .toClose, count: WorklistStore.closing(of: id, today: today, in: db)),
                DigestLine(kind: .toPrint, count: WorklistStore.answers([.drafted], of: owner, in: db)),
                DigestLine(
                    kind: owner.isPractice ? .toRead : .notReceived,
                    count: WorklistStore.answers([.failed], of: owner, in: db)
                ),
            ]
        case .practice(let code):
            let unread: SQLRequest<Int> = """
                SELECT COUNT(*) FROM answer
                WHERE practiceCode = \(code) AND isCurrent AND loop IN ('sent', 'failed') AND letter IS NOT NULL
                """
            return [DigestLine(kind: .toRead, count: try unread.fetchOne(db) ?? 0)]
        case .stewards:
            return [DigestLine(kind: .unheld, count: try UnheldReferrals.count(today: today, in: db))]
        }
    }

    private func counts(_ request: SQLRequest<Row>, in db: Database) throws -> [String: Int] {
        try request.fetchAll(db).reduce(into: [:]) { $0[$1["state"]] = $1["number"] }
    }
}

/// "3 referrals wait for your answer."
struct DigestLine: Equatable {
    let kind: Kind
    let count: Int

    enum Kind: CaseIterable {
        case toAnswer, toContact, stillWaiting, stillComing
        case toFollow, toClose, toPrint, notReceived, toRead, unheld

        /// Where it is done.
        var page: String {
            switch self {
            case .toAnswer, .toContact, .stillWaiting, .stillComing, .toFollow, .toClose: "/referrals"
            case .toPrint, .notReceived: "/outcomes"
            case .toRead: "/practice"
            case .unheld: "/steward"
            }
        }

        var states: [Referral.State] {
            switch self {
            case .toAnswer: [.sent, .lapsed]
            case .toContact: [.accepted]
            case .stillWaiting: [.waiting]
            case .stillComing: [.active, .paused]
            case .toFollow, .toClose, .toPrint, .notReceived, .toRead, .unheld: []
            }
        }
    }

    var sentence: String {
        let isOne = count == 1
        let number = "\(count)"
        return switch kind {
        case .toAnswer: isOne ? "1 referral waits for your answer." : "\(number) referrals wait for your answer."
        case .toContact:
            isOne
                ? "1 person you have accepted waits to hear from you, or to start."
                : "\(number) people you have accepted wait to hear from you, or to start."
        case .stillWaiting:
            isOne
                ? "1 person on your waiting list: is that still right?"
                : "\(number) people on your waiting list: is that still right?"
        case .stillComing: isOne ? "1 person: do they still come?" : "\(number) people: do they still come?"
        case .toFollow: isOne ? "1 referral needs you." : "\(number) referrals need you."
        case .toClose:
            isOne
                ? "1 person has nothing open: refer them, or close and answer."
                : "\(number) people have nothing open: refer them, or close and answer."
        case .notReceived:
            isOne ? "1 answer did not reach its practice." : "\(number) answers did not reach their practice."
        case .toPrint:
            isOne ? "1 letter waits to be printed and posted." : "\(number) letters wait to be printed and posted."
        case .unheld:
            isOne
                ? "1 person whom nobody here follows through has heard nothing for too long."
                : "\(number) people whom nobody here follows through have heard nothing for too long."
        case .toRead: isOne ? "1 answer waits to be opened." : "\(number) answers wait to be opened."
        }
    }

    /// Of the subject, short.
    static func subject(_ lines: [DigestLine]) -> String {
        let total = lines.reduce(0) { $0 + $1.count }
        guard lines.count == 1, let line = lines.first else { return "\(total) things wait for you in Fingerpost" }
        return line.sentence
    }
}

extension Letters {
    /// Says how many wait and where to look, and nothing else.
    func worklistDigest(
        to address: String,
        _ lines: [DigestLine],
        once: String,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let pages = Set(lines.map(\.kind.page)).sorted()
        return try Outbox.queue(
            .worklistDigest,
            to: address,
            subject: DigestLine.subject(lines),
            body: """
                Hello,

                \(lines.map { "- \($0.sentence)" }.joined(separator: "\n"))

                Please sign in and look: \(pages.map { publicURL + $0 }.joined(separator: " and "))

                We write at most once a working day, and only when something new has waited too long.

                Fingerpost
                """,
            once: once,
            at: now,
            in: db
        )
    }
}
