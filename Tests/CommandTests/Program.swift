import Foundation
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#endif

/// The program as somebody at a terminal calls it.
struct Program {
    /// Its data folder.
    let data: URL

    /// A folder that is not there yet, below one that goes with the test.
    init(in scratch: Scratch, data name: String = "data") {
        data = scratch.folder.appendingPathComponent(name, isDirectory: true)
    }

    struct Ending {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Runs a subcommand to its end, with `--data` set.
    @discardableResult
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Ending {
        try Program.call(arguments + ["--data", data.path], input: input, environment: environment)
    }

    /// Runs the program with just these arguments.
    static func call(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Ending {
        let process = prepared(arguments, environment: environment)
        let output = Pipe()
        let errors = Pipe()
        let stdin = Pipe()
        (process.standardOutput, process.standardError, process.standardInput) = (output, errors, stdin)
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        // Both are read at once, or a full pipe would stop the program for ever.
        let collected = Mutex(Data())
        let done = DispatchSemaphore(value: 0)
        let waiting = Thread {
            collected.withLock { $0 = errors.fileHandleForReading.readDataToEndOfFile() }
            done.signal()
        }
        waiting.start()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        done.wait()
        process.waitUntilExit()
        return Ending(
            code: process.terminationStatus,
            output: text,
            errors: String(decoding: collected.withLock { $0 }, as: UTF8.self)
        )
    }

    /// Starts a subcommand and leaves it running.
    func start(_ arguments: String..., output: Pipe = Pipe()) throws -> Process {
        let process = Program.prepared(arguments + ["--data", data.path], environment: [:])
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        try process.run()
        return process
    }

    private static func prepared(_ arguments: [String], environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("fingerpost")
        process.arguments = arguments
        process.currentDirectoryURL = TestPlace.root
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        return process
    }
}

extension Process {
    /// As a power failure of the process: nothing is tidied up.
    func killHard() {
        kill(processIdentifier, SIGKILL)
        waitUntilExit()
    }
}

/// A folder that goes when the test does.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "fingerpost-command-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, as name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

/// Invented services, the same for the same numbers.
enum Services {
    static func ndjson(_ numbers: Range<Int>) -> String {
        numbers.map { number in
            let id =
                "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - String(number).count) + String(number)
            return """
                {"id":"\(id)","name":"Service \(number)","status":"active","description":"<p>Number \(number) of many.</p>",\
                "organization":{"id":"11111111-1111-4111-8111-111111111111","name":"The Many","description":""}}
                """
        }.joined(separator: "\n") + "\n"
    }
}
