import Foundation
import SearchIndex
import Synchronization
import Testing

@Suite struct StressTests {
    private static let documentCount = 200
    private static let commits = 220

    /// Seconds to run for instead of a number of commits; set for a longer run by hand.
    private static let seconds = ProcessInfo.processInfo.environment["FINGERPOST_STRESS_SECONDS"].flatMap(Double.init)

    /// What the clients and the writer have seen.
    private final class Tally: Sendable {
        private struct State {
            var searches = 0
            var commits = 0
            var failures: [String] = []
            var isFinished = false
        }

        private let state = Mutex(State())

        var isFinished: Bool { state.withLock { $0.isFinished } }
        var searches: Int { state.withLock { $0.searches } }
        var commits: Int { state.withLock { $0.commits } }
        var failures: [String] { state.withLock { $0.failures } }

        func countSearch() { state.withLock { $0.searches += 1 } }
        func countCommit() { state.withLock { $0.commits += 1 } }
        func note(_ failure: String) { state.withLock { $0.failures.append(failure) } }
        func finish() { state.withLock { $0.isFinished = true } }
    }

    @Test func eightClientsSearchWhileTheWriterCommits() async throws {
        let index = try TemporaryIndex()
        let readers = try index.readers(8)
        let writer = try await IndexWriter.rebuild(at: index.path) { writer in
            for number in 0..<Self.documentCount { try await writer.replace(Self.document(number, round: 0)) }
        }
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await Self.commit(to: writer, tally)
                tally.finish()
            }
            for client in 0..<8 {
                group.addTask {
                    var round = client
                    while !tally.isFinished {
                        await Self.search(readers, round: round, tally)
                        round += 1
                        if Self.seconds == nil { try? await Task.sleep(for: .milliseconds(10)) }
                    }
                }
            }
        }
        print("stress: \(tally.searches) searches during \(tally.commits) commits")
        #expect(tally.failures.isEmpty)
        #expect(tally.searches > 0)
        #expect(try await readers.documentCount() == Self.documentCount)
    }

    @Test func readersShareNothingOfAQuery() async throws {
        let readers = try await TemporaryIndex().holding((0..<20).map { IndexDocument(id: "\($0)") })
        let query = Query.filter(.anyOf([.all, .scaled(.all, 2), .none]), by: .all)
        let failures = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var failures = 0
                    for _ in 0..<500 where (try? await readers.search(query).total) != 20 { failures += 1 }
                    return failures
                }
            }
            return await group.reduce(0, +)
        }
        #expect(failures == 0)
    }

    private static func commit(to writer: IndexWriter, _ tally: Tally) async {
        let start = ContinuousClock.now
        var round = 1
        func isDone() -> Bool {
            guard let seconds else { return round > commits }
            return ContinuousClock.now - start > .seconds(seconds)
        }
        do {
            while !isDone() {
                for number in 0..<5 {
                    try await writer.replace(document((round * 7 + number) % documentCount, round: round))
                }
                try await writer.commit()
                tally.countCommit()
                round += 1
            }
        } catch {
            tally.note("commit: \(error)")
        }
    }

    private static func search(_ readers: IndexReaderPool, round: Int, _ tally: Tally) async {
        let options = SearchOptions(
            limit: 5,
            ranges: [NumberRange(.first, min: 0)],
            place: PlaceFilter(
                centre: Coordinate(latitude: 51.5, longitude: 0),
                radiusMetres: 10,
                keepsTerms: [Term(.area, "everywhere"), Term(.area, "area\(round % 10)")]
            ),
            facets: [Facet([.mark(Mark(200))])],
            sort: round % 3 == 0 ? .distance : .relevance,
            snippetLength: 150
        )
        do {
            let results = try await readers.search(.words("tea topic\(round % 10) hall"), options)
            tally.countSearch()
            if results.facetCounts != [[documentCount]] { tally.note("counted \(results.facetCounts)") }
            if results.total != documentCount { tally.note("found \(results.total)") }
        } catch {
            tally.note("search: \(error)")
        }
    }

    private static func document(_ number: Int, round: Int) throws -> IndexDocument {
        var document = try IndexDocument.sample(
            "\(number)",
            title: "Group \(number)",
            "tea for topic\(number % 10) in round\(round) at hall \(number)"
        )
        document.numbers = [.first: Double(round)]
        document.marks = [Mark(200), Mark(round % 100)]
        document.terms += [Term(.area, "everywhere"), Term(.area, "area\(round % 10)")]
        document.places = [Coordinate(latitude: 51 + Double(number) / 1000, longitude: Double(round % 90) / 1000)]
        return document
    }
}
