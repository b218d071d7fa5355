/// A query that may end in the name of a place: "peck", "gardening near crystal pal".
struct PlaceEnding {
    let typed: TypedSoFar
    let places: PlaceNames

    /// The longest names of places have so many words ("Newcastle upon Tyne", "City of London").
    private static let mostWords = 4
    /// Letters of a name after other words: fewer end any query. After a `link` and at the beginning two will do.
    private static let fewestAfterWords = 3
    private static let links: Set<String> = ["near", "in", "at", "around", "by"]

    /// The longest ending that begins the name of a place counts.
    func suggestions(limit: Int) -> [Suggestion] {
        let words = typed.text.split(whereSeparator: \.isWhitespace)
        for start in max(0, words.count - PlaceEnding.mostWords)..<words.count {
            let key = PlaceName.key(words[start...].joined(separator: " "))
            let isLinked = start > 0 && PlaceEnding.links.contains(words[start - 1].lowercased())
            let fewest = start == 0 || isLinked ? TypedSoFar.shortest : PlaceEnding.fewestAfterWords
            guard key.count >= fewest else { continue }
            let found = places.beginning(with: key, limit: limit)
            guard !found.isEmpty else { continue }
            let before = words[..<(isLinked ? start - 1 : start)].joined(separator: " ")
            return found.map { .place($0, words: before, near: near($0)) }
        }
        return []
    }

    private func near(_ spot: Spot) -> String {
        let isAlone = places.candidates(spot.name).count < 2 || spot.district.isEmpty
        return isAlone ? spot.name : "\(spot.name), \(spot.district)"
    }
}
