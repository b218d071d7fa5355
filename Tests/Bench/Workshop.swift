import ArgumentParser
import Core
import Foundation

/// What is measured, and where.
struct Workshop: ParsableArguments {
    @Option(help: "The program to measure; by default the one built beside this.")
    var program: String?

    @Option(help: "Where the places are made; by default among temporary files.")
    var work: String?

    @Flag(help: "Leave the places where they were made.")
    var keep = false

    func executable() throws -> URL {
        let beside = Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent("fingerpost")
        guard let program = program.map({ URL(fileURLWithPath: $0) }) ?? beside,
            FileManager.default.isExecutableFile(atPath: program.path)
        else { throw ValidationError("There is no program to measure; build it first.") }
        return program
    }

    /// Works in a new place with nothing in it, which goes afterwards.
    func withPlace<Result>(_ console: Console, _ body: (BenchPlace) async throws -> Result) async throws -> Result {
        let work = work.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? FileManager.default.temporaryDirectory
        let data = work.appendingPathComponent("fingerpost-bench-\(UUID().uuidString)", isDirectory: true)
        let home = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        defer { if !keep { try? FileManager.default.removeItem(at: data) } }
        return try await body(BenchPlace(folder: DataFolder(data.path), home: home, console: console))
    }
}
