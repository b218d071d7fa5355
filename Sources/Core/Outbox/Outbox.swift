import Foundation
import GRDB

/// A message that goes out; never says anything about a person.
public struct OutboxMessage: Codable, Equatable, Sendable, Identifiable, FetchableRecord, PersistableRecord {
    public typealias ID = Identifier<OutboxMessage>

    public var id: ID
    public var kind: Kind
    public var recipient: String
    public var subject: String
    public var body: String
    /// What it is about; a second message about the same is not queued.
    public var once: String
    public var createdAt: Date
    public var sentAt: Date?
    public var attempts: Int
    public var lastProblem: String?

    public enum Kind: String, Codable, Sendable {
        case confirmationDigest = "confirmation digest"
        case referralArrived = "referral arrived"
        case referralAnswered = "referral answered"
        case referralWithdrawn = "referral withdrawn"
        case changeAnswered = "change answered"
        case joinAnswered = "join answered"
    }
}

/// How messages leave; a transport that throws is tried again later.
public protocol MailTransport: Sendable {
    func deliver(_ message: OutboxMessage) throws
}

/// The queue of messages: written in the transaction of what they tell, delivered afterwards.
public struct Outbox: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let transport: any MailTransport
    /// Two deliveries at once would send twice.
    private let turnstile = Turnstile()

    init(database: AppDatabase, clock: AppClock, transport: any MailTransport) {
        self.database = database
        self.clock = clock
        self.transport = transport
    }

    /// - Returns: whether it was queued; false when the same was queued before.
    @discardableResult
    static func queue(
        _ kind: OutboxMessage.Kind,
        to recipient: String,
        subject: String,
        body: String,
        once: String,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let known = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM outboxMessage WHERE once = ?)",
            arguments: [once]
        )
        guard known != true else { return false }
        try OutboxMessage(
            id: OutboxMessage.ID(),
            kind: kind,
            recipient: recipient,
            subject: subject,
            body: body,
            once: once,
            createdAt: now,
            attempts: 0
        ).insert(db)
        return true
    }

    /// Delivers what waits, oldest first; a message that fails stays, with the reason.
    ///
    /// - Returns: how many went out.
    @discardableResult
    public func deliver() async throws -> Int {
        try await turnstile.pass { try await deliverNow() }
    }

    private func deliverNow() async throws -> Int {
        let waiting = try await database.read {
            try OutboxMessage.fetchAll(
                $0,
                sql: "SELECT * FROM outboxMessage WHERE sentAt IS NULL ORDER BY createdAt, id LIMIT 500"
            )
        }
        var sent = 0
        for message in waiting {
            let problem: String?
            do {
                try transport.deliver(message)
                problem = nil
                sent += 1
            } catch {
                problem = "\(type(of: error))"
            }
            let now = clock.now
            try await database.write { db in
                try db.execute(
                    sql: """
                        UPDATE outboxMessage SET attempts = attempts + 1, lastProblem = ?,
                            sentAt = CASE WHEN ?1 IS NULL THEN ? END
                        WHERE id = ?
                        """,
                    arguments: [problem, now, message.id]
                )
            }
        }
        return sent
    }

    /// The newest messages, for the administrator's page; looking at them is recorded.
    public func recent(by actor: Actor, limit: Int = 30) async throws -> [OutboxMessage] {
        guard actor.role == .administrator else { throw Failure.forbidden }
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.messagesViewed, subject: "outbox", by: actor, at: now, in: db)
            return try OutboxMessage.fetchAll(
                db,
                sql: "SELECT * FROM outboxMessage ORDER BY createdAt DESC, id LIMIT ?",
                arguments: [limit]
            )
        }
    }
}
