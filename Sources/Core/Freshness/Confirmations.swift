import Crypto
import Foundation
import GRDB

enum ConfirmationPolicy {
    /// A month, as in the directory that has had one-tap links longest (Connected Places).
    static let linkDays = 30
    /// Once a month, whatever the calendar says.
    static let daysBetweenQuestions = 28
}

/// The staleness checker: who has to be asked, the asking, and the answer.
public struct Confirmations: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let letters: Letters

    /// An organisation with its listings that somebody should confirm.
    public struct Due: Sendable {
        public let organisation: Organisation
        public let offers: [(offer: Offer, freshness: Freshness)]
        /// Where it can be asked: its own address, or else that of a listing.
        public var email: String? { organisation.email ?? offers.lazy.compactMap(\.offer.email).first }
    }

    /// Everything that is not fresh, by organisation name; within one, the longest unconfirmed first.
    public func due() async throws -> [Due] {
        let now = clock.now
        return try await database.read { try Confirmations.due(now: now, in: $0) }
    }

    private static func due(now: Date, in db: Database) throws -> [Due] {
        let offers = try Offer.fetchAll(
            db,
            sql: """
                SELECT * FROM offer WHERE status IN ('active', 'temporarily closed')
                ORDER BY confirmedAt IS NOT NULL, confirmedAt, name
                """
        )
        let stale = offers.map { ($0, $0.freshness(now: now)) }.filter { $0.1 != .fresh }
        let groups = Dictionary(grouping: stale) { $0.0.organisationID }
        let organisations = try Organisation.fetchAll(db, keys: groups.keys)
        return organisations.map { organisation in
            Due(
                organisation: organisation,
                offers: (groups[organisation.id] ?? []).map { (offer: $0.0, freshness: $0.1) }
            )
        }.sorted { ($0.organisation.name, $0.organisation.id.text) < ($1.organisation.name, $1.organisation.id.text) }
    }

    /// Queues one digest for each organisation that has an address and was not asked this month.
    ///
    /// - Returns: how many were queued.
    public func ask() async throws -> Int {
        let now = clock.now
        return try await database.write { db in
            var queued = 0
            for due in try Confirmations.due(now: now, in: db) {
                guard let email = due.email, try !Bounces.stops(email, of: due.organisation.id, in: db) else {
                    continue
                }
                guard try !Confirmations.wasAskedLately(due.organisation.id, now: now, in: db) else { continue }
                let token = Confirmations.newToken()
                let isNew = try letters.confirmationDigest(
                    to: email,
                    organisation: due.organisation,
                    offers: due.offers.map(\.offer),
                    token: token,
                    once: "digest \(due.organisation.id) \(Day(now))",
                    at: now,
                    in: db
                )
                guard isNew else { continue }
                try Confirmations.insertLink(
                    token,
                    organisation: due.organisation.id,
                    recipient: email,
                    at: now,
                    in: db
                )
                queued += 1
            }
            return queued
        }
    }

    private static func wasAskedLately(_ organisation: Organisation.ID, now: Date, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM confirmationLink WHERE organisationID = ? AND createdAt > ?)",
            arguments: [organisation, now.adding(days: -ConfirmationPolicy.daysBetweenQuestions)]
        ) ?? false
    }

    private static func newToken() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    private static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }

    private static func insertLink(
        _ token: String,
        organisation: Organisation.ID,
        recipient: String,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO confirmationLink (tokenHash, organisationID, recipient, createdAt, expiresAt)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [hash(token), organisation, recipient, now, now.adding(days: ConfirmationPolicy.linkDays)]
        )
    }

    // MARK: The link

    /// What a link opens: the organisation and all its current listings.
    ///
    /// - Throws: `Failure.notFound` for a link that never was, `.unavailable` for one that has expired.
    public func open(token: String) async throws -> (Organisation, [Listing]) {
        let now = clock.now
        return try await database.read { db in
            let link = try Confirmations.link(token, now: now, in: db)
            let offers = try Offer.fetchAll(
                db,
                sql: """
                    SELECT * FROM offer WHERE organisationID = ? AND status IN ('active', 'temporarily closed')
                    ORDER BY confirmedAt IS NOT NULL, confirmedAt, name
                    """,
                arguments: [link.organisation]
            )
            guard let organisation = try Organisation.fetchOne(db, key: link.organisation) else {
                throw Failure.notFound
            }
            return (organisation, try DirectoryStore.complete(offers, in: db))
        }
    }

    /// Somebody at the organisation says that these listings are right.
    public func confirm(_ ids: Set<Offer.ID>, token: String) async throws -> Int {
        let now = clock.now
        return try await database.write { db in
            let link = try Confirmations.link(token, now: now, in: db)
            guard let organisation = try Organisation.fetchOne(db, key: link.organisation) else {
                throw Failure.notFound
            }
            return try Confirmations.confirm(
                ids,
                of: organisation.id,
                by: organisation.name,
                actor: nil,
                at: now,
                in: db
            )
        }
    }

    /// A signed-in member of the organisation says that these listings are right.
    ///
    /// Pages name the organisation; which member it was is in the confirmation.
    public func confirm(_ ids: Set<Offer.ID>, by actor: Actor) async throws -> Int {
        guard actor.role == .organisation, let organisation = actor.organisationID else { throw Failure.forbidden }
        let now = clock.now
        return try await database.write { db in
            try Confirmations.confirm(
                ids,
                of: organisation,
                by: try Organisation.fetchOne(db, key: organisation)?.name ?? "",
                actor: actor,
                at: now,
                in: db
            )
        }
    }

    private static func link(
        _ token: String,
        now: Date,
        in db: Database
    ) throws -> (organisation: Organisation.ID, recipient: String) {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT * FROM confirmationLink WHERE tokenHash = ?",
                arguments: [hash(token)]
            )
        else { throw Failure.notFound }
        guard now < row["expiresAt"] as Date else {
            throw Failure.unavailable(
                "This link has expired. A new one comes with the next e-mail that asks you to check your listings."
            )
        }
        return (row["organisationID"], row["recipient"])
    }

    private static func confirm(
        _ ids: Set<Offer.ID>,
        of organisation: Organisation.ID,
        by name: String,
        actor: Actor?,
        at now: Date,
        in db: Database
    ) throws -> Int {
        let offers = try Offer.fetchAll(db, keys: ids).filter { $0.organisationID == organisation && $0.isListed }
        guard !offers.isEmpty else {
            throw Failure.invalid(["offers": "Choose at least one listing that is still right."])
        }
        for offer in offers {
            try EvidenceStore.record(.confirmedOnline, of: offer.id, by: name, actor: actor, at: now, in: db)
            try Audit.record(.listingConfirmed, subject: offer.id.text, by: actor, at: now, in: db)
        }
        return offers.count
    }
}
