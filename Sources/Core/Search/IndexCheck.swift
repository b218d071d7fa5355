import Foundation
import GRDB
import SearchIndex

/// Compares the index with the database, document by document.
public struct IndexCheck: Sendable {
    let database: AppDatabase
    let readers: IndexReaderPool
    let lexicon: Lexicon

    public struct Difference: Equatable, Sendable {
        public var missing = 0
        public var stale = 0
        public var surplus = 0
        public var isEmpty: Bool { self == Difference() }
    }

    /// Changes that wait for the index are no difference; they are left out.
    public func difference() async throws -> Difference {
        let indexed = try await readers.fingerprints()
        let (expected, waiting) = try await database.read { db in
            let standings = try OfferStandings.all(in: db)
            let indexing = OfferIndexing(needs: try Need.fetchAll(db), lexicon: lexicon, standings: standings)
            var expected: [String: UInt64] = [:]
            for listing in try DirectoryStore.complete(try Offer.fetchAll(db), in: db) {
                if let document = try indexing.document(listing) {
                    expected[document.id] = document.fingerprint
                }
            }
            return (expected, try Set(String.fetchAll(db, sql: "SELECT offerID FROM indexDirty")))
        }
        var difference = Difference()
        for (id, fingerprint) in expected where !waiting.contains(id) {
            if let known = indexed[id] {
                difference.stale += known == fingerprint ? 0 : 1
            } else {
                difference.missing += 1
            }
        }
        difference.surplus = indexed.keys.filter { expected[$0] == nil && !waiting.contains($0) }.count
        return difference
    }
}
