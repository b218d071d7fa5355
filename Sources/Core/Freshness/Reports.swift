import Foundation
import GRDB

/// Something that somebody told us about a listing, for the steward to look at.
public struct ListingReport: Sendable, Identifiable {
    public typealias ID = Identifier<ListingReport>

    public let id: ID
    public let offerID: Offer.ID
    public let offerName: String
    public let organisationName: String
    public let at: Date
    public let kind: Kind
    public let source: Source
    /// By the fact that they are about, or by "" when about none; empty words are left out.
    public let words: [String: String]

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case wrong
        case closed
        case noAnswer = "no answer"
        case unsafe
        /// Right but for some facts, said by the organisation.
        case different

        /// What everybody may report.
        public static let byAnybody: [Kind] = [.wrong, .closed, .noAnswer, .unsafe]

        var evidence: Evidence.Kind {
            switch self {
            case .wrong, .different: .reportedWrong
            case .closed: .reportedClosed
            case .noAnswer: .noAnswer
            case .unsafe: .reportedUnsafe
            }
        }
    }

    public enum Source: String, Codable, Sendable {
        case `public`
        case staff
        case organisation
    }

    struct Draft {
        var offerID: Offer.ID
        var kind: Kind
        var source: Source
        var words: [String: String] = [:]
        var key: String
    }
}

/// Problems with listings: reported by anybody, seen and settled by stewards.
public struct Reports: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    /// Stores a report, and counts it against the listing.
    ///
    /// - Parameters:
    ///   - key: of the form; the same one is stored once.
    ///   - counts: false for somebody who has reported this listing today already: the steward sees it all the same, but
    ///     one person cannot take a listing out of the results by reporting it again and again.
    /// - Throws: `Failure.notFound` for a listing that is not there.
    public func report(
        _ kind: ListingReport.Kind,
        of offer: Offer.ID,
        words: String,
        key: String,
        counts: Bool = true,
        by actor: Actor?
    ) async throws {
        let now = clock.now
        let (sealer, letters) = (sealer, letters)
        try await database.write { db in
            guard try Offer.exists(db, key: offer) else { throw Failure.notFound }
            let source: ListingReport.Source = actor == nil ? .public : .staff
            let draft = ListingReport.Draft(
                offerID: offer,
                kind: kind,
                source: source,
                words: ["": words],
                key: "report \(key)"
            )
            guard try ReportStore.insert(draft, sealer: sealer, at: now, in: db) else { return }
            let who = actor?.role.withArticle ?? "a member of the public"
            if counts { try EvidenceStore.record(kind.evidence, of: offer, by: who, actor: actor, at: now, in: db) }
            if kind == .unsafe { try letters.unsafeReported(offer, at: now, in: db) }
        }
    }

    /// What waits for a steward: unsafe first, then oldest first.
    public func open(for actor: Actor) async throws -> [ListingReport] {
        guard Reports.settling.contains(actor.role) else { throw Failure.forbidden }
        let sealer = sealer
        return try await database.read { try ReportStore.open(sealer: sealer, in: $0) }
    }

    /// A steward has looked at it.
    ///
    /// - Parameter isRight: whether the listing is right now, as somebody who knows has told the steward.
    /// - Throws: `Failure.notFound` for one that is not there, `.conflict` for one that is settled.
    public func settle(_ id: ListingReport.ID, isRight: Bool, by actor: Actor) async throws {
        guard Reports.settling.contains(actor.role) else { throw Failure.forbidden }
        let now = clock.now
        try await database.write { db in
            let sql = "SELECT offerID FROM listingReport WHERE id = ?"
            guard let offer = try Offer.ID.fetchOne(db, sql: sql, arguments: [id]) else { throw Failure.notFound }
            try db.execute(
                sql: "UPDATE listingReport SET settledAt = ?, settledBy = ? WHERE id = ? AND settledAt IS NULL",
                arguments: [now, actor.id, id]
            )
            guard db.changesCount == 1 else { throw Failure.conflict("Somebody has dealt with this already.") }
            if isRight {
                let name = try String.fetchOne(
                    db,
                    sql: "SELECT name FROM organisation WHERE id = (SELECT organisationID FROM offer WHERE id = ?)",
                    arguments: [offer]
                )
                try EvidenceStore.record(
                    .confirmedByPhone,
                    of: offer,
                    by: name ?? "",
                    actor: actor,
                    note: "after a report",
                    at: now,
                    in: db
                )
            }
            try Audit.record(.reportSettled, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// Who settles reports.
    public static let settling: Set<Role> = [.steward, .administrator]
}

enum ReportStore {
    private static func place(_ id: ListingReport.ID) -> String { "listingReport sealedWords \(id)" }

    /// - Returns: false when the same form was stored before.
    @discardableResult
    static func insert(
        _ draft: ListingReport.Draft,
        sealer: Sealer,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let id = ListingReport.ID()
        let words = draft.words.filter { !$0.value.isEmpty || draft.source == .organisation }
        try db.execute(
            sql: """
                INSERT INTO listingReport (id, offerID, at, kind, source, sealedWords, formKey)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (formKey) DO NOTHING
                """,
            arguments: [
                id, draft.offerID, now, draft.kind.rawValue, draft.source.rawValue,
                words.isEmpty ? nil : try sealer.seal(words, place: place(id)), draft.key,
            ]
        )
        return db.changesCount == 1
    }

    static func open(sealer: Sealer, in db: Database) throws -> [ListingReport] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT listingReport.*, offer.name AS offerName, organisation.name AS organisationName
                FROM listingReport JOIN offer ON offer.id = offerID
                JOIN organisation ON organisation.id = offer.organisationID
                WHERE settledAt IS NULL ORDER BY listingReport.kind <> 'unsafe', at, listingReport.id
                """
        ).map { row in
            let id: ListingReport.ID = row["id"]
            let sealed: Data? = row["sealedWords"]
            return ListingReport(
                id: id,
                offerID: row["offerID"],
                offerName: row["offerName"],
                organisationName: row["organisationName"],
                at: row["at"],
                kind: ListingReport.Kind(rawValue: row["kind"]) ?? .wrong,
                source: ListingReport.Source(rawValue: row["source"]) ?? .public,
                words: try sealed.map { try sealer.open([String: String].self, $0, place: place(id)) } ?? [:]
            )
        }
    }

    /// Listings about which their organisation told us something that nobody has dealt with yet.
    static func toldByOrganisations(in db: Database) throws -> Set<Offer.ID> {
        let sql = "SELECT offerID FROM listingReport WHERE settledAt IS NULL AND source = 'organisation'"
        return try Offer.ID.fetchSet(db, sql: sql)
    }
}
