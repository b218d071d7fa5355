/// A query while the rules read it: each rule claims the words that it understands.
struct Draft {
    let words: [QueryWord]
    /// Keys of what somebody said was not meant.
    let unwanted: Set<String>
    private(set) var understood: [Understood] = []
    private var claimed: Set<Int> = []

    init(_ words: [QueryWord], unwanted: Set<String> = []) {
        self.words = words
        self.unwanted = unwanted
    }

    var plain: [String] { words.map(\.word) }

    /// The word at a position; empty outside, which matches nothing.
    func word(_ position: Int) -> String { words.indices.contains(position) ? words[position].word : "" }

    func isFree(_ range: Range<Int>) -> Bool { !range.contains { claimed.contains($0) } }

    /// Takes the words, unless another rule has them or the meaning is unwanted.
    mutating func claim(
        _ meaning: Understood.Meaning,
        _ range: Range<Int>,
        isSpent: Bool = true,
        nameLength: Int? = nil
    ) {
        let range = range.clamped(to: words.indices)
        let found = Understood(meaning, range, isSpent: isSpent, nameLength: nameLength)
        guard !found.range.isEmpty, isFree(found.range), !unwanted.contains(found.key),
            !understood.contains(where: { $0.key == found.key })
        else { return }
        understood.append(found)
        if isSpent { claimed.formUnion(found.range) }
    }

    /// Takes words that say two things together, such as "weekend".
    mutating func claim(_ meanings: [Understood.Meaning], _ range: Range<Int>) {
        guard isFree(range) else { return }
        for meaning in meanings {
            let found = Understood(meaning, range, isSpent: true)
            if !unwanted.contains(found.key), !understood.contains(where: { $0.key == found.key }) {
                understood.append(found)
            }
        }
        claimed.formUnion(range)
    }
}
