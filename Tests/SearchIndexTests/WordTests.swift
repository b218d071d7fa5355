import SearchIndex
import Testing

@Suite struct WordTests {
    @Test(arguments: [
        ("Walking GROUPS", ["walking", "groups"], ["walk", "group"]),
        ("N.H.S. men’s café", ["nhs", "mens", "cafe"], ["nhs", "men", "cafe"]),
        ("cafe\u{301} Łódź ŵyl", ["cafe", "lodz", "wyl"], ["cafe", "lodz", "wyl"]),
        ("5-a-side, 50+", ["5", "a", "side", "50+"], ["5", "a", "side", "50+"]),
        ("a\0b <b>&amp;", ["a", "b", "b", "amp"], ["a", "b", "b", "amp"]),
        ("नमस्ते سلام 🙂", ["नमस्ते", "سلام"], ["नमस्ते", "سلام"]),
        ("", [], []),
    ])
    func textIsCutIntoWordsAndStems(text: String, words: [String], stems: [String]) throws {
        let tokens = try Tokeniser.tokens(of: text)
        #expect(tokens.map(\.word) == words)
        #expect(tokens.map(\.stem) == stems)
    }

    @Test func normalisedTitleIgnoresCaseAndPunctuation() throws {
        #expect(try Tokeniser.normalised("  The Café: (Hub)! ") == "the cafe hub")
    }

    @Test(arguments: ["walk", "walks", "Walking", "WALKED"])
    func anyFormOfAWordFindsIt(word: String) async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "walking for health")])
        #expect(try await readers.ids(word) == ["a"])
    }

    @Test(arguments: ["café", "cafe", "CAFÉ", "cafe\u{301}"])
    func accentsDoNotMatter(word: String) async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "Repair Café")])
        #expect(try await readers.ids(word) == ["a"])
    }

    @Test func numbersAreWordsWithStems() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "ring 111 or 0800")])
        #expect(try await readers.ids(.stem(.body, "111")) == ["a"])
    }

    @Test func anyUnicodeMayBeIndexedAndAskedFor() async throws {
        let index = try TemporaryIndex()
        let texts = [
            "nul \0 inside", "\0", "\u{1}\u{2}\u{3}", "🙂👩‍👩‍👧 family", "\u{202E}reversed", "عربي हिन्दी 中文字符",
            "e\u{301}\u{301}\u{301}", "\u{FFFF}\u{10FFFF}", "line\r\nbreaks\tand tabs", "'\"<>&;--\\%", "",
        ]
        let documents = try texts.enumerated().map { try IndexDocument.sample("id \0 \($0)", title: $1, $1) }
        let readers = try await index.holding(documents)
        let options = SearchOptions(snippetLength: 100)
        for (number, text) in texts.enumerated() {
            let ids = try await readers.ids(text, options)
            let words = try Tokeniser.tokens(of: text)
            #expect(words.isEmpty || ids.contains("id \0 \(number)"), "\(text.debugDescription)")
        }
        #expect(try await readers.fingerprints().count == texts.count)
    }

    @Test func wordsTooLongForTheIndexAreLeftOut() async throws {
        let index = try TemporaryIndex()
        let long = String(repeating: "x", count: 1000)
        let readers = try await index.holding([.sample("a", title: long, "\(long) gardening \(long)")])
        #expect(try Tokeniser.tokens(of: long).isEmpty)
        #expect(try await readers.ids("gardening \(long)") == ["a"])
        #expect(try await readers.ids(.term(.body, long)).isEmpty)
        #expect(try await readers.ids(.phrase(.body, [long, "gardening"])).isEmpty)
    }

    @Test func longValuesAreCutAlikeInDocumentsAndQueries() async throws {
        let index = try TemporaryIndex()
        let long = String(repeating: "é\0", count: 500)
        let readers = try await index.holding([IndexDocument(id: "a", terms: [Term(.category, long)])])
        #expect(try await readers.ids(.term(.category, long)) == ["a"])
        #expect(try await readers.ids(.term(.category, "é")).isEmpty)
    }
}
