/// Finds needs by their names and lay words in short texts that somebody chose as labels: titles and terms.
///
/// Descriptions are left to search: a page that mentions a word in passing is not for that need.
struct NeedMatcher: Sendable {
    private struct Phrase {
        let words: [String]
        let need: Need.ID
        /// Its place in the whole list.
        let order: Int
    }

    /// By the first word.
    private let phrases: [String: [Phrase]]

    private let known: Set<Need.ID>

    /// An offer seldom answers more needs than this; what is found first counts.
    static let mostNeeds = 6

    init(_ needs: [Need]) {
        let all = needs.flatMap { need in
            ([need.name] + need.layWords).map { (words: NeedMatcher.words($0), need: need.id) }
        }
        let phrases = all.enumerated().map { Phrase(words: $1.words, need: $1.need, order: $0) }
        known = Set(needs.map(\.id))
        self.phrases = Dictionary(grouping: phrases.filter { !$0.words.isEmpty }) { $0.words[0] }
    }

    func knows(_ need: Need.ID) -> Bool { known.contains(need) }

    /// Those of the title first, since a listing is mainly for what it is called; then those of the terms.
    func needs(title: String, terms: [String]) -> [Need.ID] {
        let found: [Phrase] = ([title] + terms).flatMap(phrases(in:))
        var needs: [Need.ID] = []
        for phrase in found where !needs.contains(phrase.need) { needs.append(phrase.need) }
        return Array(needs.prefix(NeedMatcher.mostNeeds))
    }

    private func phrases(in text: String) -> [Phrase] {
        let words = NeedMatcher.words(text)
        return words.indices
            .flatMap { start in (phrases[words[start]] ?? []).filter { words[start...].starts(with: $0.words) } }
            .sorted { $0.order < $1.order }
    }

    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
    }
}
