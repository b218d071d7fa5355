import Foundation
import GRDB

/// The monthly digest: one for each mailbox, however many listings and organisations it stands for.
extension Confirmations {
    /// Mailboxes that are asked in one transaction: a run that is cut off has asked so many whole ones, and the next run
    /// goes on with the rest; others can write in between.
    private static let batch = 50

    /// Queues one digest for each mailbox that has something due now or soon (`ConfirmationPolicy.daysAhead`), was not
    /// asked this month and did not say stop.
    ///
    /// - Parameter only: ask nobody but this address.
    /// - Returns: how many were queued.
    @discardableResult
    public func ask(only: String? = nil) async throws -> Int {
        let now = clock.now
        let wanted = Mailbox(only)
        let questions = try await database.read { try Confirmations.questions(now: now, in: $0) }
            .filter { only == nil || $0.mailbox == wanted }
        var queued = 0
        for start in stride(from: 0, to: questions.count, by: Confirmations.batch) {
            let some = Array(questions[start..<min(start + Confirmations.batch, questions.count)])
            let letters = letters
            queued += try await database.write { db in
                try some.reduce(0) { $0 + (try Confirmations.ask($1, with: letters, now: now, in: db) ? 1 : 0) }
            }
        }
        return queued
    }

    /// What a mailbox is asked about.
    struct Question: Sendable {
        let mailbox: Mailbox
        var offers: [Offer.ID]
    }

    /// By address. Listings are left out about which we have been told something that waits for the steward.
    private static func questions(now: Date, in db: Database) throws -> [Question] {
        let told = try ReportStore.toldByOrganisations(in: db)
        var questions: [Mailbox: Question] = [:]
        for due in try listings(now: now, in: db, where: { $0.isToBeAsked(now: now) }) {
            for (offer, _) in due.offers where !told.contains(offer.id) {
                guard let mailbox = Mailbox(of: offer, by: due.organisation) else { continue }
                questions[mailbox, default: Question(mailbox: mailbox, offers: [])].offers.append(offer.id)
            }
        }
        return questions.values.sorted { $0.mailbox.address < $1.mailbox.address }
    }

    /// Names the longest unconfirmed first.
    ///
    /// - Returns: whether it was queued; what has changed since the question was drawn up is left out of it.
    private static func ask(_ question: Question, with letters: Letters, now: Date, in db: Database) throws -> Bool {
        guard try MailboxStore.mayBeAsked(question.mailbox, now: now, in: db) else { return false }
        let listings = try DirectoryStore.listings(question.offers, in: db).filter {
            try $0.offer.isListed && $0.offer.isToBeAsked(now: now)
                && Mailbox(of: $0.offer, by: $0.organisation) == question.mailbox
                && !Bounces.stops(question.mailbox.address, of: $0.organisation.id, in: db)
        }.sorted {
            ($0.offer.confirmedAt ?? .distantPast, $0.offer.name) < (
                $1.offer.confirmedAt ?? .distantPast, $1.offer.name
            )
        }
        guard !listings.isEmpty else { return false }
        let token = LinkToken.make()
        let isNew = try letters.confirmationDigest(
            to: question.mailbox,
            listings: listings,
            token: token,
            once: "digest \(question.mailbox) \(Day(now))",
            at: now,
            in: db
        )
        guard isNew else { return false }
        try LinkStore.insert(
            ConfirmationLink(
                tokenHash: LinkToken.hash(token),
                mailbox: question.mailbox.address,
                createdAt: now,
                expiresAt: now.adding(days: ConfirmationPolicy.linkDays)
            ),
            offers: listings.map(\.offer.id),
            in: db
        )
        try MailboxStore.setAsked(question.mailbox, at: now, in: db)
        return true
    }
}
