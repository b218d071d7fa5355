import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// The definition of every figure, on sets made by hand.
@Suite("Reports")
struct ReportingTests {
    private typealias Made = ReportPlace.Made

    @Test("every referral stands where it came to, and each step counts all that reached it")
    func path() async throws {
        let place = try await ReportPlace()
        try await place.add(20, .helped)
        try await place.add(10, .with { _ in })
        try await place.add(8, .with { ($0.state, $0.closure, $0.closedBy) = ("closed", "no response", "referrer") })
        try await place.add(
            9,
            .with {
                ($0.answers, $0.state, $0.closure, $0.reason) = ([("decline", 58)], "closed", "declined", "no capacity")
            }
        )
        try await place.add(7, .with { ($0.answers, $0.state) = ([("wait", 58)], "waiting") })
        try await place.add(
            7,
            .with {
                ($0.answers, $0.state, $0.closure, $0.reason) = ([("accept", 58)], "closed", "did not start", "cost")
            }
        )
        try await place.add(7, .with { ($0.answers, $0.state, $0.started) = ([("accept", 58)], "active", 40) })
        try await place.add(50, .with { $0.state = "entered in error" })
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        let people = try #require(sheet.people)
        let path = people.path
        let steps = ReferralPath.Step.allCases.map { path.count($0) }
        #expect(steps == [68, 50, 34, 27, 20, 20])
        #expect(path.places[.init(.made, .waitsForAnswer)] == .some(10))
        #expect(path.places[.init(.made, .noResponse)] == .some(8))
        #expect(path.places[.init(.answered, .declined)] == .some(9))
        #expect(path.places[.init(.answered, .onWaitingList)] == .some(7))
        #expect(path.places[.init(.accepted, .didNotStart)] == .some(7))
        #expect(path.places[.init(.started, .underWay)] == .some(7))
        #expect(path.told == 20)
        #expect(people.declined == [.init(code: .noCapacity, count: 9)])
        #expect(people.notStarted == [.init(code: .cost, count: 7)])
    }

    @Test("lapsed waits for an answer and is no decline; who took it back is told apart from who said no")
    func standings() {
        func stands(_ change: (inout ReferralPath.Facts) -> Void) -> ReferralPath.Place {
            var facts = ReferralPath.Facts(state: .closed, hasStarted: false, hasPractice: true)
            change(&facts)
            return ReferralPath.place(facts)
        }
        #expect(stands { $0.state = .lapsed } == .init(.made, .waitsForAnswer))
        #expect(stands { ($0.closure, $0.closedBy) = (.withdrawn, .referrer) } == .init(.made, .takenBack))
        #expect(stands { ($0.closure, $0.closedBy) = (.withdrawn, .person) } == .init(.made, .personSaidNo))
        #expect(stands { ($0.closure, $0.saidYes) = (.personDeclined, true) } == .init(.accepted, .personSaidNo))
        #expect(stands { ($0.closure, $0.saidYes) = (.died, false) } == .init(.answered, .movedOrDied))
        #expect(stands { ($0.state, $0.hasStarted) = (.paused, true) } == .init(.started, .underWay))
        #expect(stands { ($0.state, $0.hasStarted) = (.accepted, true) } == .init(.started, .underWay), "opened again")
        let ended: (inout ReferralPath.Facts) -> Void = { ($0.closure, $0.hasStarted) = (.leftEarly, true) }
        #expect(
            stands {
                ended(&$0); $0.helped = .worse
            } == .init(.started, .didNotHelp)
        )
        #expect(
            stands {
                ended(&$0); $0.helped = .unknown
            } == .init(.started, .helpNotKnown)
        )
        #expect(
            stands {
                ended(&$0); $0.helped = .some
            } == .init(.helped, .onItsWay)
        )
        #expect(
            stands {
                ended(&$0); ($0.helped, $0.loop) = (.lot, .withheld)
            } == .init(.helped, .withheld)
        )
        #expect(
            stands {
                ended(&$0); ($0.helped, $0.hasPractice) = (.lot, false)
            } == .init(.helped, .noPractice)
        )
        #expect(
            stands {
                ended(&$0); ($0.helped, $0.loop) = (.lot, .filed)
            } == .init(.told, nil)
        )
    }

    @Test("times are working days from and to the right things, with how many were counted")
    func waits() async throws {
        let place = try await ReportPlace()
        // Made on 22 September 2026, a Tuesday; answered on Friday 25th, tried on Sunday 27th, started on 2 October.
        try await place.add(19, .helped)
        try await place.add(1, .with { ($0.answers, $0.state) = ([("accept", 32)], "accepted") })
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        #expect(sheet.waits[.answer] == Spread([3: 19, 20: 1]))
        #expect(sheet.waits[.answer]?.median == 3 && sheet.waits[.answer]?.ninetieth == 3)
        #expect(sheet.waits[.contact] == Spread([0: 19]))
        #expect(sheet.waits[.start] == Spread([8: 19]))
        #expect(sheet.waits[.outcome] == Spread([36: 19]))
        #expect(sheet.waits[.receipt] == Spread([2: 19]))
    }

    @Test("a percentile needs ten, and is the number that so many do not exceed")
    func percentiles() {
        #expect(Spread([1: 9]).median == nil && Spread([1: 9]).count == 9)
        let spread = Spread(Dictionary(uniqueKeysWithValues: (1...10).map { ($0, 1) }))
        #expect(spread.median == 5 && spread.ninetieth == 9)
    }

    @Test("working days added up once are those of the calendar")
    func workingDays() {
        let first = Sample.day("2025-12-01")
        let count = WorkingDayCount(from: first, to: Sample.day("2026-12-31"))
        for start in stride(from: first.number, to: first.number + 390, by: 7) {
            for length in [-3, 0, 1, 5, 30] where start + length < first.number + 390 {
                let days = WorkingDays.between(Day(number: start), Day(number: start + length))
                #expect(count.between(start, start + length) == max(0, days) || start + length < first.number)
            }
        }
    }

    @Test("the closed-loop rate is what was received of what ended with consent; the rest stands beside it")
    func loop() async throws {
        let place = try await ReportPlace()
        try await place.add(9, .helped)
        func ended(_ loop: String?, _ change: (inout Made) -> Void = { _ in }) -> Made {
            var made = Made.helped
            made.loop = loop
            change(&made)
            return made
        }
        try await place.add(2, ended("sent"))
        try await place.add(1, ended("failed"))
        try await place.add(4, ended("withheld"))
        try await place.add(
            3,
            ended(nil) {
                $0.practice = nil; $0.origin = "person"
            }
        )
        try await place.add(
            5,
            ended("received") {
                ($0.ended, $0.daysAgo) = (500, 600); $0.answers = []; $0.started = 550
            }
        )
        let loop = try await place.features.reporting.closedLoop(for: nil)
        #expect((loop.received, loop.underWay, loop.failed, loop.withheld, loop.noPractice) == (9, 2, 1, 4, 3))
        #expect(loop.owed == 12 && loop.perCent == 75)
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        #expect(sheet.loop == loop && sheet.underWay == nil && sheet.undelivered == nil)
    }

    @Test("each role counts its own: the practice its people that it may be told about, organisations what they got")
    func scopes() async throws {
        let place = try await ReportPlace()
        try await place.add(10, .helped)
        try await place.add(8, .with { $0.reportBack = false })
        try await place.add(9, .with { $0.practice = SmallPlace.otherPractice.rawValue })
        try await place.add(7, .with { ($0.origin, $0.episode, $0.isAtCafe) = ("link worker", (nil, nil, nil), true) })
        func made(_ actor: Actor) async throws -> Int? {
            try await place.features.reporting.sheet(place.year, for: actor).people?.path.made
        }
        #expect(try await made(place.small.steward) == 34)
        #expect(try await made(place.small.administrator) == 34)
        #expect(try await made(place.small.doctor) == 17)
        #expect(try await made(place.small.otherDoctor) == 9)
        #expect(try await made(place.small.linkWorker) == 7)
        #expect(try await made(place.small.otherLinkWorker) == 7)
        #expect(try await made(place.small.gardener) == 27)
        #expect(try await made(place.small.cook) == 7)
        await #expect(throws: Failure.forbidden) { try await made(place.small.receptionist) }
        let own = try await place.features.reporting.sheet(place.year, for: place.small.cook)
        #expect(own.people?.backgrounds.isEmpty == true && own.people?.unmet.searches == 0)
    }

    @Test("what people are is counted with “not recorded”, and hidden where the path hides how far they came")
    func backgrounds() async throws {
        let place = try await ReportPlace()
        func made(_ episode: (String?, String?, Int?), _ change: (inout Made) -> Void = { _ in }) -> Made {
            var made = Made.helped
            (made.origin, made.episode) = ("link worker", episode)
            change(&made)
            return made
        }
        for age in ["18 to 24", "80 and over"] {
            try await place.add(8, made((age, "female", 2)))
            try await place.add(8, made((age, "male", 9)) { $0.helped = "not at all" })
            try await place.add(
                8,
                made((age, nil, nil)) {
                    ($0.state, $0.closure, $0.started, $0.helped) = ("accepted", nil, nil, nil)
                    $0.loop = nil
                }
            )
        }
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.linkWorker)
        let age = try #require(sheet.people?.backgrounds.first { $0.background == .age })
        #expect(age.values == ["18 to 24", "80 and over"])
        #expect(age.table.cells == [[8, 8, 8], [8, 8, 8]] && age.table.total == 48)
        let sex = try #require(sheet.people?.backgrounds.first { $0.background == .sex })
        #expect(sex.values == ["female", "male", nil] && sex.table.rowTotals == [16, 16, 16])
        #expect(sex.table.cells.allSatisfy { $0.allSatisfy { $0 == nil } })
        let fifths = try #require(sheet.people?.backgrounds.first { $0.background == .deprivation })
        #expect(fifths.values == ["1", "5", nil])
    }

    @Test("where the path hides how many were declined, the reasons do not tell")
    func reasonsDoNotTell() async throws {
        let place = try await ReportPlace()
        try await place.add(30, .helped)
        try await place.add(
            20,
            .with {
                ($0.answers, $0.state, $0.closure, $0.reason) = ([("decline", 58)], "closed", "declined", "no capacity")
            }
        )
        try await place.add(3, .with { ($0.answers, $0.state) = ([("wait", 58)], "waiting") })
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        let people = try #require(sheet.people)
        #expect(people.path.count(.answered) == 53 && people.path.count(.accepted) == 30)
        #expect(people.path.places[.init(.answered, .declined)] == .some(nil))
        #expect(people.declined.count == Referral.DeclineReason.allCases.count)
        #expect(people.declined.allSatisfy { $0.count == nil })
        #expect(people.unmet.fullByArea.isEmpty && people.unmet.fullByNeed.allSatisfy { $0.count == nil })
    }

    @Test("are of years that do not overlap, and a quarter tells no number of people")
    func periods() async throws {
        let today = Sample.today
        let offered = ReportPeriod.offered(today: today)
        let years = offered.filter(\.countsPeople)
        #expect(years.map(\.name) == ["2026", "2025", "2024", "2023", "2022"])
        for (later, earlier) in zip(years, years.dropFirst()) { #expect(earlier.last < later.first) }
        #expect(years.first?.last == today && years.last?.first == Sample.day("2022-01-01"))
        let quarter = try #require(ReportPeriod(name: "2026-q4", today: today))
        #expect(quarter.first == Sample.day("2026-10-01") && quarter.last == today && !quarter.countsPeople)
        #expect(ReportPeriod.quarter(3, of: 2026, today: today)?.last == Sample.day("2026-09-30"))
        for name in ["2027", "2021", "2026-q5", "2026-q0", "2026-11", "", "x", "2027-q1"] {
            #expect(ReportPeriod(name: name, today: today) == nil, "\(name)")
        }
        #expect(ReportPeriod.usual(today: Sample.day("2026-03-31")).name == "2025")
        #expect(ReportPeriod.usual(today: Sample.day("2026-04-01")).name == "2026")
        let place = try await ReportPlace()
        try await place.add(20, .helped)
        let sheet = try await place.features.reporting.sheet(quarter, for: place.small.steward)
        #expect(sheet.people == nil && sheet.loop.owed == 20)
    }

    @Test("searches without a good answer are counted by need and area, and no words are kept")
    func searches() async throws {
        let place = try await ReportPlace()
        var results = Search.Results()
        results.spot = Spot(
            kind: .outcode,
            name: "E8",
            coordinate: .init(latitude: 51.5, longitude: -0.1),
            outcodes: ["E8"]
        )
        for _ in 0..<9 {
            place.features.searchCounts.count(
                SearchRequest(words: "secret words", need: Need.ID(rawValue: "loneliness")),
                results
            )
            place.features.searchCounts.count(
                SearchRequest(words: "x", need: Need.ID(rawValue: "typed by hand")),
                results
            )
        }
        place.features.searchCounts.count(SearchRequest(words: "second page", page: 2), results)
        place.features.searchCounts.count(SearchRequest(), results)
        try await place.features.searchCounts.store()
        try await place.features.searchCounts.store()
        let sheet = try await place.features.reporting.sheet(place.year, for: place.small.steward)
        let unmet = try #require(sheet.people?.unmet)
        #expect(unmet.searches == 18 && unmet.misses == 18)
        #expect(unmet.missesByArea == [.init(name: "E8", count: 18)])
        #expect(Set(unmet.missesByNeed.map(\.name)).count == 2 && unmet.missesByNeed.contains { $0.name.isEmpty })
    }

    @Test("the checklist says intermediate with a list, and advanced only with a loop that is completed")
    func checklist() async throws {
        let empty = try await TestPlace.empty()
        let steward = Actor(id: Account.ID(), role: .steward)
        #expect(try await empty.features.reporting.checklist(for: steward).level == .early)
        let place = try await ReportPlace()
        #expect(try await place.features.reporting.checklist(for: place.small.doctor).level == .intermediate)
        let full = try await ReportPlace()
        try await full.add(30, .helped)
        let checklist = try await full.features.reporting.checklist(for: full.small.doctor)
        #expect(checklist.level == .advanced && checklist.loop.perCent == 100)
        #expect(checklist.helped?.tenths == 10 && checklist.helped?.of == 30 && checklist.offersWithFeedback == 1)
    }
}
