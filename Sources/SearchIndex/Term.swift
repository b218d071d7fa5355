/// What a term of the index is about: the written-down list of prefixes that keep kinds of terms apart.
///
/// Words are stored as prefix and word, their stems as `Z`, prefix and stem: for the word *walking* in a title,
/// `Swalking` and `ZSwalk`. Every word has its stem stored, those that begin with a digit too.
public enum TermPrefix: String, Sendable, CaseIterable {
    /// The unique id of a document.
    case id = "Q"
    /// Words of the title.
    case title = "S"
    /// A whole title as one term: its words joined by spaces. The only kind of `IndexDocument.terms` that scores.
    case exactTitle = "XT"
    /// Words that name the group a document belongs to.
    case group = "XO"
    /// Words that people would use for the document but that it does not contain.
    case keyword = "XL"
    /// A category, to filter by.
    case category = "XN"
    /// An area, to filter by.
    case area = "XC"
    /// Words of places, so that a place can weigh otherwise than a word of the body.
    case place = "XP"
    /// Words of the text itself. Only these are highlighted in snippets.
    case body = ""
}

/// One term: a word, a stem or a whole value under a prefix.
public struct Term: Hashable, Sendable {
    /// A stored term has at most this many bytes; Xapian refuses above 245.
    public static let maximumBytes = 240

    public var prefix: TermPrefix
    public var value: String
    public var isStem: Bool

    /// A word as `Tokeniser` gives it, or a whole value such as a category.
    public init(_ prefix: TermPrefix, _ value: String) {
        self.prefix = prefix
        self.value = value
        self.isStem = false
    }

    /// The stem of a word, as `Tokeniser` gives it.
    public static func stem(_ prefix: TermPrefix, _ value: String) -> Term {
        var term = Term(prefix, value)
        term.isStem = true
        return term
    }

    /// The bytes in the index, cut at `maximumBytes`; nil for a value that no document can have.
    var stored: String? {
        guard let first = value.utf8.first else { return nil }
        // Words are lower case: a capital would reach into the terms of another prefix.
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
        if prefix == .body && isCapital { return nil }
        return Term.cut((isStem ? "Z" : "") + prefix.rawValue + value)
    }

    /// Bytes that Xapian needs for a term: NUL counts twice.
    static func storedBytes(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + ($1 == 0 ? 2 : 1) }
    }

    private static func cut(_ text: String) -> String {
        guard storedBytes(text) > maximumBytes else { return text }
        var room = maximumBytes
        let kept = text.unicodeScalars.prefix { scalar in
            room -= storedBytes(String(scalar))
            return room >= 0
        }
        return String(String.UnicodeScalarView(kept))
    }
}
