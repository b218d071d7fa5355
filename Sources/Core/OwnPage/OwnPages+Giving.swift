import Foundation
import GRDB

/// Handing the page over: the link worker, or the practice that referred; and the organisation that somebody asked by
/// themself, because nobody else knows them.
extension OwnPages {
    /// What stands in the letter.
    public struct Invitation: Sendable {
        public let personName: String
        /// Nil when none was made yet, or the last one has expired.
        public let key: OwnPageKey?
        /// Whether there is an address, and mail that can reach it.
        public let canEmail: Bool
        /// When the code that works now was mailed; nil when it was not.
        public let mailedAt: Date?

        public init(personName: String, key: OwnPageKey?, canEmail: Bool, mailedAt: Date?) {
            self.personName = personName
            self.key = key
            self.canEmail = canEmail
            self.mailedAt = mailedAt
        }
    }

    /// - Throws: `Failure.notFound` for everybody but those who follow the referral through.
    public func invitation(for id: Referral.ID, by actor: Actor, mailReachesPeople: Bool) async throws -> Invitation {
        let now = clock.now
        return try await database.write { db in
            let referral = try own(id, of: actor, in: db)
            let person = try referrals.store.people.person(referral.personID, in: db)
            let code = try OwnCodeStore.current(of: referral.personID, now: now, sealer: sealer, in: db)
            try Audit.record(.ownPageShown, subject: referral.personID.text, by: actor, at: now, in: db)
            let mailed = try code.flatMap { try mailing(of: $0, in: db) }
            return Invitation(
                personName: person.name,
                key: code.map { OwnPageKey($0, sealer: sealer) },
                canEmail: mailReachesPeople && person.email != nil,
                mailedAt: mailed
            )
        }
    }

    /// Makes a code. The older one ends with that.
    ///
    /// - Parameter older: when the code was made that the form showed, in seconds since 1970, because that is what a form
    ///   can carry; when a newer one is there already, that was this same form, sent twice, and nothing happens.
    public func give(for id: Referral.ID, insteadOf older: Int?, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let referral = try own(id, of: actor, in: db)
            let current = try OwnCodeStore.current(of: referral.personID, now: now, sealer: sealer, in: db)
            guard current.map({ Int($0.madeAt.timeIntervalSince1970) }) == older else { return }
            try OwnCodeStore.make(for: referral.personID, by: actor.id, at: now, sealer: sealer, in: db)
            try Audit.record(.ownPageMade, subject: referral.personID.text, by: actor, at: now, in: db)
        }
    }

    /// Mails the code that works now; each code once.
    ///
    /// - Throws: `Failure.conflict` when there is no code or no address, or no mail that can reach it.
    public func email(for id: Referral.ID, by actor: Actor, mailReachesPeople: Bool) async throws {
        let now = clock.now
        try await database.write { db in
            let referral = try own(id, of: actor, in: db)
            guard mailReachesPeople else { throw Failure.conflict("No e-mail goes out from here yet.") }
            guard let code = try OwnCodeStore.current(of: referral.personID, now: now, sealer: sealer, in: db),
                code.standing(at: now) == .good
            else { throw Failure.conflict("There is no code that works. Make one first.") }
            guard let address = try referrals.store.people.person(referral.personID, in: db).email else {
                throw Failure.conflict("We have no e-mail address of theirs.")
            }
            try letters.ownPage(code, to: address, sealer: sealer, at: now, in: db)
            try Audit.record(.ownPageShown, subject: referral.personID.text, by: actor, at: now, in: db)
        }
    }

    private func mailing(of code: OwnCode, in db: Database) throws -> Date? {
        let sql = "SELECT createdAt FROM outboxMessage WHERE once = ? AND droppedAt IS NULL"
        return try Date.fetchOne(db, sql: sql, arguments: [Letters.once(ownPage: code)])
    }

    private func own(_ id: Referral.ID, of actor: Actor, in db: Database) throws -> Referral {
        let referral = try referrals.store.one(id, where: ReferralStore.visible(to: actor), in: db)
        guard referral.mayGiveOwnPage(actor, on: Day(clock.now)) else { throw Failure.notFound }
        return referral
    }
}

extension Referral {
    /// Who may hand over the code of the person's own page: whoever follows the referral through. Where the person asked by
    /// themself nobody does, so it is the organisation that they asked, as long as it may know who they are.
    public func mayGiveOwnPage(_ actor: Actor, on today: Day) -> Bool {
        switch party(of: actor) {
        case .referrer: true
        case .organisation: origin == .person && holderID == nil && isSharedWithOrganisation(on: today)
        case .person, .system, nil: false
        }
    }
}
