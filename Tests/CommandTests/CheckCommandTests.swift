import Foundation
import TestSupport
import Testing

/// `check` and `mail-bounce` as they are called from a terminal, a timer or a mail server's pipe.
@Suite struct CheckCommandTests {
    private static let report = """
        Content-Type: multipart/report; report-type=delivery-status; boundary=b
        Message-ID: <one@mx.sender.example>

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.sender.example

        Final-Recipient: rfc822; many@place.example
        Action: failed
        Status: 5.1.1
        --b--
        """

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func place() throws -> Program {
        let program = Program(in: scratch)
        let service = Services.ndjson(0..<1).replacingOccurrences(
            of: "\"status\"",
            with: "\"email\":\"many@place.example\",\"url\":\"https://many.example/\",\"status\""
        )
        #expect(try program.run("import", try scratch.write(service, as: "list.ndjson")).code == 0)
        return program
    }

    @Test func findingsAreListedInWordsAndAsJSONAndASecondRunAddsNothing() throws {
        let program = try place()
        let words = try program.run("check")
        #expect(words.code == 0)
        #expect(words.output.contains("empty description\tThe Many: Service 0\tThe description is only"))
        #expect(words.output.contains("1 findings: 1 new, 0 settled now."))
        let json = try program.run("check", "--json", "--no-links")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let findings = try #require(object["findings"] as? [[String: Any]])
        #expect(findings.count == 1 && findings.first?["kind"] as? String == "empty description")
        #expect((object["checked"] as? [String: Any])?["newFindings"] as? Int == 0)
        #expect(object["organisations"] is [Any] && object["asked"] as? Int == 0)
    }

    @Test func aCheckKilledAtAnyMomentIsFinishedByTheNextAndFindsNothingTwice() throws {
        let program = Program(in: scratch)
        let size = 1_500
        #expect(try program.run("import", try scratch.write(Services.ndjson(0..<size), as: "list.ndjson")).code == 0)
        for round in 0..<5 {
            let process = try program.start("check", "--no-links")
            usleep(UInt32(200_000 + round * 250_000))
            process.killHard()
        }
        let json = try program.run("check", "--no-links", "--json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let findings = try #require(object["findings"] as? [[String: Any]])
        let short = findings.filter { $0["kind"] as? String == "empty description" }.compactMap {
            $0["offer"] as? String
        }
        #expect(short.count == size && Set(short).count == size)
        #expect(try program.run("verify").code == 0)
    }

    @Test func aBounceIsTakenInOnceAndNamesNobody() throws {
        let program = try place()
        let first = try program.run("mail-bounce", input: Self.report)
        #expect(first.code == 0 && first.output.hasPrefix("1 listings were marked"))
        #expect(try program.run("mail-bounce", input: Self.report).output.contains("marked by this report before"))
        #expect(!first.output.contains("@"))
        #expect(try program.run("check").output.contains("mail bounced\tThe Many: Service 0\t"))
    }

    @Test func aBounceIsHandedToTheServerThatHasTheData() throws {
        let program = try place()
        let server = try RunningServer(program)
        defer { server.stop() }
        let ending = try program.run("mail-bounce", input: Self.report)
        #expect(ending.code == 0 && ending.output.hasPrefix("1 listings were marked"))
        #expect(try program.run("check", "--no-links").output.contains("mail bounced\t"))
    }

    @Test func whatIsNoReportIsToldInOneSentence() throws {
        let program = Program(in: scratch)
        #expect(try program.run("mail-bounce").code == 2)
        for input in ["hello\n", "Subject: x\n\nDear all\n", "\u{0}\u{1}\u{2}", String(repeating: "A", count: 3 << 20)]
        {
            let ending = try program.run("mail-bounce", input: input)
            #expect(ending.code == 1)
            #expect(ending.errors.hasPrefix("fingerpost: Th") && ending.errors.split(separator: "\n").count == 1)
        }
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
    }

    @Test func anUnknownWayOfCheckingIsToldWhenTheServerStarts() throws {
        let program = Program(in: scratch)
        let ending = try program.run("serve", "--port", "0", environment: ["FINGERPOST_DAILY_CHECK": "sometimes"])
        #expect(ending.code == 1)
        #expect(ending.errors.contains("FINGERPOST_DAILY_CHECK must be one of on, without-links, off."))
    }
}
