import SearchIndex
import Testing

@Suite struct LimitTests {
    private func code(
        _ query: Query,
        _ options: SearchOptions = SearchOptions()
    ) async throws -> SearchIndexError.Code? {
        let readers = try await TemporaryIndex().holding([.sample("a", "tea")])
        return await failure { _ = try await readers.search(query, options) }
    }

    @Test func hugeQueryIsRefused() async throws {
        let words = (0..<10_000).map { "word\($0)" }
        #expect(try await code(.anyOf(words.map { .term(.body, $0) })) == .invalidArgument)
        #expect(try await code(.phrase(.body, words)) == .invalidArgument)
        #expect(try await code(.words(words.joined(separator: " "))) == .invalidArgument)
        #expect(try await code(.anyOf(Array(repeating: .all, count: 10_000))) == .invalidArgument)
    }

    @Test func largestQueryIsTaken() async throws {
        let terms = (0..<Query.maximumTerms).map { Query.term(.body, "word\($0)", weight: 0.5) }
        #expect(try await code(.anyOf(terms)) == nil)
        #expect(try await code(.anyOf(terms + [.term(.body, "tea")])) == .invalidArgument)
    }

    @Test func deepQueryIsRefused() async throws {
        let deep = (0..<200).reduce(Query.term(.body, "tea")) { query, _ in .scaled(query, 1) }
        #expect(try await code(deep) == .invalidArgument)
    }

    @Test(arguments: [-1, .nan, .infinity] as [Double])
    func senselessWeightsAreRefused(weight: Double) async throws {
        #expect(try await code(.term(.body, "tea", weight: weight)) == .invalidArgument)
        #expect(try await code(.scaled(.all, weight)) == .invalidArgument)
        #expect(try await code(.all, SearchOptions(ranking: Ranking(saturation: weight))) == .invalidArgument)
    }

    @Test(arguments: [
        SearchOptions(offset: -1), SearchOptions(limit: -1), SearchOptions(limit: .max),
        SearchOptions(offset: 99_999, limit: 2), SearchOptions(checkAtLeast: -1), SearchOptions(snippetLength: -1),
    ])
    func senselessOptionsAreRefused(options: SearchOptions) async throws {
        #expect(try await code(.all, options) == .invalidArgument)
    }

    @Test func senselessWindowIsRefused() async throws {
        for window in [-1, 0, 1, .max] {
            #expect(try await code(.near(.body, ["tea", "dance"], within: window)) == .invalidArgument)
        }
    }

    @Test func idsMustFit() async throws {
        let writer = try await TemporaryIndex().writer()
        for id in ["", String(repeating: "x", count: 240), String(repeating: "\0", count: 120)] {
            #expect(await failure { try await writer.replace(IndexDocument(id: id)) } == .invalidArgument)
            #expect(await failure { try await writer.delete(id: id) } == .invalidArgument)
        }
        for id in [String(repeating: "x", count: 239), String(repeating: "\0", count: 119), "Ü"] {
            try await writer.replace(IndexDocument(id: id))
        }
        try await writer.commit()
        #expect(try await writer.documentCount() == 3)
    }
}
