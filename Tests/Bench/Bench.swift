import ArgumentParser
import Core
import Foundation

@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the program, or live through a simulated year.",
        subcommands: [Speed.self, Upkeep.self, ReferralBench.self, Simulate.self, LiveBorough.self],
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

    @OptionGroup var workshop: Workshop

    func run() async throws {
        let program = try workshop.executable()
        let console = Console()
        for size in try Sizes.numbers(sizes) {
            let table = try await workshop.withPlace(console) { place in
                let measurement = Measurement(offers: size, seconds: seconds, program: program, place: place)
                var table = try await measurement.run()
                try measurement.restart(in: &table)
                return table
            }
            console.say("")
            FileHandle.standardOutput.write(Data((table.text + "\n").utf8))
        }
    }
}

/// How large the places are, as typed.
enum Sizes {
    static func numbers(_ text: String, atLeast least: Int = 1) throws -> [Int] {
        let numbers = text.split(separator: ",").compactMap { Int($0) }
        guard !numbers.isEmpty, numbers.allSatisfy({ (least...10_000_000).contains($0) }) else {
            throw ValidationError("--sizes must be numbers from \(least) to 10000000, separated by commas.")
        }
        return numbers
    }
}
