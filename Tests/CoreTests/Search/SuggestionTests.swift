import Foundation
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Suggesting")
struct SuggestionTests {
    private static let hackney = Coordinate(latitude: 51.541, longitude: -0.063)
    private static let leeds = Coordinate(latitude: 53.797, longitude: -1.543)

    private func place(_ listings: [Listing]) async throws -> TestPlace {
        let place = try await TestPlace.empty()
        try await place.save(listings)
        try await place.features.indexer.reconcile()
        return place
    }

    private func suggestions(_ place: TestPlace, _ typed: String) async throws -> [String] {
        try await place.features.suggestions.suggestions(for: typed).map(\.inWords)
    }

    private func offers(_ place: TestPlace, _ typed: String) async throws -> [String] {
        try await suggestions(place, typed).filter { $0.hasPrefix("offer") }
    }

    // MARK: Offers

    @Test(
        "finds an offer by the beginning of any word of its title, words in any order",
        arguments: ["gar", "hack", "gardening hack", "hackney gard", "GARDENING in H", "gardens", "  gardening  "]
    )
    func prefix(_ typed: String) async throws {
        let place = try await place([Sample.listing("Gardening in Hackney"), Sample.listing("Knitting")])
        #expect(try await offers(place, typed) == ["offer Gardening in Hackney"])
    }

    @Test("wants every word but the last in full", arguments: ["gard hackney", "gardening leeds", "ardening"])
    func wholeWords(_ typed: String) async throws {
        let place = try await place([Sample.listing("Gardening in Hackney"), Sample.listing("Knitting in Leeds")])
        #expect(try await offers(place, typed).isEmpty)
    }

    @Test(
        "minds neither accents nor apostrophes nor capitals",
        arguments: ["cafe", "CAFÉ", "cafe\u{301} me", "mens", "men's sh", "men’s", "mens shed"]
    )
    func spelling(_ typed: String) async throws {
        let place = try await place([Sample.listing("Café at the Men's Shed")])
        #expect(try await offers(place, typed) == ["offer Café at the Men's Shed"])
    }

    @Test("puts first what begins as typed, out of any number")
    func beginning() async throws {
        let others = (1...300).map { Sample.listing("Nordic walking \($0)") }
        let place = try await place(others + [Sample.listing("Walking football and nothing else at all")])
        let found = try await offers(place, "walking")
        #expect(found.first == "offer Walking football and nothing else at all" && found.count == Suggestions.most)
        #expect(try await offers(place, "nordic walking 29").contains("offer Nordic walking 29"))
    }

    @Test("leaves out what is hidden or has closed, and puts what nobody confirmed after the rest")
    func trust() async throws {
        var closed = Sample.listing("Pottery closed")
        closed.offer.status = .defunct
        let place = try await place([
            closed, Sample.listing("Pottery hidden", confirmed: 400), Sample.listing("Pottery old", confirmed: 200),
            Sample.listing("More pottery", confirmed: 10),
        ])
        #expect(try await offers(place, "pottery") == ["offer More pottery", "offer Pottery old"])
        place.clock.advance(days: 200)
        #expect(try await offers(place, "pottery") == ["offer More pottery"])
        place.clock.advance(days: 400)
        #expect(try await suggestions(place, "tea").isEmpty, "an organisation of hidden offers alone is suggested")
    }

    // MARK: Organisations

    @Test("names an organisation once, however many offers it has, and beside others of nearly its name")
    func organisations() async throws {
        let large = Sample.organisation("Age and Company")
        let small = Sample.organisation("Friends of Company")
        let listings = (1...60).map { Sample.listing("Tea \($0)", of: large) } + [Sample.listing("Cake", of: small)]
        let place = try await place(listings)
        #expect(
            try await suggestions(place, "compa") == [
                "organisation Age and Company", "organisation Friends of Company",
            ]
        )
        #expect(try await suggestions(place, "friends of comp") == ["organisation Friends of Company"])
        let found = try await place.features.suggestions.suggestions(for: "friends")
        #expect(found == [.organisation(small.id, name: small.name)])
    }

    // MARK: Needs

    @Test("knows a need by its name and by what people say, once, the fullest match first")
    func needs() async throws {
        let place = try await place(
            ["debt-and-money-worries", "loneliness", "parenting", "nature", "falls-and-mobility"].map { need in
                var listing = Sample.listing("For \(need)")
                listing.needs = [Need.ID(rawValue: need)]
                return listing
            }
        )
        func needs(_ typed: String) async throws -> [String] {
            try await suggestions(place, typed).filter { $0.hasPrefix("need") }
        }
        #expect(try await needs("skin") == ["need Debt and money worries, said skint"])
        #expect(try await needs("mon").first == "need Debt and money worries")
        #expect(try await needs("worries mon") == ["need Debt and money worries"])
        #expect(try await needs("debt adv") == ["need Debt and money worries"])
        #expect(try await needs("lonely") == ["need Loneliness, said lonely"], "“lone parent” is another word")
        #expect(try await needs("walking").first == "need Nature, said walking")
        #expect(try await needs("cant pay my b") == ["need Debt and money worries, said can't pay my bills"])
    }

    @Test("suggests no need that nobody is there for")
    func unansweredNeeds() async throws {
        let place = try await place([Sample.listing("Tea")])
        #expect(try await suggestions(place, "lonely").isEmpty)
    }

    @Test("learns within a minute or so that somebody is there for a need now")
    func changedNeeds() async throws {
        let place = try await place([Sample.listing("Tea")])
        #expect(try await suggestions(place, "lonely").isEmpty)
        var listing = Sample.listing("Company")
        listing.needs = [Need.ID(rawValue: "loneliness")]
        try await place.save([listing])
        place.clock.advance(minutes: 2)
        await place.features.suggestions.listingsChanged()
        var found: [String] = []
        // Until then suggestions go on with what is known.
        for _ in 0..<1_000 where found.isEmpty { found = try await suggestions(place, "lonely") }
        #expect(found == ["need Loneliness, said lonely"])
    }

    // MARK: Places

    @Test("completes the name of a place, and keeps the words before it")
    func places() async throws {
        let place = try await place([Sample.listing("Tea", at: Self.hackney)])
        func last(_ typed: String) async throws -> String? { try await suggestions(place, typed).last }
        #expect(try await last("bethn") == "place Bethnal Green, words “”, near “Bethnal Green”")
        #expect(try await last("bethnal gr") == "place Bethnal Green, words “”, near “Bethnal Green”")
        #expect(try await last("Chair yoga near be")?.hasSuffix("words “Chair yoga”, near “Bethnal Green”") == true)
        #expect(try await last("yoga bet")?.hasSuffix("words “yoga”, near “Bethnal Green”") == true)
        #expect(try await last("near bethnal") == "place Bethnal Green, words “”, near “Bethnal Green”")
        #expect(try await last("hackn") != nil)
        #expect(try await suggestions(place, "leed").isEmpty)
        let found = try await place.features.suggestions.suggestions(for: "hac")
        #expect(found.count <= Suggestions.mostPlaces)
    }

    @Test("suggests only what the field for a place understands")
    func placesAreFound() async throws {
        let place = try await place([
            Sample.listing("Tea", at: Self.hackney), Sample.listing("Cake", at: Self.leeds),
        ])
        for typed in ["ha", "be", "ne", "st", "wa", "le", "ki", "south", "london"] {
            for case .place(let spot, _, let near) in try await place.features.suggestions.suggestions(for: typed) {
                let again = try await place.features.gazetteer.spot(typed: near)
                #expect(again?.name == spot.name && again?.district == spot.district, "\(near)")
                #expect(try await place.features.search.find(SearchRequest(near: near)).spot == again, "\(near)")
            }
        }
    }

    @Test("never tells where a confidential address is")
    func confidential() async throws {
        var refuge = Sample.listing("Refuge", at: Self.leeds)
        refuge.locations[0].name = "Larch House"
        refuge.locations[0].address = "Hidden Lane"
        let open = try await place([refuge, Sample.listing("Tea", at: Self.hackney)])
        #expect(try await suggestions(open, "leeds").isEmpty == false)
        refuge.locations[0].isConfidential = true
        let place = try await place([refuge, Sample.listing("Tea", at: Self.hackney)])
        for typed in ["leeds", "lee", "hidden", "larch", "refuge near lee", "refuge lee"] {
            #expect(try await suggestions(place, typed).isEmpty, "\(typed)")
        }
        let found = try await place.features.suggestions.suggestions(for: "refuge")
        guard case .offer(_, let card) = found.first else { Issue.record("\(found)"); return }
        #expect(card.places.map(\.line) == [""] && card.places.map(\.postcode) == [nil])
    }

    // MARK: Limits

    @Test("says nothing to less than two characters", arguments: ["", " ", "g", " g ", "é", "?!", "a g", "🦊🦊"])
    func tooShort(_ typed: String) async throws {
        let place = try await place([Sample.listing("Gardening"), Sample.listing("A great day")])
        #expect(try await suggestions(place, typed).isEmpty)
    }

    @Test("gives eight at most, some of every kind")
    func most() async throws {
        let listings = (1...20).map { number in
            var listing = Sample.listing(
                "Hackney help \(number)",
                of: Sample.organisation("Hackney \(number)"),
                at: Self.hackney
            )
            listing.needs = [Need.ID(rawValue: "housing")]
            return listing
        }
        let place = try await place(listings)
        let found = try await suggestions(place, "hack")
        #expect(found.count == 8)
        #expect(Set(found.map { $0.prefix { $0 != " " } }) == ["offer", "organisation", "place"])
    }

    @Test("cuts what is longer than a hundred characters instead of refusing it")
    func tooLong() async throws {
        let place = try await place([Sample.listing("Gardening in Hackney")])
        let typed = "gardening " + String(repeating: "hackney ", count: 100) + "leeds"
        #expect(try await offers(place, typed) == ["offer Gardening in Hackney"])
    }

    @Test("answers any Unicode with a list", arguments: 0..<4)
    func anything(_ seed: UInt64) async throws {
        let place = try await place([
            Sample.listing("Café für Ältere 茶 чай", at: Self.hackney), Sample.listing("Gardening in Hackney"),
        ])
        var random = Numbers(state: seed)
        for _ in 0..<400 {
            let found = try await place.features.suggestions.suggestions(for: random.text())
            #expect(found.count <= Suggestions.most)
        }
    }

    @Test("does without an index: needs and places are left")
    func degraded() async throws {
        var listing = Sample.listing("Hackney tea", at: Self.hackney)
        listing.needs = [Need.ID(rawValue: "loneliness")]
        let place = try await place([listing])
        await place.features.indexer.close()
        try FileManager.default.removeItem(at: place.folder.appendingPathComponent("index"))
        let search = try TestPlace.search(over: place)
        let suggestions = Suggestions(
            readers: search.readers,
            knowledge: search.knowledge,
            lexicon: search.lexicon,
            clock: search.clock,
            logger: search.logger
        )
        #expect(try await suggestions.suggestions(for: "lonely").map(\.inWords) == ["need Loneliness, said lonely"])
        #expect(try await suggestions.suggestions(for: "hackney").contains { $0.inWords.hasPrefix("place") })
    }

    @Test("shares the rows out, and gives away what a kind has no use for")
    func shares() {
        func kinds(_ needs: Int, _ offers: Int, _ organisations: Int, _ places: Int) -> [Int] {
            let id = Organisation.ID()
            func row(_ name: String) -> Suggestion { .organisation(id, name: name) }
            var kinds = SuggestionKinds()
            kinds.needs = Array(repeating: row("need"), count: needs)
            kinds.offers = Array(repeating: row("offer"), count: offers)
            kinds.organisations = Array(repeating: row("organisation"), count: organisations)
            kinds.places = Array(repeating: row("place"), count: places)
            let best = kinds.best(8)
            return ["need", "offer", "organisation", "place"].map { name in best.count { $0 == row(name) } }
        }
        #expect(kinds(9, 9, 9, 9) == [2, 3, 2, 1])
        #expect(kinds(0, 9, 0, 1) == [0, 7, 0, 1])
        #expect(kinds(9, 1, 0, 3) == [6, 1, 0, 1])
        #expect(kinds(1, 1, 1, 3) == [1, 1, 1, 3])
        #expect(kinds(0, 0, 0, 0) == [0, 0, 0, 0])
    }
}

extension Suggestion {
    fileprivate var inWords: String {
        switch self {
        case .need(let need, let said): "need \(need.name)" + (said.map { ", said \($0)" } ?? "")
        case .offer(_, let card): "offer \(card.name)"
        case .organisation(_, let name): "organisation \(name)"
        case .place(let spot, let words, let near): "place \(spot.name), words “\(words)”, near “\(near)”"
        }
    }
}

/// Repeatable random texts of all sorts of characters (SplitMix64).
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func text() -> String {
        let pieces = [
            "ga", "hack", "né", " ", "'", "’", "e\u{301}", "\u{0}", "*", "\"", "(", "near ", "St. ", "茶", "ча", "Z",
            "XT",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...30, using: &self) {
            if Bool.random(using: &self) {
                text += pieces.randomElement(using: &self) ?? ""
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10ffff, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
