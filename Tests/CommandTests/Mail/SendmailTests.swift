import Foundation
import TestSupport
import Testing

@testable import Core
@testable import fingerpost

@Suite("Mail through a program")
struct SendmailTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A mail program in the shell: what it is given is kept beside it.
    private func transport(_ script: String, patience: Duration = .seconds(60)) throws -> SendmailTransport {
        let path = try scratch.write("#!/bin/sh\ncd '\(scratch.folder.path)'\n\(script)\n", as: "mailer")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return SendmailTransport(program: path, sender: "place@example.org", patience: patience)
    }

    private func kept(_ name: String) throws -> String {
        try String(contentsOf: scratch.folder.appendingPathComponent(name), encoding: .utf8)
    }

    private let message = OutboxMessage(
        id: OutboxMessage.ID(),
        kind: .worklistDigest,
        recipient: "tea@example.org",
        subject: "1 referral waits for your answer.",
        body: String(repeating: "Look at it here: https://place.example/referrals\n", count: 4_000),
        once: "once",
        createdAt: Date(timeIntervalSince1970: 1_795_000_000),
        attempts: 0
    )

    @Test("the whole message comes to its standard input, with the machine's line ends")
    func whole() async throws {
        try await transport("cat > mail; echo \"$@\" > arguments; env > environment").deliver(message)
        let parts = try kept("mail").components(separatedBy: "\n\n")
        #expect(parts.count == 2)
        #expect(parts[0].contains("To: tea@example.org\nSubject: 1 referral waits for your answer.\n"))
        #expect(Data(base64Encoded: parts[1], options: .ignoreUnknownCharacters) == Data(message.body.utf8))
        #expect(try kept("arguments") == "-i -t -f place@example.org\n")
        #expect(try !kept("environment").contains("FINGERPOST"))
    }

    @Test("what the program refuses is a problem that says how it ended, and nothing of the message")
    func refused() async throws {
        let problem = await #expect(throws: MailProblem.self) {
            try await transport("cat > /dev/null; exit 75").deliver(message)
        }
        #expect(problem?.description == "The mail program ended with code 75.")
    }

    @Test(
        "a program that does not read, or ends at once, is a problem and does not end ours",
        arguments: ["exit 1", "kill -9 $$"]
    )
    func deaf(script: String) async throws {
        await #expect(throws: (any Error).self) { try await transport(script).deliver(message) }
    }

    @Test("a program that never ends is stopped")
    func stuck() async throws {
        let problem = await #expect(throws: MailProblem.self) {
            try await transport("exec sleep 600", patience: .milliseconds(20)).deliver(message)
        }
        #expect(problem?.description.contains("took longer") == true)
    }

    @Test("what the program has started itself is stopped with it")
    func family() async throws {
        await #expect(throws: MailProblem.self) {
            try await transport("sleep 600 & echo $! > child; wait", patience: .milliseconds(300)).deliver(message)
        }
        let child = try #require(pid_t(kept("child").trimmingCharacters(in: .newlines)))
        #expect(!ProcessesThatRun.includes(child))
    }

    @Test("a program that cannot be started is a problem that says so")
    func missing() async throws {
        let problem = await #expect(throws: MailProblem.self) {
            try await SendmailTransport(program: "/no/such/program", sender: "a@example.org").deliver(message)
        }
        #expect(problem?.description == "The mail program did not start.")
    }

    @Test(
        "settings that cannot work stop the start with a sentence",
        arguments: [
            (["FINGERPOST_SENDMAIL": "/no/such/program"], "must be the whole path of a program that takes mail"),
            (["FINGERPOST_SENDMAIL": "/usr/bin"], "must be the whole path of a program that takes mail"),
            (["FINGERPOST_SENDMAIL": "/bin/cat"], "FINGERPOST_MAIL_SENDER must be too"),
        ]
    )
    func settings(environment: [String: String], words: String) throws {
        let file = try scratch.write(Services.ndjson(0..<1), as: "services.ndjson")
        let ending = try Program(in: scratch).run("import", file, environment: environment)
        #expect(ending.code == 1 && ending.errors.contains(words))
    }
}

/// A process that has ended and was not yet looked after does not run any more.
private enum ProcessesThatRun {
    static func includes(_ id: pid_t) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return false }
        return !stat.contains(") Z ")
    }
}
