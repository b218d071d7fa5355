import Foundation

/// A query with a judge's grades: one line of the bench.
public struct JudgedQuery: Equatable, Sendable {
    public var id: String
    public var words: String
    /// What is hard about it.
    public var kinds: [Kind]
    /// By offer: 2 is what was asked for, 1 might well be offered, 0 is wrong.
    public var grades: [String: Int]

    /// The kinds of queries that are reported apart, so that no mean hides one.
    public enum Kind: String, CaseIterable, Sendable {
        case misspelt
        case slang
        case acronym
        case sentence = "natural sentence"
        case place
        case day
        case carer = "carer for another"
    }

    /// Reads the two tables, each tab-separated with a heading: `query_id`, `query`, `note` and `query_id`,
    /// `service_id`, `grade`. Queries without a relevant offer are left out, as nothing can be said about them.
    public static func read(queries: URL, judgements: URL) throws -> [JudgedQuery] {
        var grades: [String: [String: Int]] = [:]
        for row in try TabTable(judgements, needs: ["query_id", "service_id", "grade"]).rows {
            guard let grade = row["grade"].flatMap(Int.init), let query = row["query_id"], let offer = row["service_id"]
            else { throw Failure.unavailable("A grade in \(judgements.path) is no number.") }
            grades[query, default: [:]][offer.lowercased()] = grade
        }
        return try TabTable(queries, needs: ["query_id", "query"]).rows.compactMap { row in
            guard let id = row["query_id"], let words = row["query"], let grades = grades[id],
                grades.values.contains(where: { $0 > 0 })
            else { return nil }
            return JudgedQuery(id: id, words: words, kinds: Kind.kinds(note: row["note"] ?? ""), grades: grades)
        }
    }
}

extension JudgedQuery.Kind {
    /// Told from what the writer of the query noted about it.
    private var signs: [String] {
        switch self {
        case .misspelt: ["misspel", "letter dropped", "apostrophe"]
        case .slang: ["slang", "lay word", "short form", "old-fashioned", "not named"]
        case .acronym: ["acronym"]
        case .sentence: ["sentence", "lay words"]
        case .place: ["place", "postcode district"]
        case .day: ["day", "weekend"]
        case .carer:
            [
                "wife", "husband", "mother", "father", "sister", "brother", "daughter", "son", "parent", "relative",
                "neighbour", "carer",
            ]
        }
    }

    static func kinds(note: String) -> [Self] {
        let note = note.lowercased()
        // Who asks stands before the semicolon, what is hard about it after. A person is no son.
        let askers = Set(note.prefix { $0 != ";" }.split { !$0.isLetter }.map(String.init))
        return allCases.filter { kind in
            kind.signs.contains { kind == .carer ? askers.contains($0) : note.contains($0) }
        }
    }
}
