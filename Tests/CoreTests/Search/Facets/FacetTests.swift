import TestSupport
import Testing

@testable import Core

@Suite("Narrowing a search")
struct FacetChoiceTests {
    private static let place = Task { try await TestPlace.with(listings) }
    private static let names = ["A", "B", "C", "D"]

    /// A is all that can be chosen by, B is something else of each, C says nothing of itself, D meets at two times.
    private static var listings: [Listing] {
        var all = names.map { Sample.listing("Clay \($0)", description: "Clay.", at: Town.peckham) }
        all[0].needs = [Need.ID(rawValue: "loneliness")]
        all[0].offer.audience = [.carers, .men]
        all[0].schedules = [session(.saturday, "10:00", "12:00")]
        all[0].costs = [CostOption(pence: 0)]
        all[0].offer.ways = [.online]
        all[0].languages = [Language(name: "Somali")]
        all[0].locations[0].accessibility = ["Step-free, with a hearing loop"]
        all[0].offer.joining = [.dropIn]
        all[1].needs = [Need.ID(rawValue: "food")]
        all[1].offer.audience = [.women]
        all[1].schedules = [session(.sunday, "19:00", "21:00")]
        all[1].costs = [CostOption(pence: 501)]
        all[1].offer.ways = [.homeVisit]
        all[1].languages = [Language(name: "Polish")]
        all[1].locations[0].accessibility = ["Hearing loop"]
        all[1].offer.joining = [.referral]
        all[1].offer.intake = .full
        all[1].offer.confirmedAt = Sample.now.addingTimeInterval(-86_400 * 100)
        all[3].schedules = [session(.saturday, "14:00", "16:00"), session(.tuesday, "10:00", "12:00")]
        return all
    }

    private static func session(_ day: Weekday, _ opens: String, _ closes: String) -> Schedule {
        Schedule(frequency: .weekly, days: [day], opensAt: TimeOfDay(opens), closesAt: TimeOfDay(closes))
    }

    private func find(_ choices: [FacetName: [String]]) async throws -> Search.Results {
        try await Self.place.value.find("clay") {
            $0.choices = choices
            $0.countsFacets = true
        }
    }

    private func letters(_ choices: [FacetName: [String]]) async throws -> String {
        try await find(choices).found.map { String($0.title.suffix(1)) }.sorted().joined()
    }

    private func count(_ name: FacetName, _ key: String, _ choices: [FacetName: [String]] = [:]) async throws -> Int? {
        try await find(choices).facets.first { $0.name == name }?.values.first { $0.key == key }?.count
    }

    private static let examples: [(FacetName, String, String)] = [
        (.need, "loneliness", "A"), (.need, "food", "B"), (.who, "carers", "A"), (.who, "women", "B"),
        (.day, "sa", "AD"),
        (.day, "su", "B"), (.part, "morning", "AD"), (.part, "evening", "B"), (.cost, "free", "A"),
        (.cost, "more", "B"),
        (.how, "online", "A"), (.how, "home-visit", "B"), (.language, "somali", "A"), (.language, "polish", "B"),
        (.access, "hearing-loop", "AB"), (.access, "step-free", "A"), (.join, "drop-in", "A"), (.join, "referral", "B"),
        (.taking, "full", "B"), (.taking, "open", "ACD"), (.freshness, "fresh", "ACD"), (.freshness, "due", "ABCD"),
    ]

    @Test("by one value leaves what has it, and its count said so before", arguments: examples)
    func filters(name: FacetName, key: String, expected: String) async throws {
        #expect(try await letters([name: [key]]) == expected)
        #expect(try await count(name, key) == expected.count)
    }

    @Test("is possible by every facet")
    func everyFacet() async throws {
        #expect(Set(Self.examples.map(\.0)) == Set(FacetName.allCases))
        #expect(try await find([:]).facets.map(\.name) == FacetName.allCases)
    }

    @Test(
        "by several values of one facet leaves what has any; of access, what has all",
        arguments: [
            (.cost, ["free", "more"], "AB"), (.day, ["sa", "su"], "ABD"), (.who, ["carers", "women"], "AB"),
            (.access, ["hearing-loop", "step-free"], "A"),
        ] as [(FacetName, [String], String)]
    )
    func several(name: FacetName, keys: [String], expected: String) async throws {
        #expect(try await letters([name: keys]) == expected)
    }

    @Test("by two facets leaves what has both")
    func both() async throws {
        #expect(try await letters([.cost: ["free"], .how: ["online"]]) == "A")
        #expect(try await letters([.cost: ["free"], .how: ["home-visit"]]) == "")
    }

    @Test("to Saturday and morning asks for a Saturday morning, not for some Saturday and some morning")
    func session() async throws {
        #expect(try await letters([.day: ["sa"], .part: ["morning"]]) == "A")
        #expect(try await letters([.day: ["tu"], .part: ["morning"]]) == "D")
        #expect(try await letters([.day: ["sa", "tu"], .part: ["morning", "evening"]]) == "AD")
        #expect(try await count(.day, "sa", [.part: ["morning"]]) == 1)
        #expect(try await count(.day, "sa", [.part: ["morning", "morning"]]) == 1)
        #expect(try await count(.part, "morning", [.day: ["tu"]]) == 1)
    }

    @Test(
        "by what nobody knows changes nothing",
        arguments: [
            (.need, "x"), (.day, "xx"), (.day, "SA"), (.part, "noon"), (.part, "Morning"), (.cost, "Free"), (.who, ""),
            (.language, "klingon"), (.freshness, "hidden"), (.access, "\u{0}"), (.taking, "🦊"), (.how, "in person"),
        ] as [(FacetName, String)]
    )
    func unknown(name: FacetName, key: String) async throws {
        #expect(try await letters([name: [key]]) == "ABCD")
        let known: [FacetName: [String]] = [.cost: ["free"], .day: ["sa"], .part: ["morning"], .how: ["online"]]
        #expect(try await letters(known.merging([name: [key]]) { $0 + $1 }) == "A")
    }

    @Test("by as many values as an address can hold is answered")
    func most() async throws {
        let days = Array(repeating: Weekday.allCases.map { $0.rawValue.lowercased() }, count: 9).flatMap(\.self)
        let parts = Array(repeating: DayPart.allCases.map(\.rawValue), count: 9).flatMap(\.self)
        let results = try await find([.day: days, .part: parts])
        #expect(results.total == 3 && !results.isDegraded)
    }

    @Test("counts what the other facets leave, its own values as if none of them were chosen")
    func counts() async throws {
        #expect(try await count(.cost, "more", [.cost: ["free"]]) == 1)
        #expect(try await count(.how, "home-visit", [.cost: ["free"]]) == 0)
        #expect(try await count(.how, "online", [.cost: ["free"]]) == 1)
        let chosen = try await find([.cost: ["free"]]).facets.first { $0.name == .cost }?.values.filter(\.isChosen)
        #expect(chosen?.map(\.key) == ["free"])
    }

    @Test("counts exactly, over hundreds of offers, and equally with and without a place")
    func exact() async throws {
        let place = try await TestPlace.demo()
        for near in ["", "SE15"] {
            func results(_ choices: [FacetName: [String]]) async throws -> Search.Results {
                try await place.find("help") {
                    $0.choices = choices
                    $0.near = near
                    $0.countsFacets = true
                }
            }
            let all = try await results([:])
            #expect(all.totalIsExact)
            for facet in all.facets where facet.name != .language && facet.name != .need {
                for value in facet.values where value.count > 0 {
                    let narrowed = try await results([facet.name: [value.key]])
                    #expect(narrowed.droppedPlace || narrowed.total == value.count, "\(facet.name) \(value.key)")
                }
            }
        }
    }

    @Test("is not counted unless that is asked for")
    func uncounted() async throws {
        #expect(try await Self.place.value.find("clay").facets.allSatisfy { $0.values.allSatisfy { $0.count == 0 } })
    }
}

@Suite("What an offer costs")
struct CostBandTests {
    @Test(
        "is told from the cheapest amount, or from the words",
        arguments: [
            ([0], nil, .free), ([300], nil, .low), ([500], nil, .low), ([501], nil, .more), ([900, 0], nil, .free),
            ([], "Free", .free), ([], "This service is free.", .free), ([], "No charge", .free),
            ([], "Smoke free place", nil), ([], "Ask us", nil), ([], nil, nil),
        ] as [([Int], String?, CostBand?)]
    )
    func band(pence: [Int], words: String?, expected: CostBand?) {
        #expect(CostBand(costs: pence.map { CostOption(pence: $0) }, feesDescription: words) == expected)
    }
}

@Suite("Parts of the day")
struct DayPartTests {
    @Test(
        "that a session is open in are those with half an hour of it, and the one it begins in",
        arguments: [
            ("10:00", "12:00", [.morning]), ("10:00", "12:29", [.morning]), ("10:00", "12:30", [.morning, .afternoon]),
            ("11:45", "14:00", [.morning, .afternoon]), ("09:00", "21:00", [.morning, .afternoon, .evening]),
            ("17:00", nil, [.evening]), ("16:50", "19:00", [.afternoon, .evening]), ("23:00", "01:00", [.evening]),
            (nil, "12:00", []), ("10:00", "10:00", [.morning]),
        ] as [(String?, String?, [DayPart])]
    )
    func parts(opens: String?, closes: String?, expected: [DayPart]) {
        let schedule = Schedule(
            frequency: .weekly,
            days: [.monday],
            opensAt: opens.flatMap { TimeOfDay($0) },
            closesAt: closes.flatMap { TimeOfDay($0) }
        )
        #expect(schedule.dayParts == expected)
    }
}
