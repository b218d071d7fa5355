import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Core

/// Sites that answer as they are told, and remember who was asked.
private final class Sites: LinkProbe {
    private let answers: Mutex<[String: LinkAnswer]>
    private let questions = Mutex<[String]>([])
    /// Called before each answer.
    let onQuestion: @Sendable (_ number: Int) async -> Void

    init(_ answers: [String: LinkAnswer] = [:], onQuestion: @escaping @Sendable (Int) async -> Void = { _ in }) {
        self.answers = Mutex(answers)
        self.onQuestion = onQuestion
    }

    var asked: [String] { questions.withLock { $0 } }

    func set(_ url: String, _ kind: LinkAnswer.Kind) { answers.withLock { $0[url] = LinkAnswer(kind, "a test") } }

    func answer(of address: String) async -> LinkAnswer {
        let number = questions.withLock { questions in
            questions.append(address)
            return questions.count
        }
        await onQuestion(number)
        return answers.withLock { $0[address] } ?? LinkAnswer(.alive, "200")
    }
}

@Suite("The checker")
struct CheckerTests {
    private static let description = "We meet for tea and a chat. Come when you like, and bring a friend."

    private func listing(_ name: String, website: String? = nil, confirmed: Double? = 1) -> Listing {
        var listing = Sample.listing(name, of: Sample.organisation("\(name) group"), confirmed: confirmed)
        listing.offer.description = "\(name). \(Self.description)"
        listing.offer.website = website
        return listing
    }

    @discardableResult
    private func check(_ place: TestPlace, _ probe: (any LinkProbe)? = Sites()) async throws -> Checker.Report {
        try await place.features.checker.run(probe: probe, wait: { _ in })
    }

    private func evidence(_ place: TestPlace) async throws -> [String] {
        try await place.database.read { try String.fetchAll($0, sql: "SELECT kind FROM evidence ORDER BY at, kind") }
    }

    @Test("writes down what is amiss, tells the ledger once, and settles what is gone")
    func foundAndSettled() async throws {
        let place = try await TestPlace.empty()
        var tea = listing("Tea")
        tea.schedules = [Schedule(frequency: .weekly, days: [.monday], validTo: Sample.today.adding(days: -1))]
        tea.phones = [Phone(number: "123 456")]
        try await place.save([tea])
        let first = try await check(place)
        #expect(first.newFindings == 2 && first.listings == 1)
        place.clock.advance(days: 1)
        let second = try await check(place)
        #expect(second.newFindings == 0 && second.settledFindings == 0)
        #expect(try await evidence(place) == ["end date passed"])
        let open = try await place.features.findings.open(of: tea.offer.id)
        #expect(Set(open.map(\.kind)) == [.endDatePassed, .telephone])
        #expect(open.allSatisfy { $0.firstSeen == Sample.now && $0.lastSeen == place.clock.now })
        #expect(try await place.features.directory.listing(tea.offer.id).offer.doubt == .endDatePassed)

        try await place.execute("UPDATE schedule SET validTo = NULL")
        #expect(try await check(place).settledFindings == 1)
        #expect(try await place.features.findings.open(of: tea.offer.id).map(\.kind) == [.telephone])
        // The same end date coming back is nothing that the ledger does not know.
        try await place.execute("UPDATE schedule SET validTo = ?", [Sample.today.adding(days: -1)])
        try await check(place)
        #expect(try await evidence(place) == ["end date passed"])
    }

    @Test("settles everything of a listing that closed, and names listings and organisations in its list")
    func closed() async throws {
        let place = try await TestPlace.empty()
        try await place.save([Sample.listing("Tea", description: "")])
        try await check(place)
        let lines = try await place.features.findings.open()
        #expect(lines.map(\.offer) == ["Tea"] && lines.map(\.organisation) == ["Tea and Company"])
        try await place.execute("UPDATE offer SET status = 'defunct'")
        #expect(try await check(place).settledFindings == 1)
        #expect(try await place.features.findings.open().isEmpty)
    }

    @Test("holds a dead link against a listing after two days, once, and lets it go when the page is back")
    func deadLink() async throws {
        let place = try await TestPlace.empty()
        let tea = listing("Tea", website: "https://tea.place/")
        try await place.save([tea])
        let sites = Sites()
        sites.set("https://tea.place/", .failing)
        for _ in 0..<3 {
            try await check(place, sites)
            place.clock.advance(minutes: 90)
        }
        #expect(try await place.features.findings.open(of: tea.offer.id).isEmpty)
        for _ in 0..<2 {
            place.clock.advance(days: 1)
            try await check(place, sites)
        }
        #expect(try await place.features.findings.open(of: tea.offer.id).map(\.kind) == [.linkDead])
        #expect(try await evidence(place) == ["link dead"])
        sites.set("https://tea.place/", .alive)
        place.clock.advance(days: 1)
        #expect(try await check(place, sites).settledFindings == 1)
    }

    @Test("leaves links alone when told to, with what was found of them")
    func withoutLinks() async throws {
        let place = try await TestPlace.empty()
        let tea = listing("Tea", website: "https://tea.place/")
        try await place.save([tea])
        let sites = Sites()
        sites.set("https://tea.place/", .gone)
        for _ in 0..<2 {
            try await check(place, sites)
            place.clock.advance(minutes: 61)
        }
        let report = try await check(place, nil)
        #expect(report.linksTested == 0 && report.settledFindings == 0)
        #expect(try await place.features.findings.open(of: tea.offer.id).map(\.kind) == [.linkDead])
    }

    @Test("asks an address once, however many listings show it and however often it is started within the hour")
    func politeAcrossRuns() async throws {
        let place = try await TestPlace.empty()
        try await place.save(["One", "Two", "Three"].map { listing($0, website: "https://shared.place/") })
        let sites = Sites()
        for _ in 0..<3 { try await check(place, sites) }
        #expect(sites.asked == ["https://shared.place/"])
        place.clock.advance(minutes: 61)
        try await check(place, sites)
        #expect(sites.asked.count == 2)
    }

    @Test("asks one page of a host at a time, with a pause between")
    func politeToHosts() async throws {
        let place = try await TestPlace.empty()
        try await place.save((0..<12).map { listing("Page \($0)x", website: "https://host\($0 % 3).place/\($0)") })
        let busy = Mutex<[String: Int]>([:])
        let most = Mutex(0)
        let waits = Mutex(0)
        let probe = Watched { url in
            let host = LinkPolicy.host(of: url)
            let count = busy.withLock { busy in
                busy[host, default: 0] += 1
                return busy[host] ?? 0
            }
            most.withLock { $0 = max($0, count) }
            await Task.yield()
            busy.withLock { $0[host, default: 0] -= 1 }
        }
        let report = try await place.features.checker.run(
            probe: probe,
            wait: { pause in
                #expect(pause == LinkPolicy.pause)
                waits.withLock { $0 += 1 }
            }
        )
        #expect(report.linksTested == 12)
        #expect(most.withLock { $0 } == 1)
        #expect(waits.withLock { $0 } == 9)
    }

    private struct Watched: LinkProbe {
        let watch: @Sendable (String) async -> Void

        func answer(of address: String) async -> LinkAnswer {
            await watch(address)
            return LinkAnswer(.alive, "200")
        }
    }

    @Test("blames nobody when no site at all answers: then it is we who are not connected")
    func offline() async throws {
        let place = try await TestPlace.empty()
        try await place.save((0..<5).map { listing("Page \($0)x", website: "https://host\($0).place/") })
        let sites = Sites()
        for number in 0..<5 { sites.set("https://host\(number).place/", .failing) }
        for _ in 0..<3 {
            #expect(try await check(place, sites).isOnline == false)
            place.clock.advance(days: 1)
        }
        #expect(try await place.features.findings.open().isEmpty)
        sites.set("https://host0.place/", .alive)
        for _ in 0..<2 {
            #expect(try await check(place, sites).isOnline)
            place.clock.advance(days: 1)
        }
        #expect(try await place.features.findings.open().count == 4)
    }

    @Test("goes on where it was stopped, and asks nobody twice")
    func resumed() async throws {
        let place = try await TestPlace.empty()
        try await place.save((0..<60).map { listing("Page \($0)x", website: "https://host.place/\($0)") })
        let killed = Task { () -> Int in
            let sites = Sites { number in
                if number == 25 { withUnsafeCurrentTask { $0?.cancel() } }
            }
            await #expect(throws: CancellationError.self) { try await check(place, sites) }
            return sites.asked.count
        }
        let before = await killed.value
        #expect(before == 25)
        #expect(try await place.features.checker.isDue(links: true))
        place.clock.advance(minutes: 120)
        let sites = Sites()
        let report = try await check(place, sites)
        // The one that was cut off is asked again.
        #expect(report.linksTested == 36 && report.listings == 60)
        #expect(try await place.count("checkRun") == 1)
    }

    @Test("goes on among the listings, too")
    func resumedAmongListings() async throws {
        let place = try await TestPlace.empty()
        try await place.save(
            (0..<120).map { Sample.listing("Page \($0)x", of: Sample.organisation("O\($0)"), description: "") }
        )
        let killed = Task {
            _ = await #expect(throws: CancellationError.self) {
                try await place.features.checker.run(
                    probe: nil,
                    progress: { done, _, _ in
                        if done == 50 { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                )
            }
        }
        await killed.value
        #expect(try await place.count("finding") == 50)
        let report = try await check(place, nil)
        #expect(report.listings == 70 && report.newFindings == 70)
        #expect(try await place.count("finding WHERE settledAt IS NULL") == 120)
    }

    @Test("is due once a day by England's calendar, and a run without links does not stand for one with them")
    func due() async throws {
        let place = try await TestPlace.empty()
        let checker = place.features.checker
        #expect(try await checker.isDue(links: true))
        try await check(place, nil)
        #expect(try await checker.isDue(links: true))
        #expect(try await !checker.isDue(links: false))
        try await check(place)
        #expect(try await !checker.isDue(links: true))
        place.clock.advance(minutes: 14 * 60 - 1)
        #expect(try await !checker.isDue(links: true))
        place.clock.advance(minutes: 1)
        #expect(try await checker.isDue(links: true))
    }

    @Test("begins anew when the run before was left for most of a day")
    func abandoned() async throws {
        let place = try await TestPlace.empty()
        try await place.save((0..<60).map { listing("Page \($0)x") })
        try await place.execute(
            "INSERT INTO checkRun (id, startedAt, testsLinks, doneUpTo) VALUES (?, ?, 1, 'ffff')",
            [Identifier<CheckRun>(), Sample.now.addingTimeInterval(-20 * 3_600)]
        )
        #expect(try await check(place).listings == 60)
    }

    @Test("runs once at a time, and says so")
    func oneAtATime() async throws {
        let place = try await TestPlace.empty()
        try await place.save([listing("Tea", website: "https://tea.place/")])
        let sites = Sites { _ in
            await #expect(throws: Failure.self) { _ = try await check(place) }
        }
        try await check(place, sites)
        try await check(place)
    }

    @Test("finds little amiss in the place that comes with the program, and asks none of its invented sites")
    func seedPlace() async throws {
        let place = try await TestPlace.demo()
        let report = try await check(place, nil)
        let lines = try await place.features.findings.open()
        #expect(report.listings > 50)
        #expect(lines.count * 5 < report.listings, "\(lines.map { "\($0.offer): \($0.finding.what)" })")
    }
}
