import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("The queue of messages")
struct OutboxTests {
    /// Refuses those who are told so; the rest is taken.
    private struct PickyTransport: MailTransport {
        struct Refused: Error {}
        let refused: String
        func deliver(_ message: OutboxMessage) throws {
            if message.recipient == refused { throw Refused() }
        }
    }

    private func queue(
        _ place: TestPlace,
        to recipient: String = "tea@example.org",
        subject: String = "Hello",
        body: String = "Text.",
        once: String = UUID().uuidString
    ) async throws -> Bool {
        let now = place.clock.now
        return try await place.database.write { db in
            try Outbox.queue(
                .confirmationDigest,
                to: recipient,
                subject: subject,
                body: body,
                once: once,
                at: now,
                in: db
            )
        }
    }

    private func spooled(_ place: TestPlace) throws -> [String] {
        let folder = place.folder.appendingPathComponent("spool")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.sorted().map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    }

    @Test("spools a message as one file that a mail program can read")
    func spool() async throws {
        let place = try await TestPlace.empty()
        let body = String(repeating: "Grüße und £5.\n.\nFrom here\n", count: 20)
        _ = try await queue(place, body: body)
        #expect(try await place.features.outbox.deliver() == 1)
        let mail = try #require(try spooled(place).first)
        let parts = mail.components(separatedBy: "\r\n\r\n")
        #expect(parts.count == 2)
        #expect(parts[0].contains("To: tea@example.org\r\nSubject: Hello\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n"))
        #expect(parts[1].components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        let decoded = Data(base64Encoded: parts[1], options: .ignoreUnknownCharacters)
        #expect(decoded == Data(body.utf8))
    }

    @Test("delivers each message once")
    func once() async throws {
        let place = try await TestPlace.empty()
        #expect(try await queue(place, once: "the same"))
        #expect(try await !queue(place, once: "the same"))
        #expect(try await place.features.outbox.deliver() == 1)
        #expect(try await place.features.outbox.deliver() == 0)
        #expect(try spooled(place).count == 1)
        let message = try #require(try await place.messages().first)
        #expect(message.sentAt == Sample.now && message.attempts == 1 && message.lastProblem == nil)
    }

    @Test(
        "lets no line of a name or an address become a header",
        arguments: [
            "\r\nBcc: thief@example.org", "\nBcc: thief@example.org", "\rBcc: thief@example.org",
            "\r\n\r\nBcc: thief@example.org", "\u{2028}Bcc: thief@example.org", "\u{85}Bcc: thief@example.org",
        ]
    )
    func injection(_ evil: String) async throws {
        let place = try await TestPlace.empty()
        _ = try await queue(place, to: "a@example.org" + evil, subject: "Hello" + evil, body: "Text" + evil)
        _ = try await place.features.outbox.deliver()
        let mail = try #require(try spooled(place).first)
        let head = try #require(mail.components(separatedBy: "\r\n\r\n").first)
        let names = head.components(separatedBy: .newlines).filter { !$0.isEmpty }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ]
        )
    }

    @Test("keeps a message that could not be sent, counts the attempts, and sends the others")
    func failing() async throws {
        let place = try await TestPlace.empty()
        _ = try await queue(place, to: "broken@example.org")
        _ = try await queue(place, to: "sound@example.org")
        let outbox = Outbox(
            database: place.database,
            clock: place.clock.clock,
            transport: PickyTransport(refused: "broken@example.org"),
            sealer: Sealer(secret: TestPlace.secret)
        )
        #expect(try await outbox.deliver() == 1)
        #expect(try await outbox.deliver() == 0, "not again at once")
        place.clock.advance(minutes: 1)
        #expect(try await outbox.deliver() == 0)
        let messages = try await place.messages()
        let broken = try #require(messages.first { $0.recipient == "broken@example.org" })
        #expect(broken.sentAt == nil && broken.attempts == 2 && broken.lastProblem == "Refused")
        #expect(messages.first { $0.recipient == "sound@example.org" }?.attempts == 1)
        place.clock.advance(minutes: 1)
        #expect(try await place.features.outbox.deliver() == 0, "the pauses grow")
        place.clock.advance(minutes: 1)
        #expect(try await place.features.outbox.deliver() == 1)
        let sent = try #require(try await place.messages().first { $0.id == broken.id })
        #expect(sent.sentAt == place.clock.now && sent.attempts == 3 && sent.lastProblem == nil)
    }

    @Test("gives a message up after five days, having tried less and less often")
    func givenUp() async throws {
        let place = try await TestPlace.empty()
        _ = try await queue(place, to: "broken@example.org")
        let outbox = Outbox(
            database: place.database,
            clock: place.clock.clock,
            transport: PickyTransport(refused: "broken@example.org"),
            sealer: Sealer(secret: TestPlace.secret)
        )
        for _ in 0..<(6 * 24 * 6) {
            #expect(try await outbox.deliver() == 0)
            place.clock.advance(minutes: 10)
        }
        let message = try #require(try await place.messages().first)
        #expect(message.sentAt == nil && message.droppedAt != nil)
        #expect((12...25).contains(message.attempts), "\(message.attempts)")
        #expect(try await place.features.outbox.deliver() == 0)
    }

    @Test("goes on until nothing waits, however much there is")
    func many() async throws {
        let place = try await TestPlace.empty()
        let now = place.clock.now
        try await place.database.write { db in
            for number in 0..<450 {
                try Outbox.queue(
                    .referralAnswered,
                    to: "a@example.org",
                    subject: "Hello",
                    body: "Text.",
                    once: "\(number)",
                    at: now,
                    in: db
                )
            }
        }
        #expect(try await place.features.outbox.deliver() == 450)
        #expect(try spooled(place).count == 450)
    }

    @Test("says in the mail how a program stops it, when it can be stopped")
    func listUnsubscribe() async throws {
        let place = try await SmallPlace().place
        try await place.execute("UPDATE offer SET confirmedAt = NULL")
        #expect(try await place.features.confirmations.ask() == 2)
        _ = try await place.features.outbox.deliver()
        for mail in try spooled(place) {
            #expect(mail.contains("\r\nList-Unsubscribe: <http://127.0.0.1:8080/unsubscribe/"))
            #expect(mail.contains("/one-click>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
            #expect(mail.contains("Content-Type: text/plain; charset=utf-8"))
        }
    }

    @Test("is looked at by administrators only, and that is written down")
    func recent() async throws {
        let small = try await SmallPlace()
        _ = try await queue(small.place)
        for actor in small.everybody where actor != small.administrator {
            await #expect(throws: Failure.forbidden) { try await small.features.outbox.recent(by: actor) }
        }
        #expect(try await small.features.outbox.recent(by: small.administrator).count == 1)
        #expect(try await small.place.count("audit WHERE action = 'messages viewed'") == 1)
    }

    /// Cancels whoever delivers, while the first message is on its way.
    private actor StoppingTransport: MailTransport {
        private var delivery: Task<Int, any Error>?
        private(set) var delivered = 0

        func begin(_ outbox: Outbox) -> Task<Int, any Error> {
            let task = Task { try await outbox.deliver() }
            delivery = task
            return task
        }

        func deliver(_ message: OutboxMessage) {
            delivered += 1
            delivery?.cancel()
        }
    }

    @Test("a server that stops finishes the message on its way, writes that down, and begins no other")
    func stopped() async throws {
        let place = try await TestPlace.empty()
        for number in 1...3 { _ = try await queue(place, once: "\(number)") }
        let transport = StoppingTransport()
        let outbox = Outbox(
            database: place.database,
            clock: place.features.outbox.clock,
            transport: transport,
            sealer: place.features.outbox.sealer
        )
        #expect(try await transport.begin(outbox).value == 1)
        let sent = "SELECT COUNT(*) FROM outboxMessage WHERE sentAt IS NOT NULL"
        #expect(try await place.database.read { try Int.fetchOne($0, sql: sent) } == 1)
        #expect(await transport.delivered == 1)
    }
}
