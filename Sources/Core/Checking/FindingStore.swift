import Foundation
import GRDB

/// The SQL of findings, in the caller's transaction.
enum FindingStore {
    struct Change: Equatable, Sendable {
        var new = 0
        var settled = 0
    }

    /// Makes the listing's open findings equal to what was observed; a new one is told to the ledger once.
    ///
    /// - Parameter examined: kinds that were looked at; open findings of others are left as they are.
    @discardableResult
    static func bring(
        _ offer: Offer.ID,
        to observations: [Observation],
        examined: Set<Finding.Kind> = Set(Finding.Kind.allCases),
        at now: Date,
        in db: Database
    ) throws -> Change {
        var change = Change()
        let open = try open(of: offer, in: db)
        for finding in open where examined.contains(finding.kind) {
            guard !observations.contains(where: { $0.kind == finding.kind }) else { continue }
            try settle(finding, at: now, in: db)
            change.settled += 1
        }
        for observation in observations {
            let isNew = try keep(observation, of: offer, known: open, at: now, in: db)
            change.new += isNew ? 1 : 0
        }
        return change
    }

    static func open(of offer: Offer.ID, in db: Database) throws -> [Finding] {
        try Finding.fetchAll(
            db,
            sql: "SELECT * FROM finding WHERE offerID = ? AND settledAt IS NULL ORDER BY firstSeen, kind",
            arguments: [offer]
        )
    }

    /// Of every listing, those of these kinds that stand; of each listing the first by kind.
    static func open(_ kinds: Set<Finding.Kind>, in db: Database) throws -> [Offer.ID: Finding] {
        let marks = databaseQuestionMarks(count: kinds.count)
        return try Finding.fetchAll(
            db,
            sql: "SELECT * FROM finding WHERE settledAt IS NULL AND kind IN (\(marks)) ORDER BY offerID, kind",
            arguments: StatementArguments(kinds.map(\.rawValue))
        ).reduce(into: [:]) { $0[$1.offerID] = $0[$1.offerID] ?? $1 }
    }

    /// - Returns: whether it was not known.
    @discardableResult
    static func keep(
        _ observation: Observation,
        of offer: Offer.ID,
        known: [Finding],
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let what = String(observation.what.prefix(500))
        if let finding = known.first(where: { $0.kind == observation.kind }) {
            // A clock that was set back must not break the order of the two.
            try db.execute(
                sql: "UPDATE finding SET what = ?, lastSeen = max(lastSeen, ?) WHERE id = ?",
                arguments: [what, now, finding.id]
            )
            return false
        }
        let finding = Finding(
            id: Finding.ID(),
            offerID: offer,
            kind: observation.kind,
            what: what,
            firstSeen: now,
            lastSeen: now
        )
        try finding.insert(db)
        if let evidence = observation.kind.evidence {
            try EvidenceStore.record(
                evidence,
                of: offer,
                by: "the checker",
                note: what,
                once: "\(evidence.rawValue) \(offer) \(observation.about ?? finding.id.text)",
                at: now,
                in: db
            )
        }
        return true
    }

    private static func settle(_ finding: Finding, at now: Date, in db: Database) throws {
        try db.execute(
            sql: "UPDATE finding SET settledAt = max(lastSeen, ?) WHERE id = ?",
            arguments: [now, finding.id]
        )
    }
}
