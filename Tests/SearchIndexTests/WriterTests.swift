import Foundation
import SearchIndex
import Testing

@Suite struct WriterTests {
    @Test func secondWriterIsLockedOutUntilTheFirstCloses() async throws {
        let index = try TemporaryIndex()
        let writer = try await index.writer()
        #expect(await failure { _ = try await index.writer() } == .locked)
        #expect(await failure { _ = try await IndexWriter.rebuild(at: index.path) { _ in } } == .locked)
        await writer.close()
        #expect(await failure { try await writer.commit() } == .cancelled)
        try await index.writer().replace(IndexDocument(id: "a"))
    }

    @Test func missingIndexIsNotFound() async throws {
        let index = try TemporaryIndex()
        let readers = try index.readers()
        #expect(await failure { _ = try await readers.search(.all) } == .notFound)
        #expect(await failure { _ = try await readers.metadata("schema") } == .notFound)
        let opening = await failure { _ = try await IndexWriter.open(at: index.path, createIfMissing: false) }
        #expect(opening == .notFound)
        try FileManager.default.createDirectory(atPath: index.path, withIntermediateDirectories: true)
        #expect(await failure { _ = try await readers.search(.all) } == .notFound)
        let writer = try await index.writer()
        try await writer.replace(IndexDocument(id: "a"))
        try await writer.commit()
        #expect(try await readers.ids(.all) == ["a"])
    }

    @Test func folderThatCannotBeMadeIsAnIOError() async throws {
        let index = try TemporaryIndex()
        let path = index.folder.appendingPathComponent("no/such/folder").path
        #expect(await failure { _ = try await IndexWriter.open(at: path) } == .io)
    }

    @Test func removedIndexIsNotFoundAnyMore() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding([IndexDocument(id: "a")])
        #expect(try await readers.ids(.all) == ["a"])
        try FileManager.default.removeItem(atPath: index.path)
        #expect(await failure { _ = try await readers.search(.all) } == .notFound)
    }

    @Test func cancelledSearchDoesNotBegin() async throws {
        let readers = try await TemporaryIndex().holding([])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure { _ = try await readers.search(.all) }
        }
        #expect(await task.value == .cancelled)
    }

    @Test func closedReadersRefuse() async throws {
        let readers = try await TemporaryIndex().holding([])
        await readers.close()
        #expect(await failure { _ = try await readers.search(.all) } == .cancelled)
    }
}

@Suite struct RebuildTests {
    private func documents(_ ids: String...) -> [IndexDocument] {
        ids.map { IndexDocument(id: $0, numbers: [.first: 1], fingerprint: 7) }
    }

    private let options = SearchOptions(ranges: [NumberRange(.first, min: 1)])

    @Test func readersChangeOverToTheRebuiltIndex() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding(documents("old"))
        #expect(try await readers.ids(.all, options) == ["old"])
        for round in 0..<5 {
            let writer = try await IndexWriter.rebuild(at: index.path) { writer in
                try await writer.replace(documents("new \(round)"))
                let before = round == 0 ? "old" : "later \(round - 1)"
                #expect(try await readers.ids(.all, options).contains(before))
            }
            #expect(try await readers.ids(.all, options) == ["new \(round)"])
            try await writer.replace(documents("later \(round)"))
            try await writer.commit()
            #expect(try await readers.ids(.all, options) == ["new \(round)", "later \(round)"])
            await writer.close()
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: index.folder.path)
        #expect(left.sorted() == ["index", "index.lock"])
    }

    @Test func rebuildingMakesAnIndexWhereThereIsNone() async throws {
        let index = try TemporaryIndex()
        let readers = try index.readers()
        let writer = try await IndexWriter.rebuild(at: index.path) { try await $0.replace(documents("a")) }
        #expect(try await readers.ids(.all) == ["a"])
        #expect(try await writer.documentCount() == 1)
    }

    @Test func failedRebuildLeavesTheOldIndex() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding(documents("old"))
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            _ = try await IndexWriter.rebuild(at: index.path) { writer in
                try await writer.replace(documents("new"))
                throw Stop()
            }
        }
        #expect(try await readers.ids(.all) == ["old"])
        #expect(try await index.writer().documentCount() == 1)
    }

    @Test func leftoversOfARebuildThatDiedAreRemoved() async throws {
        let index = try TemporaryIndex()
        let aside = index.path + ".aside"
        try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: aside + "/iamglass"))
        _ = try await IndexWriter.rebuild(at: index.path) { try await $0.replace(documents("a")) }
        #expect(try await index.readers().ids(.all) == ["a"])
        #expect(!FileManager.default.fileExists(atPath: aside))
    }

    @Test func everySearchDuringManySwapsIsAnswered() async throws {
        let index = try TemporaryIndex()
        let readers = try await index.holding(documents("a", "b"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<300 {
                        let ids = try await readers.ids(.all, options)
                        #expect(ids == ["a", "b"])
                    }
                }
            }
            group.addTask {
                for _ in 0..<30 {
                    try await IndexWriter.rebuild(at: index.path) { try await $0.replace(documents("a", "b")) }.close()
                }
            }
            try await group.waitForAll()
        }
    }
}
