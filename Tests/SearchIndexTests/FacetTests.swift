import SearchIndex
import Testing

@Suite struct FacetTests {
    private static let mornings = Mark(0), evenings = Mark(63), free = Mark(64), ramp = Mark(127),
        loop = Mark(Mark.count - 1)

    private static let documents: [IndexDocument] = [
        IndexDocument(id: "a", numbers: [.first: 1], marks: [mornings, free, ramp]),
        IndexDocument(id: "b", numbers: [.first: 2], marks: [mornings, evenings, ramp, loop]),
        IndexDocument(id: "c", numbers: [.first: 3], marks: [evenings, free]),
        IndexDocument(id: "d", marks: [loop]),
        IndexDocument(id: "e"),
    ]

    private static func times(_ chosen: Set<Int> = []) -> Facet {
        Facet([.mark(mornings), .mark(evenings)], chosen: chosen)
    }

    private static func cost(_ chosen: Set<Int> = []) -> Facet {
        Facet([.mark(free)], chosen: chosen)
    }

    private static func access(_ chosen: Set<Int> = []) -> Facet {
        Facet([.mark(ramp), .mark(loop)], chosen: chosen, needsAll: true)
    }

    private func found(_ facets: [Facet], ranges: [NumberRange] = []) async throws -> (ids: String, counts: [[Int]]) {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let results = try await readers.search(.all, SearchOptions(ranges: ranges, facets: facets))
        #expect(results.total == results.hits.count)
        #expect(results.totalIsExact)
        return (results.hits.map(\.id).joined(), results.facetCounts)
    }

    @Test func withoutAChoiceEveryValueIsCounted() async throws {
        let (ids, counts) = try await found([Self.times(), Self.cost(), Self.access()])
        #expect(ids == "abcde")
        #expect(counts == [[2, 2], [2], [2, 2]])
    }

    @Test func aChoiceLeavesItsOwnFacetsCountsAlone() async throws {
        let (ids, counts) = try await found([Self.times([0]), Self.cost(), Self.access()])
        #expect(ids == "ab")
        #expect(counts == [[2, 2], [1], [2, 1]])
    }

    @Test func severalChoicesOfAFacetWiden() async throws {
        let (ids, counts) = try await found([Self.times([0, 1]), Self.cost()])
        #expect(ids == "abc")
        #expect(counts == [[2, 2], [2]])
    }

    @Test func choicesOfTwoFacetsNarrowEachOther() async throws {
        let (ids, counts) = try await found([Self.times([0]), Self.cost([0])])
        #expect(ids == "a")
        #expect(counts == [[1, 1], [1]])
    }

    @Test func whereAllAreNeededChoicesNarrowTheirOwnFacetToo() async throws {
        #expect(try await found([Self.access([0])]) == ("ab", [[2, 1]]))
        #expect(try await found([Self.access([0, 1])]) == ("b", [[1, 1]]))
        #expect(try await found([Self.times([1]), Self.access([0])]) == ("b", [[2, 1], [1, 1]]))
    }

    @Test func rangesAreValuesLikeMarks() async throws {
        let few = NumberRange(.first, max: 1), many = NumberRange(.first, min: 2, keepsMissing: true)
        let sizes = Facet([.range(few), .range(many), .mark(Self.loop)], chosen: [0, 2])
        #expect(try await found([sizes, Self.times()]) == ("abd", [[1, 4, 2], [2, 1]]))
        #expect(try await found([Self.times([1]), Facet([.range(few), .range(many)])]) == ("bc", [[2, 2], [0, 2]]))
    }

    @Test func aValueInTwoFacetsIsCountedInEach() async throws {
        #expect(try await found([Self.cost([0]), Self.cost(), Self.cost()]) == ("ac", [[2], [2], [2]]))
        #expect(try await found([Facet([.mark(Self.free), .mark(Self.free)], chosen: [1])]) == ("ac", [[2, 2]]))
    }

    @Test func facetsWithoutValuesDoNoHarm() async throws {
        #expect(try await found([Facet([]), Self.cost([0]), Facet([], needsAll: true)]) == ("ac", [[], [2], []]))
    }

    @Test func rangesOfTheSearchNarrowAllCounts() async throws {
        let (ids, counts) = try await found([Self.times([0]), Self.cost()], ranges: [NumberRange(.first, min: 2)])
        #expect(ids == "b")
        #expect(counts == [[1, 2], [0]])
    }

    /// Marks from all over, overlapping facets, choices of every kind, ranges and a place, against plain counting.
    @Test func countsAreThoseOfPlainCounting() async throws {
        let random = RandomDocuments(count: 600, seed: 7)
        let readers = try await TemporaryIndex().holding(random.documents)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<60 {
            let options = Self.randomOptions(&generator)
            let word = RandomDocuments.words[Int.random(in: 0..<8, using: &generator)]
            let matching = try await readers.search(.term(.body, word), SearchOptions(limit: 600)).hits.map(\.id)
            let documents = matching.compactMap { random[$0] }
            let results = try await readers.search(.term(.body, word), options)
            #expect(results.facetCounts == options.expectedCounts(documents))
            #expect(results.hits.map(\.id) == documents.filter(options.isHit).map(\.id))
            #expect(results.total == results.hits.count)
        }
    }

    private static func randomOptions(_ generator: inout SeededGenerator) -> SearchOptions {
        let facets = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            var values: [FacetValue] = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                .mark(Mark(.random(in: 0..<Mark.count, using: &generator)))
            }
            values.append(.range(NumberRange(.first, min: .random(in: 0...80, using: &generator))))
            let chosen = values.indices.filter { _ in .random(in: 0..<4, using: &generator) == 0 }
            return Facet(values, chosen: Set(chosen), needsAll: .random(in: 0..<4, using: &generator) == 0)
        }
        var options = SearchOptions(limit: 600, facets: facets)
        if Bool.random(using: &generator) { options.ranges = [NumberRange(.last, max: 3)] }
        if Bool.random(using: &generator) {
            options.place = PlaceFilter(
                centre: RandomDocuments.centre,
                radiusMetres: 8000,
                keepsDocumentsWithoutPlace: .random(using: &generator),
                keepsTerms: [Term(.area, "area1"), Term(.area, "area2")]
            )
        }
        return options
    }

    @Test func aboveWhatIsCheckedCountsAreLowerBoundsAndSaySo() async throws {
        let documents = (0..<400).map { number in
            let text = number < 300 ? "tea" + String(repeating: " dance", count: number) : "dance"
            return IndexDocument(id: "\(number)", text: [TextField(.body, text)], marks: [Self.free])
        }
        let tea = Query.term(.body, "tea")
        let readers = try await TemporaryIndex().holding(documents)
        for (checked, isExact) in [(299, false), (300, true), (50, false), (0, false)] {
            let options = SearchOptions(limit: 5, checkAtLeast: checked, facets: [Self.cost()])
            for query in [tea, .filter(.all, by: tea)] {
                let results = try await readers.search(query, options)
                #expect(results.totalIsExact == isExact)
                #expect((max(checked, 5)...300).contains(results.total))
                #expect(results.facetCounts == [[results.total]])
            }
        }
    }

    @Test func countsNeedNoHits() async throws {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let results = try await readers.search(.all, SearchOptions(limit: 0, facets: [Self.times([0])]))
        #expect(results.hits.isEmpty)
        #expect(results.total == 2)
        #expect(results.facetCounts == [[2, 2]])
    }

    @Test func countsFollowChangesOfTheIndex() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding(Self.documents)
        let options = SearchOptions(facets: [Self.times(), Self.cost()])
        #expect(try await readers.search(.all, options).facetCounts == [[2, 2], [2]])
        let writer = try await index.writer()
        try await writer.replace(IndexDocument(id: "a"))
        try await writer.replace(IndexDocument(id: "e", marks: [Self.evenings]))
        try await writer.delete(id: "c")
        try await writer.commit()
        #expect(try await readers.search(.all, options).facetCounts == [[1, 2], [0]])
        try await writer.replace(IndexDocument(id: "new", marks: [Self.free]))
        try await writer.rollback()
        #expect(try await readers.search(.all, options).facetCounts == [[1, 2], [0]])
    }

    @Test func tooManyOrSenselessFacetsAreRefused() async throws {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let many = Facet((0..<(2 * Mark.count + 1)).map { .mark(Mark($0 % Mark.count)) })
        for facets in [
            Array(repeating: Self.cost(), count: 33), [many], [Self.cost([1])], [Self.cost([-1])],
            [Facet([.mark(Mark(Mark.count))])], [Facet([.mark(Mark(-1))])],
            [Facet([.range(NumberRange(NumberSlot(16)))])],
        ] {
            let options = SearchOptions(facets: facets)
            #expect(await failure { _ = try await readers.search(.all, options) } == .invalidArgument)
        }
        let most = SearchOptions(facets: Array(repeating: Facet(Array(many.values.prefix(16))), count: 32))
        #expect(await failure { _ = try await readers.search(.all, most) } == nil)
        let writer = try await TemporaryIndex().writer()
        for mark in [Mark(Mark.count), Mark(-1)] {
            let document = IndexDocument(id: "a", marks: [mark])
            #expect(await failure { try await writer.replace(document) } == .invalidArgument)
        }
    }
}
