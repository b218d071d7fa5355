import Foundation

/// One size, measured from the first invented offer to the last request.
struct Measurement {
    let offers: Int
    let seconds: Double
    let program: URL
    let place: BenchPlace

    private static let connections = 8
    /// Page and engine take turns, so that a busy machine slows both.
    private static let rounds = 3
    private static let calm = 20.0
    private static let restarts = 3

    func run() async throws -> Table {
        let region = try Region(seed: place.home.appendingPathComponent("seed"), offers: offers)
        var table = Table("\(offers.formatted(.number.locale(Locale(identifier: "en_GB")))) offers")
        place.console.begin("\(offers) offers: inventing, importing and indexing")
        report(try await place.fill(offers, region: region), in: &table)
        let log = try await place.queryLog(region)
        let engine = try await Engine(place: place, log: log)
        let server = try start()
        defer { server.stop() }
        place.console.begin("\(offers) offers: searching")
        try await search(server, log, engine, in: &table)
        try await suggest(server, log, in: &table)
        return table
    }

    private func report(_ rates: BenchPlace.Rates, in table: inout Table) {
        table.add("index built from the database, offers/s", Measurement.whole(rates.built))
        table.add("bare indexing on one core, offers/s", Measurement.whole(rates.bare))
        table.add("import (checked, cleaned, stored, indexed), offers/s", Measurement.whole(rates.imported))
        table.add("import / bare indexing", ratio: rates.imported / rates.bare, atLeast: 0.8)
    }

    private func start() throws -> ServerProcess {
        try ServerProcess(program: program, home: place.home, data: place.folder.url)
    }

    private func search(
        _ server: ServerProcess,
        _ log: QueryLog,
        _ engine: Engine,
        in table: inout Table
    ) async throws {
        let paths = log.entries.map(\.path)
        func pages(_ seconds: Double, perSecond: Double? = nil) async throws -> Timings {
            let outcome = try await Load.http(
                port: server.port,
                paths: paths,
                connections: Measurement.connections,
                seconds: seconds,
                perSecond: perSecond
            )
            guard outcome.failures.isEmpty else {
                throw Connection.Problem(text: "answers failed: \(outcome.failures)")
            }
            return outcome.timings
        }
        _ = try await pages(1)
        _ = try await engine.ask(seconds: 1)
        var page = Timings()
        var inProcess = Timings()
        for _ in 0..<Measurement.rounds {
            inProcess = inProcess + (try await engine.ask(seconds: seconds))
            page = page + (try await pages(seconds))
        }
        let memory = try server.memory()
        let calm = try await pages(4 * seconds, perSecond: Measurement.calm)
        let comparison = try await engine.compareWithPlain(seconds: seconds)

        table.add("search pages/s, \(Measurement.connections) connections", Measurement.whole(page.rate))
        table.add("  p50 / p95 / p99, ms", Measurement.percentiles(page))
        table.add("in-process searches/s, \(Engine.threads) threads", Measurement.whole(inProcess.rate))
        table.add("  p50 / p95 / p99, ms", Measurement.percentiles(inProcess))
        let least = [10_000, 1_000_000].contains(offers) ? 0.75 : 0.6
        table.add("pages / in-process searches", ratio: page.rate / inProcess.rate, atLeast: least)
        table.add(
            "pages at \(Measurement.whole(Measurement.calm)) a second: p50 / p95 / p99, ms",
            Measurement.percentiles(calm)
        )
        table.add("  p99 / in-process p99", ratio: calm.percentile(99) / inProcess.percentile(99), atMost: 1.5)
        let cost = comparison.plain.rate / comparison.narrowed.rate
        table.add("time with facets and radius / plain", ratio: cost, atMost: 2)
        table.add(
            "memory of the server under load, MB (at most)",
            String(format: "%.0f (%.0f)", memory.now, memory.peak)
        )
    }

    private func suggest(_ server: ServerProcess, _ log: QueryLog, in table: inout Table) async throws {
        guard try Connection(port: server.port).get("/suggest?q=lo") == 200 else {
            return table.add("suggest", "no such page")
        }
        let outcome = try await Load.http(
            port: server.port,
            paths: log.beginnings,
            connections: Measurement.connections,
            seconds: seconds
        )
        guard outcome.failures.isEmpty else {
            throw Connection.Problem(text: "suggestions failed: \(outcome.failures)")
        }
        table.add("suggest/s, \(Measurement.connections) connections", Measurement.whole(outcome.timings.rate))
        table.add("  p95", ratio: outcome.timings.percentile(95), atMost: 50, unit: " ms")
    }

    /// After the load, so that the files are in the machine's memory as they are after an upgrade.
    func restart(in table: inout Table) throws {
        let seconds = try (0..<Measurement.restarts).map { _ in
            let server = try start()
            defer { server.stop() }
            return server.secondsToReady
        }
        table.add("ready after the start", ratio: seconds.sorted()[Measurement.restarts / 2], atMost: 0.1, unit: " s")
    }

    private static func whole(_ number: Double) -> String { String(format: "%.0f", number) }

    private static func percentiles(_ timings: Timings) -> String {
        [50.0, 95, 99].map { String(format: "%.1f", timings.percentile($0)) }.joined(separator: " / ")
    }
}
