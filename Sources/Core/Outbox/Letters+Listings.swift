import Foundation
import GRDB

/// What we write about listings.
extension Letters {
    /// Listings whose facts a digest tells; of the others it gives the names, and the page shows all.
    private static let mostInFull = 25
    /// Characters of the organisation's own words.
    private static let openingLength = 160

    /// The monthly question, in plain text, with the facts, the link that answers, and the one that stops it.
    ///
    /// - Returns: whether it was queued; false when the same was queued before.
    func confirmationDigest(
        to mailbox: Mailbox,
        listings: [Listing],
        token: String,
        once: String,
        at now: Date,
        in db: Database
    ) throws -> Bool {
        let names: [String] = listings.map(\.organisation.name).reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
        let whose = names.count == 1 ? names[0] : "\(listings.count) listings"
        let unsubscribe = "\(publicURL)/unsubscribe/\(token)"
        let others = listings.dropFirst(Letters.mostInFull).map { "- \($0.offer.name)" }
        return try Outbox.queue(
            .confirmationDigest,
            to: mailbox.address,
            subject: "Is this still right? \(whose) in Fingerpost",
            body: """
                Hello,

                People find \(PlainWords.joined(names)) in Fingerpost, the local directory. It is time to check what it says.

                Open this page and press "All still right", or say what is different. You do not need a password:

                \(publicURL)/confirm/\(token)

                The link works for \(ConfirmationPolicy.linkDays) days.

                \(listings.prefix(Letters.mostInFull).map { facts($0, now: now) }.joined(separator: "\n\n"))
                \(others.isEmpty ? "" : "\nAnd also:\n" + others.joined(separator: "\n") + "\n")
                We ask at most once a month. To stop these e-mails: \(unsubscribe)
                Then somebody will ring you instead.

                Fingerpost
                """,
            once: once,
            unsubscribe: unsubscribe + "/one-click",
            at: now,
            in: db
        )
    }

    private func facts(_ listing: Listing, now: Date) -> String {
        let opening = listing.opening(Letters.openingLength)
        let facts = Fact.allCases.filter { $0 != .running }.compactMap { fact -> String? in
            let words = listing.words(for: fact, now: now)
            return words.isEmpty ? nil : "  \(fact.label): \(words.joined(separator: "; "))"
        }
        return (["- \(listing.offer.name)"] + (opening.isEmpty ? [] : ["  \"\(opening)\""]) + facts)
            .joined(separator: "\n")
    }

    /// Tells every steward, or the administrators where there is none, to look; what was said stands on the page only.
    func unsafeReported(_ offer: Offer.ID, at now: Date, in db: Database) throws {
        let accounts = try Account.fetchAll(db, sql: "SELECT * FROM account WHERE disabledAt IS NULL ORDER BY id")
        let stewards = accounts.filter { $0.role == .steward }
        for account in stewards.isEmpty ? accounts.filter({ $0.role == .administrator }) : stewards {
            try Outbox.queue(
                .unsafeReported,
                to: account.email,
                subject: "Please look at a report about a listing today",
                body: """
                    Hello,

                    Somebody says that a listing may not be safe. Please sign in and look at it today:

                    \(publicURL)/steward/reports

                    Fingerpost
                    """,
                once: "unsafe \(offer) \(Day(now)) \(account.id)",
                at: now,
                in: db
            )
        }
    }
}
