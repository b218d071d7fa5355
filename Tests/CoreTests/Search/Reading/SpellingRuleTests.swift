import SearchIndex
import TestSupport
import Testing

@testable import Core

@Suite("Spelling")
struct SpellingRuleTests {
    /// Nothing in it is a stroke, a weed or burgled.
    private static let place = Task {
        try await TestPlace.with([
            Sample.listing(
                "Gambling support",
                description: "Stoke and wood, buggered and gardening for neighbours. Yuletide arthritis clinic.",
                at: Town.peckham
            )
        ])
    }

    private func corrected(_ words: String) async throws -> String? {
        try await Self.place.value.find(words).corrected
    }

    @Test(
        "is mended where nobody knows the word",
        arguments: [("gambeling", "gambling"), ("arthritus clinic", "arthritis clinic"), ("gardning", "gardening")]
    )
    func mended(typed: String, expected: String) async throws {
        #expect(try await corrected(typed) == expected)
    }

    @Test(
        "of a good word that the directory lacks stays",
        arguments: ["stroke", "weed", "burgled", "strokes", "skint", "weeds", "somali", "lgbtq", "suicidal", "cab"]
    )
    func stays(word: String) async throws {
        #expect(try await corrected(word) == nil)
    }

    @Test(
        "of short words, numbers and capitals stays",
        arguments: ["gam", "wod", "g4mbling", "a GAMBELING group", "ххх", "赌博"]
    )
    func leftAlone(words: String) async throws {
        #expect(try await corrected(words) == nil)
    }

    @Test("of all in capitals is mended all the same")
    func capitals() async throws {
        #expect(try await corrected("GAMBELING SUPPORT") == "gambling support")
    }

    @Test("of a place near here stays: a listing need not name where it is")
    func places() async throws {
        let place = try await TestPlace.with([Sample.listing("Bunhead dancing", at: Town.nunhead)])
        let results = try await place.find("dancing nunhead")
        #expect(results.corrected == nil && results.spot?.name == "Nunhead")
    }

    @Test("of what begins a word is no mistake, and finds the word")
    func beginning() async throws {
        let results = try await Self.place.value.find("arthri")
        #expect(results.corrected == nil && results.found.map(\.title) == ["Gambling support"])
        #expect(results.reading.topics.contains { if case .beginning = $0.kind { true } else { false } })
    }

    @Test("is left as typed when that was asked for")
    func verbatim() async throws {
        let results = try await Self.place.value.find("gambeling") { $0.isVerbatim = true }
        #expect(results.corrected == nil && results.reading.words.map(\.word) == ["gambeling"])
    }
}

@Suite("The words of the language")
struct EnglishWordsTests {
    @Test("are known in lower case, names apart, with or without their apostrophes")
    func known() throws {
        let folder = try TestFolder()
        let words = EnglishWords(file: try folder.file("words", "hope\nPeckham\ncan't\nReading\nreading\n"))
        #expect(words.contains("hope") && words.hasOrdinary("hope"))
        #expect(words.contains("peckham") && !words.hasOrdinary("peckham"))
        #expect(words.contains("cant") && words.contains("can't"))
        #expect(words.hasOrdinary("reading"))
        #expect(!words.contains("hop") && !words.contains("") && !words.isEmpty)
    }

    @Test("are none where there is no list")
    func missing() throws {
        let folder = try TestFolder()
        let words = EnglishWords(file: folder.url.appendingPathComponent("none"))
        #expect(words.isEmpty && !words.contains("hope"))
        #expect(EnglishWords(["hope"]).contains("hope") && EnglishWords([]).isEmpty)
    }
}
