import Foundation
import SearchIndex

/// The word lists of `seed/words`: how people say what a listing says otherwise. Read once, at start.
public struct Lexicon: Sendable {
    /// What somebody says, and what a listing would say.
    struct Concept: Sendable, Hashable {
        /// Words of a suitable listing, the most telling first.
        let means: [[Token]]
        /// Stems of these that stand in every second listing: "group", "support".
        var faint: Set<String> = []
        let needs: [Need.ID]
        /// The names of the needs, which listings are filed under.
        var labels: [[Token]] = []
    }

    private(set) var concepts = PhraseTable<Concept>()
    private(set) var acronyms = PhraseTable<(concept: Concept, isCommonWord: Bool)>()
    private(set) var languages = PhraseTable<String>()
    private(set) var languageNames: [String] = []
    private(set) var audiences = PhraseTable<Offer.Audience?>()
    private(set) var crises = PhraseTable<Crisis>()
    /// Phrases that take a crisis of that kind back.
    private(set) var notCrises = PhraseTable<String>()
    /// Articles, pronouns, question words: never looked for unless they are all there is.
    private(set) var empty: Set<String> = []
    /// "Help", "group", "husband": they count, and little.
    private(set) var faint: Set<String> = []
    /// "Husband", "neighbour": of these, those that say who somebody is.
    private(set) var relatives: Set<String> = []
    /// Every word of the lists: none of them is a misspelling.
    private(set) var known: Set<String> = []
    /// The same, to take misspelt words for.
    private(set) var goodWords = GoodWords([])
    let english: EnglishWords
    /// Words that were cut while reading.
    private var cut: [Substring: [Token]] = [:]

    /// No lists at all.
    public init(english: EnglishWords = EnglishWords([])) {
        self.english = english
    }

    /// - Parameter folder: holds the lists, and `needs.tsv` stands beside it; a list that is missing is empty.
    public init(folder: URL, english: EnglishWords = EnglishWords()) throws {
        self.english = english
        try readStopWords(folder.appendingPathComponent("stop-words.txt"))
        let needs = try Lexicon.rows(folder.deletingLastPathComponent(), "needs.tsv", ["id", "name", "lay_words"])
        let names = try needs.reduce(into: [:]) { names, row in
            names[Need.ID(rawValue: row["id"] ?? "")] = try tellingTokens(of: row["name"] ?? "")
        }
        try readConcepts(folder.appendingPathComponent("lay-words.tsv"), needs: names)
        try readNeeds(needs, names: names)
        try readAcronyms(folder.appendingPathComponent("acronyms.tsv"))
        for row in try Lexicon.rows(folder, "languages.tsv", ["language", "said"]) {
            guard let name = row["language"] else { continue }
            languageNames.append(name)
            for said in [name] + Lexicon.phrases(row["said"]) { add(said, to: \.languages, name) }
        }
        for row in try Lexicon.rows(folder, "audiences.tsv", ["audience", "said", "unless"]) {
            guard let audience = row["audience"].flatMap(Offer.Audience.init) else { continue }
            for said in Lexicon.phrases(row["said"]) { add(said, to: \.audiences, audience) }
            for other in Lexicon.phrases(row["unless"]) { add(other, to: \.audiences, nil) }
        }
        for row in try Lexicon.rows(folder, "crisis.tsv", ["kind", "said", "unless", "title", "lines"]) {
            let crisis = Crisis(
                kind: row["kind"] ?? "",
                title: row["title"] ?? "",
                lines: Lexicon.phrases(row["lines"])
            )
            for said in Lexicon.phrases(row["said"]) { add(said, to: \.crises, crisis) }
            for other in Lexicon.phrases(row["unless"]) { add(other, to: \.notCrises, crisis.kind) }
        }
        goodWords = GoodWords(known.filter { english.isEmpty || english.contains($0) })
        cut = [:]
    }

    /// The file's headings say how much the words below them count.
    private mutating func readStopWords(_ file: URL) throws {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
        var list = \Lexicon.empty
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("#") {
                if line.contains("count little") { list = \.faint }
                if line.contains("say who") { list = \.relatives }
                continue
            }
            for token in try tokens(of: String(line)) { self[keyPath: list].insert(token.word) }
        }
        faint.formUnion(relatives)
    }

    private mutating func readConcepts(_ file: URL, needs: [Need.ID: [Token]]) throws {
        let rows = try Lexicon.rows(
            file.deletingLastPathComponent(),
            file.lastPathComponent,
            ["said", "means", "need"]
        )
        for row in rows {
            let ids = Lexicon.phrases(row["need"]).map(Need.ID.init)
            let means = try Lexicon.phrases(row["means"]).map { try tellingTokens(of: $0) }
            known.formUnion(means.joined().map(\.word))
            let faintStems = Set(means.joined().filter { faint.contains($0.word) }.map(\.stem))
            let concept = Concept(
                means: means,
                faint: faintStems,
                needs: ids,
                labels: ids.compactMap { needs[$0] }
            )
            for said in Lexicon.phrases(row["said"]) {
                let tokens = try tokens(of: said)
                known.formUnion(tokens.map(\.word))
                concepts.add(tight(tokens).map(\.stem), concept)
            }
        }
    }

    /// The needs' own lay words, where the list has nothing more exact, stand for the name, which listings are filed under.
    private mutating func readNeeds(_ rows: [[String: String]], names: [Need.ID: [Token]]) throws {
        for row in rows {
            let id = Need.ID(rawValue: row["id"] ?? "")
            let concept = Concept(means: [names[id] ?? []], needs: [id])
            for said in Lexicon.phrases(row["lay_words"]) {
                let tokens = try tokens(of: said)
                known.formUnion(tokens.map(\.word))
                let stems = tight(tokens).map(\.stem)
                if !concepts.holds(stems) { concepts.add(stems, concept) }
            }
        }
    }

    private mutating func readAcronyms(_ file: URL) throws {
        for row in try Lexicon.rows(file.deletingLastPathComponent(), file.lastPathComponent, ["acronym", "expansion"])
        {
            let means = try Lexicon.phrases(row["expansion"]).map { try tellingTokens(of: $0) }
            let concept = Concept(means: means, needs: [])
            let said = try tokens(of: row["acronym"] ?? "").map(\.word)
            known.formUnion(said)
            acronyms.add(said, (concept, row["common"] == "yes"))
        }
    }

    /// As `Tokeniser` cuts it, word by word: the lists say the same words in thousands of phrases, and nothing in one
    /// word changes how the next is cut.
    private mutating func tokens(of phrase: String) throws -> [Token] {
        try phrase.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }.flatMap { word in
            if let known = cut[word] { return known }
            let tokens = try Tokeniser.tokens(of: String(word))
            cut[word] = tokens
            return tokens
        }
    }

    /// In two steps: within one expression, all lists would be copied before a word is remembered.
    private mutating func tellingTokens(of phrase: String) throws -> [Token] {
        let tokens = try tokens(of: phrase)
        return telling(tokens)
    }

    /// The words without those that are empty, unless all are.
    func telling(_ tokens: [Token]) -> [Token] {
        let telling = tokens.filter { !empty.contains($0.word) }
        return telling.isEmpty ? tokens : telling
    }

    /// Words that may stand or be missing in a phrase: "lost (my) husband", "in (a) wheelchair". Fewer than are empty, as
    /// "keeps falling" says more than "falling".
    static let loose: Set<String> = [
        "a", "an", "the", "i", "im", "ive", "my", "me", "his", "her", "their", "our", "your", "he", "she", "they", "we",
        "you", "it", "is", "are", "was", "am", "be", "been", "to", "of", "in", "on", "at", "and", "with", "for", "some",
        "any", "very", "really", "so", "too", "just", "that", "this", "has", "have", "had", "do", "does",
    ]

    func tight(_ tokens: [Token]) -> [Token] {
        let tight = tokens.filter { !Lexicon.loose.contains($0.word) }
        return tight.isEmpty ? tokens : tight
    }

    private mutating func add<Value>(
        _ phrase: String,
        to table: WritableKeyPath<Lexicon, PhraseTable<Value>>,
        _ value: Value
    ) {
        guard let tokens = try? tokens(of: phrase) else { return }
        known.formUnion(tokens.map(\.word))
        self[keyPath: table].add(tokens.map(\.word), value)
    }

    private static func phrases(_ cell: String?) -> [String] {
        (cell ?? "").split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
    }

    private static func rows(_ folder: URL, _ name: String, _ columns: [String]) throws -> [[String: String]] {
        let file = folder.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try TabTable(file, needs: columns).rows
    }
}

/// Words that show that somebody may need help now, and who gives it. The list is the steward's: `seed/words/crisis.tsv`.
public struct Crisis: Hashable, Sendable {
    public let kind: String
    public let title: String
    /// "Samaritans: 116 123 (day and night)".
    public let lines: [String]
}

extension Lexicon {
    private static let owners: Set<String> = ["my", "his", "her", "our", "their"]

    /// "My dad": whom it is about, and not groups for dads.
    func isSomebodys(_ position: Int, in words: [QueryWord]) -> Bool {
        position > 0 && Lexicon.owners.contains(words[position - 1].word) && relatives.contains(words[position].word)
    }

    /// Whom a short text names: the longest phrase at each place counts.
    func audiences(in text: String) -> Set<Offer.Audience> {
        let words = ((try? Tokeniser.tokens(of: text)) ?? []).map(\.word)
        return Set(audiences.longest(in: words).compactMap(\.value))
    }

    /// Whether it is a word of the language or of the lists.
    func knows(_ word: String) -> Bool { known.contains(word) || empty.contains(word) || english.contains(word) }

    /// Whether a place of this name could be something else: "reading", "hope", "street".
    func isOrdinary(_ word: String) -> Bool {
        known.contains(word) || empty.contains(word) || faint.contains(word) || english.hasOrdinary(word)
    }
}
