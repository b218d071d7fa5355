internal import CXapianShim

/// A query as postfix steps for the shim.
struct EncodedQuery {
    private(set) var arena = Arena()
    private(set) var steps: [xs_query_step] = []
    private var termCount = 0
    private var depth = 0

    /// Throws `invalidArgument` for a query that is too large or has a negative weight.
    init(_ query: Query) throws(SearchIndexError) {
        try add(query)
    }

    private mutating func add(_ query: Query) throws(SearchIndexError) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Query.maximumDepth else {
            throw SearchIndexError(.invalidArgument, "a query may be \(Query.maximumDepth) deep")
        }
        switch query {
        case .all: try step(XS_MATCH_ALL)
        case .none: try step(XS_MATCH_NONE)
        case .term(let term, let weight): try add(term, weight: weight)
        case .startingWith(let prefix, let beginning):
            try leaf(XS_WILDCARD, Term(prefix, beginning), number: Double(Query.maximumCompletions))
        case .anyOf(let parts): try combine(XS_OR, parts, ifEmpty: XS_MATCH_NONE)
        case .allOf(let parts): try combine(XS_AND, parts, ifEmpty: XS_MATCH_ALL)
        case .bestOf(let parts): try combine(XS_MAX, parts, ifEmpty: XS_MATCH_NONE)
        case .synonyms(let parts): try combine(XS_SYNONYM, parts, ifEmpty: XS_MATCH_NONE)
        case .maybe(let required, let optional): try combine(XS_AND_MAYBE, [required, optional])
        case .filter(let query, let filter): try combine(XS_FILTER, [query, filter])
        case .excluding(let query, let excluded): try combine(XS_AND_NOT, [query, excluded])
        case .scaled(let query, let factor): try scale(query, by: factor)
        case .phrase(let prefix, let words): try add(words, XS_PHRASE, prefix, window: words.count)
        case .near(let prefix, let words, let window): try add(words, XS_NEAR, prefix, window: window)
        }
    }

    private mutating func step(
        _ op: xs_operator,
        operands: Int = 0,
        number: Double = 0,
        term: xs_span = xs_span()
    ) throws(SearchIndexError) {
        guard steps.count < Query.maximumParts else {
            throw SearchIndexError(.invalidArgument, "a query may have \(Query.maximumParts) parts")
        }
        steps.append(xs_query_step(op: op, operands: UInt32(operands), number: number, term: term))
    }

    private mutating func leaf(_ op: xs_operator, _ term: Term, number: Double = 0) throws(SearchIndexError) {
        termCount += 1
        guard termCount <= Query.maximumTerms else {
            throw SearchIndexError(.invalidArgument, "a query may have \(Query.maximumTerms) terms")
        }
        guard let stored = term.stored else { return try step(XS_MATCH_NONE) }
        try step(op, number: number, term: try arena.add(stored))
    }

    private mutating func add(_ term: Term, weight: Double) throws(SearchIndexError) {
        try leaf(XS_TERM, term)
        if weight != 1 { try scaleLast(by: weight) }
    }

    private mutating func scale(_ query: Query, by factor: Double) throws(SearchIndexError) {
        try add(query)
        try scaleLast(by: factor)
    }

    private mutating func scaleLast(by factor: Double) throws(SearchIndexError) {
        guard factor >= 0, factor.isFinite else {
            throw SearchIndexError(.invalidArgument, "a weight must be 0 or more")
        }
        try step(XS_SCALE, operands: 1, number: factor)
    }

    private mutating func combine(
        _ op: xs_operator,
        _ parts: [Query],
        ifEmpty: xs_operator = XS_MATCH_NONE
    ) throws(SearchIndexError) {
        guard !parts.isEmpty else { return try step(ifEmpty) }
        for part in parts { try add(part) }
        if parts.count > 1 { try step(op, operands: parts.count) }
    }

    private mutating func add(
        _ words: [String],
        _ op: xs_operator,
        _ prefix: TermPrefix,
        window: Int
    ) throws(SearchIndexError) {
        guard !words.isEmpty, words.allSatisfy({ Term(prefix, $0).stored != nil }) else {
            return try step(XS_MATCH_NONE)
        }
        guard window >= words.count, window <= Query.maximumParts else {
            throw SearchIndexError(.invalidArgument, "words cannot be near each other within \(window) words")
        }
        for word in words { try leaf(XS_TERM, Term(prefix, word)) }
        if words.count > 1 { try step(op, operands: words.count, number: Double(window)) }
    }
}
