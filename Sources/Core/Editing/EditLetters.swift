import Foundation
import GRDB

extension Letters {
    func changeApproved(_ review: Moderation.Review, at now: Date, in db: Database) throws {
        let page = review.change.offerID.map { "\(publicURL)/offers/\($0)" }
        try answer(
            review,
            subject: "Your change shows now: \(review.title)",
            says: """
                A steward of the directory has looked at what you sent about \(review.title) and said yes. \
                Everybody sees it now: \(page ?? "\(publicURL)/organisations/\(review.organisation.id)")
                """,
            at: now,
            in: db
        )
    }

    func changeRefused(_ review: Moderation.Review, reason: String, at now: Date, in db: Database) throws {
        let page = review.change.offerID.map { "\(publicURL)/organisation/offers/\($0)" }
        try answer(
            review,
            subject: "Please look at your change again: \(review.title)",
            says: """
                A steward of the directory has looked at what you sent about \(review.title). It does not show yet. They write:

                \(reason)

                What you wrote is kept. Put it right and send it again: \(page ?? "\(publicURL)/organisation/details")
                """,
            at: now,
            in: db
        )
    }

    private func answer(
        _ review: Moderation.Review,
        subject: String,
        says words: String,
        at now: Date,
        in db: Database
    ) throws {
        guard let sender = try Account.fetchOne(db, key: review.change.sentBy), sender.disabledAt == nil else { return }
        try Outbox.queue(
            .changeAnswered,
            to: sender.email,
            subject: subject,
            body: "Hello,\n\n\(words)\n\nFingerpost",
            once: "change \(review.change.id)",
            at: now,
            in: db
        )
    }
}
