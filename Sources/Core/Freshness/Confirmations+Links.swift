import Foundation
import GRDB

/// Answers with a link from a mail, or with the code of a letter; both are called a token here.
extension Confirmations {
    private func hash(_ token: String) -> Data {
        LetterCode(token)?.hash(with: sealer) ?? LinkToken.hash(token)
    }

    /// What a link opens: the listings that it was sent for, as far as they are still the receiver's.
    ///
    /// - Throws: `Failure.notFound` for a link that never was, `.unavailable` for one that has expired or ended.
    public func open(token: String) async throws -> OpenedLink {
        let now = clock.now
        let hash = hash(token)
        return try await database.read { db in
            let link = try LinkStore.link(hash, now: now, in: db)
            let listings = try LinkStore.listings(of: link, in: db).map {
                LinkedListing(listing: $0, state: try LinkStore.state(of: $0.offer, since: link, in: db))
            }
            return OpenedLink(listings: listings, expiresAt: link.expiresAt, isMail: link.mailbox != nil)
        }
    }

    /// Somebody at the organisation says that these listings are right; those that are not the link's are left out.
    ///
    /// - Throws: `Failure.invalid` when none is left.
    public func confirm(_ ids: Set<Offer.ID>, token: String) async throws -> Int {
        let now = clock.now
        let (hash, sealer) = (hash(token), sealer)
        return try await database.write { db in
            let link = try LinkStore.link(hash, now: now, in: db)
            let offers = try LinkStore.listings(of: link, in: db).map(\.offer).filter { ids.contains($0.id) }
            return try Confirmations.confirm(offers, by: link.answerer, sealer: sealer, at: now, in: db)
        }
    }

    /// Somebody at the organisation answers for one listing, fact by fact.
    ///
    /// - Throws: `Failure.notFound` for a listing that is not the link's.
    public func answer(_ answer: ListingAnswer, for id: Offer.ID, token: String) async throws {
        let now = clock.now
        let (hash, sealer) = (hash(token), sealer)
        try await database.write { db in
            let link = try LinkStore.link(hash, now: now, in: db)
            guard let offer = try LinkStore.listings(of: link, in: db).map(\.offer).first(where: { $0.id == id }) else {
                throw Failure.notFound
            }
            try AnswerStore.apply(answer, to: offer, by: link.answerer, sealer: sealer, at: now, in: db)
        }
    }

    // MARK: Letters

    /// Makes the code of a letter to an organisation about its listings that are not fresh, or about all when all are.
    ///
    /// An older letter's code ends with that: one envelope is enough to look after.
    ///
    /// - Returns: the code, which is not stored and cannot be shown again without it.
    /// - Throws: `Failure.notFound` for an organisation that is not there or lists nothing.
    public func makeLetter(to organisation: Organisation.ID, by actor: Actor) async throws -> LetterCode {
        guard Confirmations.writing.contains(actor.role) else { throw Failure.forbidden }
        let now = clock.now
        let code = LetterCode()
        let hash = code.hash(with: sealer)
        try await database.write { db in
            let sql = "SELECT * FROM offer WHERE organisationID = ? ORDER BY confirmedAt IS NOT NULL, confirmedAt, name"
            let listed = try Offer.fetchAll(db, sql: sql, arguments: [organisation]).filter(\.isListed)
            guard !listed.isEmpty else { throw Failure.notFound }
            let stale = listed.filter { $0.freshness(now: now) != .fresh }
            try db.execute(sql: "DELETE FROM confirmationLink WHERE organisationID = ?", arguments: [organisation])
            let link = ConfirmationLink(
                tokenHash: hash,
                organisationID: organisation,
                createdAt: now,
                expiresAt: now.adding(days: ConfirmationPolicy.letterDays)
            )
            try LinkStore.insert(link, offers: (stale.isEmpty ? listed : stale).map(\.id), in: db)
            try Audit.record(.letterMade, subject: organisation.text, by: actor, at: now, in: db)
        }
        return code
    }

    /// Who writes letters.
    public static let writing: Set<Role> = [.steward, .administrator]
}
