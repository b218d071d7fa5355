import Foundation
import Logging
import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Searching")
struct SearchTests {
    /// The middle of E8, and a mile or two from it.
    private static let hackney = Coordinate(latitude: 51.541, longitude: -0.063)
    private static let bethnalGreen = Coordinate(latitude: 51.527, longitude: -0.055)
    private static let leeds = Coordinate(latitude: 53.797, longitude: -1.543)

    private func place(_ extra: [Listing] = []) async throws -> TestPlace {
        let place = try await TestPlace.empty()
        var online = Sample.listing("Gardening by video")
        online.offer.ways = [.online]
        var debt = Sample.listing("Money clinic", description: "Sort out what is owed.", at: Self.bethnalGreen)
        debt.needs = [Need.ID(rawValue: "debt-and-money-worries")]
        try await place.save(
            [
                Sample.listing("Gardening in Hackney", description: "Grow vegetables.", at: Self.hackney),
                Sample.listing("Gardening in Bethnal Green", description: "Grow flowers.", at: Self.bethnalGreen),
                Sample.listing("Gardening in Leeds", description: "Grow trees.", at: Self.leeds),
                Sample.listing("Knitting in Leeds", description: "Wool.", at: Self.leeds), online, debt,
            ] + extra
        )
        try await place.features.indexer.reconcile()
        return place
    }

    private func names(_ place: TestPlace, _ request: SearchRequest) async throws -> [String] {
        try await place.features.search.find(request).found.map(\.title)
    }

    @Test("near a postcode leaves out what is farther than the radius, keeps what comes to one, and measures")
    func near() async throws {
        let place = try await place()
        let results = try await place.features.search.find(SearchRequest(words: "gardening", near: "e8 1aa", radius: 5))
        let found = Set(results.found.map(\.title))
        #expect(found == ["Gardening in Hackney", "Gardening in Bethnal Green", "Gardening by video"])
        #expect(results.spot?.outcodes == ["E8"] && results.unknownPlace == nil && !results.droppedPlace)
        let distance = try #require(results.found.first { $0.title.hasSuffix("Green") }?.distance)
        #expect((1_000...2_500).contains(distance))
        #expect(results.found.first { $0.title.hasSuffix("video") }?.distance == nil)
        let closer = try await names(place, SearchRequest(words: "gardening", near: "E8", radius: 1))
        #expect(Set(closer) == ["Gardening in Hackney", "Gardening by video"])
    }

    @Test("near nowhere says so and searches everywhere", arguments: ["Narnia", "ZZ99 9ZZ"])
    func unknownPlace(_ near: String) async throws {
        let place = try await place()
        let results = try await place.features.search.find(SearchRequest(words: "gardening", near: near))
        #expect(results.unknownPlace == near && results.spot == nil)
        #expect(results.total == 4)
    }

    @Test("for what is only far away finds it all the same, and says so")
    func droppedPlace() async throws {
        let place = try await place()
        let results = try await place.features.search.find(SearchRequest(words: "knitting", near: "E8", radius: 5))
        #expect(results.droppedPlace && results.spot?.outcodes == ["E8"])
        #expect(results.found.map(\.title) == ["Knitting in Leeds"])
    }

    @Test("takes a word that nobody knows for the one that was meant, says so, and can be told not to")
    func correction() async throws {
        let place = try await place()
        var request = SearchRequest(words: "gardning hackney")
        let misspelt = try await place.features.search.find(request)
        #expect(misspelt.corrected == "gardening hackney")
        #expect(misspelt.found.first?.title == "Gardening in Hackney")
        request.isVerbatim = true
        #expect(try await place.features.search.find(request).corrected == nil)
        #expect(try await place.features.search.find(SearchRequest(words: "gardening")).corrected == nil)
    }

    @Test("leaves alone good words that the directory happens to lack", arguments: ["stroke", "weed", "daughter"])
    func goodWords(_ word: String) async throws {
        let place = try await place([Sample.listing("Stoke wood and laughter", description: "We need you.")])
        #expect(try await place.features.search.find(SearchRequest(words: word)).corrected == nil)
    }

    @Test("by need finds what is for it, also by its lay words")
    func need() async throws {
        let place = try await place()
        let need = Need.ID(rawValue: "debt-and-money-worries")
        #expect(try await names(place, SearchRequest(need: need)) == ["Money clinic"])
        #expect(try await names(place, SearchRequest(words: "skint")).first == "Money clinic")
        #expect(try await names(place, SearchRequest(words: "gardening", need: need)).isEmpty)
    }

    @Test("leaves out what is hidden, except for those who judge it, and puts what nobody confirmed last")
    func trust() async throws {
        let place = try await place([
            Sample.listing("Pottery hidden", description: "Pottery pottery pottery", confirmed: 400),
            Sample.listing("Pottery unconfirmed", description: "Pottery pottery pottery", confirmed: 200),
            Sample.listing("Clay work", description: "A little pottery.", confirmed: 10),
        ])
        #expect(try await names(place, SearchRequest(words: "pottery")) == ["Clay work", "Pottery unconfirmed"])
        let all = try await names(place, SearchRequest(words: "pottery", seesHidden: true))
        #expect(all.first == "Clay work" && all.count == 3)
        place.clock.advance(days: 200)
        #expect(try await names(place, SearchRequest(words: "pottery")) == ["Clay work"])
    }

    @Test("never finds what has closed")
    func closed() async throws {
        let place = try await place()
        var listing = Sample.listing("Knitting in Leeds", description: "Wool.", at: Self.leeds)
        listing.offer.status = .defunct
        try await place.save([listing])
        try await place.features.indexer.drain()
        #expect(try await names(place, SearchRequest(words: "knitting", seesHidden: true)).isEmpty)
    }

    @Test("never tells where a confidential address is")
    func confidential() async throws {
        var refuge = Sample.listing("Refuge", at: Self.hackney)
        refuge.locations[0].isConfidential = true
        refuge.locations[0].address = "Hidden Lane"
        let place = try await place([refuge])
        let results = try await place.features.search.find(SearchRequest(words: "refuge", near: "E8"))
        #expect(results.found.map(\.distance) == [nil])
        #expect(try await names(place, SearchRequest(words: "hidden lane")).isEmpty)
    }

    @Test(
        "with any words at all is answered",
        arguments: [
            "", "   ", "the of and", "\"", "(", "a AND (b", "*", "\u{0}", "🦊", "'; DROP TABLE offer",
            String(repeating: "word ", count: 500),
        ]
    )
    func anything(_ words: String) async throws {
        let place = try await place()
        let results = try await place.features.search.find(SearchRequest(words: words, near: words, page: 3))
        #expect(!results.isDegraded)
    }

    @Test("works without an index, and says so", arguments: [true, false])
    func degraded(isMissing: Bool) async throws {
        let place = try await place([Sample.listing("Old gardening", confirmed: 400)])
        let index = place.folder.appendingPathComponent("index")
        await place.features.indexer.close()
        if isMissing {
            try FileManager.default.removeItem(at: index)
        } else {
            for name in try FileManager.default.contentsOfDirectory(atPath: index.path) {
                try Data("broken".utf8).write(to: index.appendingPathComponent(name))
            }
        }
        let search = try TestPlace.search(over: place)
        let results = try await search.find(SearchRequest(words: "flowers"))
        #expect(results.isDegraded)
        #expect(results.found.map(\.title) == ["Gardening in Bethnal Green"])
        #expect(try await search.find(SearchRequest(words: "gardening")).total == 4)
        #expect(try await search.find(SearchRequest(words: "gardening", seesHidden: true)).total == 5)
    }
}

extension TestPlace {
    /// A search that has not opened the index yet, as after a restart.
    static func search(over place: TestPlace) throws -> Search {
        Search(
            database: place.database,
            clock: place.clock.clock,
            readers: try IndexReaderPool(at: place.folder.appendingPathComponent("index").path, readers: 1),
            lexicon: try TestPlace.lexicon(),
            knowledge: SearchKnowledge(
                database: place.database,
                clock: place.clock.clock,
                lexicon: try TestPlace.lexicon()
            ),
            logger: .init(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

@Suite("What is asked for")
struct SearchRequestTests {
    @Test("is kept within what can be asked")
    func bounds() {
        let request = SearchRequest(
            words: String(repeating: "x", count: 999),
            near: String(repeating: "y", count: 99),
            radius: 7,
            choices: [.day: (1...99).map(String.init), .cost: []],
            page: -3
        )
        #expect(request.words.count == SearchRequest.longestQuery && request.near.count == 60)
        #expect(request.radius == nil && request.page == 1)
        #expect(request.choices[.day]?.count == SearchRequest.mostChoices && request.choices[.cost] == nil)
        #expect(SearchRequest(page: Int.max).page == SearchRequest.lastPage)
        #expect(Role.allCases.filter(Freshness.showsHidden) == [.linkWorker, .steward, .administrator])
        #expect(!Freshness.showsHidden(to: nil))
    }
}
