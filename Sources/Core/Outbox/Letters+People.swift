import Foundation
import GRDB

/// Mail to a person, and mail because of what a person said on their own page.
extension Letters {
    static func once(ownPage code: OwnCode) -> String { "own page \(code.id)" }

    /// The code and the address of the page. Nothing else is said: not who sends it, not what it is about.
    func ownPage(_ code: OwnCode, to address: String, sealer: Sealer, at now: Date, in db: Database) throws {
        let body = """
            Hello,

            Here is the code for your own page. You were told about it.

            Go to: \(publicURL)/me
            Type this code: \(code.letterCode(sealer: sealer))

            You are asked for your year of birth, too. Do not answer this e-mail: nobody reads the answers.

            Fingerpost
            """
        try Outbox.queue(
            .ownPage,
            sealing: Outbox.Envelope(recipient: address, body: body),
            subject: "Your code",
            once: Letters.once(ownPage: code),
            sealer: sealer,
            at: now,
            in: db
        )
    }

    /// The person has said that they have not heard: the organisation, when it owes the next step, and whoever follows it
    /// through.
    func personWaits(_ referral: Referral, at now: Date, in db: Database) throws {
        let organisation = try Organisation.fetchOne(db, key: referral.organisationID)
        let holder = try (referral.holderID ?? referral.referrerID).flatMap { try Account.fetchOne(db, key: $0) }
        let mayTellThem = referral.isSharedWithOrganisation(on: Day(now))
        let mayTellHolder = !referral.isWithheldFromReferrer
        let addresses = [mayTellThem ? organisation?.email : nil, mayTellHolder ? holder?.email : nil].compactMap { $0 }
        for address in addresses {
            try Outbox.queue(
                .personWaits,
                to: address,
                subject: "Somebody is still waiting to hear",
                body: """
                    Hello,

                    Somebody who was referred has told us that they have not heard yet. To keep their details safe they are \
                    not in this e-mail.

                    Please sign in to see who: \(publicURL)/referrals/\(referral.id)

                    Fingerpost
                    """,
                once: "waits \(referral.id) \(Day(now)) \(address)",
                at: now,
                in: db
            )
        }
    }
}

extension Outbox {
    /// What is written on the outside and inside of a message to a person.
    struct Envelope: Codable {
        let recipient: String
        let body: String
    }

    static func queue(
        _ kind: OutboxMessage.Kind,
        sealing envelope: Envelope,
        subject: String,
        once: String,
        sealer: Sealer,
        at now: Date,
        in db: Database
    ) throws {
        let isNew = try queue(
            kind,
            to: OutboxMessage.toAPerson,
            subject: subject,
            body: "This message is sealed.",
            once: once,
            at: now,
            in: db
        )
        guard isNew else { return }
        let sealed = try sealer.seal(envelope, place: "outbox \(once)")
        try db.execute(sql: "UPDATE outboxMessage SET sealed = ? WHERE once = ?", arguments: [sealed, once])
    }
}

extension OutboxMessage {
    /// Stands for the address of a person, which is sealed.
    static let toAPerson = "sealed@person.invalid"

    public var isToAPerson: Bool { recipient == OutboxMessage.toAPerson }

    /// As it goes out: with address and words, where those are sealed.
    func opened(with sealer: Sealer) throws -> OutboxMessage {
        guard let sealed else { return self }
        let envelope = try sealer.open(Outbox.Envelope.self, sealed, place: "outbox \(once)")
        var message = self
        (message.recipient, message.body, message.sealed) = (envelope.recipient, envelope.body, nil)
        return message
    }
}
