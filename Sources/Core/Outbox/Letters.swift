import Foundation
import GRDB

/// What we write to whom. No message says anything about a person: it says where to look.
public struct Letters: Sendable {
    /// The address of this server as people reach it, without a slash at the end.
    let publicURL: String

    func referralArrived(_ referral: Referral, at now: Date, in db: Database) throws {
        guard let organisation = try Organisation.fetchOne(db, key: referral.organisationID),
            let email = organisation.email, let offer = try Offer.fetchOne(db, key: referral.offerID)
        else { return }
        try Outbox.queue(
            .referralArrived,
            to: email,
            subject: "A new referral is waiting for your answer",
            body: """
                Hello,

                Somebody has been referred to \(offer.name). To keep their details safe they are not in this e-mail.

                Please sign in and answer: \(publicURL)/referrals/\(referral.id)

                You can accept, say no with a reason, or put them on your waiting list.

                Fingerpost
                """,
            once: "arrived \(referral.id)",
            at: now,
            in: db
        )
    }

    /// The organisation is told when somebody else ends a referral to it; the referrer is told what the organisation did.
    func referralMoved(_ referral: Referral, _ move: Referral.Move.Name, by party: Party, at now: Date, in db: Database)
        throws
    {
        if party != .organisation, move == .withdraw { try referralWithdrawn(referral, at: now, in: db) }
        // A practice that referred somebody who does not want it to be told is not told.
        guard party == .organisation || party == .person, move != .contact, !referral.isWithheldFromReferrer,
            let id = referral.holderID ?? referral.referrerID,
            let referrer = try Account.fetchOne(db, key: id)
        else { return }
        try Outbox.queue(
            .referralAnswered,
            to: referrer.email,
            subject: "There is news about a referral you made",
            body: """
                Hello,

                There is news about a referral that you made. To keep the person's details safe it is not in this e-mail.

                Please sign in to read it: \(publicURL)/referrals/\(referral.id)

                Fingerpost
                """,
            once: "moved \(referral.id) \(referral.version)",
            at: now,
            in: db
        )
    }

    private func referralWithdrawn(_ referral: Referral, at now: Date, in db: Database) throws {
        guard let organisation = try Organisation.fetchOne(db, key: referral.organisationID),
            let email = organisation.email
        else { return }
        try Outbox.queue(
            .referralWithdrawn,
            to: email,
            subject: "A referral was withdrawn",
            body: """
                Hello,

                A referral to you was withdrawn. Please do not contact the person.

                Please sign in to see which: \(publicURL)/referrals/\(referral.id)

                Fingerpost
                """,
            once: "withdrawn \(referral.id)",
            at: now,
            in: db
        )
    }

    /// To the link worker who goes on with somebody; who it is stands on the page only.
    func peopleHandedOver(to successor: Account.ID, once: String, at now: Date, in db: Database) throws {
        guard let account = try Account.fetchOne(db, key: successor) else { return }
        try Outbox.queue(
            .peopleHandedOver,
            to: account.email,
            subject: "People were handed over to you",
            body: """
                Hello,

                You are now the link worker of people whom a colleague worked with. To keep their details safe they are not \
                in this e-mail.

                Please sign in to see your people: \(publicURL)/episodes

                Fingerpost
                """,
            once: "handed over \(once)",
            at: now,
            in: db
        )
    }

    /// To the practice's own address; who it is about stands on the page only.
    func outcomeWaits(at address: String, answer: PracticeAnswer, at now: Date, in db: Database) throws {
        try Outbox.queue(
            .outcomeWaits,
            to: address,
            subject: "Social prescribing outcome – \(answer.tag.rawValue)",
            body: """
                Hello,

                There is an answer about somebody of your practice. To keep their details safe it is not in this e-mail.

                Please sign in to read it: \(publicURL)/practice/\(answer.id)

                Fingerpost
                """,
            once: "outcome \(answer.id) \(answer.tries)",
            at: now,
            in: db
        )
    }
}
