import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Whatever is typed")
struct AnyTextTests {
    private static let place = Task {
        try await TestPlace.with([
            Sample.listing("Clay in Peckham", description: "Free pottery on Saturdays.", at: Town.peckham),
            Sample.listing("Choir in Reading", description: "Sing for your lungs.", at: Town.reading),
        ])
    }

    private func expectSound(_ reading: Reading, _ text: String) {
        #expect(reading.words.count <= QueryWord.most, "\(text.debugDescription)")
        for one in reading.understood {
            #expect(
                !one.range.isEmpty && reading.words.indices.contains(one.range.lowerBound),
                "\(text.debugDescription)"
            )
            #expect(one.range.upperBound <= reading.words.count, "\(text.debugDescription)")
            #expect((1...one.range.count).contains(one.nameLength), "\(text.debugDescription)")
        }
        #expect(Set(reading.understood.map(\.key)).count == reading.understood.count, "\(text.debugDescription)")
        for topic in reading.topics {
            #expect(topic.strength > 0 && topic.strength <= 1, "\(text.debugDescription)")
            #expect(topic.words.lowerBound >= 0 && topic.words.upperBound <= reading.words.count)
        }
        if let query = OfferQuery(reading).query {
            #expect(query.wordsLookedFor <= OfferQuery.mostTerms, "\(text.debugDescription)")
        }
    }

    @Test("is read, within its bounds", arguments: 1...4 as ClosedRange<UInt64>)
    func read(seed: UInt64) async throws {
        let places = try await PlaceNames.build(from: try await Self.place.value.database)
        var random = try RandomText(seed: seed)
        for number in 0..<1_000 {
            let text = String(random.next().prefix(SearchRequest.longestQuery))
            let today = Weekday.allCases[number % 7]
            expectSound(try Reader.read(text, places: places, today: today), text)
        }
    }

    @Test("is answered by the index", arguments: 11...12 as ClosedRange<UInt64>)
    func answered(seed: UInt64) async throws {
        let place = try await Self.place.value
        var random = try RandomText(seed: seed)
        for number in 0..<400 {
            let text = random.next()
            var request = SearchRequest(words: text, near: number % 5 == 0 ? random.next() : "", page: number % 3 + 1)
            request.countsFacets = number % 4 == 0
            request.explains = number % 7 == 0
            request.order = number % 2 == 0 ? .best : .nearest
            request.unwanted = number % 6 == 0 ? ["near", "day-sa", "age", text] : []
            request.choices = number % 8 == 0 ? [.day: [text, "sa"], .language: [text]] : [:]
            let results = try await place.features.search.find(request)
            #expect(!results.isDegraded, "\(text.debugDescription)")
            expectSound(results.reading, text)
        }
    }

    @Test(
        "of three hundred characters is answered, and of more is cut",
        arguments: ["e\u{301}", "👩🏽‍🚀", "a ", "skint ", "in somali ", "se15 ", "x"]
    )
    func piles(piece: String) async throws {
        for count in [300, 3_000] {
            let results = try await Self.place.value.find(String(repeating: piece, count: count))
            #expect(!results.isDegraded && results.reading.words.count <= QueryWord.most)
        }
    }

    @Test("with every language, day and audience at once is answered")
    func everything() async throws {
        let place = try await Self.place.value
        let lexicon = try TestPlace.lexicon()
        for start in stride(from: 0, to: lexicon.languageNames.count, by: 10) {
            let names = lexicon.languageNames.dropFirst(start).prefix(40).map { "in \($0)" }.joined(separator: " ")
            #expect(try await !place.find(names).isDegraded)
        }
        let people = "women men carers parents teens pensioners gay veterans refugees disabled deaf"
        let rest =
            "monday tuesday wednesday thursday friday saturday sunday free cheap online zoom by phone home visit near se15"
        let results = try await place.find(
            "clay \(people) \(rest) over 60 evenings mornings afternoons skint in somali"
        )
        #expect(!results.isDegraded && results.reading.understood.count > 20)
    }
}

extension Query {
    /// Words that are looked for in the text, each place of a phrase for itself; what only adds to the score is left out.
    fileprivate var wordsLookedFor: Int {
        switch self {
        case .all, .none: 0
        case .term(let term, _): term.prefix == .body ? 1 : 0
        case .startingWith: 1
        case .anyOf(let queries), .allOf(let queries), .bestOf(let queries), .synonyms(let queries):
            queries.reduce(0) { $0 + $1.wordsLookedFor }
        case .maybe(let required, _): required.wordsLookedFor
        case .filter(let query, _), .excluding(let query, _), .scaled(let query, _): query.wordsLookedFor
        case .phrase(_, let words), .near(_, let words, _): words.count
        }
    }
}
