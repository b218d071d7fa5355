/// Places: "near SE15", "in Peckham", "lewisham". A name counts only when the directory has something near it.
struct PlaceRule {
    let places: PlaceNames
    /// Postcodes among the words, by the position of their first.
    let postcodes: [Int: PostcodeRule.Found]
    let lexicon: Lexicon

    private static let before: Set<String> = ["in", "near", "at", "around", "by", "from", "nearby", "live"]
    /// Those that make a place of a word of the language: not "good at reading", nor "helped by hope".
    private static let pointing: Set<String> = ["in", "near", "around", "from", "nearby", "live"]
    /// After these "in" names a thing: "interested in reading".
    private static let about: Set<String> = [
        "interested", "interest", "difficulty", "difficulties", "confidence", "believe",
    ]
    /// What makes the name before it that of a street or a house: "Wells Road" is not in Wells.
    private static let street: Set<String> = [
        "road", "rd", "street", "st", "lane", "avenue", "ave", "close", "drive", "court", "house", "hall", "group",
        "hospital", "surgery", "church", "school", "park", "library", "centre",
    ]

    func read(_ draft: inout Draft) {
        let words = draft.plain
        var position = 0
        while position < words.count {
            guard let match = match(words, at: position), isMeant(match, at: position, in: draft) else {
                position += 1
                continue
            }
            let end = position + match.length
            let start = PlaceRule.before.contains(draft.word(position - 1)) ? position - 1 : position
            draft.claim(.near(match.spot), start..<end, nameLength: match.length)
            position = end
        }
    }

    private func match(_ words: [String], at position: Int) -> (spot: Spot, length: Int)? {
        if let found = postcodes[position] { return (found.spot, found.length) }
        return places.match(words: words, at: position)
    }

    /// A name that is also a word of the language needs a word such as "in" before it.
    private func isMeant(_ match: (spot: Spot, length: Int), at position: Int, in draft: Draft) -> Bool {
        let end = position + match.length
        if PlaceRule.street.contains(draft.word(end)) { return false }
        if match.spot.kind != .place || match.length > 1 { return true }
        let isSaid =
            PlaceRule.pointing.contains(draft.word(position - 1)) && !PlaceRule.about.contains(draft.word(position - 2))
        return isSaid || !lexicon.isOrdinary(draft.word(position))
    }
}
