import SearchIndex
import Testing

@Suite struct SpellingTests {
    @Test func misspeltWordIsCorrected() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "loneliness and bereavement")])
        #expect(try await readers.spelling(for: "lonlyness") == "loneliness")
        #expect(try await readers.spelling(for: "beravement") == "bereavement")
        #expect(try await readers.spelling(for: "skydiving") == nil)
        #expect(try await readers.spelling(for: "") == nil)
    }

    @Test func shortWordsAreCorrectedByOneLetterOnly() async throws {
        let readers = try await TemporaryIndex().holding([.sample("a", "chess tea")])
        #expect(try await readers.spelling(for: "te") == "tea")
        #expect(try await readers.spelling(for: "ches") == "chess")
        #expect(try await readers.spelling(for: "cess") == "chess")
        #expect(try await readers.spelling(for: "hes") == nil)
    }

    @Test func numbersAndUnmarkedTextsAreNoCorrections() async throws {
        let readers = try await TemporaryIndex().holding([
            IndexDocument(
                id: "a",
                text: [TextField(.body, "0800 555 121a", feedsSpelling: true), TextField(.body, "gardening")]
            )
        ])
        #expect(try await readers.spelling(for: "0801") == nil)
        #expect(try await readers.spelling(for: "gardenning") == nil)
        #expect(try await readers.ids("gardening") == ["a"])
    }

    @Test func replacingADocumentDoesNotCountItsWordsTwice() async throws {
        let index = try TemporaryIndex()
        let readers = try index.readers()
        let writer = try await index.writer()
        for _ in 0..<5 {
            try await writer.replace(.sample("a", "gardening gardening"))
            try await writer.commit()
        }
        try await writer.replace(.sample("a", "chess"))
        try await writer.commit()
        #expect(try await readers.spelling(for: "gardenning") == nil)
        #expect(try await readers.spelling(for: "ches") == "chess")
    }

    @Test func wordStaysWhileAnyDocumentHasIt() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([.sample("a", "gardening"), .sample("b", "gardening")])
        let writer = try await index.writer()
        try await writer.delete(id: "a")
        try await writer.commit()
        #expect(try await readers.spelling(for: "gardenning") == "gardening")
        try await writer.delete(id: "b")
        try await writer.commit()
        #expect(try await readers.spelling(for: "gardenning") == nil)
    }

    @Test func manyChangesInOneCommitLeaveTheRightWords() async throws {
        let index = try TemporaryIndex()
        let readers = try index.readers()
        let writer = try await index.writer()
        for round in 0..<3 {
            for number in 0..<50 {
                try await writer.replace(.sample("\(number)", number % 3 == round ? "gardening" : "chess"))
            }
            if round == 1 { try await writer.commit() }
        }
        for number in 0..<50 where number % 3 == 2 { try await writer.delete(id: "\(number)") }
        try await writer.commit()
        #expect(try await readers.frequency(of: Term(.body, "gardening")) == 0)
        #expect(try await readers.spelling(for: "gardenning") == nil)
        #expect(try await readers.spelling(for: "chesss") == "chess")
    }
}
