import SearchIndex
import Testing

@Suite struct RankingTests {
    private let filler = "people meet on Tuesdays in the hall and drink tea"

    @Test func titleBeatsBody() async throws {
        let readers = try await TemporaryIndex().holding([
            .sample("body", title: "Tuesday club", "gardening and \(filler)"),
            .sample("title", title: "Gardening club", filler),
            .sample("neither", title: "Chess club", filler),
        ])
        #expect(try await readers.ids("gardening") == ["title", "body"])
    }

    @Test func exactTitleComesFirst() async throws {
        let readers = try await TemporaryIndex().holding([
            .sample("longer", title: "Men in Sheds Southwark workshop", "men in sheds, sheds for men, men, sheds"),
            .sample("mixed", title: "Sheds, and the men in them", "men in sheds"),
            .sample("exact", title: "Men in Sheds", filler),
        ])
        #expect(try await readers.ids("men in SHEDS!").first == "exact")
    }

    @Test func phraseInTitleBeatsTheSameWordsApart() async throws {
        let readers = try await TemporaryIndex().holding([
            .sample("apart", title: "Café for the repair of bicycles", filler),
            .sample("together", title: "Bicycles at the repair café", filler),
        ])
        #expect(try await readers.ids(.phrase(.title, ["repair", "cafe"])) == ["together"])
        #expect(try await readers.ids("repair cafe").first == "together")
    }

    @Test func phraseDoesNotRunFromOneTextIntoTheNext() async throws {
        let document = IndexDocument(
            id: "a",
            text: [
                TextField(.body, "ends with tea", keepsPositions: true),
                TextField(.body, "dance begins", keepsPositions: true),
            ]
        )
        let readers = try await TemporaryIndex().holding([document])
        #expect(try await readers.ids(.phrase(.body, ["with", "tea"])) == ["a"])
        #expect(try await readers.ids(.phrase(.body, ["tea", "dance"])).isEmpty)
        #expect(try await readers.ids(.near(.body, ["begins", "dance"], within: 2)) == ["a"])
        #expect(try await readers.ids(.near(.body, ["ends", "tea"], within: 2)).isEmpty)
    }

    @Test func partsOfAQueryCombineAsTheySay() async throws {
        let readers = try await TemporaryIndex().holding([
            .sample("tea", "tea"), .sample("both", "tea dance"), .sample("dance", "dance"),
        ])
        let (tea, dance) = (Query.term(.body, "tea"), Query.term(.body, "dance"))
        func found(_ query: Query) async throws -> Set<String> { Set(try await readers.ids(query)) }
        #expect(try await found(.allOf([tea, dance])) == ["both"])
        #expect(try await found(.anyOf([tea, dance])) == ["tea", "both", "dance"])
        #expect(try await found(.bestOf([tea, dance])) == ["tea", "both", "dance"])
        #expect(try await found(.synonyms([tea, dance])) == ["tea", "both", "dance"])
        #expect(try await found(.excluding(tea, dance)) == ["tea"])
        #expect(try await found(.startingWith(.body, "dan")) == ["both", "dance"])
        #expect(try await readers.ids(.maybe(required: tea, optional: dance)) == ["both", "tea"])
        #expect(try await found(.allOf([])).count == 3)
        #expect(try await found(.anyOf([])).isEmpty)
        #expect(try await found(.none).isEmpty)
        #expect(try await found(.startingWith(.body, "")).isEmpty)
    }

    @Test func weightMultipliesTheScore() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "tea"), .sample("b", "dance")])
        let plain = try await readers.search(.term(.body, "tea")).hits.first?.score ?? 0
        let doubled = try await readers.search(.scaled(.term(.body, "tea", weight: 4), 0.5)).hits.first?.score ?? 0
        #expect(plain > 0)
        #expect(abs(doubled - 2 * plain) < 1e-9)
        #expect(try await readers.search(.all).hits.map(\.score) == [0, 0])
    }
}
