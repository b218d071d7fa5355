import Foundation
import TestSupport
import Testing

/// A command that writes while a server runs is done by that server, with the same words and the same end.
@Suite struct HandOverTests {
    @Test func anImportBesideARunningServerIsDoneByIt() async throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        let server = try RunningServer(program)
        defer { server.stop() }
        let list = try scratch.write(Services.ndjson(0..<5) + "{\"id\":\"x\"}\n", as: "list.ndjson")
        let ending = try program.run("import", list)
        #expect(ending.code == 0)
        #expect(ending.output.contains("line 6\tx\tskipped\tit has no name"))
        #expect(ending.output.contains("6 records: 5 added, 0 changed, 0 unchanged, 1 skipped; 0 mended."))
        let page = try await Client(port: server.port).get("/search?q=service")
        #expect(page.body.contains("Service 3"))
    }

    @Test func whatIsWrongIsSaidInTheSameSentence() throws {
        let program = Program(in: try Scratch())
        let server = try RunningServer(program)
        defer { server.stop() }
        let ending = try program.run("import", "/no/such/file.json")
        #expect(ending.code == 1)
        #expect(ending.errors.contains("/no/such/file.json is not there"))
    }

    @Test func aPasswordIsAskedForHereAndUsedThere() throws {
        let program = Program(in: try Scratch())
        let server = try RunningServer(program)
        defer { server.stop() }
        let arguments = [
            "--email", "kim@place.example", "--name", "Kim", "--role", "steward", "--data", program.data.path,
        ]
        let refused = try Program.call(["user", "add"] + arguments, input: "short\n")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("12 characters or more"))
        let added = try Program.call(["user", "add"] + arguments, input: "three random words\n")
        #expect(added.code == 0)
        #expect(try program.run("user", "list").output.contains("kim@place.example\tsteward"))
    }

    @Test func aSocketLeftByAKilledServerDoesNotStandInTheWay() throws {
        let program = Program(in: try Scratch())
        let server = try RunningServer(program)
        server.process.killHard()
        #expect(try program.run("check").code == 0)
        let next = try RunningServer(program)
        defer { next.stop() }
        #expect(try program.run("check").code == 0)
    }
}
