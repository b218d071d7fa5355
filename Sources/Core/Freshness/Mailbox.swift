import Foundation
import GRDB

/// An e-mail address that questions about listings go to: one, for however many organisations use it.
public struct Mailbox: Hashable, Sendable, CustomStringConvertible {
    /// Lower case.
    public let address: String

    /// Nil for what no mail can be sent to: 254 characters is the most that a mail server takes (RFC 5321).
    init?(_ text: String?) {
        let address = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254,
            !address.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 32 })
        else { return nil }
        self.address = address
    }

    /// Who is asked about an offer: its organisation's shared mailbox, or else the offer's own.
    init?(of offer: Offer, by organisation: Organisation) {
        guard let mailbox = Mailbox(organisation.email) ?? Mailbox(offer.email) else { return nil }
        self = mailbox
    }

    public var description: String { address }
}

/// Stopping the mail that asks, and starting it again.
public struct Mailboxes: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// Whether the mailbox that a digest went to has been unsubscribed.
    /// - Throws: `Failure.notFound` for a link that never was; one that has expired still stops the mail.
    public func isUnsubscribed(token: String) async throws -> Bool {
        try await database.read { db in
            try MailboxStore.isUnsubscribed(try MailboxStore.mailbox(token: token, in: db), in: db)
        }
    }

    /// Twice is as good as once.
    /// - Throws: `Failure.notFound` for a link that never was.
    public func setUnsubscribed(_ isUnsubscribed: Bool, token: String) async throws {
        let now = clock.now
        try await database.write { db in
            let mailbox = try MailboxStore.mailbox(token: token, in: db)
            guard try MailboxStore.isUnsubscribed(mailbox, in: db) != isUnsubscribed else { return }
            try db.execute(
                sql: """
                    INSERT INTO mailbox (address, unsubscribedAt) VALUES (?, ?)
                    ON CONFLICT (address) DO UPDATE SET unsubscribedAt = excluded.unsubscribedAt
                    """,
                arguments: [mailbox, isUnsubscribed ? now : nil]
            )
            try Audit.record(
                isUnsubscribed ? .mailStopped : .mailStarted,
                subject: "digest",
                by: nil,
                at: now,
                in: db
            )
        }
    }
}

enum MailboxStore {
    static func isUnsubscribed(_ address: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM mailbox WHERE address = ? AND unsubscribedAt IS NOT NULL)"
            ),
            arguments: [address]
        ) ?? false
    }

    static func unsubscribed(in db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT address FROM mailbox WHERE unsubscribedAt IS NOT NULL")
    }

    /// Whether a digest may go there now: not stopped, and none in the days before.
    static func mayBeAsked(_ mailbox: Mailbox, now: Date, in db: Database) throws -> Bool {
        let since = now.adding(days: -ConfirmationPolicy.daysBetweenQuestions)
        let refuses = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM mailbox WHERE address = ?
                        AND (unsubscribedAt IS NOT NULL OR askedAt > ?))
                    """
            ),
            arguments: [mailbox.address, since]
        )
        return refuses != true
    }

    static func setAsked(_ mailbox: Mailbox, at now: Date, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO mailbox (address, askedAt) VALUES (?, ?)
                ON CONFLICT (address) DO UPDATE SET askedAt = excluded.askedAt
                """
        ).execute(arguments: [mailbox.address, now])
    }

    /// The address that a digest with this link went to.
    static func mailbox(token: String, in db: Database) throws -> String {
        let sql = "SELECT mailbox FROM confirmationLink WHERE tokenHash = ? AND mailbox IS NOT NULL"
        guard let found = try String.fetchOne(db, sql: sql, arguments: [LinkToken.hash(token)]) else {
            throw Failure.notFound
        }
        return found
    }
}
