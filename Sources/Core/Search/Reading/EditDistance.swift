/// How many slips of a typing finger lie between two words: letters left out, put in, mistaken, or swapped with the next.
enum EditDistance {
    /// Optimal string alignment; nil above `most`.
    static func between(_ one: String, _ other: String, most: Int) -> Int? {
        let (first, second) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
        guard abs(first.count - second.count) <= most else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1]
            for column in 0..<second.count {
                let isSame = first[row] == second[column]
                var least = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count] <= most ? last[second.count] : nil
    }

    /// Longer words give room for a second slip.
    static func most(for word: String) -> Int { word.count < 6 ? 1 : 2 }
}

/// Good words to take a misspelt one for. People seldom miss the first letter, so only words with the same are looked at.
struct GoodWords: Sendable {
    private var byLetter: [Character: [String]] = [:]

    init(_ words: Set<String>) {
        for word in words.sorted() where word.count > 3 {
            if let first = word.first { byLetter[first, default: []].append(word) }
        }
    }

    /// The nearest, and how far it is; of equals the first in the alphabet.
    func nearest(to word: String) -> (word: String, distance: Int)? {
        guard let first = word.first else { return nil }
        let most = EditDistance.most(for: word)
        var best: (word: String, distance: Int)?
        for candidate in byLetter[first] ?? [] {
            guard
                let distance = EditDistance.between(word, candidate, most: min(most, (best?.distance ?? most + 1) - 1))
            else { continue }
            best = (candidate, distance)
        }
        return best
    }
}
