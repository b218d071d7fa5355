import ArgumentParser
import Foundation

/// A simulated year: is what searchers see as fresh true, and how much telephoning does it take?
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Live a year of a directory under three ways of keeping it true."
    )

    @Option(help: "How many offers.")
    var offers = 2_000

    @Option(help: "Which throw of the dice.")
    var seed = 1

    @Option(help: "How much more restless the world is than assumed: 2 for twice as many moves and closures.")
    var restless = 1.0

    func validate() throws {
        guard (10...100_000).contains(offers), restless > 0, restless <= 10 else {
            throw ValidationError("--offers must be from 10 to 100000, and --restless above 0 and at most 10.")
        }
    }

    func run() throws {
        let world = World(offers: offers, rates: AssumedRates().restless(restless), seed: seed)
        print(YearTable(years: YearTable.lived(world, seed: seed)).text)
    }
}

/// The years side by side.
struct YearTable {
    let years: [Year]

    static func lived(_ world: World, seed: Int) -> [Year] {
        [
            Year(ByEvidence.self, in: world, seed: seed), Year(MailOnceAYear.self, in: world, seed: seed),
            Year(TwelveMonthsThenDemote.self, in: world, seed: seed),
        ]
    }

    var text: String {
        let head = row("", years.map(\.name))
        let kinds = row("Month", years.map { _ in "true of fresh   fresh  by use" })
        let months = (0..<12).map { month in
            row("\(month + 1)", years.map { year in YearTable.figures(year.months[month]) })
        }
        let calls = row("Calls", years.map { String(format: "%.1f per 100 offers", $0.calls) })
        let mails = row("Mails", years.map { String(format: "%.0f per 100 offers", $0.mails) })
        return ([head, kinds] + months + ["", calls, mails, "", verdict]).joined(separator: "\n")
    }

    private var verdict: String {
        let least = years[0].settled.map(\.trueAmongFresh).min() ?? 0
        let share = years[1...].map(\.calls).min().map { $0 > 0 ? years[0].calls / $0 : 1 } ?? 1
        let fresh = years[0].months.last?.fresh ?? 0
        let isReached = least >= 0.95 && share < 1.0 / 3 && fresh >= 0.6
        return String(
            format: "From month 4 at least %.1f %% of what is shown as fresh is true, with %.0f %% of the calls"
                + " of the next best; in month 12 %.0f %% is fresh: the aim (95 %%, under a third, 60 %%) is %@.",
            least * 100,
            share * 100,
            fresh * 100,
            isReached ? "reached" : "missed"
        )
    }

    private static func figures(_ month: Year.Month) -> String {
        String(
            format: "%12.1f%% %6.0f%% %6.0f%%",
            month.trueAmongFresh * 100,
            month.fresh * 100,
            month.freshByUse * 100
        )
    }

    private func row(_ first: String, _ cells: [String]) -> String {
        first.padding(toLength: 7, withPad: " ", startingAt: 0)
            + cells.map { String(repeating: " ", count: max(0, 34 - $0.count)) + $0 }.joined()
    }
}
