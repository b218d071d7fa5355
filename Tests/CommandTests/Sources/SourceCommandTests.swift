import Foundation
import TestSupport
import Testing

/// The same from a terminal, over real sockets and in processes of their own.
@Suite struct SourceCommandTests {
    private func program() throws -> (Scratch, Program) {
        let scratch = try Scratch()
        return (scratch, Program(in: scratch))
    }

    @Test func aFeedIsImportedByItsAddressAndTheSecondTimeChangesNothing() async throws {
        let (scratch, program) = try program()
        try await FeedServer.run(Feed.whole((1...5).map { Feed.service($0) })) { _, url in
            let first = try await program.runAside("import", url, "--allow-private")
            #expect(first.code == 0, "\(first.errors)")
            #expect(first.output.contains("5 records: 5 added"))
            let second = try await program.runAside("import", url + "/services", "--allow-private")
            #expect(second.output.contains("5 records: 0 added, 0 changed, 5 unchanged"))
            #expect(try await program.runAside("search", "service", "--json").output.contains("Service 3"))
            #expect(try await program.runAside("verify").code == 0)
        }
        withExtendedLifetime(scratch) {}
    }

    @Test func aPrivateAddressIsRefusedUnlessItIsAllowed() async throws {
        let (scratch, program) = try program()
        try await FeedServer.run(Feed.whole([Feed.service(1)])) { server, url in
            let ending = try await program.runAside("import", url)
            #expect(ending.code == 1)
            #expect(ending.errors.contains("private network") && ending.errors.split(separator: "\n").count == 1)
            #expect(server.asked.isEmpty)
        }
        withExtendedLifetime(scratch) {}
    }

    @Test func sourcesAreAddedListedSyncedAndRemoved() async throws {
        let (scratch, program) = try program()
        try await FeedServer.run(Feed.whole((1...3).map { Feed.service($0) })) { _, url in
            #expect(try await program.runAside("source", "add", url, "--name", "Council", "--every", "14").code == 0)
            #expect(try await program.runAside("source", "add", url).code == 1)
            #expect(try await program.runAside("source", "add", "http://x.example", "--every", "0").code == 1)
            #expect(try await program.runAside("source", "sync", "--allow-private").output.contains("3 added"))
            let list = try await program.runAside("source", "list").output
            #expect(
                list.contains("every 14 days")
                    && list.contains("3 records, 0 problems; 3 listed here, 0 % of them fresh")
            )
            #expect(try await program.runAside("source", "conflicts").output.contains("0 to settle"))
            #expect(try await program.runAside("source", "merges").output.contains("0 merged"))
            #expect(try await program.runAside("source", "sync", "Nobody").errors.contains("no source called “Nobody”"))
            #expect(try await program.runAside("source", "remove", "Council").code == 0)
            #expect(try await program.runAside("source", "list").output.contains("There are no sources"))
            #expect(try await program.runAside("status", "--json").output.contains("\"offers\":3"))
        }
        withExtendedLifetime(scratch) {}
    }

    @Test func anImportThatWasKilledGoesOnWhereItWas() async throws {
        let (scratch, program) = try program()
        let all = (1...40).map { Feed.service($0) }
        try await FeedServer.run(Feed.whole(all)) { server, url in
            let process = try program.start("import", url, "--allow-private")
            while server.asked.count < 6, process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
            process.killHard()
            let asked = server.trail().count
            let ending = try await program.runAside("import", url, "--allow-private")
            #expect(ending.code == 0, "\(ending.errors)")
            #expect(ending.output.contains("40 records: 40 added"))
            // At most the page that was on its way is asked for again.
            #expect(asked + server.trail().count <= 21)
            #expect(try await program.runAside("status", "--json").output.contains("\"offers\":40"))
            #expect(try await program.runAside("verify").code == 0)
        }
        withExtendedLifetime(scratch) {}
    }

    @Test func theDirectoryGoesOutAndInAsATable() async throws {
        let (scratch, program) = try program()
        try await program.runAside("import", try scratch.write(Services.ndjson(0..<3), as: "list.ndjson"))
        let table = scratch.folder.appendingPathComponent("table.csv")
        #expect(try await program.runAside("export", "--csv", table.path).output.contains("3 offers are in"))
        let text = try String(contentsOf: table, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "Service 1", with: "Choir").utf8).write(to: table)
        let ending = try await program.runAside("import", table.path)
        #expect(ending.output.contains("3 records: 0 added, 1 changed, 2 unchanged, 0 skipped"))
        #expect(try await program.runAside("search", "choir", "--json").output.contains("Choir"))
        #expect(try await program.runAside("export", "--csv", scratch.folder.path).code == 1)
    }
}

extension Program {
    /// Runs to the end on a thread of its own: the feed that it reads is served by this process, whose tasks have to go on.
    @discardableResult
    func runAside(_ arguments: String...) async throws -> Ending {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try Program.call(arguments + ["--data", data.path]) })
            }
        }
    }
}
