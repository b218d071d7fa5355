import ArgumentParser
import Core
import Foundation

@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the program, or live through a simulated year.",
        subcommands: [Speed.self, Simulate.self],
        defaultSubcommand: Speed.self
    )
}

/// Measures the program as ratios within one run, so that a slower machine gives much the same figures.
struct Speed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speed",
        abstract: "Invent a place of each size, import it, and measure searching it."
    )

    @Option(help: "How many offers, separated by commas.")
    var sizes = "1000,10000,100000"

    @Option(help: "How long each thing is measured, in seconds.")
    var seconds = 5.0

    @Option(help: "The program to measure; by default the one built beside this.")
    var program: String?

    @Option(help: "Where the places are made; by default among temporary files.")
    var work: String?

    @Flag(help: "Leave the places where they were made.")
    var keep = false

    func run() async throws {
        let home = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        let beside = Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent("fingerpost")
        guard let program = program.map({ URL(fileURLWithPath: $0) }) ?? beside,
            FileManager.default.isExecutableFile(atPath: program.path)
        else { throw ValidationError("There is no program to measure; build it first.") }
        let console = Console()
        for size in try numbers() {
            let data = workFolder.appendingPathComponent("fingerpost-bench-\(UUID().uuidString)", isDirectory: true)
            defer { if !keep { try? FileManager.default.removeItem(at: data) } }
            let place = BenchPlace(folder: DataFolder(data.path), home: home, console: console)
            let measurement = Measurement(offers: size, seconds: seconds, program: program, place: place)
            var table = try await measurement.run()
            try measurement.restart(in: &table)
            console.say("")
            FileHandle.standardOutput.write(Data((table.text + "\n").utf8))
        }
    }

    private var workFolder: URL {
        work.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? FileManager.default.temporaryDirectory
    }

    private func numbers() throws -> [Int] {
        let numbers = sizes.split(separator: ",").compactMap { Int($0) }
        guard !numbers.isEmpty, numbers.allSatisfy({ (1...10_000_000).contains($0) }) else {
            throw ValidationError("--sizes must be numbers from 1 to 10000000, separated by commas.")
        }
        return numbers
    }
}
