import Foundation

/// Takes the accents off Latin letters, so that *cafe* finds *café*; documents and queries are folded alike.
///
/// Other scripts are left alone: there such marks tell words apart.
func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !accents.contains(scalar) {
        result.append(plainLetters[scalar] ?? scalar)
    }
    return String(result)
}

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
