import ArgumentParser
import Foundation

/// Measures what keeps a directory true, as ratios within one run.
struct Upkeep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upkeep",
        abstract: "Measure checks, the steward's queue, feeds out and in, and tables."
    )

    /// Offers: a borough's directory, and a large one; what takes more than in proportion shows between the two.
    private static let sizes = (small: 2_000, large: 20_000)

    @Option(help: "How many rows the table has that is brought in.")
    var rows = 100_000

    @OptionGroup var workshop: Workshop

    func run() async throws {
        guard (1_000...10_000_000).contains(rows) else {
            throw ValidationError("--rows must be a number from 1000 to 10000000.")
        }
        let console = Console()
        var table = Table("Keeping a directory true")
        try await directories(console, &table)
        try await tables(console, &table)
        FileHandle.standardOutput.write(Data((table.text + "\n").utf8))
    }

    private func directories(_ console: Console, _ table: inout Table) async throws {
        let small = try await workshop.withPlace(console) { place in
            console.begin("\(Upkeep.sizes.small) offers")
            let costs = try await UpkeepCosts.measured(in: place, offers: Upkeep.sizes.small)
            let feed = try await workshop.withPlace(console) { try await FeedCosts.measured(from: place, into: $0) }
            return (costs, feed)
        }
        let large = try await workshop.withPlace(console) { place in
            console.begin("\(Upkeep.sizes.large) offers")
            return try await UpkeepCosts.measured(in: place, offers: Upkeep.sizes.large)
        }
        small.0.report(in: &table)
        large.report(in: &table)
        large.reportGrowth(from: small.0, in: &table)
        small.1.report(in: &table)
    }

    private func tables(_ console: Console, _ table: inout Table) async throws {
        let program = try workshop.executable()
        func costs(_ rows: Int) async throws -> TableCosts {
            try await workshop.withPlace(console) { place in
                console.begin("a table of \(rows) rows")
                return try await TableCosts.measured(rows: rows, in: place, program)
            }
        }
        let short = try await costs(rows / 10)
        try await costs(rows).report(beside: short, in: &table)
    }
}
