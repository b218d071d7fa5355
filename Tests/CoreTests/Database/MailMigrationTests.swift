import Foundation
import GRDB
import Testing

@testable import Core

@Suite("Mail of an older version")
struct MailMigrationTests {
    @Test("keeps its messages, its links and who was asked when")
    func kept() throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue, upTo: M008_Evidence.name)
        let organisation = Organisation.ID().text
        let offer = Offer.ID().text
        let hash = Data(repeating: 3, count: 32)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO organisation (id, name, description, email, addedAt)
                        VALUES (?1, 'Tea', '', 'Tea@example.org', '2026-01-01');
                    """,
                arguments: [organisation]
            )
            try db.execute(
                sql: """
                    INSERT INTO offer (id, organisationID, name, description, audience, ways, joining, intake, status,
                        addedAt, lastModified, confirmationInterval, version)
                        VALUES (?2, ?1, 'Tea', '', '[]', '[]', '[]', 'open', 'active', '2026-01-01', '2026-01-01', 90, 1)
                    """,
                arguments: [organisation, offer]
            )
            try db.execute(
                sql: """
                    INSERT INTO outboxMessage (id, kind, recipient, subject, body, once, createdAt, attempts)
                        VALUES (?, 'confirmation digest', 'Tea@example.org', 's', 'b', 'o', '2026-01-02', 3)
                    """,
                arguments: [OutboxMessage.ID().text]
            )
            try db.execute(
                sql: "INSERT INTO confirmationLink VALUES (?, ?, 'Tea@example.org', '2026-01-02', '2026-02-01')",
                arguments: [hash, organisation]
            )
        }
        try Migrations.migrator.migrate(queue)
        try queue.read { db in
            let message = try OutboxMessage.fetchOne(db, sql: "SELECT * FROM outboxMessage")
            #expect(message?.subject == "s" && message?.attempts == 3 && message?.nextTryAt == nil)
            let link = try ConfirmationLink.fetchOne(db, sql: "SELECT * FROM confirmationLink")
            #expect(link?.tokenHash == hash && link?.mailbox == "tea@example.org")
            #expect(try String.fetchAll(db, sql: "SELECT offerID FROM confirmationLinkOffer") == [offer])
            #expect(
                try String.fetchAll(db, sql: "SELECT address || askedAt FROM mailbox") == ["tea@example.org2026-01-02"]
            )
        }
    }
}
