import Core
import Foundation
import SearchIndex
import Synchronization

/// What the search page asks of the index for each query of the log, asked again without the rest of the page.
struct Engine: Sendable {
    private let readers: IndexReaderPool
    private let questions: [[IndexQuestion]]
    private let narrowed: [[IndexQuestion]]
    private let plain: [[IndexQuestion]]

    static let threads = 2

    init(place: BenchPlace, log: QueryLog) async throws {
        readers = try IndexReaderPool(at: place.folder.index.path, readers: Engine.threads)
        let journal = Journal()
        questions = try await place.open(readOnly: true, watch: { journal.note($0) }) { features in
            var questions: [[IndexQuestion]] = []
            for entry in log.entries {
                var request = SearchRequest(words: entry.words, near: entry.near)
                request.countsFacets = true
                _ = try await features.search.find(request)
                questions.append(journal.take())
            }
            return questions
        }
        narrowed = questions.compactMap { $0.last { $0.isNear } }.map { [$0] }
        plain = narrowed.map { $0.map(\.plain) }
    }

    /// Everything that the pages ask.
    func ask(seconds: Double) async throws -> Timings { try await repeating(questions, seconds: seconds) }

    /// Only the searches with facets and a radius, and the same words without either.
    func compareWithPlain(seconds: Double) async throws -> (narrowed: Timings, plain: Timings) {
        var result = (narrowed: Timings(), plain: Timings())
        for _ in 0..<2 {
            result.narrowed = result.narrowed + (try await repeating(narrowed, seconds: seconds / 2))
            result.plain = result.plain + (try await repeating(plain, seconds: seconds / 2))
        }
        return result
    }

    private func repeating(_ log: [[IndexQuestion]], seconds: Double) async throws -> Timings {
        try await Load.tasks(Engine.threads, pieces: max(1, log.count), seconds: seconds) { number in
            for question in log[number] { try await readers.repeatQuestion(question) }
        }
    }
}

/// Collects the questions of one search after another.
private final class Journal: Sendable {
    private let questions = Mutex<[IndexQuestion]>([])

    func note(_ question: IndexQuestion) { questions.withLock { $0.append(question) } }

    func take() -> [IndexQuestion] {
        questions.withLock { questions in
            defer { questions = [] }
            return questions
        }
    }
}

extension IndexQuestion {
    fileprivate var isNear: Bool {
        guard case .search(_, let options) = self else { return false }
        return options.place?.radiusMetres != nil && !options.facets.isEmpty
    }

    /// The same words, without facets and radius.
    fileprivate var plain: IndexQuestion {
        guard case .search(let query, var options) = self else { return self }
        options.facets = []
        options.place = nil
        options.factors.removeAll { if case .distance = $0 { true } else { false } }
        if options.sort == .distance { options.sort = .relevance }
        return .search(query, options)
    }
}
