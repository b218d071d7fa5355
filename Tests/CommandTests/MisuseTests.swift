import Foundation
import TestSupport
import Testing

/// Whatever goes wrong, one clear sentence on standard error, 1 or 2 as the exit code, and data untouched.
@Suite struct MisuseTests {
    private func expectRefusal(_ ending: Program.Ending, code: Int32 = 1, saying words: String) {
        #expect(ending.code == code)
        #expect(ending.errors.contains(words))
        #expect(ending.errors.split(separator: "\n").count == 1)
        #expect(ending.output.isEmpty)
    }

    @Test func aFileThatIsNotThereIsNamed() throws {
        let program = Program(in: try Scratch())
        expectRefusal(try program.run("import", "/no/such/file.json"), saying: "/no/such/file.json is not there")
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
    }

    @Test func aFolderIsNoFile() throws {
        let scratch = try Scratch()
        expectRefusal(try Program(in: scratch).run("import", scratch.folder.path), saying: "is a folder, not a file")
    }

    @Test func aFileThatIsNoServiceListLeavesTheDataAsItWas() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        let good = try scratch.write(Services.ndjson(0..<3), as: "good.ndjson")
        try program.run("import", good)
        let before = try program.run("status", "--json").output
        let whole = "[" + Services.ndjson(10..<40).split(separator: "\n").joined(separator: ",") + "]"
        let files = [
            ("id,name\n1,Choir\n", "is not a service list in JSON"),
            (String(whole.prefix(whole.count - 30)), "ends in the middle"),
            ("", "is not a service list in JSON"),
        ]
        for (index, (text, words)) in files.enumerated() {
            let file = try scratch.write(text, as: "bad-\(index).json")
            expectRefusal(try program.run("import", file), saying: words)
        }
        #expect(try program.run("status", "--json").output == before)
        #expect(try program.run("verify").code == 0)
    }

    @Test func aDataFolderThatIsAFileIsRefused() throws {
        let scratch = try Scratch()
        _ = try scratch.write("not a folder", as: "data")
        expectRefusal(try Program(in: scratch).run("migrate"), saying: "data folder")
    }

    @Test func aDatabaseThatIsNoneIsRefused() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        try FileManager.default.createDirectory(at: program.data, withIntermediateDirectories: true)
        _ = try scratch.write(String(repeating: "This is no database. ", count: 100), as: "data/fingerpost.sqlite")
        expectRefusal(try program.run("status"), saying: "is not a sound Fingerpost database")
        expectRefusal(try program.run("migrate"), saying: "is not a sound Fingerpost database")
    }

    @Test func aCorruptIndexIsReportedAndReplaced() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        try program.run("import", try scratch.write(Services.ndjson(0..<20), as: "list.ndjson"))
        for file in try FileManager.default.contentsOfDirectory(
            at: program.data.appendingPathComponent("index"),
            includingPropertiesForKeys: nil
        ) {
            try Data("broken".utf8).write(to: file)
        }
        let search = try program.run("search", "service", "--json")
        #expect(search.code == 0)
        #expect(search.errors.contains("no sound index"))
        #expect(try program.run("verify").code == 1)
        #expect(try program.run("migrate").code == 0)
        #expect(try program.run("verify").code == 0)
    }

    @Test func wrongUsageSaysWhatIsWrongAndEndsWithTwo() throws {
        for arguments in [
            ["--no-such-flag"], ["search"], ["frobnicate"], ["search", "x", "--limit", "0"],
            ["serve", "--port", "70000"],
        ] {
            let ending = try Program.call(arguments)
            #expect(ending.code == 2, "\(arguments)")
            #expect(ending.errors.contains("Error:"), "\(arguments)")
        }
    }

    @Test func helpIsNoMistake() throws {
        for arguments in [["--help"], ["import", "--help"], ["user", "add", "--help"]] {
            let ending = try Program.call(arguments)
            #expect(ending.code == 0)
            #expect(ending.output.contains("USAGE: fingerpost"))
        }
    }

    @Test func nothingThereYetSaysWhatToDo() throws {
        expectRefusal(try Program(in: try Scratch()).run("search", "choir"), saying: "Run `fingerpost migrate`")
    }

    @Test func aMissingTemplateStopsTheServerBeforeItListens() throws {
        let scratch = try Scratch()
        let home = scratch.folder.appendingPathComponent("home")
        try FileManager.default.copyItem(
            at: TestPlace.root.appendingPathComponent("templates"),
            to: home.appendingPathComponent("templates").creatingParent()
        )
        try FileManager.default.copyItem(
            at: TestPlace.root.appendingPathComponent("public"),
            to: home.appendingPathComponent("public")
        )
        try FileManager.default.removeItem(at: home.appendingPathComponent("templates/search/search.mustache"))
        let ending = try Program(in: scratch).run("serve", "--port", "0", environment: ["FINGERPOST_HOME": home.path])
        expectRefusal(ending, saying: "search/search")
    }

    @Test func aWrongSettingIsNamed() throws {
        let ending = try Program(in: try Scratch()).run("serve", environment: ["FINGERPOST_PORT": "eighty"])
        expectRefusal(ending, saying: "FINGERPOST_PORT must be a whole number")
    }

    @Test func aWrongOrMissingKeyIsRefusedBeforeAnythingIsSealedWithIt() throws {
        let scratch = try Scratch()
        let program = Program(in: scratch)
        #expect(try program.run("migrate").code == 0)
        let other = scratch.folder.appendingPathComponent("other.key").path
        expectRefusal(
            try program.run("check", environment: ["FINGERPOST_KEY_FILE": other]),
            saying: "other.key is not there"
        )
        #expect(!FileManager.default.fileExists(atPath: other))
        _ = try scratch.write(Data(repeating: 1, count: 32).base64EncodedString(), as: "other.key")
        expectRefusal(
            try program.run("check", environment: ["FINGERPOST_KEY_FILE": other]),
            saying: "is not the one that this data was sealed with"
        )
        #expect(try program.run("check").code == 0)
    }

    @Test func theDemoPlaceIsNotLoadedBesideRealAccounts() throws {
        let program = Program(in: try Scratch())
        let arguments = [
            "--email", "kim@place.example", "--name", "Kim", "--role", "steward", "--data", program.data.path,
        ]
        #expect(try Program.call(["user", "add"] + arguments, input: "three random words\n").code == 0)
        expectRefusal(try program.run("demo"), saying: "holds real accounts")
    }

    @Test func aPortInUseIsSaidInWords() throws {
        let scratch = try Scratch()
        let server = try RunningServer(Program(in: scratch, data: "first"))
        defer { server.stop() }
        let ending = try Program(in: scratch, data: "second").run("serve", "--port", String(server.port))
        #expect(ending.code == 1)
        #expect(ending.errors.contains("The port is in use"))
    }

    @Test func oneDataFolderHasOneWriter() throws {
        let program = Program(in: try Scratch())
        let server = try RunningServer(program)
        defer { server.stop() }
        expectRefusal(try program.run("serve", "--port", "0"), saying: "Another Fingerpost process is using")
        #expect(try program.run("status", "--json").code == 0)
    }
}

extension URL {
    fileprivate func creatingParent() throws -> URL {
        try FileManager.default.createDirectory(at: deletingLastPathComponent(), withIntermediateDirectories: true)
        return self
    }
}
