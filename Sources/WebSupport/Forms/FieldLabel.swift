/// Puts the name of a field into sentences.
///
/// A label is a noun as it would stand within a sentence: `name`, `date of birth`, `your address`. An article is put
/// before it unless it begins with `a`, `the`, `your` or the like.
struct FieldLabel {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// `a name`, `an e-mail address`, `your address`.
    var withArticle: String { isDetermined ? text : "\(article) \(text)" }

    /// `The name`, `Your address`: the beginning of a sentence.
    var subject: String {
        guard isDetermined else { return "The \(text)" }
        return ["a", "an"].contains(firstWord.lowercased()) ? "The \(text.dropFirst(firstWord.count + 1))" : capitalised
    }

    /// `Date of birth`: for sentences that GOV.UK writes without an article.
    var capitalised: String { text.prefix(1).uppercased() + text.dropFirst() }

    private var firstWord: Substring { text.prefix { $0 != " " } }

    private var isDetermined: Bool {
        Self.determiners.contains(firstWord.lowercased())
    }

    private static let determiners: Set<String> = [
        "a", "an", "any", "at", "her", "his", "how", "our", "the", "their", "what", "when", "where", "whether",
        "which", "who", "why", "your",
    ]

    private var article: String {
        let lower = firstWord.lowercased()
        // Spelt out letter by letter: "an MP", "an SMS", but "a URL".
        if firstWord.count > 1, firstWord == firstWord.uppercased() {
            return "AEFHILMNORSX".contains(firstWord.prefix(1)) ? "an" : "a"
        }
        if ["uni", "use", "usu", "eu", "one"].contains(where: lower.hasPrefix) { return "a" }
        return "aeiou".contains(lower.prefix(1)) || lower.hasPrefix("hour") || lower.hasPrefix("honest") ? "an" : "a"
    }
}
