import Foundation
import GRDB

/// What stands against listings, for staff: pages and commands ask here.
public struct Findings: Sendable {
    let database: AppDatabase

    /// Of one listing, the oldest first.
    public func open(of offer: Offer.ID) async throws -> [Finding] {
        try await database.read { try FindingStore.open(of: offer, in: $0) }
    }

    /// A finding with the listing it is about.
    public struct Line: Sendable {
        public let finding: Finding
        public let offer: String
        public let organisation: String
    }

    /// All that stand, by organisation and listing.
    public func open() async throws -> [Line] {
        try await database.read { db in
            try Row.fetchCursor(
                db,
                sql: """
                    SELECT finding.*, offer.name AS offer, organisation.name AS organisation FROM finding
                    JOIN offer ON offer.id = offerID JOIN organisation ON organisation.id = organisationID
                    WHERE settledAt IS NULL ORDER BY organisation.name, offer.name, offerID, kind
                    """
            ).reduce(into: []) { lines, row in
                lines.append(
                    Line(finding: try Finding(row: row), offer: row["offer"], organisation: row["organisation"])
                )
            }
        }
    }
}
