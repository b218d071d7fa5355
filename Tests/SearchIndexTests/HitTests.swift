import SearchIndex
import Testing

@Suite struct HitTests {
    @Test func payloadComesBackAsItWasGiven() async throws {
        let longest = String(repeating: "é", count: IndexDocument.maximumPayloadBytes / 2)
        let payloads = ["", "{\"a\":1}\n\0\u{1}", longest]
        let documents = payloads.enumerated().map { IndexDocument(id: "\($0)", sample: "tea", payload: $1) }
        let readers = try await TemporaryIndex().holding(documents)
        #expect(try await readers.search(.all).hits.map(\.payload) == payloads)
        #expect(try await readers.fingerprints().count == 3)
    }

    @Test func payloadFollowsItsDocument() async throws {
        let index = try TemporaryIndex()
        let writer = try await index.writer()
        let readers = try index.readers()
        for payload in ["first", "second", ""] {
            var document = try IndexDocument.sample("a", "gardening")
            document.payload = payload
            try await writer.replace(document)
            try await writer.commit()
            #expect(try await readers.search(.all).hits.map(\.payload) == [payload])
            #expect(try await readers.spelling(for: "gardenin") == "gardening")
        }
    }

    @Test func payloadThatIsTooLongIsRefused() async throws {
        let writer = try await TemporaryIndex().writer()
        let payload = String(repeating: "x", count: IndexDocument.maximumPayloadBytes + 1)
        let document = IndexDocument(id: "a", payload: payload)
        #expect(await failure { try await writer.replace(document) } == .invalidArgument)
    }

    @Test func matchedTermsAreThoseOfTheQueryThatTheDocumentHolds() async throws {
        let readers = try await TemporaryIndex().holding([
            .sample("a", title: "Walking", "slowly by the river"), .sample("b", "walks"),
        ])
        let query = Query.anyOf([
            .stem(.title, "walk"), .stem(.body, "walk"), .term(.body, "walking"), .term(.body, "boat"),
            .startingWith(.body, "riv"),
        ])
        let explained = try await readers.search(query, SearchOptions(explains: true)).hits
        #expect(explained.map { Set($0.matchedTerms) } == [["ZSwalk", "Zwalk", "walking"], ["Zwalk"]])
        #expect(try await readers.search(query).hits.map(\.matchedTerms) == [[], []])
        #expect(try await readers.search(.all, SearchOptions(explains: true)).hits.map(\.matchedTerms) == [[], []])
    }
}
