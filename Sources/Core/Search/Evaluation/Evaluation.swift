/// Every query of a judged set, searched as the public page searches, with its figures.
public struct Evaluation: Sendable {
    public struct Answer: Sendable {
        public var query: JudgedQuery
        public var found: [Search.Found]
        public var figures: RelevanceFigures
    }

    public var answers: [Answer] = []

    /// - Parameter progress: how many of how many queries are done.
    public init(
        _ queries: [JudgedQuery],
        with search: Search,
        progress: (Int, Int) -> Void = { _, _ in }
    ) async throws {
        for (number, query) in queries.enumerated() {
            let found = try await search.find(SearchRequest(words: query.words, seesHidden: true)).found
            let ids = found.map(\.id.text)
            answers.append(
                Answer(query: query, found: found, figures: RelevanceFigures(ids: ids, grades: query.grades))
            )
            progress(number + 1, queries.count)
        }
    }

    public var figures: [RelevanceFigures] { answers.map(\.figures) }

    public func figures(of kind: JudgedQuery.Kind) -> [RelevanceFigures] {
        answers.filter { $0.query.kinds.contains(kind) }.map(\.figures)
    }

    public func worst(_ count: Int) -> [Answer] {
        Array(answers.sorted { ($0.figures.ndcg, $0.query.id) < ($1.figures.ndcg, $1.query.id) }.prefix(count))
    }
}
