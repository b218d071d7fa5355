import GRDB
import SearchIndex

/// How much there is, for operators and monitoring.
public struct StatusReport: Sendable {
    let database: AppDatabase
    let readers: IndexReaderPool

    public struct Counts: Codable, Equatable, Sendable {
        public struct Index: Codable, Equatable, Sendable {
            /// Listings in the index; 0 when there is none.
            public let documents: Int
            /// Changes that it does not have yet.
            public let behind: Int
        }

        public let offers: Int
        public let organisations: Int
        public let referrals: Int
        /// GP practices that take part here.
        public let practices: Int
        public let index: Index
    }

    public func counts() async throws -> Counts {
        let documents = (try? await readers.documentCount()) ?? 0
        return try await database.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(sql)") ?? 0 }
            return Counts(
                offers: try count("offer"),
                organisations: try count("organisation"),
                referrals: try count("referral"),
                practices: try count("practice WHERE takesPart"),
                index: .init(documents: documents, behind: try count("indexDirty"))
            )
        }
    }
}
