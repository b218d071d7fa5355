/// Names of service areas, which every source writes in its own way.
extension Gazetteer {
    /// One spelling of an area's name, for listings when they are indexed and for spots when they are searched from: "southwark" for
    /// "London Borough of Southwark", "Southwark Council" and "SOUTHWARK"; "uk" for "United Kingdom" and "National".
    ///
    /// - Returns: lower-case words with single spaces; empty when there is no letter or digit in the name.
    public static func normalisedArea(_ name: String) -> String {
        var words = PlaceName.words(name)
        var shorter = words
        repeat {
            words = shorter
            shorter = withoutTitle(words)
        } while shorter.count < words.count
        let plain = words.joined(separator: " ")
        return sameAreas[plain] ?? plain
    }

    /// Whether an area is all of England or more, so that where somebody lives does not matter.
    public static func isNational(_ name: String) -> Bool { nations.contains(normalisedArea(name)) }

    static let nations: Set<String> = ["england", "england and wales", "great britain", "uk"]

    private static func withoutTitle(_ words: [String]) -> [String] {
        // The City of London is not London.
        if words == ["city", "of", "london"] { return words }
        for title in closingTitles where words.count > title.count && words.suffix(title.count).elementsEqual(title) {
            return Array(words.dropLast(title.count))
        }
        for title in leadingTitles where words.count > title.count && words.starts(with: title) {
            return Array(words.dropFirst(title.count))
        }
        return words
    }

    private static let leadingTitles = [
        "the", "across", "throughout", "within", "all of", "all over", "all", "whole of", "city and county of",
        "city of",
        "county of", "district of", "borough of", "london borough of", "royal borough of", "metropolitan borough of",
    ].map { $0.split(separator: " ").map(String.init) }

    /// The longer before what it ends with.
    private static let closingTitles = [
        "metropolitan borough council", "city council", "county council", "district council", "borough council",
        "metropolitan borough", "london borough", "council", "corporation", "borough", "city of", "county of", "only",
    ].map { $0.split(separator: " ").map(String.init) }

    /// Other words for the same area.
    private static let sameAreas: [String: String] = [
        "national": "uk", "nationwide": "uk", "nationally": "uk", "uk wide": "uk", "united kingdom": "uk",
        "uk national": "uk",
        "gb": "great britain", "britain": "great britain", "england wide": "england", "english": "england",
        "wales and england": "england and wales",
        "greater london": "london", "london wide": "london", "pan london": "london", "london boroughs": "london",
        "hull": "kingston upon hull", "durham": "county durham", "vale of glamorgan": "the vale of glamorgan",
    ]
}
