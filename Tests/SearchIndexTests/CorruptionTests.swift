import Foundation
import SearchIndex
import Testing

@Suite struct CorruptionTests {
    private static let documents = try? (0..<200).map { number in
        var document = try IndexDocument.sample(
            "\(number)",
            title: "Group \(number) for gardening",
            "people number\(number) meet in hall\(number % 7) for tea and dance"
        )
        document.numbers = [.first: Double(number)]
        document.places = [Coordinate(latitude: 51, longitude: Double(number) / 100)]
        return document
    }

    private func index() async throws -> TemporaryIndex {
        let index = try TemporaryIndex()
        _ = try await index.holding(try #require(Self.documents))
        return index
    }

    /// Uses every part of the index; the codes of what failed.
    private func use(_ index: TemporaryIndex) async throws -> Set<SearchIndexError.Code> {
        let readers = try index.readers(1)
        let words = try Query.words("group for gardening")
        let options = SearchOptions(ranges: [NumberRange(.first, min: 3)], snippetLength: 100)
        let failures = [
            await failure { _ = try await readers.search(words, options) },
            await failure { _ = try await readers.search(.phrase(.body, ["tea", "and", "dance"])) },
            await failure { _ = try await readers.fingerprints() },
            await failure { _ = try await readers.spelling(for: "gardenning") },
            await failure {
                let writer = try await index.writer()
                for number in 0..<40 { try await writer.replace(.sample("\(number * 3)", "changed entirely")) }
                try await writer.delete(id: "1")
                try await writer.commit()
            },
        ]
        return Set(failures.compactMap(\.self))
    }

    private func damage(_ file: URL, _ change: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: file)
        change(&bytes)
        try bytes.write(to: file)
    }

    private static let dataFiles = [
        "docdata.glass", "iamglass", "position.glass", "postlist.glass", "spelling.glass", "termlist.glass",
    ]

    @Test(arguments: dataFiles)
    func flippedBitIsNoticed(name: String) async throws {
        let index = try await index()
        let file = try #require(try index.files.first { $0.lastPathComponent == name })
        let size = try Data(contentsOf: file).count
        for part in 1...9 {
            let place = name == "iamglass" ? 34 + part : size * part / 10
            try damage(file) { $0[place] ^= 1 << (part % 8) }
            #expect(try await use(index) == [.corrupt], "bit \(part % 8) of byte \(place) of \(size)")
            try damage(file) { $0[place] ^= 1 << (part % 8) }
        }
        #expect(try await use(index).isEmpty)
    }

    @Test(arguments: dataFiles)
    func truncatedOrMissingFileIsNoticed(name: String) async throws {
        let index = try await index()
        let file = try #require(try index.files.first { $0.lastPathComponent == name })
        let whole = try Data(contentsOf: file)
        for size in [0, 1, whole.count / 2, whole.count - 1] {
            try whole.prefix(size).write(to: file)
            #expect(try await use(index) == [.corrupt], "\(size) bytes of \(whole.count)")
        }
        try FileManager.default.removeItem(at: file)
        #expect(try await use(index) == [.corrupt])
        try whole.write(to: file)
        #expect(try await use(index).isEmpty)
    }

    @Test func rubbishInsteadOfAnIndexIsCorrupt() async throws {
        let index = try await index()
        for file in try index.files { try Data(repeating: 0xA5, count: 20_000).write(to: file) }
        #expect(try await use(index) == [.corrupt])
    }

    @Test func damageBehindOpenReadersGoesAwayWithARebuild() async throws {
        let index = try await index()
        let readers = try index.readers(1)
        #expect(try await readers.documentCount() == 200)
        for file in try index.files where file.pathExtension == "glass" { try Data().write(to: file) }
        #expect(await failure { _ = try await readers.search(.words("gardening")) } == .corrupt)
        let documents = try #require(Self.documents)
        _ = try await IndexWriter.rebuild(at: index.path) { try await $0.replace(documents) }
        #expect(try await readers.search(.words("gardening")).total == 200)
    }

    @Test func failedWriterTakesNothingUntilItIsRolledBack() async throws {
        let index = try await index()
        let writer = try await index.writer()
        let files = try index.files.filter { $0.pathExtension == "glass" }
        let contents = try files.map { try Data(contentsOf: $0) }
        for file in files { try Data().write(to: file) }
        let documents = try #require(Self.documents)
        #expect(await failure { try await writer.replace(documents) } == .corrupt)
        for (file, content) in zip(files, contents) { try content.write(to: file) }
        #expect(await failure { try await writer.replace(IndexDocument(id: "new")) } == .other)
        #expect(await failure { try await writer.commit() } == .other)
        try await writer.rollback()
        try await writer.replace(IndexDocument(id: "new"))
        try await writer.commit()
        #expect(try await index.readers().documentCount() == documents.count + 1)
    }

    @Test(arguments: ["lost", "flipped", "older"])
    func sumsThatDoNotFitDoNotSpoilAGoodIndex(fault: String) async throws {
        let index = try await index()
        let file = URL(fileURLWithPath: index.path).appendingPathComponent("checksums")
        let older = try Data(contentsOf: file)
        #expect(try await use(index).isEmpty)
        switch fault {
        case "lost": try FileManager.default.removeItem(at: file)
        case "flipped": try damage(file) { $0[$0.count / 2] ^= 16 }
        default: try older.write(to: file)
        }
        #expect(try await use(index).isEmpty)
        #expect(try await use(index).isEmpty)
    }
}
