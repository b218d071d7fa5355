import Foundation
import GRDB

extension Referral: FetchableRecord, PersistableRecord {}
extension Referral.State: DatabaseValueConvertible {}

/// The SQL of referrals; who may see which row is part of every query.
struct ReferralStore {
    let sealer: Sealer

    var people: PersonStore { PersonStore(sealer: sealer) }

    /// The rows that this actor may see, as a condition on `referral`.
    static func visible(to actor: Actor) -> SQL {
        switch (actor.role, actor.organisationID, actor.practiceCode) {
        case (.linkWorker, _, _):
            "referral.holderID = \(actor.id)"
        case (.organisation, let organisation?, _):
            "(referral.organisationID = \(organisation) AND referral.state <> 'draft')"
        case (.practice, _, let practice?):
            "(referral.practiceCode = \(practice) AND referral.origin = 'practice')"
        default:
            // None, found by the index and not by looking at each.
            "referral.id = ''"
        }
    }

    /// Those of which the organisation may see who they are about, on that day: `Referral.isSharedWithOrganisation` in
    /// SQL.
    static func shared(on today: Day) -> SQL {
        let ended = today.adding(days: -Referral.keepDays).start
        return """
            (referral.isShared AND referral.state <> 'entered in error'
                AND (referral.sharedUntil IS NULL OR referral.sharedUntil >= \(today))
                AND (referral.state <> 'closed' OR referral.stateSince >= \(ended)))
            """
    }

    func one(_ id: Referral.ID, where scope: SQL, in db: Database) throws -> Referral {
        let request: SQLRequest<Referral> = "SELECT * FROM referral WHERE id = \(id) AND \(scope)"
        guard let referral = try request.fetchOne(db) else { throw Failure.notFound }
        return referral
    }

    // MARK: Writing

    /// - Parameter sender: who filled in the form; nil for the person.
    func insert(_ referral: Referral, draft: ReferralDraft, by sender: Actor?, in db: Database) throws {
        try referral.insert(db)
        // What nobody has written down was not shared either, and is not when somebody does so later.
        let known = try people.person(referral.personID, in: db).known
        let fields = draft.shared.intersection(known).map(\.rawValue).sorted()
        let shared = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        let reason = try sealer.seal(draft.reason, place: "reason \(referral.id)")
        let note = try draft.safetyNote.map { try sealer.seal($0, place: "safety note \(referral.id)") }
        try db.execute(
            literal: """
                INSERT INTO referralDetail (referralID, idempotencyKey, sender, sharedFields, reason, safetyNote)
                VALUES (\(referral.id), \(draft.idempotencyKey), \(sender?.id.text ?? "person"), \(shared), \(reason), \(note))
                """
        )
        for purpose in [Consent.Purpose.share, .reportBack, .followUp] {
            try ConsentStore.record(
                purpose,
                of: .referral(referral.id),
                draft.consent,
                isGiven: draft.consent.isGiven(purpose),
                by: sender,
                at: referral.madeAt,
                in: db
            )
        }
        let party: Party = sender == nil ? .person : .referrer
        try append(.send, ReferralEvent.Detail(), of: referral, by: party, sender, at: referral.madeAt, in: db)
        try TimerStore.keep(referral, today: Day(referral.madeAt), in: db)
    }

    /// Sets the new state only if nobody has moved the referral since; the event goes in with it.
    func replace(
        _ old: Referral,
        with new: Referral,
        move: Referral.Move,
        by party: Party,
        _ actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let current = try Int.fetchOne(db, sql: "SELECT version FROM referral WHERE id = ?", arguments: [old.id])
        guard current == old.version else { throw Failure.conflict("Somebody else has just changed this referral.") }
        try new.update(db)
        try append(move.name, ReferralEvent.Detail(move), of: new, by: party, actor, at: now, in: db)
        try TimerStore.keep(new, today: Day(now), in: db)
    }

    private func append(
        _ move: Referral.Move.Name,
        _ detail: ReferralEvent.Detail,
        of referral: Referral,
        by party: Party,
        _ actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let sealed = try sealer.seal(detail, place: "event \(referral.id) \(referral.version)")
        try db.execute(
            literal: """
                INSERT INTO referralEvent (referralID, version, move, party, state, actorID, at, detail)
                VALUES (\(referral.id), \(referral.version), \(move.rawValue), \(party.rawValue), \(referral.state),
                    \(actor?.id), \(now), \(sealed))
                """
        )
    }

    // MARK: Reading

    /// The words of the form.
    func detail(_ id: Referral.ID, in db: Database) throws -> (
        reason: String, safetyNote: String?, shared: Set<SharedField>
    ) {
        let sql = "SELECT reason, safetyNote, sharedFields FROM referralDetail WHERE referralID = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { throw Failure.notFound }
        let fields = try JSONDecoder().decode([String].self, from: Data((row["sharedFields"] as String).utf8))
        let note = try (row["safetyNote"] as Data?).map { try sealer.open($0, place: "safety note \(id)") }
        return (try sealer.open(row["reason"], place: "reason \(id)"), note, Set(fields.compactMap(SharedField.init)))
    }

    func consent(_ id: Referral.ID, in db: Database) throws -> [ConsentEntry] {
        try ConsentStore.entries(of: .referral(id), in: db)
    }

    func events(_ id: Referral.ID, in db: Database) throws -> [ReferralEvent] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT referralEvent.*, account.name AS actorName
                FROM referralEvent LEFT JOIN account ON account.id = referralEvent.actorID
                WHERE referralID = ? ORDER BY version
                """,
            arguments: [id]
        ).map { row in
            let place = "event \(id) \(row["version"] as Int)"
            return ReferralEvent(
                move: Referral.Move.Name(rawValue: row["move"]) ?? .send,
                party: Party(rawValue: row["party"]) ?? .system,
                state: row["state"],
                at: row["at"],
                actorName: row["actorName"],
                detail: try sealer.open(ReferralEvent.Detail.self, row["detail"], place: place)
            )
        }
    }

    func madeBefore(key: String, by sender: Actor?, in db: Database) throws -> Referral.ID? {
        try Referral.ID.fetchOne(
            db,
            sql: "SELECT referralID FROM referralDetail WHERE sender = ? AND idempotencyKey = ?",
            arguments: [sender?.id.text ?? "person", key]
        )
    }
}

/// The SQL of consent: one row for each switch of a referral or an episode, as it stands now.
enum ConsentStore {
    /// The last day is that of sharing; whether the practice may be told, or the person asked, does not end with it.
    static func record(
        _ purpose: Consent.Purpose,
        of subject: PracticeAnswer.Subject,
        _ consent: Consent,
        isGiven: Bool,
        by actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let (referral, episode) = columns(subject)
        try db.execute(
            literal: """
                INSERT INTO consent (referralID, episodeID, purpose, isGiven, method, wording, recordedBy, recordedAt, expiresOn)
                VALUES (\(referral), \(episode), \(purpose.rawValue), \(isGiven), \(consent.method.rawValue),
                    \(consent.wording), \(actor?.id), \(now), \(purpose == .share ? consent.expiresOn : nil))
                """
        )
    }

    /// What was agreed before gives way to what is agreed now, and stays on record.
    static func replace(
        _ purpose: Consent.Purpose,
        of subject: PracticeAnswer.Subject,
        _ consent: Consent,
        isGiven: Bool,
        by actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE consent SET replacedAt = \(now) WHERE \(standing(of: subject)) AND purpose = \(purpose.rawValue)
                """
        )
        try record(purpose, of: subject, consent, isGiven: isGiven, by: actor, at: now, in: db)
    }

    static func entries(of subject: PracticeAnswer.Subject, in db: Database) throws -> [ConsentEntry] {
        try entries(where: standing(of: subject), in: db)
    }

    /// What gave way to something else, oldest first.
    static func former(of episode: Episode.ID, in db: Database) throws -> [ConsentEntry] {
        try entries(where: "episodeID = \(episode) AND replacedAt IS NOT NULL", in: db)
    }

    private static func entries(where scope: SQL, in db: Database) throws -> [ConsentEntry] {
        let request: SQLRequest<Row> = "SELECT * FROM consent WHERE \(scope) ORDER BY purpose, recordedAt, rowid"
        return try request.fetchAll(db).compactMap { row in
            guard let purpose = Consent.Purpose(rawValue: row["purpose"]) else { return nil }
            return ConsentEntry(
                purpose: purpose,
                isGiven: row["isGiven"],
                method: Consent.Method(rawValue: row["method"]) ?? .writing,
                wording: row["wording"],
                recordedAt: row["recordedAt"],
                expiresOn: row["expiresOn"],
                withdrawnAt: row["withdrawnAt"],
                withdrawnBy: (row["withdrawnBy"] as String?).flatMap(Party.init),
                withdrawnHow: (row["withdrawnHow"] as String?).flatMap(Consent.Method.init)
            )
        }
    }

    static func withdraw(
        _ purpose: Consent.Purpose,
        of subject: PracticeAnswer.Subject,
        by party: Party,
        how: Consent.Method,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE consent SET withdrawnAt = \(now), withdrawnBy = \(party.rawValue), withdrawnHow = \(how.rawValue)
                WHERE \(standing(of: subject)) AND purpose = \(purpose.rawValue)
                    AND isGiven AND withdrawnAt IS NULL
                """
        )
    }

    /// The rows that stand now, as a condition on `consent`.
    private static func standing(of subject: PracticeAnswer.Subject) -> SQL {
        switch subject {
        case .referral(let id): "referralID = \(id)"
        case .episode(let id): "episodeID = \(id) AND replacedAt IS NULL"
        }
    }

    private static func columns(_ subject: PracticeAnswer.Subject) -> (Referral.ID?, Episode.ID?) {
        switch subject {
        case .referral(let id): (id, nil)
        case .episode(let id): (nil, id)
        }
    }
}
