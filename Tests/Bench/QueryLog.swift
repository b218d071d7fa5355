import Core
import Foundation

/// What people of the invented place search for: their own words, titles, slips of the finger, places and postcodes.
/// The same in every run.
struct QueryLog {
    struct Entry {
        let words: String
        let near: String

        /// As the page's address says it.
        var path: String { "/search?q=\(Entry.encoded(words))&near=\(Entry.encoded(near))" }

        static func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
    }

    static let length = 400
    /// How many of the searches say where, in the field for it.
    private static let shareWithPlace = 0.75

    let entries: [Entry]

    init(needs: [Need], listings: [Listing], region: Region) {
        let lay = needs.flatMap(\.layWords)
        let titles = listings.map(\.offer.name)
        entries = (0..<QueryLog.length).map { number in
            var dice = Dice(seed: 1_000_000 + number)
            let outcode = dice.pick(region.outcodes, otherwise: Region.Outcode())
            let hasPlace = dice.chance(QueryLog.shareWithPlace)
            let words = QueryLog.words(lay: lay, titles: titles, place: hasPlace ? nil : outcode.place, &dice)
            return Entry(words: words, near: hasPlace ? QueryLog.near(outcode, &dice) : "")
        }
    }

    /// What is typed, letter by letter, on the way to a search.
    var beginnings: [String] {
        entries.enumerated().map { number, entry in
            "/suggest?q=" + Entry.encoded(String(entry.words.prefix(2 + number % 6)))
        }
    }

    private static func words(lay: [String], titles: [String], place: String?, _ dice: inout Dice) -> String {
        let need = dice.pick(lay, otherwise: "lonely")
        switch dice.number(0...9) {
        case 0...2: return need
        case 3: return misspelt(need, &dice)
        case 4: return misspelt(dice.pick(titles, otherwise: need), &dice)
        case 5: return dice.pick(titles, otherwise: need)
        case 6: return "\(need) and \(dice.pick(lay, otherwise: "food"))"
        case 7: return "my mum is \(need) and does not know where to go"
        case 8: return "\(need) on \(dice.pick(["Monday", "Wednesday", "Saturday morning"], otherwise: "Friday"))"
        default: return place.map { "\(need) in \($0)" } ?? "free \(need) for older people"
        }
    }

    /// Two neighbouring letters of the longest word changed places.
    private static func misspelt(_ text: String, _ dice: inout Dice) -> String {
        var words = text.split(separator: " ").map(String.init)
        guard let position = words.indices.max(by: { words[$0].count < words[$1].count }), words[position].count > 4
        else { return text }
        var letters = Array(words[position])
        let first = dice.number(1...(letters.count - 3))
        letters.swapAt(first, first + 1)
        words[position] = String(letters)
        return words.joined(separator: " ")
    }

    private static func near(_ outcode: Region.Outcode, _ dice: inout Dice) -> String {
        switch dice.number(0...2) {
        case 0: "\(outcode.code) \(dice.number(1...9))AB"
        case 1: outcode.code
        default: outcode.place
        }
    }
}
