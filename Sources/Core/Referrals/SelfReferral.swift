import Foundation
import GRDB

/// What somebody fills in to ask for an offer themself.
public struct SelfReferral: Equatable, Sendable {
    public var offerID: Offer.ID
    public var person: Person
    /// Nil when they have none, or do not want it told.
    public var practiceCode: Practice.Code?
    public var reason: String
    public var reportBack: Bool
    public var followUp: Bool
    /// Made with the form, so that sending it twice asks once.
    public var idempotencyKey: String

    public init(
        offerID: Offer.ID,
        person: Person,
        practiceCode: Practice.Code?,
        reason: String,
        reportBack: Bool,
        followUp: Bool,
        idempotencyKey: String
    ) {
        self.offerID = offerID
        self.person = person
        self.practiceCode = practiceCode
        self.reason = reason
        self.reportBack = reportBack
        self.followUp = followUp
        self.idempotencyKey = idempotencyKey
    }

    /// The organisation gets what is needed to get in touch, and why.
    var draft: ReferralDraft {
        let consent = Consent(
            share: true,
            reportBack: reportBack && practiceCode != nil,
            followUp: followUp,
            method: .online
        )
        return ReferralDraft(
            offerID: offerID,
            person: person,
            practiceCode: practiceCode,
            reason: reason,
            shared: person.ways.union([.name, .dateOfBirth, .reason]),
            consent: consent,
            idempotencyKey: idempotencyKey
        )
    }
}

extension Offer {
    /// Whether somebody can ask for it themself; the organisation has to answer referrals here, too.
    public var takesSelfReferrals: Bool { takesReferrals && joining.contains(.selfRefer) }
}

extension OwnPages {
    /// Sends the request to the organisation, and begins a session on the person's own page, where its code is shown.
    ///
    /// The same form sent again asks once. Whether somebody of that name is known here already is not looked up: the
    /// answer would tell a stranger. The organisation can say that they are there already.
    ///
    /// - Throws: `Failure.invalid` by form field, `.conflict` when the offer takes nobody in this way now, or the form
    ///   was sent before about somebody else.
    public func ask(_ request: SelfReferral, tokenHash: Data) async throws {
        let now = clock.now
        let draft = request.draft
        let problems = draft.problems(today: Day(now))
        guard problems.isEmpty else { throw Failure.invalid(problems) }
        try await database.write { db in
            let store = referrals.store
            let person: Person.ID
            if let earlier = try store.madeBefore(key: draft.idempotencyKey, by: nil, in: db) {
                person = try again(earlier, request, in: db)
            } else {
                person = try make(draft, at: now, in: db)
            }
            guard let code = try OwnCodeStore.current(of: person, now: now, sealer: sealer, in: db) else {
                throw Failure.notFound
            }
            try OwnCodeStore.begin(tokenHash, with: code, at: now, in: db)
        }
    }

    private func make(_ draft: ReferralDraft, at now: Date, in db: Database) throws -> Person.ID {
        let offer = try ReferralRules.referable(draft.offerID, in: db)
        guard offer.takesSelfReferrals else {
            throw Failure.conflict("You cannot ask for this here. Its page says how to join.")
        }
        try ReferralRules.checkPractice(draft.practiceCode, for: nil, in: db)
        let person = Person.ID()
        try PersonStore(sealer: sealer).insert(draft.person, id: person, at: now, in: db)
        let place = Casework.Place(personID: person, episodeID: nil)
        let referral = Referral(draft, offer: offer, place: place, by: nil, at: now)
        try referrals.store.insert(referral, draft: draft, by: nil, in: db)
        try Audit.record(.referralMade, subject: referral.id.text, by: nil, at: now, in: db)
        try letters.referralArrived(referral, at: now, in: db)
        try OwnCodeStore.make(for: person, by: nil, at: now, sealer: sealer, in: db)
        return person
    }

    /// A form that comes twice opens the page again, but only for the same person: at a shared computer somebody may go
    /// back to it and put in another name.
    private func again(_ earlier: Referral.ID, _ request: SelfReferral, in db: Database) throws -> Person.ID {
        guard let referral = try Referral.fetchOne(db, key: earlier), referral.offerID == request.offerID,
            try referrals.store.people.person(referral.personID, in: db) == request.person
        else { throw Failure.conflict("This form was sent before. Open the page anew and fill it in again.") }
        return referral.personID
    }
}
