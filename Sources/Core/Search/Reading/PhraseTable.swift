import SearchIndex

/// Phrases of a word list, to be found in a run of words: the longest first.
struct PhraseTable<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let words: [String]
        let value: Value
    }

    private var entries: [String: [Entry]] = [:]
    private(set) var longest = 0

    /// A later phrase of the same words stands beside the earlier one.
    mutating func add(_ words: [String], _ value: Value) {
        guard let first = words.first else { return }
        entries[first, default: []].append(Entry(words: words, value: value))
        longest = max(longest, words.count)
    }

    func holds(_ words: [String]) -> Bool {
        words.first.flatMap { entries[$0] }?.contains { $0.words == words } == true
    }

    /// What begins at a position, longest first; words of a phrase may stand `gap` words apart.
    ///
    /// - Returns: the values with the position after the last word of each.
    func matches(in words: [String], at start: Int, gap: Int = 0) -> [(end: Int, value: Value, length: Int)] {
        guard words.indices.contains(start), let candidates = entries[words[start]] else { return [] }
        return candidates.compactMap { entry in
            PhraseTable.end(of: entry.words, in: words, from: start, gap: gap).map {
                (end: $0, value: entry.value, length: entry.words.count)
            }
        }.sorted { $0.length > $1.length }
    }

    /// The longest phrase at each place, from left to right, none within another; every value that it has.
    func longest(in words: [String]) -> [(range: Range<Int>, value: Value)] {
        var found: [(range: Range<Int>, value: Value)] = []
        var position = 0
        while position < words.count {
            let matches = matches(in: words, at: position)
            let end = matches.first?.end ?? position + 1
            for match in matches where match.end == end { found.append((position..<end, match.value)) }
            position = end
        }
        return found
    }

    private static func end(of phrase: [String], in words: [String], from start: Int, gap: Int) -> Int? {
        var position = start + 1
        for word in phrase.dropFirst() {
            let reach = position..<min(words.count, position + gap + 1)
            guard let found = reach.first(where: { words[$0] == word }) else { return nil }
            position = found + 1
        }
        return position
    }
}
