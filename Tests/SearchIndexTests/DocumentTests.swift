import SearchIndex
import Testing

@Suite struct DocumentTests {
    @Test func documentIsFoundAfterCommitOnly() async throws {
        let index = try TemporaryIndex()
        let writer = try await index.writer()
        let readers = try index.readers()
        try await writer.replace(.sample("a", "gardening in the park"))
        #expect(try await readers.ids("gardening").isEmpty)
        #expect(try await writer.documentCount() == 1)
        try await writer.commit()
        #expect(try await readers.ids("gardening") == ["a"])
    }

    @Test func replacedDocumentLosesItsOldWords() async throws {
        let index = try TemporaryIndex()
        let writer = try await index.writer()
        let readers = try index.readers()
        for body in ["gardening", "cookery"] {
            try await writer.replace(.sample("a", body))
            try await writer.commit()
        }
        #expect(try await readers.ids("gardening").isEmpty)
        #expect(try await readers.ids("cookery") == ["a"])
        #expect(try await readers.documentCount() == 1)
    }

    @Test func deletedDocumentIsGone() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([.sample("a", "gardening"), .sample("b", "gardening")])
        let writer = try await index.writer()
        try await writer.delete(id: "a")
        try await writer.delete(id: "never there")
        try await writer.commit()
        #expect(try await readers.ids("gardening") == ["b"])
    }

    @Test func rolledBackAndUncommittedChangesAreForgotten() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([.sample("a", "gardening")])
        let writer = try await index.writer()
        try await writer.replace(.sample("b", "gardening"))
        try await writer.setMetadata("version", to: "2")
        try await writer.rollback()
        try await writer.replace(.sample("c", "gardening"))
        try await writer.commit()
        try await writer.delete(id: "a")
        await writer.close()
        #expect(try await readers.ids("gardening") == ["a", "c"])
        #expect(try await readers.metadata("version") == nil)
    }

    @Test func metadataIsKeptAndRemoved() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([])
        let writer = try await index.writer()
        try await writer.setMetadata("schema", to: "7 \0 é")
        #expect(try await writer.metadata("schema") == "7 \0 é")
        try await writer.commit()
        #expect(try await readers.metadata("schema") == "7 \0 é")
        try await writer.setMetadata("schema", to: "")
        try await writer.commit()
        #expect(try await readers.metadata("schema") == nil)
        #expect(await failure { try await writer.setMetadata("", to: "x") } == .invalidArgument)
    }

    @Test func fingerprintsTellWhatTheIndexHolds() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([
            IndexDocument(id: "a", fingerprint: 1), IndexDocument(id: "b", fingerprint: .max), IndexDocument(id: "Q"),
        ])
        #expect(try await readers.fingerprints() == ["a": 1, "b": .max, "Q": 0])
    }

    @Test func frequenciesCountDocuments() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([
            .sample("a", "walk walks walking"), .sample("b", "walking"), .sample("c", "swimming"),
        ])
        let terms: [Term] = [.stem(.body, "walk"), Term(.body, "walking"), Term(.body, "walk"), Term(.body, "")]
        #expect(try await readers.frequencies(of: terms) == [2, 2, 1, 0])
        #expect(try await readers.frequency(of: Term(.body, "nowhere")) == 0)
    }

    @Test func categoriesFilterWithoutScoring() async throws {
        let index = try TemporaryIndex()
        var inside = try IndexDocument.sample("inside", "gardening")
        inside.terms += [Term(.category, "Lonely"), Term(.area, "SE16")]
        let readers = try await index.holding([inside, .sample("outside", "gardening")])
        let filtered = Query.filter(try .words("gardening"), by: .term(.category, "Lonely"))
        let plain = try await readers.search(.words("gardening")).hits
        let hits = try await readers.search(filtered).hits
        #expect(hits.map(\.id) == ["inside"])
        #expect(hits.first?.score == plain.first?.score)
        #expect(try await readers.ids(.term(.category, "lonely")).isEmpty)
        #expect(try await readers.ids(.term(.body, "XNLonely")).isEmpty)
        #expect(try await readers.ids(.excluding(.all, .term(.area, "SE16"))) == ["outside"])
    }
}
