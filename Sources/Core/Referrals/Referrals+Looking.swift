import Foundation
import GRDB

extension Referrals {
    /// A line of a list: enough to recognise and to choose what to do next.
    public struct Line: Sendable {
        public let referral: Referral
        public let personName: String
        public let offerName: String
        public let organisationName: String
        /// The life of the answer to the practice; nil while there is none.
        public let loop: Loop?
        /// When the person said on their own page that they have not heard, and nothing has happened since; nil for the
        /// organisation, which is reminded by mail.
        public let notHeardAt: Date?
    }

    /// How many wait for this organisation's first answer, and can have it.
    public func countUnanswered(for actor: Actor) async throws -> Int {
        let today = Day(clock.now)
        return try await database.read { db in
            let (visible, shared) = (ReferralStore.visible(to: actor), ReferralStore.shared(on: today))
            let request: SQLRequest<Int> = """
                SELECT COUNT(*) FROM referral WHERE \(visible) AND state = 'sent' AND \(shared)
                """
            return try request.fetchOne(db) ?? 0
        }
    }

    /// At most 500: what is least far first, within that what has waited longest, and what has ended last, newest first.
    func lines(where scope: SQL, for actor: Actor, at now: Date, in db: Database) throws -> [Line] {
        let request: SQLRequest<Row> = """
            SELECT referral.*, offer.name AS offerName, organisation.name AS organisationName, person.details,
                coalesce((SELECT loop FROM answer WHERE isCurrent AND answer.referralID = referral.id),
                    (SELECT loop FROM answer WHERE isCurrent AND answer.episodeID = referral.episodeID)) AS loop,
                (SELECT MAX(at) FROM personWord WHERE referralID = referral.id AND kind = 'not heard'
                    AND at >= referral.lastEventAt) AS notHeardAt
            FROM referral JOIN offer ON offer.id = referral.offerID
            JOIN organisation ON organisation.id = referral.organisationID
            JOIN person ON person.id = referral.personID
            WHERE \(scope)
            ORDER BY CASE referral.state WHEN 'lapsed' THEN 0 WHEN 'draft' THEN 1 WHEN 'sent' THEN 2 WHEN 'waiting' THEN 3
                    WHEN 'accepted' THEN 4 WHEN 'active' THEN 5 WHEN 'paused' THEN 6 ELSE 7 END,
                CASE WHEN referral.state NOT IN ('closed', 'entered in error') THEN referral.stateSince END,
                referral.stateSince DESC
            LIMIT 500
            """
        return try request.fetchAll(db).map { row in
            let referral = try Referral(row: row)
            let person = try sealer.open(Person.self, row["details"], place: "person \(referral.personID)")
            let isHidden = actor.role == .organisation && !referral.isSharedWithOrganisation(on: Day(now))
            return Line(
                referral: referral.known(to: actor),
                personName: isHidden ? SharedPerson.withdrawn.name : person.name,
                offerName: row["offerName"],
                organisationName: row["organisationName"],
                loop: referral.isWithheld(from: actor) ? .withheld : row["loop"],
                notHeardAt: actor.role == .organisation ? nil : row["notHeardAt"]
            )
        }
    }

    /// A referral with everything that this actor may know of it.
    public struct Sheet: Sendable {
        public let referral: Referral
        public let person: SharedPerson
        /// Nil when it was not shared.
        public let reason: String?
        /// Nil when there is none, or it is not this actor's to know.
        public let safetyNote: String?
        /// What the organisation may see, whoever looks.
        public let shared: Set<SharedField>
        /// With that of the episode, except for the organisation.
        public let consent: [ConsentEntry]
        public let offer: Offer
        public let organisation: Organisation
        public let practice: Practice?
        /// Nil when the person asked themself.
        public let referrerName: String?
        /// The named person who follows it through.
        public let holderName: String?
        public let events: [ReferralEvent]
        public let moves: [Referral.Move.Name]
        public let loop: Loop?
        /// The referral that this one goes on from, where this actor may know it.
        public let earlier: Linked?
        public let later: [Linked]
        /// What the person has said on their own page, oldest first; for whoever follows it through.
        public let said: [PersonWord]
        /// Whether this actor may hand the person the code of their own page.
        public let mayGiveOwnPage: Bool

        /// The two answers with their words, once given and as long as they hold.
        public var outcome: Outcome? {
            referral.state == .closed ? events.compactMap(\.detail.outcome).last : nil
        }
    }

    public func sheet(_ id: Referral.ID, for actor: Actor) async throws -> Sheet {
        let now = clock.now
        return try await database.write { db in
            let referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
            try Audit.record(.referralViewed, subject: id.text, by: actor, at: now, in: db)
            return try sheet(of: referral, for: actor, at: now, in: db)
        }
    }

    func sheet(of referral: Referral, for actor: Actor, at now: Date, in db: Database) throws -> Sheet {
        let words = try store.detail(referral.id, in: db)
        guard let offer = try Offer.fetchOne(db, key: referral.offerID),
            let organisation = try Organisation.fetchOne(db, key: referral.organisationID)
        else { throw Failure.notFound }
        let isOrganisation = actor.role == .organisation
        let isHidden = isOrganisation && !referral.isSharedWithOrganisation(on: Day(now))
        let seen = isOrganisation ? (isHidden ? [] : words.shared) : Set(SharedField.allCases)
        let isWithheld = referral.isWithheld(from: actor)
        let events = try store.events(referral.id, in: db).filter {
            !isWithheld || $0.move == .send || ($0.move == .withdraw && $0.party == .referrer)
        }
        let person = try store.people.person(referral.personID, in: db).sharing(seen)
        let subject: PracticeAnswer.Subject = referral.episodeID.map { .episode($0) } ?? .referral(referral.id)
        let loop = try PracticeAnswerStore.current(of: subject, in: db)?.loop
        let links = try linked(referral, for: actor, in: db)
        return Sheet(
            referral: referral.known(to: actor),
            person: isHidden ? .withdrawn : person,
            reason: seen.contains(.reason) ? words.reason : nil,
            safetyNote: isHidden ? nil : words.safetyNote,
            shared: words.shared,
            consent: isOrganisation ? try store.consent(referral.id, in: db) : try switches(of: referral, in: db),
            offer: offer,
            organisation: organisation,
            practice: isHidden ? nil : try referral.practiceCode.flatMap { try Practice.fetchOne(db, key: $0) },
            referrerName: try name(of: referral.referrerID, in: db),
            holderName: try name(of: referral.holderID ?? referral.referrerID, in: db),
            events: isHidden ? events.map(\.withoutWords) : events,
            moves: isHidden ? [] : referral.movesKnown(to: actor),
            loop: isWithheld ? .withheld : loop,
            earlier: links.earlier,
            later: links.later,
            said: isHidden ? [] : try said(about: referral, to: actor, in: db),
            mayGiveOwnPage: referral.mayGiveOwnPage(actor, on: Day(now))
        )
    }

    /// Words go to whoever follows it through; where nobody does, because the person asked themself, to the organisation.
    private func said(about referral: Referral, to actor: Actor, in db: Database) throws -> [PersonWord] {
        let isReader = actor.role != .organisation || referral.origin == .person
        guard isReader, !referral.isWithheld(from: actor) else { return [] }
        return try PersonWordStore(sealer: sealer).words(about: referral.id, in: db)
    }

    private func name(of account: Account.ID?, in db: Database) throws -> String? {
        try account.flatMap { try Account.fetchOne(db, key: $0)?.name }
    }
}

extension Referral {
    /// A practice that is told nothing can take back what it sent, and nothing more; also when it has ended, or a button
    /// that is gone would tell. That it was entered in error is the practice's own word.
    func movesKnown(to actor: Actor) -> [Move.Name] {
        guard isWithheld(from: actor), state != .enteredInError else { return moves(for: actor) }
        return known(to: actor).moves(for: actor).filter { $0 == .withdraw || $0 == .enterInError }
    }
}

extension ReferralEvent {
    fileprivate var withoutWords: ReferralEvent {
        var event = self
        event.detail.note = nil
        event.detail.outcome = nil
        return event
    }
}

extension SharedPerson {
    /// What is left for the organisation when the person has taken their consent back, or it has run out.
    static let withdrawn = SharedPerson(name: "Details no longer shared")
}
