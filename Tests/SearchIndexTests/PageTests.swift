import SearchIndex
import Testing

@Suite struct PageTests {
    private static let documents = (0..<300).map { number in
        IndexDocument(
            id: "\(number)",
            text: [TextField(.body, number % 3 == 0 ? "tea" : "tea dance")],
            numbers: [.first: Double(number)]
        )
    }

    @Test func totalsAreExactUpToWhatIsChecked() async throws {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let all = try await readers.search(.term(.body, "tea"), SearchOptions(limit: 5))
        #expect(all.total == 300)
        #expect(all.totalIsExact)
        #expect(all.hits.count == 5)
        let both = Query.allOf([.term(.body, "tea"), .term(.body, "dance")])
        #expect(try await readers.search(both, SearchOptions(limit: 0)).total == 200)
    }

    @Test func totalsCountConditionsToo() async throws {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let ranges = [NumberRange(.first, min: 100)]
        for limit in [0, 1, 50, 300] {
            let results = try await readers.search(.term(.body, "tea"), SearchOptions(limit: limit, ranges: ranges))
            #expect(results.total == 200)
            #expect(results.totalIsExact)
        }
        let hasty = SearchOptions(limit: 5, checkAtLeast: 0, ranges: ranges)
        let estimate = try await readers.search(.term(.body, "tea"), hasty)
        #expect((5...300).contains(estimate.total))
    }

    @Test func pagesFollowOneAnother() async throws {
        let readers = try await TemporaryIndex().holding(Self.documents)
        let sort = SortOrder.number(.first, ascending: false)
        var ids: [String] = []
        for offset in stride(from: 0, to: 330, by: 30) {
            ids += try await readers.ids(.all, SearchOptions(offset: offset, limit: 30, sort: sort))
        }
        #expect(ids == (0..<300).reversed().map(String.init))
        #expect(try await readers.ids(.all, SearchOptions(offset: 5000)).isEmpty)
    }

    @Test func emptyIndexAnswers() async throws {
        let readers = try await TemporaryIndex().holding([])
        let options = SearchOptions(ranges: [NumberRange(.first, min: 1)], snippetLength: 100)
        let results = try await readers.search(.words("tea"), options)
        #expect(results.hits.isEmpty)
        #expect(results.total == 0)
        #expect(results.totalIsExact)
        #expect(try await readers.fingerprints().isEmpty)
    }
}
