import ArgumentParser
import Core
import Crypto
import Foundation

/// Measures lists, pages, a transition and the timers among many referrals, beside the SQL that they cannot do without.
struct ReferralBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "referrals",
        abstract: "Measure worklists, the practice's tray, a transition and the timers among many referrals."
    )

    @Option(help: "How many referrals, separated by commas. Ten million need some 60 GB of disk.")
    var sizes = "10000,1000000"

    @Option(help: "How long each thing is measured, in seconds.")
    var seconds = 3.0

    @OptionGroup var workshop: Workshop

    func run() async throws {
        let program = try workshop.executable()
        let console = Console()
        for size in try Sizes.numbers(sizes, atLeast: 100) {
            let table = try await workshop.withPlace(console) { place in
                try await ReferralMeasurement(referrals: size, seconds: seconds, program: program, place: place).run()
            }
            FileHandle.standardOutput.write(Data((table.text + "\n").utf8))
        }
    }
}

/// One number of referrals, from the first row to the last request.
struct ReferralMeasurement {
    let referrals: Int
    let seconds: Double
    let program: URL
    let place: BenchPlace

    private var title: String { "\(referrals.formatted(.number.locale(Locale(identifier: "en_GB")))) referrals" }

    func run() async throws -> Table {
        var table = Table(title)
        place.console.begin("\(title): writing them")
        let secret = try await fill(&table)
        place.console.begin("\(title): timers and bare SQL")
        let (cast, bare) = try await place.open(secret: secret) { features in
            try await timers(features, &table)
            let cast = try await ManyReferralsCast(features)
            return (cast, try await BareReferrals(cast: cast, features: features, seconds: seconds).measured())
        }
        place.console.begin("\(title): pages")
        let server = try ServerProcess(program: program, home: place.home, data: place.folder.url)
        defer { server.stop() }
        let pages = try ReferralPagesLoad(cast: cast, port: server.port, seconds: seconds).measured()
        for (page, bare) in zip(pages, bare) { page.report(beside: bare, in: &table) }
        return table
    }

    private func fill(_ table: inout Table) async throws -> SymmetricKey {
        try await place.stock(ManyReferrals.offers(for: referrals))
        let database = try AppDatabase.open(at: place.folder.database)
        let secret = try await KeyFile.secret(at: place.folder.defaultKeyFile, of: database)
        try database.close()
        let many = ManyReferrals(
            referrals: referrals,
            now: Date(),
            sealer: Sealer(secret: secret),
            console: place.console
        )
        let rates = try many.fill(place.folder.database)
        table.add("written, referrals/s with all that belongs to them", String(format: "%.0f", rates.written))
        table.add("their indexes, s", String(format: "%.1f", rates.indexing))
        let bytes = try FileManager.default.attributesOfItem(atPath: place.folder.database.path)[.size] as? Int ?? 0
        table.add("database, MB", String(format: "%.0f", Double(bytes) / 1e6))
        return secret
    }

    /// The first run writes the days that a place would have, and fires what is due; after it there is nothing to do today.
    private func timers(_ features: Features, _ table: inout Table) async throws {
        let start = ContinuousClock.now
        let fired = try await features.timers.run().total
        let first = (ContinuousClock.now - start).seconds
        table.add("timers, first run: steps fired / s", "\(fired) / " + String(format: "%.1f", first))
        let look = try await Timings.of(seconds: seconds) { _ = try await features.timers.run() }
        let bare = try await Timings.of(seconds: seconds) { try await BareReferrals.look(features.database) }
        MeasuredPage(name: "timers, nothing to do", timings: look).report(beside: bare, in: &table)
    }
}

/// What was measured of one page or verb.
struct MeasuredPage {
    let name: String
    let timings: Timings

    func report(beside bare: Timings, in table: inout Table) {
        func figures(_ timings: Timings) -> String {
            String(format: "%.2f / %.2f", timings.percentile(50), timings.percentile(99))
        }
        table.add("\(name): p50 / p99, ms", figures(timings))
        table.add("  bare SQL", figures(bare))
        table.add("  ratio of the p50s", ratio: timings.percentile(50) / bare.percentile(50), atMost: 3)
    }
}
