import Foundation
import TestSupport
import Testing

/// API tokens from the command line, beside a running server as well.
@Suite struct TokenCommandTests {
    private func account(_ program: Program) throws {
        let arguments = [
            "--email", "kim@place.example", "--name", "Kim", "--role", "link worker", "--data", program.data.path,
        ]
        #expect(try Program.call(["user", "add"] + arguments, input: "three random words\n").code == 0)
    }

    @Test func aTokenIsPrintedOnceListedUsedAndRevoked() async throws {
        let program = Program(in: try Scratch())
        let server = try RunningServer(program)
        defer { server.stop() }
        try account(program)
        let made = try program.run("user", "token", "kim@place.example", "--name", "Night sync", "--days", "30")
        #expect(made.code == 0)
        let key = String(made.output.prefix { $0 != "\n" })
        let client = Client(port: server.port)
        #expect(try await client.get("/fhir/R4/Task", authorization: "Bearer \(key)").status == 200)
        let listed = try program.run("user", "tokens").output
        #expect(listed.contains("kim@place.example\tNight sync\t") && !listed.contains(key))
        let id = String(listed.prefix { $0 != "\t" })
        #expect(try program.run("user", "revoke-token", id).code == 0)
        #expect(try await client.get("/fhir/R4/Task", authorization: "Bearer \(key)").status == 401)
        #expect(try program.run("user", "tokens").output.hasSuffix("revoked\n"))
    }

    @Test func wrongUseIsSaidInOneSentence() throws {
        let program = Program(in: try Scratch())
        try account(program)
        let nobody = try program.run("user", "token", "nobody@place.example")
        #expect(nobody.code == 1 && nobody.errors.contains("There is no account for that e-mail address"))
        let long = try program.run("user", "token", "kim@place.example", "--days", "366")
        #expect(long.code == 1 && long.errors.contains("1 to 365 days"))
        #expect(try program.run("user", "revoke-token", "x").code == 2)
        #expect(try program.run("user", "revoke-token", UUID().uuidString).code == 1)
    }
}
