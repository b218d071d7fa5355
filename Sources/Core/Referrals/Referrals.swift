import Foundation
import GRDB

/// The referral tracker's verbs: make, move; `Referrals+Looking` has list and look.
public struct Referrals: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let sealer: Sealer
    let letters: Letters

    var store: ReferralStore { ReferralStore(sealer: sealer) }
    var answering: Answering { Answering(sealer: sealer, letters: letters) }

    /// Sends a referral to the offer's organisation. The same form sent again refers once.
    ///
    /// A link worker's referral belongs to an episode: the one that is named, or the open one of the same person, or a
    /// new one.
    ///
    /// - Throws: `Failure.invalid` by form field (`duplicate` when the person seems to be known, `age` when the offer is
    ///   for people of another age, unless the draft says that it is meant), `.conflict` when the offer takes nobody now, `.forbidden`.
    public func make(_ draft: ReferralDraft, by actor: Actor) async throws -> Referral.ID {
        guard actor.role == .linkWorker || actor.role == .practice else { throw Failure.forbidden }
        let now = clock.now
        let problems = draft.problems(today: Day(now))
        guard problems.isEmpty else { throw Failure.invalid(problems) }
        return try await database.write { db in
            if let earlier = try store.madeBefore(key: draft.idempotencyKey, by: actor, in: db) { return earlier }
            let offer = try ReferralRules.referable(draft.offerID, in: db)
            try ReferralRules.checkPractice(draft.practiceCode, for: actor, in: db)
            try ReferralRules.checkAge(draft, offer, today: Day(now))
            let place = try casework.place(draft, by: actor, at: now, in: db)
            try endEarlier(of: draft, for: place, by: actor, at: now, in: db)
            let id = try takeDraft(draft.finishing, by: actor, at: now, in: db) ?? Referral.ID()
            try DuplicateCheck(sealer: sealer).check(draft, by: actor, in: db)
            let referral = Referral(draft, id: id, offer: offer, place: place, by: actor, at: now)
            try store.insert(referral, draft: draft, by: actor, in: db)
            try Audit.record(.referralMade, subject: referral.id.text, by: actor, at: now, in: db)
            try letters.referralArrived(referral, at: now, in: db)
            return referral.id
        }
    }

    var casework: Casework { Casework(sealer: sealer) }

    /// Moves a referral on.
    ///
    /// - Parameter version: of the referral as the person saw it. When somebody else has moved it since, nothing
    ///   happens and a `conflict` says so; when it was this same move, sent twice, all is well.
    public func move(_ id: Referral.ID, seen version: Int, _ move: Referral.Move, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { db in
            let referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
            guard let party = referral.party(of: actor) else { throw Failure.notFound }
            guard referral.state != .draft else {
                throw Failure.conflict("This referral has not been sent yet. Finish it, or throw it away.")
            }
            if party == .organisation, !referral.isSharedWithOrganisation(on: Day(now)), referral.state.isOpen {
                throw Failure.conflict(
                    "The person's details are no longer shared with you, so nothing more can be done with this referral here."
                )
            }
            if referral.isWithheld(from: actor) {
                return try moveUntold(referral, move, by: party, actor, at: now, in: db)
            }
            if referral.version != version {
                if try wasAlready(move, of: referral, after: version, by: actor, in: db) { return }
                throw Failure.conflict(
                    "This referral has changed since you opened the page. Here is how it stands now; please look again."
                )
            }
            _ = try apply(move, to: referral, by: party, actor, at: now, in: db)
        }
    }

    /// A practice that is told nothing takes back what it sent. Neither the version nor the reason why something cannot be
    /// done may tell what has happened since.
    private func moveUntold(
        _ referral: Referral,
        _ move: Referral.Move,
        by party: Party,
        _ actor: Actor,
        at now: Date,
        in db: Database
    ) throws {
        if try wasAlready(move, of: referral, after: referral.version - 1, by: actor, in: db) { return }
        guard referral.movesKnown(to: actor).contains(move.name) else { throw Failure.forbidden }
        guard referral.moves(for: party).contains(move.name) else {
            throw Failure.conflict("This cannot be taken back any more. Please ring the organisation.")
        }
        try apply(move, to: referral, by: party, actor, at: now, in: db)
    }

    /// One step with everything that belongs to it: event, audit row, evidence about the offer, letters, answer.
    ///
    /// - Parameter actor: nil for the person and for a timer.
    @discardableResult
    func apply(
        _ move: Referral.Move,
        to referral: Referral,
        by party: Party,
        _ actor: Actor?,
        at now: Date,
        in db: Database
    ) throws -> Referral {
        try checkEpisode(of: referral, in: db)
        let attempts =
            move.name == .unableToContact ? try store.events(referral.id, in: db).compactMap(\.detail.attempt) : []
        let next = try referral.applying(move, by: party, at: now, attempts: attempts)
        try store.replace(referral, with: next, move: move, by: party, actor, at: now, in: db)
        try Audit.record(.referralMoved, subject: referral.id.text, by: actor, at: now, in: db)
        try recordEvidence(of: move.name, next, by: actor, at: now, in: db)
        try letters.referralMoved(next, move.name, by: party, at: now, in: db)
        if next.state == .closed { try answering.ended(next, at: now, in: db) }
        if referral.state == .closed, next.episodeID == nil { try answering.reopened(.referral(next.id), in: db) }
        return next
    }

    /// The answer about an ended episode has gone out: nothing may change under it.
    private func checkEpisode(of referral: Referral, in db: Database) throws {
        let ended = try Bool.fetchOne(
            db,
            sql: "SELECT state <> 'open' FROM episode WHERE id = ?",
            arguments: [referral.episodeID]
        )
        if ended == true {
            throw Failure.conflict("The episode that this referral belongs to has ended. Open it again first.")
        }
    }

    /// An organisation that takes somebody on is there, and so is one to which somebody came; one that never answered
    /// may not be.
    private func recordEvidence(
        of move: Referral.Move.Name,
        _ referral: Referral,
        by actor: Actor?,
        at now: Date,
        in db: Database
    ) throws {
        let kind: Evidence.Kind
        switch move {
        case .accept: kind = .referralAccepted
        case .start: kind = .referralAttended
        case .lapse: kind = .referralLapsed
        default: return
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
        let mover = try Account.ID.fetchOne(
            db,
            sql: "SELECT actorID FROM referralEvent WHERE referralID = ? AND version = ?",
            arguments: [referral.id, version + 1]
        )
        return mover == actor.id && events[version].asMove == move
    }
}

enum ReferralRules {
    static func referable(_ id: Offer.ID, in db: Database) throws -> Offer {
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

    /// Most age limits bend, so it is asked and not refused.
    static func checkAge(_ draft: ReferralDraft, _ offer: Offer, today: Day) throws {
        let age = draft.person.age(on: today)
        let isInside = age >= offer.minimumAge ?? 0 && age <= offer.maximumAge ?? .max
        guard !isInside, !draft.isAgeMeant else { return }
        let range =
            switch (offer.minimumAge, offer.maximumAge) {
            case (let from?, let to?): "from \(from) to \(to)"
            case (let from?, nil): "of \(from) and over"
            default: "up to \(offer.maximumAge ?? 0)"
            }
        throw Failure.invalid(["age": "\(offer.name) says it is for people \(range), and this person is \(age)."])
    }

    /// - Parameter actor: who fills in the form; nil for the person.
    static func checkPractice(_ code: Practice.Code?, for actor: Actor?, in db: Database) throws {
        let own = actor?.practiceCode
        let whose = actor == nil ? "your" : "the person's"
        let problem = Failure.invalid(["practice": "Choose \(whose) GP practice from the list."])
        guard let code else {
            if own == nil { return }
            throw problem
        }
        let known =
            try Bool.fetchOne(db, sql: "SELECT takesPart FROM practice WHERE code = ?", arguments: [code]) ?? false
        guard known, own == nil || own == code else { throw problem }
    }
}

extension Referral {
    /// As it begins; also how it was before its second event.
    init(
        _ draft: ReferralDraft,
        id: ID = ID(),
        offer: Offer,
        place: Casework.Place,
        by actor: Actor?,
        at now: Date
    ) {
        self.init(
            id: id,
            version: 1,
            state: .sent,
            stateSince: now,
            episodeID: place.episodeID,
            basedOn: draft.basedOn,
            offerID: offer.id,
            offerVersion: offer.version,
            organisationID: offer.organisationID,
            personID: place.personID,
            practiceCode: draft.practiceCode,
            origin: actor.map { $0.role == .practice ? .practice : .linkWorker } ?? .person,
            referrerID: actor?.id,
            holderID: actor?.role == .linkWorker ? actor?.id : nil,
            priority: draft.priority,
            madeAt: now,
            lastEventAt: now,
            accompaniedOn: draft.accompaniedOn,
            isShared: draft.consent.share,
            sharedUntil: draft.consent.expiresOn,
            reportBack: draft.consent.reportBack
        )
    }

    /// As it was made, before anything happened: what a replay begins with.
    ///
    /// What a hand-over and a withdrawn consent change (`holderID`, `isShared`, `reportBack`) is not a move, and stays.
    var begun: Referral {
        var begun = self
        (begun.version, begun.state, begun.stateSince, begun.lastEventAt) = (1, .sent, madeAt, madeAt)
        (begun.firstContactAt, begun.expectedOn, begun.startedOn, begun.resumesOn) = (nil, nil, nil, nil)
        (begun.closure, begun.closedBy, begun.reason) = (nil, nil, nil)
        (begun.engaged, begun.helped, begun.saidBy) = (nil, nil, nil)
        return begun
    }
}
