import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Core

@Suite("A real directory", .enabled(if: TestPlace.shared != nil))
struct RealDirectoryTests {
    private static let sets = [
        ("north-lincolnshire", "support"), ("hounslow", "support"), ("sheffield-asylum", "asylum"),
        ("lambeth-young-people", "support"), ("warm-spaces", "warm"), ("miami-211", "service"),
    ]

    /// Of each set, spread over the whole of it. A debug build reads 60 records a second, so reading all 5,600 twice
    /// takes minutes: set `FINGERPOST_WHOLE_DIRECTORIES` for that.
    private static let sampleSize = 80

    private func records(of file: URL) throws -> [[UInt8]] {
        var scanner = RecordScanner()
        var records: [[UInt8]] = []
        try scanner.consume(Array(Data(contentsOf: file))) { records.append($0.bytes) }
        try scanner.finish { records.append($0.bytes) }
        guard ProcessInfo.processInfo.environment["FINGERPOST_WHOLE_DIRECTORIES"] == nil else { return records }
        let step = max(1, records.count / Self.sampleSize)
        return stride(from: 0, to: records.count, by: step).map { records[$0] }
    }

    @Test(
        "is imported with every record accounted for, unchanged the second time, free of markup, and found",
        arguments: sets
    )
    func imported(name: String, word: String) async throws {
        let shared = try #require(TestPlace.shared)
        let records = try records(of: shared.appendingPathComponent("data/directory-\(name)/services.json"))
        let folder = try TestFolder()
        let file = try folder.file(
            "lines.json",
            records.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        )
        let place = try await TestPlace.empty()
        let skipped = Mutex(0)
        let first = try await place.features.importer.importServices(
            from: file,
            note: { entry in if entry.what == "skipped" { skipped.withLock { $0 += 1 } } }
        )
        #expect(first.records == records.count && first.records >= Self.sampleSize)
        #expect(first.added + first.skipped == first.records)
        #expect(skipped.withLock { $0 } == first.skipped)
        let second = try await place.features.importer.importServices(from: file)
        #expect(second.unchanged == first.added && second.added == 0 && second.changed == 0)
        let texts = try await place.database.read { try String.fetchAll($0, sql: "SELECT description FROM offer") }
        for trace in ["<p", "<br", "&nbsp;", "&amp;", "data:image"] {
            #expect(!texts.contains { $0.contains(trace) }, "\(trace)")
        }
        try await place.features.indexer.reconcile()
        #expect(try await place.features.search.find(SearchRequest(words: word)).total > 0)
        #expect(try await place.database.unsoundness().isEmpty)
    }
}
