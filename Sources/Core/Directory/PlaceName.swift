import Foundation

/// Names of places as keys: however they are written, the same place has the same key.
enum PlaceName {
    /// "barton upon humber" for "Barton-upon-Humber", "st johns" for "Saint John's"; empty for what holds no letter or digit.
    static func key(_ text: String) -> String { words(text).joined(separator: " ") }

    /// Lower case, without accents, apostrophes and full stops; "saint" is "st" and "&" is "and".
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func end() {
            guard !word.isEmpty else { return }
            let spelled = String(decoding: word, as: UTF8.self)
            words.append(spelled == "saint" ? "st" : spelled)
            word.removeAll(keepingCapacity: true)
        }
        for byte in plain(text).utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                word.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
            case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "."): continue
            case UInt8(ascii: "&"):
                end()
                words.append("and")
            default: end()
            }
        }
        end()
        return words
    }

    /// What people say for a name of the shape X-upon-Y: "barton", "newcastle", "stoke", "wells" (next the Sea).
    ///
    /// - Returns: nil for other names, and where what is left has fewer than four letters ("Hay-on-Wye"): such a word is
    ///   more often no place.
    static func spokenKey(_ key: String) -> String? {
        let words = key.split(separator: " ")
        guard let link = words.dropFirst().firstIndex(where: { links.contains($0) }), link < words.count - 1 else {
            return nil
        }
        let spoken = words[..<link].joined(separator: " ")
        return spoken.utf8.count < 4 ? nil : spoken
    }

    private static let links: Set<Substring> = [
        "upon", "on", "le", "la", "in", "under", "next", "by", "de", "near", "with", "cum",
    ]

    /// ASCII stays as it is; accents go, and typographic apostrophes, dashes and blanks become plain ones.
    private static func plain(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar {
            case "\u{300}"..."\u{36F}": continue
            case "\u{2018}", "\u{2019}", "\u{2BC}": plain.append("'")
            case _ where scalar.value < 0x80 || scalar.properties.isAlphabetic: plain.append(scalar)
            default: plain.append(" ")
            }
        }
        return String(plain)
    }
}
