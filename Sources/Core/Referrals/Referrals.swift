import Foundation
import GRDB

/// The referral tracker's verbs: make, list, look, move.
public struct Referrals: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    private var store: ReferralStore { ReferralStore(sealer: sealer) }

    /// Sends a referral to the offer's organisation. The same form sent again refers once.
    ///
    /// - Throws: `Failure.invalid` by form field, `.conflict` when the offer takes nobody now, `.forbidden`.
    public func make(_ draft: ReferralDraft, by actor: Actor) async throws -> Referral.ID {
        guard actor.role == .linkWorker || actor.role == .practice else { throw Failure.forbidden }
        let now = clock.now
        let problems = draft.problems(today: Day(now))
        guard problems.isEmpty else { throw Failure.invalid(problems) }
        return try await database.write { db in
            if let earlier = try store.madeBefore(key: draft.idempotencyKey, by: actor, in: db) { return earlier }
            let offer = try referable(draft.offerID, in: db)
            try checkPractice(draft.practiceCode, for: actor, in: db)
            let referral = Referral(
                id: Referral.ID(),
                version: 1,
                state: .sent,
                stateSince: now,
                offerID: offer.id,
                organisationID: offer.organisationID,
                personID: Person.ID(),
                practiceCode: draft.practiceCode,
                referrerID: actor.id,
                referrerRole: actor.role,
                madeAt: now,
                loop: .notDue,
                loopSince: now,
                reportBack: draft.consent.reportBack
            )
            try store.insert(referral, draft: draft, by: actor, in: db)
            try Audit.record(.referralMade, subject: referral.id.text, by: actor, at: now, in: db)
            try letters.referralArrived(referral, at: now, in: db)
            return referral.id
        }
    }

    private func referable(_ id: Offer.ID, in db: Database) throws -> Offer {
        guard let offer = try Offer.fetchOne(db, key: id) else { throw Failure.notFound }
        guard offer.takesReferrals else {
            throw Failure.conflict("\(offer.name) is not taking people at the moment, so the referral was not sent.")
        }
        guard try PeopleStore.answers(offer.organisationID, in: db) else {
            throw Failure.conflict(
                "Nobody at the organisation answers referrals here yet, so it was not sent. Ring them instead."
            )
        }
        return offer
    }

    private func checkPractice(_ code: Practice.Code, for actor: Actor, in db: Database) throws {
        let known =
            try Bool.fetchOne(db, sql: "SELECT takesPart FROM practice WHERE code = ?", arguments: [code]) ?? false
        guard known, actor.practiceCode == nil || actor.practiceCode == code else {
            throw Failure.invalid(["practice": "Choose the person's GP practice from the list."])
        }
    }

    /// Moves a referral on.
    ///
    /// - Parameter version: of the referral as the person saw it. When somebody else has moved it since, nothing
    ///   happens and a `conflict` says so; when it was this same move, sent twice, all is well.
    public func move(_ id: Referral.ID, seen version: Int, _ move: Referral.Move, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
            if referral.version != version {
                if try wasAlready(move, of: referral, after: version, by: actor, in: db) { return }
                throw Failure.conflict(
                    "This referral has changed since you opened the page. Here is how it stands now; please look again."
                )
            }
            let next = try referral.applying(move, by: actor, at: now)
            let name = ReferralEvent.Name(move.name)
            try store.replace(
                referral,
                with: next,
                event: name,
                detail: ReferralEvent.Detail(move),
                by: actor,
                at: now,
                in: db
            )
            try Audit.record(.referralMoved, subject: id.text, by: actor, at: now, in: db)
            try recordEvidence(of: move.name, next, by: actor, at: now, in: db)
            try letters.referralMoved(next, move.name, at: now, in: db)
        }
    }

    /// An organisation that takes somebody on is there, and so is one to which somebody came.
    private func recordEvidence(
        of move: Referral.Move.Name,
        _ referral: Referral,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let kind: Evidence.Kind
        switch move {
        case .accept: kind = .referralAccepted
        case .start: kind = .referralAttended
        case .wait, .decline, .close, .withdraw: return
        }
        let name = "SELECT name FROM organisation WHERE id = ?"
        try EvidenceStore.record(
            kind,
            of: referral.offerID,
            by: try String.fetchOne(db, sql: name, arguments: [referral.organisationID]) ?? "",
            actor: actor,
            once: "referral \(referral.id) \(move.rawValue)",
            at: now,
            in: db
        )
    }

    private func wasAlready(
        _ move: Referral.Move,
        of referral: Referral,
        after version: Int,
        by actor: Actor,
        in db: Database
    ) throws -> Bool {
        let events = try store.events(referral.id, in: db)
        guard version >= 1, events.indices.contains(version) else { return false }
        let row = try Account.ID.fetchOne(
            db,
            sql: "SELECT actorID FROM referralEvent WHERE referralID = ? AND version = ?",
            arguments: [referral.id, version + 1]
        )
        let event = events[version]
        return row == actor.id && event.event == ReferralEvent.Name(move.name)
            && event.detail == ReferralEvent.Detail(move)
    }

    // MARK: Looking

    /// A line of a list: enough to recognise and to choose what to do next.
    public struct Line: Sendable {
        public let referral: Referral
        public let personName: String
        public let offerName: String
        public let organisationName: String
    }

    /// What this actor may see, at most 500: what is least far first, within that what has waited longest, and what
    /// has ended last, newest first.
    public func list(for actor: Actor) async throws -> [Line] {
        let now = clock.now
        return try await database.write { db in
            try Audit.record(.referralsListed, subject: actor.id.text, by: actor, at: now, in: db)
            let scope = ReferralStore.visible(to: actor)
            let order: SQL = """
                CASE referral.state WHEN 'sent' THEN 0 WHEN 'waiting' THEN 1 WHEN 'accepted' THEN 2 WHEN 'active' THEN 3 ELSE 4 END,
                CASE WHEN referral.state <> 'closed' THEN referral.stateSince END, referral.stateSince DESC
                """
            return try lines(where: scope, order: order, for: actor, in: db)
        }
    }

    func lines(where scope: SQL, order: SQL, for actor: Actor, in db: Database) throws -> [Line] {
        let request: SQLRequest<Row> = """
            SELECT referral.*, offer.name AS offerName, organisation.name AS organisationName, person.details
            FROM referral JOIN offer ON offer.id = referral.offerID
            JOIN organisation ON organisation.id = referral.organisationID
            JOIN person ON person.id = referral.personID
            WHERE \(scope) ORDER BY \(order) LIMIT 500
            """
        return try request.fetchAll(db).map { row in
            let referral = try Referral(row: row).known(to: actor)
            let person = try sealer.open(Person.self, row["details"], place: "person \(referral.personID)")
            return Line(
                referral: referral,
                personName: person.name,
                offerName: row["offerName"],
                organisationName: row["organisationName"]
            )
        }
    }

    /// A referral with everything that this actor may know of it.
    public struct Sheet: Sendable {
        public let referral: Referral
        public let person: SharedPerson
        /// Nil when it was not shared.
        public let reason: String?
        /// What the organisation may see, whoever looks.
        public let shared: Set<SharedField>
        public let consent: Consent
        public let consentRecordedAt: Date
        public let offer: Offer
        public let organisation: Organisation
        public let practice: Practice
        public let referrerName: String
        public let events: [ReferralEvent]
        public let moves: [Referral.Move.Name]

        /// The two answers, once given.
        public var outcome: Outcome? { events.compactMap(\.detail.outcome).last }
    }

    public func sheet(_ id: Referral.ID, for actor: Actor) async throws -> Sheet {
        let now = clock.now
        return try await database.write { db in
            let referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
            try Audit.record(.referralViewed, subject: id.text, by: actor, at: now, in: db)
            return try sheet(of: referral, for: actor, in: db)
        }
    }

    func sheet(of referral: Referral, for actor: Actor, in db: Database) throws -> Sheet {
        let person = try store.person(referral, in: db)
        let (reason, shared) = try store.reason(referral.id, in: db)
        let (consent, recordedAt) = try store.consent(referral.id, in: db)
        let seen = actor.role == .organisation ? shared : Set(SharedField.allCases)
        guard let offer = try Offer.fetchOne(db, key: referral.offerID),
            let organisation = try Organisation.fetchOne(db, key: referral.organisationID),
            let practice = try Practice.fetchOne(db, key: referral.practiceCode),
            let referrer = try Account.fetchOne(db, key: referral.referrerID)
        else { throw Failure.notFound }
        let isWithheld = referral.isWithheld(from: actor)
        let events = try store.events(referral.id, in: db).filter {
            !isWithheld || $0.event == .send || $0.event == .withdraw
        }
        return Sheet(
            referral: referral.known(to: actor),
            person: person.sharing(seen),
            reason: seen.contains(.reason) ? reason : nil,
            shared: shared,
            consent: consent,
            consentRecordedAt: recordedAt,
            offer: offer,
            organisation: organisation,
            practice: practice,
            referrerName: referrer.name,
            events: events,
            moves: referral.moves(for: actor)
        )
    }
}
