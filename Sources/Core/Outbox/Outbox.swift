import Foundation
import GRDB
import Synchronization

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
    /// Where a mail program can stop such messages with one POST (RFC 8058).
    public var unsubscribe: String?
    public var createdAt: Date
    public var sentAt: Date?
    /// After a failure: not before.
    public var nextTryAt: Date?
    /// When it was decided not to send it after all.
    public var droppedAt: Date?
    public var attempts: Int
    public var lastProblem: String?
    /// To a person: address and words, sealed until they are handed over and gone afterwards. `recipient` and `body` then
    /// hold nothing.
    var sealed: Data?

    public enum Kind: String, Codable, Sendable {
        case confirmationDigest = "confirmation digest"
        case referralArrived = "referral arrived"
        case referralAnswered = "referral answered"
        case referralWithdrawn = "referral withdrawn"
        case outcomeWaits = "outcome waits"
        case worklistDigest = "worklist digest"
        case peopleHandedOver = "people handed over"
        case practiceDigest = "practice digest"
        case unsafeReported = "unsafe reported"
        case changeAnswered = "change answered"
        case joinAnswered = "join answered"
        case personWaits = "person waits"
        case ownPage = "own page"
    }
}

/// How messages leave; a transport that throws is tried again later.
public protocol MailTransport: Sendable {
    /// - Throws: a ``MailProblem`` where there is more to say than that it failed.
    func deliver(_ message: OutboxMessage) async throws

    /// Whether messages end as files on this machine. Then mail to people is not offered, and theirs stays sealed.
    var keepsMessages: Bool { get }
}

extension MailTransport {
    public var keepsMessages: Bool { false }
}

/// Why a message could not be handed over, as it stands on the administrator's page: no word of the message.
public struct MailProblem: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// The queue of messages: written in the transaction of what they tell, delivered afterwards.
public struct Outbox: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let transport: any MailTransport
    let sealer: Sealer
    /// Two deliveries at once would send twice.
    private let turnstile = Turnstile()

    /// Whether mail can reach a person.
    public var reachesPeople: Bool { !transport.keepsMessages }

    init(database: AppDatabase, clock: AppClock, transport: any MailTransport, sealer: Sealer) {
        self.sealer = sealer
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
        unsubscribe: String? = nil,
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
            unsubscribe: unsubscribe,
            createdAt: now,
            attempts: 0
        ).insert(db)
        return true
    }

    /// Delivers what waits, oldest first; a message that fails stays, with the reason.
    ///
    /// Whoever cancels it waits for the message that is on its way, and no other begins: what has gone out is always
    /// written down, or it would go out twice.
    ///
    /// - Returns: how many went out.
    @discardableResult
    public func deliver() async throws -> Int {
        let stop = Stop()
        return try await withTaskCancellationHandler {
            try await turnstile.pass { try await deliver(until: stop) }
        } onCancel: {
            stop.set()
        }
    }

    private func deliver(until stop: Stop) async throws -> Int {
        var sent = 0
        // What fails has a later time afterwards, so that this comes to an end.
        while case let waiting = try await waiting(), !waiting.isEmpty, !stop.isSet {
            for message in waiting where !stop.isSet {
                if try await deliver(message) { sent += 1 }
            }
        }
        return sent
    }

    private final class Stop: Sendable {
        private let flag = Mutex(false)

        var isSet: Bool { flag.withLock { $0 } }

        func set() { flag.withLock { $0 = true } }
    }

    /// Those to people wait for a transport that reaches them.
    private func waiting() async throws -> [OutboxMessage] {
        let (now, reachesPeople) = (clock.now, reachesPeople)
        return try await database.read {
            try OutboxMessage.fetchAll(
                $0,
                sql: """
                    SELECT * FROM outboxMessage WHERE sentAt IS NULL AND droppedAt IS NULL
                        AND (nextTryAt IS NULL OR nextTryAt <= ?) AND (? OR sealed IS NULL)
                    ORDER BY createdAt, id LIMIT 200
                    """,
                arguments: [now, reachesPeople]
            )
        }
    }

    /// A digest is not sent to a mailbox that said stop while it was waiting.
    ///
    /// - Returns: whether it went out.
    private func deliver(_ message: OutboxMessage) async throws -> Bool {
        if message.kind == .confirmationDigest,
            try await database.read({ try MailboxStore.isUnsubscribed(message.recipient.lowercased(), in: $0) })
        {
            try await record(.dropped, problem: "stopped by the receiver", of: message)
            return false
        }
        do {
            try await transport.deliver(message.opened(with: sealer))
        } catch {
            try await record(
                .failed,
                problem: (error as? MailProblem)?.description ?? "\(type(of: error))",
                of: message
            )
            return false
        }
        try await record(.sent, problem: nil, of: message)
        return true
    }

    private enum Ending { case sent, failed, dropped }

    private func record(_ ending: Ending, problem: String?, of message: OutboxMessage) async throws {
        let now = clock.now
        let nextTry = ending == .failed ? OutboxPolicy.nextTry(of: message, now: now) : nil
        let isDropped = ending == .dropped || (ending == .failed && nextTry == nil)
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE outboxMessage SET attempts = attempts + ?, lastProblem = ?, sentAt = ?, droppedAt = ?,
                        nextTryAt = ?, sealed = CASE WHEN ? THEN NULL ELSE sealed END
                    WHERE id = ?
                    """,
                arguments: [
                    ending == .dropped ? 0 : 1, problem, ending == .sent ? now : nil, isDropped ? now : nil, nextTry,
                    ending == .sent || isDropped,
                    message.id,
                ]
            )
        }
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

/// When a message that could not be sent is tried again.
enum OutboxPolicy {
    /// A minute, and twice as long each time, up to half a day.
    static let firstPause: TimeInterval = 60
    static let longestPause: TimeInterval = 12 * 3_600
    /// What mail servers do, too (RFC 5321 §4.5.4.1: at least 4 to 5 days).
    static let daysUntilGivenUp = 5

    /// Nil when it has been tried for long enough.
    static func nextTry(of message: OutboxMessage, now: Date) -> Date? {
        guard now < message.createdAt.adding(days: daysUntilGivenUp) else { return nil }
        let pause = firstPause * pow(2, Double(min(message.attempts, 20)))
        return now.addingTimeInterval(min(pause, longestPause))
    }
}
