import Core
import Foundation
import GRDB

/// The rows that a feature needs, read by plain SQL and left as they are: what the same work costs at least.
struct BareReads {
    private let queue: DatabaseQueue

    init(_ file: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        queue = try DatabaseQueue(path: file.path, configuration: configuration)
    }

    /// Everything that listings are made of.
    func listings() throws {
        try read(
            ["organisation", "offer", "location"].map { "SELECT * FROM \($0)" }
                + [
                    "offerLocation", "schedule", "costOption", "phone", "contact", "language", "serviceArea",
                    "attribute", "offerNeed",
                ].map { "SELECT * FROM \($0) ORDER BY offerID" }
        )
    }

    /// What the steward's queue is worked out from.
    func queueSources() throws {
        try read([
            "SELECT * FROM offer WHERE status IN ('active', 'temporarily closed')", "SELECT * FROM organisation",
            "SELECT offerID, sum(count) FROM signpost GROUP BY offerID",
            "SELECT offerID, count(*) FROM referral GROUP BY offerID",
        ])
    }

    private func read(_ statements: [String]) throws {
        try queue.read { db in
            for sql in statements {
                let rows = try Row.fetchCursor(db, sql: sql)
                while let row = try rows.next() { BareReads.touch(row) }
            }
        }
    }

    /// SQLite makes a value only when it is asked for.
    private static func touch(_ row: Row) {
        for index in 0..<row.count { _ = (row[index] as DatabaseValue) }
    }
}
