import Foundation

/// How old somebody has to be, in years of English schooling, to read a text with ease.
///
/// The Flesch–Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, 1975, "Derivation of new readability formulas for Navy
/// enlisted personnel"): 0.39 × words per sentence + 11.8 × syllables per word − 15.59. A grade is a year of American
/// school, which begins at five. The NHS digital service manual asks for a reading age of 9 to 11.
public enum ReadingAge {
    /// Fewer words say too little about how somebody writes; the formula's own texts had 150.
    static let fewestWords = 60
    /// From here staff are told: an educated adult's newspaper is about 16. A listing that is a little dry is nobody's work.
    static let hardFrom = 16

    /// In years, 5 to 25; nil for a text too short to tell.
    public static func years(_ text: String) -> Int? {
        let sentences = text.split { ".!?\n•:;".contains($0) }.map(wordsOf).filter { !$0.isEmpty }
        let all: [Substring] = sentences.flatMap { $0 }
        guard all.count >= fewestWords else { return nil }
        let syllableCount = all.reduce(0) { $0 + syllables(in: $1) }
        let wordsPerSentence = Double(all.count) / Double(sentences.count)
        let syllablesPerWord = Double(syllableCount) / Double(all.count)
        let grade = 0.39 * wordsPerSentence + 11.8 * syllablesPerWord - 15.59
        return Int(min(max(grade + 5, 5), 25).rounded())
    }

    private static func wordsOf(_ sentence: Substring) -> [Substring] {
        sentence.split { !$0.isPlainlyLetter && $0 != "'" && $0 != "’" }.filter {
            $0.contains(where: \.isPlainlyLetter)
        }
    }

    private static let vowels = Set("aeiouyàáâäèéêëìíîïòóôöùúûü")

    /// Groups of vowels, less a silent "e" or "ed" at the end: right for nine words of ten, which is enough for a mean.
    static func syllables(in word: Substring) -> Int {
        let letters = word.lowercased().filter(\.isPlainlyLetter)
        var count = 0
        var wasVowel = false
        for letter in letters {
            let isVowel = vowels.contains(letter)
            if isVowel, !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        let hasSilentEnd =
            (letters.hasSuffix("e") && !letters.hasSuffix("le"))
            || (letters.hasSuffix("ed") && !letters.hasSuffix("ted") && !letters.hasSuffix("ded"))
        if hasSilentEnd, count > 1 { count -= 1 }
        return max(1, count)
    }
}

extension Character {
    /// As `isLetter`, without asking the tables of Unicode about English: half of a check's time went there.
    var isPlainlyLetter: Bool {
        guard let byte = utf8.first, byte < 0x80, utf8.count == 1 else { return isLetter }
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}
