/// Postcodes among the words: "SE15", "se15 3ck". What exists is the gazetteer's to say.
struct PostcodeRule {
    let gazetteer: Gazetteer

    struct Found: Sendable {
        let spot: Spot
        let length: Int
    }

    /// Outward postcodes that are something else first: vitamins and levels of English. They need a word such as "near"
    /// before them, or the other half after.
    private static let others: Set<String> = ["b1", "b2", "b6", "b12"]
    private static let before: Set<String> = ["in", "near", "around", "from", "live", "nearby"]

    /// By the position of the first word.
    func postcodes(in words: [QueryWord]) async throws -> [Int: Found] {
        var found: [Int: Found] = [:]
        for (position, word) in words.enumerated() where PostcodeRule.mayBegin(word.word) {
            let pair = words[position...].prefix(2).map(\.word).joined()
            let isSaid = position > 0 && PostcodeRule.before.contains(words[position - 1].word)
            for (typed, length) in [(pair, 2), (word.word, 1)] where found[position] == nil {
                guard position + length <= words.count, let postcode = Postcode(typed),
                    (postcode.inward != nil) == (length == 2 || typed.count > 4),
                    isSaid || postcode.inward != nil || !PostcodeRule.others.contains(typed),
                    let spot = try await gazetteer.spot(typed: typed)
                else { continue }
                found[position] = Found(spot: spot, length: length)
            }
        }
        return found
    }

    private static func mayBegin(_ word: String) -> Bool {
        word.first?.isLetter == true && word.contains(where: \.isNumber)
    }
}
