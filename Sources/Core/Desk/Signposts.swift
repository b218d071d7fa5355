import Foundation
import GRDB

/// How often people were told about an offer: numbers by month and practice, and nothing about anybody.
public struct Signposts: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// A second click within this time is the same slip. Longer than a desk page stays open.
    private static let remembered: TimeInterval = 86_400

    /// Counts one signpost for each offer of a slip.
    ///
    /// - Parameters:
    ///   - practice: of whoever made the slip; nil for the public and for those who work for no practice.
    ///   - slip: from the form; the same one counts once.
    public func count(_ offers: [Offer.ID], practice: Practice.Code?, slip: Slip.ID) async throws {
        let now = clock.now
        let month = String(Day(now).description.prefix(7))
        try await database.write { db in
            try db.execute(
                sql: "DELETE FROM signpostSlip WHERE at < ?",
                arguments: [now.addingTimeInterval(-Signposts.remembered)]
            )
            try db.execute(sql: "INSERT OR IGNORE INTO signpostSlip (id, at) VALUES (?, ?)", arguments: [slip, now])
            guard db.changesCount == 1 else { return }
            for offer in offers where try Offer.exists(db, key: offer) {
                try db.execute(
                    sql: """
                        INSERT INTO signpost (offerID, practiceCode, month, count) VALUES (?, ?, ?, 1)
                        ON CONFLICT (offerID, practiceCode, month) DO UPDATE SET count = count + 1
                        """,
                    arguments: [offer, practice?.rawValue ?? "", month]
                )
            }
        }
    }
}
