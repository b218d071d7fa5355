import Foundation
import SearchIndex

/// An index in a folder of its own, removed when the tests end.
struct TemporaryIndex: Sendable {
    let folder: URL
    let path: String

    private static let root: URL = {
        atexit { try? FileManager.default.removeItem(at: TemporaryIndex.root) }
        return FileManager.default.temporaryDirectory.appendingPathComponent("search-index-tests-\(UUID().uuidString)")
    }()

    init() throws {
        folder = Self.root.appendingPathComponent(UUID().uuidString)
        path = folder.appendingPathComponent("index").path
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func writer() async throws -> IndexWriter {
        try await IndexWriter.open(at: path)
    }

    func readers(_ count: Int = 2) throws -> IndexReaderPool {
        try IndexReaderPool(at: path, readers: count)
    }

    /// Readers of an index that holds just these documents.
    func holding(_ documents: [IndexDocument]) async throws -> IndexReaderPool {
        let writer = try await writer()
        try await writer.replace(documents)
        try await writer.commit()
        await writer.close()
        return try readers()
    }

    var files: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: URL(fileURLWithPath: path), includingPropertiesForKeys: nil)
                .sorted { $0.path < $1.path }
        }
    }
}

extension IndexDocument {
    /// A document with words in the body, and in the title if there is one.
    static func sample(_ id: String, title: String = "", _ body: String) throws -> IndexDocument {
        IndexDocument(
            id: id,
            text: [
                TextField(.title, title, keepsPositions: true),
                TextField(.body, title, feedsSpelling: true),
                TextField(.body, body, feedsSpelling: true, keepsPositions: true),
            ],
            terms: [Term(.exactTitle, try Tokeniser.normalised(title))],
            sample: body
        )
    }

    static func at(_ id: String, _ places: Coordinate...) -> IndexDocument {
        IndexDocument(id: id, places: places)
    }

    static func numbered(_ id: String, _ number: Double?) -> IndexDocument {
        IndexDocument(id: id, numbers: number.map { [.first: $0] } ?? [:])
    }
}

extension NumberSlot {
    static let first = NumberSlot(0)
    static let last = NumberSlot(15)
}

extension Query {
    /// How a search over titles and bodies is meant to be put together.
    static func words(_ text: String) throws -> Query {
        let tokens = try Tokeniser.tokens(of: text)
        let words = tokens.map(\.word)
        let either = tokens.flatMap { token -> [Query] in
            [
                .stem(.body, token.stem),
                .stem(.title, token.stem, weight: 2),
                .term(.body, token.word, weight: 0.2),
            ]
        }
        let bonus: [Query] = [
            .scaled(.phrase(.title, words), 0.5),
            .term(.exactTitle, try Tokeniser.normalised(text), weight: 2),
        ]
        return .maybe(required: .anyOf(either), optional: .anyOf(bonus))
    }
}

extension IndexReaderPool {
    func ids(_ query: Query, _ options: SearchOptions = SearchOptions()) async throws -> [String] {
        try await search(query, options).hits.map(\.id)
    }

    func ids(_ text: String, _ options: SearchOptions = SearchOptions()) async throws -> [String] {
        try await ids(.words(text), options)
    }
}

/// The code that an operation fails with; nil when it succeeds.
func failure(_ operation: () async throws -> Void) async -> SearchIndexError.Code? {
    do {
        try await operation()
        return nil
    } catch {
        return (error as? SearchIndexError)?.code ?? .other
    }
}
