import Foundation

/// Takes the accents off Latin letters and the apostrophes out of words, so that *cafe* finds *café* and *cant* finds
/// *can't*; documents and queries are folded alike.
///
/// Other scripts are left alone: there such marks tell words apart.
func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "'") }) { return text }
    var result = String.UnicodeScalarView()
    var isInWord = false
    for scalar in text.unicodeScalars where !accents.contains(scalar) {
        if isInWord, apostrophes.contains(scalar) { continue }
        result.append(plainLetters[scalar] ?? scalar)
        isInWord = scalar.properties.isAlphabetic
    }
    return String(result)
}

/// Straight, curly, and the two that keyboards give for them.
private let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2019}", "\u{2018}", "\u{02BC}"]

private let accents: ClosedRange<Unicode.Scalar> = "\u{300}"..."\u{36F}"

/// Accented Latin letters, each with the plain letter it is made from.
private let plainLetters: [Unicode.Scalar: Unicode.Scalar] = {
    var letters: [Unicode.Scalar: Unicode.Scalar] = ["ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"]
    for code in 0xC0...0x24F as ClosedRange<UInt32> {
        guard let scalar = Unicode.Scalar(code),
            let plain = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first,
            plain != scalar
        else { continue }
        letters[scalar] = plain
    }
    return letters
}()
