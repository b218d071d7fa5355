import Foundation
import GRDB

extension Referral: FetchableRecord, PersistableRecord {}
extension Referral.State: DatabaseValueConvertible {}
extension Loop: DatabaseValueConvertible {}

/// One thing that happened to a referral; its words are sealed.
public struct ReferralEvent: Codable, Equatable, Sendable {
    public enum Name: String, Codable, Sendable {
        case send, accept, wait, decline, start, close, withdraw, received, filed
    }

    public var event: Name
    public var state: Referral.State
    public var loop: Loop
    public var at: Date
    public var actorName: String
    public var actorRole: Role
    public var detail: Detail

    /// The words and dates of a move; empty for most.
    public struct Detail: Codable, Equatable, Sendable {
        public var expectedOn: Day?
        public var startedOn: Day?
        public var declineReason: Referral.DeclineReason?
        public var note: String?
        public var outcome: Outcome?

        public init() {}

        init(_ move: Referral.Move) {
            switch move {
            case .accept: break
            case .wait(let day): expectedOn = day
            case .decline(let reason, let words): (declineReason, note) = (reason, words)
            case .start(let day): startedOn = day
            case .close(let answers): outcome = answers
            case .withdraw(let words): note = words
            }
        }
    }
}

extension ReferralEvent.Name {
    init(_ move: Referral.Move.Name) {
        self =
            switch move {
            case .accept: .accept
            case .wait: .wait
            case .decline: .decline
            case .start: .start
            case .close: .close
            case .withdraw: .withdraw
            }
    }
}

/// The SQL of referrals; who may see which row is part of every query.
struct ReferralStore {
    let sealer: Sealer

    /// The rows that this actor may see, as a condition on `referral`.
    static func visible(to actor: Actor) -> SQL {
        switch (actor.role, actor.organisationID, actor.practiceCode) {
        case (.linkWorker, _, _):
            "referral.referrerID = \(actor.id)"
        case (.organisation, let organisation?, _):
            "referral.organisationID = \(organisation)"
        case (.practice, _, let practice?):
            "(referral.practiceCode = \(practice) AND referral.referrerRole = 'practice')"
        default:
            "0"
        }
    }

    /// The rows whose answer this actor's practice may read: ended, and with consent.
    static func answered(for actor: Actor) -> SQL {
        guard actor.role == .practice, let practice = actor.practiceCode else { return "0" }
        return "(referral.practiceCode = \(practice) AND referral.loop IN ('sent', 'received', 'filed'))"
    }

    func one(_ id: Referral.ID, where scope: SQL, in db: Database) throws -> Referral {
        let request: SQLRequest<Referral> = "SELECT * FROM referral WHERE id = \(id) AND \(scope)"
        guard let referral = try request.fetchOne(db) else { throw Failure.notFound }
        return referral
    }

    // MARK: Writing

    func insert(_ referral: Referral, draft: ReferralDraft, by actor: Actor, in db: Database) throws {
        let number = try draft.person.nhsNumber.map { try NHSNumber($0).digits }
        var person = draft.person
        person.nhsNumber = number
        try db.execute(
            sql: "INSERT INTO person (id, details, nhsNumberHash, createdAt) VALUES (?, ?, ?, ?)",
            arguments: [
                referral.personID, try sealer.seal(person, place: "person \(referral.personID)"),
                number.map(sealer.keyedHash), referral.madeAt,
            ]
        )
        try referral.insert(db)
        let shared = draft.shared.map(\.rawValue).sorted()
        try db.execute(
            sql: """
                INSERT INTO referralDetail (referralID, idempotencyKey, referrerID, sharedFields, reason)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                referral.id, draft.idempotencyKey, actor.id,
                String(decoding: try JSONEncoder().encode(shared), as: UTF8.self),
                try sealer.seal(draft.reason, place: "reason \(referral.id)"),
            ]
        )
        try db.execute(
            sql: """
                INSERT INTO consent (referralID, share, reportBack, method, wording, recordedBy, recordedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                referral.id, draft.consent.share, draft.consent.reportBack, draft.consent.method.rawValue,
                draft.consent.wording, actor.id, referral.madeAt,
            ]
        )
        try append(.send, ReferralEvent.Detail(), of: referral, by: actor, at: referral.madeAt, in: db)
    }

    /// Sets the new state only if nobody has moved the referral since; the event goes in with it.
    func replace(
        _ old: Referral,
        with new: Referral,
        event: ReferralEvent.Name,
        detail: ReferralEvent.Detail,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        try db.execute(
            literal: """
                UPDATE referral SET version = \(new.version), state = \(new.state), stateSince = \(new.stateSince),
                    expectedOn = \(new.expectedOn), startedOn = \(new.startedOn), closure = \(new.closure?.rawValue),
                    loop = \(new.loop), loopSince = \(new.loopSince)
                WHERE id = \(old.id) AND version = \(old.version)
                """
        )
        guard db.changesCount == 1 else { throw Failure.conflict("Somebody else has just changed this referral.") }
        try append(event, detail, of: new, by: actor, at: now, in: db)
    }

    private func append(
        _ event: ReferralEvent.Name,
        _ detail: ReferralEvent.Detail,
        of referral: Referral,
        by actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        let sealed = try sealer.seal(detail, place: "event \(referral.id) \(referral.version)")
        try db.execute(
            literal: """
                INSERT INTO referralEvent (referralID, version, event, state, loop, actorID, at, detail)
                VALUES (\(referral.id), \(referral.version), \(event.rawValue), \(referral.state), \(referral.loop),
                    \(actor.id), \(now), \(sealed))
                """
        )
    }

    // MARK: Reading

    func person(_ referral: Referral, in db: Database) throws -> Person {
        let details = try Data.fetchOne(
            db,
            sql: "SELECT details FROM person WHERE id = ?",
            arguments: [referral.personID]
        )
        guard let details else { throw Failure.notFound }
        return try sealer.open(Person.self, details, place: "person \(referral.personID)")
    }

    func reason(_ id: Referral.ID, in db: Database) throws -> (words: String, shared: Set<SharedField>) {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT reason, sharedFields FROM referralDetail WHERE referralID = ?",
                arguments: [id]
            )
        else { throw Failure.notFound }
        let fields = try JSONDecoder().decode([String].self, from: Data((row["sharedFields"] as String).utf8))
        return (try sealer.open(row["reason"], place: "reason \(id)"), Set(fields.compactMap(SharedField.init)))
    }

    func consent(_ id: Referral.ID, in db: Database) throws -> (consent: Consent, recordedAt: Date) {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM consent WHERE referralID = ?", arguments: [id]) else {
            throw Failure.notFound
        }
        let consent = Consent(
            share: row["share"],
            reportBack: row["reportBack"],
            method: Consent.Method(rawValue: row["method"]) ?? .writing,
            wording: row["wording"]
        )
        return (consent, row["recordedAt"])
    }

    func events(_ id: Referral.ID, in db: Database) throws -> [ReferralEvent] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT referralEvent.*, account.name AS actorName, account.role AS actorRole
                FROM referralEvent JOIN account ON account.id = referralEvent.actorID
                WHERE referralID = ? ORDER BY version
                """,
            arguments: [id]
        ).map { row in
            ReferralEvent(
                event: ReferralEvent.Name(rawValue: row["event"]) ?? .send,
                state: row["state"],
                loop: row["loop"],
                at: row["at"],
                actorName: row["actorName"],
                actorRole: row["actorRole"],
                detail: try sealer.open(
                    ReferralEvent.Detail.self,
                    row["detail"],
                    place: "event \(id) \(row["version"] as Int)"
                )
            )
        }
    }

    func madeBefore(key: String, by actor: Actor, in db: Database) throws -> Referral.ID? {
        try Referral.ID.fetchOne(
            db,
            sql: "SELECT referralID FROM referralDetail WHERE referrerID = ? AND idempotencyKey = ?",
            arguments: [actor.id, key]
        )
    }
}
