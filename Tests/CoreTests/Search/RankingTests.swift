import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Ranking")
struct OfferRankingTests {
    /// Two offers that say the same; only one of them is changed.
    private func place(_ change: (inout Listing) -> Void) async throws -> TestPlace {
        var changed = Sample.listing("Foxglove", description: "Vellum and quills for all.", at: Town.peckham)
        change(&changed)
        let plain = Sample.listing("Larkspur", description: "Vellum and quills for all.", at: Town.peckham)
        return try await TestPlace.with([changed, plain])
    }

    private func explained(_ words: String, _ place: TestPlace, near: String = "") async throws -> [Search.Found] {
        try await place.find(words) {
            $0.explains = true
            $0.near = near
        }.found
    }

    private func factors(_ words: String, _ place: TestPlace, near: String = "") async throws -> [String: Double] {
        let found = try #require(try await explained(words, place, near: near).first { $0.title == "Foxglove" })
        return try #require(found.explanation).factors.reduce(into: [:]) { $0[$1.name] = $1.value }
    }

    // MARK: What moves an offer down

    @Test("puts what is overdue, full, waiting or closed for now lower, each by its own share")
    func state() async throws {
        let changes: [(String, (inout Listing) -> Void)] = [
            ("confirmed in time", { $0.offer.confirmedAt = Sample.now.addingTimeInterval(-86_400 * 130) }),
            ("waiting list", { $0.offer.intake = .waitingList }), ("full", { $0.offer.intake = .full }),
            ("closed for now", { $0.offer.status = .temporarilyClosed }),
        ]
        for (name, change) in changes {
            let place = try await place(change)
            let factor = try #require(try await factors("vellum", place)[name], "\(name)")
            #expect((0.5..<1).contains(factor), "\(name)")
            #expect(try await place.titles("vellum") == ["Larkspur", "Foxglove"], "\(name)")
        }
    }

    @Test("puts what is farther lower, step by step, and never below six tenths")
    func distance() async throws {
        var last = 1.0
        for metres in [0.0, 500, 2_000, 4_000, 4_700] {
            let place = try await place { $0.locations[0] = Self.location(Town.peckham.moved(northMetres: metres)) }
            let factor = try await factors("vellum", place, near: "Peckham")["distance"] ?? 1
            #expect(factor <= last && factor >= OfferRanking.Factor.far, "\(metres)")
            last = factor
        }
        #expect(last < 0.75)
    }

    @Test("puts what is nowhere lower when somebody asks near a place, and not otherwise")
    func placeless() async throws {
        let place = try await place { $0.locations = [] }
        #expect(try await factors("vellum", place, near: "Peckham")["distance"] == OfferRanking.Factor.placeless)
        #expect(try await factors("vellum", place)["distance"] == nil)
    }

    @Test(
        "puts lower what would turn somebody of that age away, and only that",
        arguments: [
            ("over 60", nil, 25, true), ("over 60", 18, nil, false), ("19 and", 60, nil, true),
            ("19 and", 16, 25, false),
            ("under 5s", 5, nil, true), ("under 5s", nil, 4, false), ("16 to 24 with", 25, nil, true),
            ("mum is 82", nil, nil, false),
        ] as [(String, Int?, Int?, Bool)]
    )
    func age(words: String, from: Int?, to: Int?, isWrong: Bool) async throws {
        let place = try await place {
            $0.offer.minimumAge = from
            $0.offer.maximumAge = to
        }
        #expect(try await factors("\(words) vellum", place)["age"] == (isWrong ? OfferRanking.Factor.wrongAge : nil))
    }

    @Test("puts what is for parents or the young lower for somebody of 60, not for somebody of 30")
    func younger() async throws {
        for audience in [Offer.Audience.parents, .youngPeople] {
            let place = try await place { $0.offer.audience = [audience] }
            let wrong = OfferRanking.Factor.wrongAge
            #expect(try await factors("mum is 60 vellum", place)["for younger people"] == wrong)
            #expect(try await factors("mum is 30 vellum", place)["for younger people"] == nil)
        }
    }

    // MARK: What moves an offer up

    private static let money = Need.ID(rawValue: "debt-and-money-worries")

    private static let ups: [(words: String, name: String, change: @Sendable (inout Listing) -> Void)] = [
        ("vellum saturday", "on that day", { $0.schedules = [session(.saturday, "14:00")] }),
        ("vellum evenings", "at that time of day", { $0.schedules = [session(.monday, "19:00")] }),
        ("vellum for carers", "for them", { $0.offer.audience = [.carers] }),
        ("vellum over 60", "for them", { $0.offer.audience = [.olderPeople] }),
        ("vellum in somali", "in that language", { $0.languages = [Language(name: "Somali")] }),
        ("free vellum", "free", { $0.costs = [CostOption(pence: 0)] }),
        ("cheap vellum", "free or low cost", { $0.costs = [CostOption(pence: 300)] }),
        ("vellum by phone", "in that way", { $0.offer.ways = [.telephone] }),
        ("vellum skint", "answers the need", { $0.needs = [Need.ID(rawValue: "food"), money] }),
        ("vellum skint", "is mainly for it", { $0.needs = [money, Need.ID(rawValue: "food")] }),
    ]

    @Test("puts higher what fits what was said besides, and by no more than 1.6", arguments: ups.indices)
    func fits(number: Int) async throws {
        let (words, name, change) = Self.ups[number]
        let place = try await place(change)
        let factor = try #require(try await factors(words, place)[name], "\(words)")
        #expect(factor > 1 && factor <= 1.6)
        #expect(try await place.titles(words).first == "Foxglove", "\(words)")
        #expect(try await factors("vellum", place)[name] == nil)
    }

    @Test("by days counts one, however many are named, and the time is that of the day")
    func days() async throws {
        let place = try await place {
            $0.schedules = [
                Self.session(.saturday, "10:00"), Self.session(.sunday, "10:00"), Self.session(.monday, "19:00"),
            ]
        }
        let week = "vellum monday tuesday wednesday thursday friday saturday sunday"
        #expect(try await factors(week, place) == ["on that day": OfferRanking.Factor.onThatDay])
        #expect(try await factors("vellum weekend", place) == ["on that day": OfferRanking.Factor.onThatDay])
        #expect(try await factors("vellum saturday morning", place).count == 2)
        #expect(try await factors("vellum saturday evening", place).count == 1)
    }

    // MARK: Bounds

    @Test("has no factor under 0.5 or above 1.6, whatever is said")
    func bounds() throws {
        let said =
            Self.ups.map(\.words) + [
                "vellum mum is 82", "vellum weekends evenings in polish in somali online home visit",
            ]
        for words in said {
            let ranking = OfferRanking(
                try Reader.read(words),
                marks: OfferMarks(
                    needs: [Need.ID(rawValue: "debt-and-money-worries")],
                    languages: ["Somali", "Polish"]
                ),
                hasPlace: true,
                radiusMetres: 8_000,
                now: Sample.now
            )
            #expect(ranking.factors.count <= SearchOptions.maximumFactors)
            for one in ranking.factors {
                #expect(one.factor.values.allSatisfy { (0.5...1.6).contains($0) }, "\(one)")
            }
        }
    }

    @Test(
        "lifts what fits all that was said besides less than twofold, and brings nothing that is about something else"
    )
    func wordsFirst() async throws {
        var tea = Sample.listing("Tea", description: "Saturday morning tea. Free, every Saturday morning.")
        tea.schedules = [Self.session(.saturday, "10:00")]
        tea.costs = [CostOption(pence: 0)]
        var pottery = Sample.listing("Clay work", description: "Wheels and ovens. " + Self.filler + "Some pottery.")
        pottery.offer.intake = .full
        var fitting = Sample.listing("Pottery in the morning", description: "Pottery.")
        fitting.schedules = [Self.session(.saturday, "10:00")]
        fitting.costs = [CostOption(pence: 0)]
        let place = try await TestPlace.with([tea, pottery, fitting])
        let found = try await explained("free pottery saturday morning", place)
        #expect(found.map(\.title) == ["Pottery in the morning", "Clay work"])
        let lift = try #require(found.first?.explanation).factors.map(\.value).reduce(1, *)
        #expect(lift > 1.9 && lift < 2)
    }

    @Test("explains itself: the text's score times the factors is the score, and the order is that of the scores")
    func explanation() async throws {
        let place = try await TestPlace.demo()
        for words in ["lonely saturday morning near SE15", "free yoga for carers over 60", "debt in somali by phone"] {
            let found = try await explained(words, place)
            #expect(found.count > 5, "\(words)")
            for one in found {
                let why = try #require(one.explanation)
                let product = why.factors.reduce(why.textScore) { $0 * $1.value }
                #expect(abs(product - one.score) < 1e-6 * max(1, one.score), "\(words)")
                #expect(why.factors.allSatisfy { (0.5...1.6).contains($0.value) && $0.value != 1 })
                #expect(!why.terms.isEmpty && why.textScore > 0)
            }
            let above = found.filter { $0.freshness != .unconfirmed }.map(\.score)
            #expect(above == above.sorted(by: >), "\(words)")
        }
        #expect(try await place.find("yoga").found.allSatisfy { $0.explanation == nil })
    }

    // MARK: Samples

    private static let filler = String(repeating: "We meet and talk of many things. ", count: 12)

    private static func location(_ point: Coordinate) -> Location {
        Location(id: Location.ID(named: "moved"), coordinate: point, precision: .exact)
    }

    private static func session(_ day: Weekday, _ opens: String) -> Schedule {
        Schedule(frequency: .weekly, days: [day], opensAt: TimeOfDay(opens))
    }
}

extension ScoreFactor {
    fileprivate var values: [Double] {
        switch self {
        case .mark(_, let present, let absent), .anyMark(_, let present, let absent): [present, absent]
        case .range(_, let inside, let outside): [inside, outside]
        case .distance(_, let floor, let unknown): [floor, unknown]
        }
    }
}
