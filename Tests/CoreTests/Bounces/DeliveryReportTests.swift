import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("A delivery report")
struct DeliveryReportTests {
    private func read(_ text: String, lineEnd: String = "\n") throws -> DeliveryReport {
        try DeliveryReport.read(DeliveryReports.bytes(text, lineEnd: lineEnd))
    }

    @Test("is read as each server writes it, with either line end", arguments: ["\n", "\r\n"])
    func shapes(lineEnd: String) throws {
        let expected: [(String, [String], String)] = [
            (DeliveryReports.postfix, ["tea@example.org"], "5.1.1"),
            (DeliveryReports.exim, ["tea@example.org"], "5.0.0"),
            (DeliveryReports.oldExim, ["tea@example.org"], "5.0.0"),
            (DeliveryReports.exchange, ["t.smith@example.onmicrosoft.example", "tea@example.org"], "5.1.10"),
        ]
        for (text, addresses, status) in expected {
            let recipients = try read(text, lineEnd: lineEnd).recipients
            #expect(recipients == [.init(addresses: addresses, verdict: .permanent, status: status)])
        }
    }

    @Test("of a delay is passing, and of a delivery no failure")
    func passing() throws {
        #expect(try read(DeliveryReports.delayed).recipients.map(\.verdict) == [.passing])
        let delivered = DeliveryReports.delayed.replacingOccurrences(
            of: "Action: delayed",
            with: "Action: relayed (to mail)"
        )
        #expect(try read(delivered).recipients.map(\.verdict) == [.delivered])
    }

    @Test(
        "is judged by its status, or else by the server's answer; one that says nothing writes nobody off",
        arguments: [
            ("Status: 5.2.2 (mailbox full)", DeliveryReport.Verdict.permanent), ("Status: 4.4.7", .passing),
            ("Diagnostic-Code: smtp; 550 no such user", .permanent), ("Diagnostic-Code: smtp; 421 later", .passing),
            ("Diagnostic-Code: smtp; 250 OK", .passing), ("Status: unknown", .passing), ("Status: 555.1.1", .passing),
        ]
    )
    func status(field: String, verdict: DeliveryReport.Verdict) throws {
        let text = DeliveryReports.wrapped(
            status: "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; tea@example.org\nAction: failed\n\(field)\n",
            encoding: "7bit"
        )
        #expect(try read(text).recipients.map(\.verdict) == [verdict])
    }

    @Test("may be wrapped once more, folded and encoded")
    func wrapped() throws {
        let status = """
            Reporting-MTA: dns; a

            Final-Recipient: rfc822;
              <Tea+Lists@Example.org>
            Original-Recipient: rfc822;tea+2Blists@example.org
            Action: failed
            Status: 5.1.1
            """
        let encoded = Data(status.utf8).base64EncodedString(options: .lineLength64Characters)
        let quoted = status.replacingOccurrences(of: "rfc822;", with: "rfc82=\n2=3B")
        for (text, encoding) in [(status, "8bit"), (encoded, "Base64"), (quoted, "quoted-printable")] {
            let recipients = try read(DeliveryReports.wrapped(status: text, encoding: encoding)).recipients
            #expect(recipients.map(\.addresses) == [["tea+lists@example.org"]], "\(encoding)")
        }
    }

    @Test("tells of several recipients one by one")
    func several() throws {
        let status = """
            Reporting-MTA: dns; a

            Final-Recipient: rfc822; one@example.org
            Action: failed
            Status: 5.1.1

            Final-Recipient: rfc822; two@example.org
            Action: delayed
            Status: 4.2.0


            Final-Recipient: rfc822; no address
            """
        let recipients = try read(DeliveryReports.wrapped(status: status, encoding: "7bit")).recipients
        #expect(recipients.map(\.verdict) == [.permanent, .passing])
    }

    @Test("has a key of its own that says nothing about anybody")
    func key() throws {
        let first = try read(DeliveryReports.postfix)
        #expect(first.key == (try read(DeliveryReports.postfix, lineEnd: "\r\n")).key)
        #expect(first.key != (try read(DeliveryReports.exim)).key)
        #expect(first.key.count == 32 && first.key.allSatisfy(\.isHexDigit))
    }

    @Test("is told from everything else in one sentence")
    func nonsense() {
        let bodies: [[UInt8]] = [
            [], [0], [10, 10, 10], Array("hello".utf8), Array("Subject: hello\n\nDear all,\n".utf8),
            Array("Content-Type: multipart/report; boundary=\"\"\n\n----\n".utf8),
            Array("Content-Type: multipart/report; boundary=x\n\n--x\n--x\n--x--".utf8),
            Array("\u{FEFF}Content-Type: multipart/report; boundary=x\n\n--x\n\u{0}".utf8),
            Array(DeliveryReports.postfix.utf8.flatMap { [$0, 0] }),
            [0xFF, 0xFE] + Array(DeliveryReports.postfix.utf8.flatMap { [$0, 0] }),
            [UInt8](repeating: 10, count: 1 << 20), [UInt8](repeating: 58, count: 1 << 20),
            [UInt8](repeating: 65, count: DeliveryReport.longest + 1),
        ]
        for body in bodies {
            let failure = #expect(throws: Failure.self) { _ = try DeliveryReport.read(body) }
            #expect(failure?.sentence.isEmpty == false)
        }
    }

    @Test("that was cut or altered anywhere never ends the program")
    func mutilated() throws {
        let whole = DeliveryReports.bytes(DeliveryReports.exchange)
        for end in stride(from: 0, to: whole.count, by: 7) { _ = try? DeliveryReport.read(Array(whole[..<end])) }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<20 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? DeliveryReport.read(bytes)
        }
    }
}
