import SearchIndex
import Testing

@Suite struct SnippetTests {
    private func snippet(_ text: String, for words: String, length: Int = 200) async throws -> [SnippetPart] {
        let readers = try await TemporaryIndex().holding([.sample("a", text)])
        let results = try await readers.search(.words(words), SearchOptions(snippetLength: length))
        return try #require(results.hits.first).snippet
    }

    @Test func wordsOfTheQueryAreHighlighted() async throws {
        let parts = try await snippet("A walk by the river, walking slowly.", for: "walks")
        #expect(
            parts == [
                SnippetPart("A "), SnippetPart("walk", highlighted: true), SnippetPart(" by the river, "),
                SnippetPart("walking", highlighted: true), SnippetPart(" slowly."),
            ]
        )
    }

    @Test func markupIsShownAsTyped() async throws {
        let text = "Tea & cake <script>alert(1)</script> &amp; &lt;b&gt; \"quoted\" 'gardening'"
        let parts = try await snippet(text, for: "gardening")
        #expect(parts.map(\.text).joined() == text)
        #expect(parts.filter(\.highlighted).map(\.text) == ["gardening"])
    }

    @Test func marksInTheTextItselfHighlightNothing() async throws {
        let parts = try await snippet("a \u{1}fake\u{2} highlight and gardening\0 too", for: "gardening")
        #expect(parts.filter(\.highlighted).map(\.text) == ["gardening"])
        #expect(parts.map(\.text).joined() == "a  fake  highlight and gardening\0 too")
    }

    @Test func longTextIsCutAroundTheWords() async throws {
        let filler = Array(repeating: "people meet in the hall", count: 100).joined(separator: " ")
        let parts = try await snippet("\(filler) Gardening on Mondays \(filler)", for: "gardening", length: 100)
        let text = parts.map(\.text).joined()
        #expect(text.utf8.count < 150)
        #expect(text.hasPrefix("…") && text.hasSuffix("…"))
        #expect(parts.contains(SnippetPart("Gardening", highlighted: true)))
    }

    @Test func withoutAMatchInItTheSampleBegins() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "Tea and cake")])
        let results = try await readers.search(.all, SearchOptions(snippetLength: 50))
        #expect(results.hits.first?.snippet == [SnippetPart("Tea and cake")])
        #expect(try await readers.search(.all).hits.first?.snippet == [])
    }
}
