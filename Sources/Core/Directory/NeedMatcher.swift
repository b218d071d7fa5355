/// Finds needs by their names and lay words in short texts that somebody chose as labels: titles and terms.
///
/// Descriptions are left to search: a page that mentions a word in passing is not for that need.
struct NeedMatcher: Sendable {
    private let phrases: [(words: [String], need: Need.ID)]

    /// An offer seldom answers more needs than this; what is found first counts.
    static let mostNeeds = 6

    init(_ needs: [Need]) {
        phrases = needs.flatMap { need in
            ([need.name] + need.layWords).map { (NeedMatcher.words($0), need.id) }
        }.filter { !$0.words.isEmpty }
    }

    func needs(title: String, terms: [String]) -> [Need.ID] {
        let texts = ([title] + terms).map(NeedMatcher.words)
        var found: [Need.ID] = []
        for (words, need) in phrases where !found.contains(need) {
            if texts.contains(where: { NeedMatcher.contains($0, words) }) { found.append(need) }
        }
        return Array(found.prefix(NeedMatcher.mostNeeds))
    }

    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
    }

    private static func contains(_ text: [String], _ phrase: [String]) -> Bool {
        guard text.count >= phrase.count else { return false }
        return (0...(text.count - phrase.count)).contains { start in
            text[start..<(start + phrase.count)].elementsEqual(phrase)
        }
    }
}
