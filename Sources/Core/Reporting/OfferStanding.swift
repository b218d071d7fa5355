import Foundation
import GRDB

/// Whether referrals to an offer help more, or less, often than those of the whole place: what search may rank by.
///
/// Three steps and no more, so that a listing is written into the index again only when it changes from one to another.
public enum OfferStanding: Int, Sendable {
    case below = -1
    case usual = 0
    case above = 1

    /// How many answers it takes (the project's issue on feedback).
    static let least = 30
    /// For a confidence of 95 %.
    private static let z = 1.96

    /// Above where even the lower end of Wilson's score interval is over the place's share, below where even the upper
    /// end is under it; so that few answers, or a share like everybody's, move nothing. (E. B. Wilson, "Probable
    /// inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212.)
    ///
    /// - Parameters:
    ///   - helped: how many it helped a lot or some, of `known`, where it is known.
    ///   - mean: the same share of all referrals of the place, 0 to 1.
    init(helped: Int, of known: Int, mean: Double) {
        self = .usual
        guard known >= OfferStanding.least, (0...known).contains(helped) else { return }
        let (share, number, square) = (Double(helped) / Double(known), Double(known), OfferStanding.z * OfferStanding.z)
        let centre = share + square / (2 * number)
        let half = OfferStanding.z * (share * (1 - share) / number + square / (4 * number * number)).squareRoot()
        let scale = 1 + square / number
        if (centre - half) / scale > mean { self = .above }
        if (centre + half) / scale < mean { self = .below }
    }
}

/// Works out the standing of every offer, and has those written into the index again that changed theirs.
public struct OfferStandings: Sendable {
    let database: AppDatabase
    let clock: AppClock

    /// What ended and where it is known, by offer; of as long as an offer's page tells it.
    static func request(since: Date) -> SQLRequest<Row> {
        """
        SELECT offerID, COUNT(*) AS known, SUM(helped IN ('a lot', 'some')) AS helped FROM referral
        WHERE closure IN ('completed', 'left early') AND helped <> 'not known' AND madeAt >= \(since) GROUP BY offerID
        """
    }

    /// - Returns: how many changed.
    @discardableResult
    public func refresh() async throws -> Int {
        let since = clock.now.adding(days: -OfferFeedback.days)
        // Read beside whoever writes: this looks at every referral of two years.
        let wanted = try await database.read { try OfferStandings.standings(since: since, in: $0) }
        return try await database.write { db in
            let known = try OfferStandings.all(in: db)
            let changed = Set(known.keys).union(wanted.keys).filter { known[$0] != wanted[$0] }
            for id in changed where try Offer.exists(db, key: id) {
                try db.execute(sql: "DELETE FROM offerStanding WHERE offerID = ?", arguments: [id])
                if let standing = wanted[id] {
                    try db.execute(
                        sql: "INSERT INTO offerStanding (offerID, standing) VALUES (?, ?)",
                        arguments: [id, standing.rawValue]
                    )
                }
                try DirectoryStore.markDirty(id, in: db)
            }
            return changed.count
        }
    }

    /// Of those that are not as usual.
    static func all(in db: Database) throws -> [Offer.ID: OfferStanding] {
        try Row.fetchAll(db, sql: "SELECT offerID, standing FROM offerStanding").reduce(into: [:]) {
            $0[$1["offerID"]] = OfferStanding(rawValue: $1["standing"])
        }
    }

    private static func standings(since: Date, in db: Database) throws -> [Offer.ID: OfferStanding] {
        let rows = try request(since: since).fetchAll(db)
        let (known, helped) = rows.reduce((0, 0)) { ($0.0 + ($1["known"] as Int), $0.1 + ($1["helped"] as Int)) }
        guard known > 0 else { return [:] }
        let mean = Double(helped) / Double(known)
        return rows.reduce(into: [:]) { standings, row in
            let standing = OfferStanding(helped: row["helped"], of: row["known"], mean: mean)
            if standing != .usual { standings[row["offerID"]] = standing }
        }
    }
}
