import Crypto
import Foundation
import GRDB

/// Organisations that ask to join, the steward's answer, and the link to a first password.
public struct Joins: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let letters: Letters

    /// As long as NHS and GOV.UK services let an invitation stand, and longer than a volunteer's fortnight away.
    static let linkDays = 14
    /// More waiting requests than a steward can look at; further ones are asked to come back.
    static let mostWaiting = 500

    /// Asks; the same request sent again asks nothing more.
    public func ask(_ request: JoinRequest) async throws {
        try await database.write { db in
            let known = "SELECT EXISTS (SELECT 1 FROM joinRequest WHERE key = ?)"
            guard try Bool.fetchOne(db, sql: known, arguments: [request.key]) != true else { return }
            let waiting = "SELECT COUNT(*) FROM joinRequest WHERE status = 'waiting'"
            guard try Int.fetchOne(db, sql: waiting) ?? 0 < Joins.mostWaiting else {
                throw Failure.unavailable("Too many organisations are waiting for an answer. Please try next week.")
            }
            try request.insert(db)
        }
    }

    /// A request with what helps to decide.
    public struct Waiting: Sendable {
        public let request: JoinRequest
        /// Organisations that are here already under nearly the same name.
        public let alike: [Organisation]
        public let emailHasAccount: Bool
    }

    /// What waits, the longest first.
    public func waiting() async throws -> [Waiting] {
        try await database.read { db in
            try JoinRequest.fetchAll(
                db,
                sql: "SELECT * FROM joinRequest WHERE status = 'waiting' ORDER BY sentAt, id LIMIT 100"
            ).map { request in
                Waiting(
                    request: request,
                    alike: try Organisation.fetchAll(
                        db,
                        sql: "SELECT * FROM organisation WHERE lower(trim(name)) = lower(?) ORDER BY name LIMIT 5",
                        arguments: [request.name]
                    ),
                    emailHasAccount: try Joins.hasAccount(request.contactEmail, in: db)
                )
            }
        }
    }

    /// - Throws: `Failure.notFound` when nobody asked under that identifier.
    public func require(_ id: JoinRequest.ID) async throws {
        guard try await database.read({ try JoinRequest.exists($0, key: id) }) else { throw Failure.notFound }
    }

    /// Makes the organisation and an account without a password, and sends the link to set one.
    ///
    /// - Throws: `Failure.conflict` when somebody has decided already, or the address has an account.
    public func approve(_ id: JoinRequest.ID, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            var request = try Joins.undecided(id, in: db)
            guard try !Joins.hasAccount(request.contactEmail, in: db) else {
                throw Failure.conflict("There is already an account for that e-mail address.")
            }
            let organisation = Joins.organisation(of: request, at: now)
            try organisation.insert(db)
            let account = Account(
                email: request.contactEmail,
                name: request.contactName,
                role: .organisation,
                organisationID: organisation.id,
                passwordHash: Joins.noPassword,
                createdAt: now
            )
            try PeopleRules.check(account)
            try account.insert(db)
            (request.status, request.decidedAt, request.decidedBy) = (.approved, now, actor.id)
            request.organisationID = organisation.id
            try request.update(db)
            try Audit.record(.joinDecided, subject: id.text, by: actor, at: now, in: db)
            try Audit.record(.accountAdded, subject: account.id.text, by: actor, at: now, in: db)
            let token = try PasswordLinks.make(for: account.id, days: Joins.linkDays, at: now, in: db)
            try letters.welcome(request, token: token, at: now, in: db)
        }
    }

    /// - Throws: `Failure.invalid` without a reason, `.conflict` when somebody has decided already.
    public func refuse(_ id: JoinRequest.ID, reason: String, by actor: Actor) async throws {
        guard !reason.isEmpty else { throw Failure.invalid(["reason": "Say why, so that they can put it right"]) }
        let now = clock.now
        try await database.write { db in
            var request = try Joins.undecided(id, in: db)
            try letters.notJoined(request, reason: reason, at: now, in: db)
            (request.status, request.reason, request.decidedAt, request.decidedBy) = (.refused, reason, now, actor.id)
            (request.contactName, request.contactEmail, request.phone) = ("", "", "")
            try request.update(db)
            try Audit.record(.joinDecided, subject: id.text, by: actor, at: now, in: db)
        }
    }

    /// What `PasswordHasher` never writes and no password matches.
    static let noPassword = "none yet"

    private static func organisation(of request: JoinRequest, at now: Date) -> Organisation {
        let kind =
            request.charityNumber != nil ? "charity" : request.companyNumber != nil ? "company" : "community group"
        return Organisation(
            id: Organisation.ID(),
            name: request.name,
            kind: kind,
            description: request.about,
            website: request.website,
            email: request.contactEmail,
            phone: request.phone,
            charityNumber: request.charityNumber,
            companyNumber: request.companyNumber,
            addedAt: now
        )
    }

    private static func undecided(_ id: JoinRequest.ID, in db: Database) throws -> JoinRequest {
        guard let request = try JoinRequest.fetchOne(db, key: id) else { throw Failure.notFound }
        guard request.status == .waiting else {
            throw Failure.conflict("Somebody has decided about this already.")
        }
        return request
    }

    private static func hasAccount(_ email: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM account WHERE email = ?)",
            arguments: [Account.normalised(email)]
        ) ?? false
    }
}

extension Letters {
    func welcome(_ request: JoinRequest, token: String, at now: Date, in db: Database) throws {
        try Outbox.queue(
            .joinAnswered,
            to: request.contactEmail,
            subject: "Welcome to Fingerpost: \(request.name)",
            body: """
                Hello,

                \(request.name) can now be listed in Fingerpost, the local directory.

                Open this page once to choose a password. The link works for \(Joins.linkDays) days:

                \(publicURL)/welcome/\(token)

                Then add what you offer. Until you do, nobody can find you there.

                Fingerpost
                """,
            once: "join \(request.id)",
            at: now,
            in: db
        )
    }

    func notJoined(_ request: JoinRequest, reason: String, at now: Date, in db: Database) throws {
        try Outbox.queue(
            .joinAnswered,
            to: request.contactEmail,
            subject: "About your request to join Fingerpost",
            body: """
                Hello,

                You asked for \(request.name) to be listed in Fingerpost. We cannot do that as things are. A steward of \
                the directory writes:

                \(reason)

                When that is put right you can ask again: \(publicURL)/join

                Fingerpost
                """,
            once: "join \(request.id)",
            at: now,
            in: db
        )
    }
}
