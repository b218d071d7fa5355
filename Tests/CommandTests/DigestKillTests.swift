import Foundation
import TestSupport
import Testing

/// However often a run of digests is cut off: each organisation gets one, and none gets two.
@Suite(.serialized) struct DigestKillTests {
    private static let organisations = 2_000

    /// One service each of many organisations, never confirmed by anybody.
    private static var services: String {
        (0..<organisations).map { number in
            let tail = String(repeating: "0", count: 12 - String(number).count) + String(number)
            return """
                {"id":"00000000-0000-4000-8000-\(tail)","name":"Service \(number)","status":"active",\
                "description":"Number \(number) of many.","organization":\
                {"id":"11111111-1111-4111-8111-\(tail)","name":"Organisation \(number)","description":"",\
                "email":"office@org\(number).example"}}
                """
        }.joined(separator: "\n") + "\n"
    }

    @Test func twoThousandDigestsKilledAtAnyMomentAreTwoThousandMessages() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        let list = try scratch.write(DigestKillTests.services, as: "list.ndjson")
        #expect(try program.run("import", list).code == 0)
        let spool = program.data.appendingPathComponent("spool")
        // While it draws up the questions, and then in the middle of the sending.
        for delay in [200_000, 600_000, 1_000_000] {
            let process = try program.start("check")
            usleep(UInt32(delay))
            process.killHard()
        }
        for target in [1, 300, 900, 1_500] {
            let process = try program.start("check")
            while process.isRunning, mails(in: spool).count < target { usleep(1_000) }
            process.killHard()
            let written = mails(in: spool).count
            #expect((target..<DigestKillTests.organisations).contains(written))
        }
        for _ in 1...2 { #expect(try program.run("check").code == 0) }
        let mails = mails(in: spool)
        #expect(mails.count == DigestKillTests.organisations)
        let receivers = try mails.map { mail in
            let text = try String(contentsOf: spool.appendingPathComponent(mail), encoding: .utf8)
            return String(
                try #require(text.components(separatedBy: "\r\nTo: ").dropFirst().first).prefix { $0 != "\r\n" }
            )
        }
        #expect(Set(receivers).count == DigestKillTests.organisations)
        #expect(try program.run("verify").code == 0)
    }

    private func mails(in spool: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: spool.path)) ?? []
        return names.filter { $0.hasSuffix(".eml") }
    }
}
