import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Core

@Suite("A long table")
struct LongTableTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func rows(_ numbers: Range<Int>, words: String = "Tea and talk.") -> String {
        "organisation,name,description\n"
            + numbers.map { "Group \($0 / 3),Choir \($0),\(words)\n" }.joined()
    }

    @Test("is read no further than it is asked for")
    func bounded() throws {
        let file = try folder.file("long.csv", rows(0..<6_000, words: String(repeating: "Tea and talk. ", count: 100)))
        let rows = try TableRows(of: TableText(url: file))
        let size = try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int)
        #expect(size > 8 * TableRows.pieceSize)
        for number in 0...200 {
            let row = try #require(try rows.next())
            #expect(row.line == number + 1)
        }
        #expect(rows.bytesRead == TableRows.pieceSize)
        var count = 201
        while try rows.next() != nil { count += 1 }
        #expect(count == 6_001 && rows.bytesRead == size)
    }

    @Test("of few but huge rows is stored in small batches")
    func hugeRows() throws {
        let words = String(repeating: "Tea and talk. ", count: 10_000)
        let file = try folder.file("huge.csv", rows(0..<30, words: words))
        let batches = try TableText(url: file).batches(in: .utf8, rows: 200, bytes: 1_000_000)
        var sizes: [Int] = []
        while case let batch = try batches.next(), !batch.isEmpty { sizes.append(batch.count) }
        #expect(sizes == [8, 8, 8, 6])
    }

    @Test("tells how far it is, and the same again changes nothing")
    func progress() async throws {
        let place = try await TestPlace.empty()
        let file = try folder.file("long.csv", rows(0..<1_000))
        let told = Mutex<[Int]>([])
        let report = try await place.features.tables.importTable(
            from: file,
            progress: { done, total in told.withLock { $0.append(total == 1_000 ? done : -1) } }
        )
        #expect(report.added == 1_000 && report.skipped == 0)
        #expect(told.withLock { $0 } == [200, 400, 600, 800, 1_000])
        #expect(try await place.count("organisation") == 334)
        let again = try await place.features.tables.importTable(from: file)
        #expect(again.unchanged == 1_000 && again.added + again.changed + again.skipped == 0)
    }

    @Test("finds the organisation of each row by an index")
    func index() async throws {
        let place = try await TestPlace.empty()
        let plan = try await place.database.read { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN SELECT * FROM organisation WHERE name = ? ORDER BY addedAt, id",
                arguments: ["x"]
            ).map { $0["detail"] as String }
        }
        #expect(plan.first?.contains("organisationByName") == true, "\(plan)")
    }
}
