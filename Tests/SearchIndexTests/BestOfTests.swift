import SearchIndex
import Testing

/// The best of several ways to say something.
@Suite struct BestOfTests {
    private static let words = ["tea", "garden", "walk", "chess", "song", "paint", "swim", "read", "cook", "dance"]

    @Test func onlyTheBestPartCounts() async throws {
        let readers = try await TemporaryIndex().holding([
            .sample("both", "tea garden"), .sample("one", "tea paint"), .sample("none", "chess song"),
        ])
        let query = Query.bestOf([.term(.body, "tea"), .term(.body, "garden", weight: 0.1)])
        let results = try await readers.search(query)
        #expect(results.hits.map(\.id).sorted() == ["both", "one"])
        #expect(results.total == 2 && results.totalIsExact)
        let scores = results.hits.map(\.score)
        #expect(abs(scores[0] - scores[1]) < 1e-9)
    }

    /// Xapian alone read freed memory here, within the first few of these searches.
    @Test func partsThatEndTogetherHarmNothing() async throws {
        var random = Chance(seed: 11)
        let documents = try (0..<300).map { number in
            try IndexDocument.sample("d\(number)", random.some(BestOfTests.words).joined(separator: " "))
        }
        let readers = try await TemporaryIndex().holding(documents)
        for _ in 0..<600 {
            let query = random.query(BestOfTests.words)
            let few = try await readers.search(query, SearchOptions(limit: 10, checkAtLeast: 10))
            let all = try await readers.search(query, SearchOptions(limit: 300, checkAtLeast: 300))
            #expect(all.totalIsExact && all.total == all.hits.count && few.total <= all.total)
            #expect(Set(few.hits.map(\.id)).isSubset(of: all.hits.map(\.id)))
            #expect(few.hits.count == min(10, all.total))
        }
    }

    private struct Chance {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        private mutating func number(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }

        /// The later a word stands in the list, the more documents have it.
        mutating func some(_ words: [String]) -> [String] {
            words.indices.filter { number(below: words.count) <= $0 }.map { words[$0] }
        }

        mutating func query(_ words: [String]) -> Query {
            var parts: [Query] = []
            for _ in 0...number(below: 3) { parts.append(number(below: 2) == 0 ? word(words) : best(words)) }
            let all = Query.anyOf(parts)
            return number(below: 2) == 0 ? all : .maybe(required: all, optional: word(words))
        }

        private mutating func word(_ words: [String]) -> Query {
            .term(.body, words[number(below: words.count)], weight: 0.1 + Double(number(below: 20)) / 10)
        }

        private mutating func best(_ words: [String]) -> Query {
            var parts: [Query] = []
            for _ in 0...(1 + number(below: 3)) {
                parts.append(number(below: 3) > 0 ? word(words) : .allOf([word(words), word(words)]))
            }
            return .bestOf(parts)
        }
    }
}
