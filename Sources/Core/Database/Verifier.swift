import Foundation
import GRDB
import SearchIndex

/// Whether what is stored can be believed: the file, the rows, the histories, the audit chain, the index.
public struct Verifier: Sendable {
    let database: AppDatabase
    let audit: Audit
    let indexCheck: IndexCheck

    public struct Finding: Sendable, Equatable {
        public let subject: String
        /// Empty when all is well.
        public let problems: [String]
    }

    public func findings() async throws -> [Finding] {
        let broken = try await audit.firstBrokenRow()
        return [
            Finding(subject: "database", problems: try await database.unsoundness()),
            Finding(subject: "referral histories", problems: try await brokenHistories()),
            Finding(
                subject: "audit",
                problems: broken.map { ["Row \($0) was altered, or a row before it was removed."] } ?? []
            ),
            Finding(subject: "index", problems: await indexProblems()),
        ]
    }

    /// Each referral must stand where its last event left it, with one event for each version. To a draft nothing has
    /// happened yet.
    private func brokenHistories() async throws -> [String] {
        try await database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT referral.id FROM referral
                    LEFT JOIN referralEvent AS last ON last.referralID = referral.id AND last.version = referral.version
                    WHERE referral.state <> 'draft' AND (last.state IS NOT referral.state
                        OR (SELECT COUNT(*) FROM referralEvent WHERE referralID = referral.id) <> referral.version)
                    """
            ).map { "Referral \($0) does not stand where its events left it." }
        }
    }

    private func indexProblems() async -> [String] {
        do {
            let difference = try await indexCheck.difference()
            guard !difference.isEmpty else { return [] }
            return [
                "\(difference.missing) listings are missing, \(difference.stale) are out of date, \(difference.surplus) should not be there. Run `fingerpost reindex`."
            ]
        } catch let error as SearchIndexError where error.code == .notFound {
            return ["There is no index yet. It is built when the server starts, or by `fingerpost reindex`."]
        } catch {
            return ["The index cannot be read. Run `fingerpost reindex`."]
        }
    }
}
