import Foundation
import GRDB

/// When organisations are asked, and how long they may answer.
public enum ConfirmationPolicy {
    /// Five weeks: the digest is monthly, so that the last link still works when the next one comes.
    static let linkDays = 35
    /// Post takes longer, and paper lies about.
    static let letterDays = 60
    /// Once a month, whatever the calendar says.
    public static let daysBetweenQuestions = 28
    /// A digest also lists what falls due while its link works, because nobody is asked again for a month: asked only
    /// when it is due, a listing is stale until the answer comes, however willing its organisation.
    ///
    /// By `make simulate`, against asking only about what is due: in month 12 of the year 69 % of listings are fresh and
    /// not 64 %, of which in the worst month 97.6 % are true and not 95.5 %, for a fifth more mails over the year. Within
    /// 28 days it would be 68 % and 96.9 %.
    static let daysAhead = linkDays
    /// Links are remembered for a year after they have expired, because they still stop the mail.
    static let daysRemembered = 365

    /// Whether a digest sent now should list it: it is not fresh, or will not be in `daysAhead`, but never in the first
    /// half of its interval (in days), so that nobody has to say again what they have only just said.
    public static func isToBeAsked(_ standing: Standing, addedAt: Date, interval: Int, now: Date) -> Bool {
        let then = now.adding(days: min(daysAhead, interval / 2))
        return FreshnessPolicy.freshness(standing, addedAt: addedAt, interval: interval, now: then) != .fresh
    }
}

extension Offer {
    func isToBeAsked(now: Date) -> Bool {
        ConfirmationPolicy.isToBeAsked(standing, addedAt: addedAt, interval: confirmationInterval, now: now)
    }
}

/// The staleness checker: who has to be asked, the asking, and the answer.
public struct Confirmations: Sendable {
    let database: AppDatabase
    let clock: AppClock
    let letters: Letters
    let sealer: Sealer

    /// An organisation with its listings that somebody should confirm.
    public struct Due: Sendable {
        public let organisation: Organisation
        public let offers: [(offer: Offer, freshness: Freshness)]
        /// Whether it has asked for no more mail: then somebody has to ring.
        public let wantsNoMail: Bool
        /// Where it can be asked: its own address, or else that of a listing.
        public var email: String? { organisation.email ?? offers.lazy.compactMap(\.offer.email).first }
    }

    /// Everything that is not fresh, by organisation name; within one, the longest unconfirmed first.
    public func due() async throws -> [Due] {
        let now = clock.now
        return try await database.read { db in
            try Confirmations.listings(now: now, in: db) { $0.freshness(now: now) != .fresh }
        }
    }

    /// The listings that are wanted, in the order of `due`.
    static func listings(now: Date, in db: Database, where isWanted: (Offer) -> Bool) throws -> [Due] {
        let offers = try Offer.fetchAll(
            db,
            sql: """
                SELECT * FROM offer WHERE status IN ('active', 'temporarily closed')
                ORDER BY confirmedAt IS NOT NULL, confirmedAt, name, id
                """
        )
        let groups = Dictionary(grouping: offers.filter(isWanted), by: \.organisationID)
        let silent = try MailboxStore.unsubscribed(in: db)
        let organisations = try Organisation.fetchAll(db, sql: "SELECT * FROM organisation").filter {
            groups[$0.id] != nil
        }
        return organisations.map { organisation in
            let group = groups[organisation.id] ?? []
            let mailboxes = Set(group.compactMap { Mailbox(of: $0, by: organisation)?.address })
            return Due(
                organisation: organisation,
                offers: group.map { (offer: $0, freshness: $0.freshness(now: now)) },
                wantsNoMail: !mailboxes.isEmpty && mailboxes.isSubset(of: silent)
            )
        }.sorted { ($0.organisation.name, $0.organisation.id.text) < ($1.organisation.name, $1.organisation.id.text) }
    }

    // MARK: Answers of those who are signed in

    /// A signed-in member of the organisation says that these listings are right.
    ///
    /// Pages name the organisation; which member it was is in the confirmation.
    public func confirm(_ ids: Set<Offer.ID>, by actor: Actor) async throws -> Int {
        guard actor.role == .organisation, let organisation = actor.organisationID else { throw Failure.forbidden }
        let now = clock.now
        let sealer = sealer
        return try await database.write { db in
            let offers = try Offer.fetchAll(db, keys: ids).filter { $0.organisationID == organisation && $0.isListed }
            let answerer = Answerer(kind: .confirmedOnline, actor: actor)
            return try Confirmations.confirm(offers, by: answerer, sealer: sealer, at: now, in: db)
        }
    }

    static func confirm(
        _ offers: [Offer],
        by answerer: Answerer,
        sealer: Sealer,
        at now: Date,
        in db: Database
    ) throws -> Int {
        guard !offers.isEmpty else {
            throw Failure.invalid(["offers": "Choose at least one listing that is still right."])
        }
        for offer in offers {
            try AnswerStore.apply(ListingAnswer(), to: offer, by: answerer, sealer: sealer, at: now, in: db)
        }
        return offers.count
    }

    /// What somebody at the organisation said on the telephone, written down by whoever rang.
    ///
    /// - Throws: `Failure.notFound` for a listing that is not there or has closed.
    public func answerByPhone(_ answer: ListingAnswer, for id: Offer.ID, by actor: Actor) async throws {
        guard Confirmations.ringing.contains(actor.role) else { throw Failure.forbidden }
        let now = clock.now
        let sealer = sealer
        try await database.write { db in
            guard let offer = try Offer.fetchOne(db, key: id), offer.isListed else { throw Failure.notFound }
            let answerer = Answerer(kind: .confirmedByPhone, actor: actor)
            try AnswerStore.apply(answer, to: offer, by: answerer, sealer: sealer, at: now, in: db)
        }
    }

    /// Nobody came to the telephone. Trying again on the same day tells nothing new.
    public func noAnswer(for id: Offer.ID, by actor: Actor) async throws {
        guard Confirmations.ringing.contains(actor.role) else { throw Failure.forbidden }
        let now = clock.now
        try await database.write { db in
            guard let offer = try Offer.fetchOne(db, key: id), offer.isListed else { throw Failure.notFound }
            try EvidenceStore.record(
                .noAnswer,
                of: id,
                by: "\(actor.role.withArticle) who rang",
                actor: actor,
                once: "no answer \(id) \(actor.id) \(Day(now))",
                at: now,
                in: db
            )
        }
    }

    /// Who rings organisations up.
    public static let ringing: Set<Role> = [.linkWorker, .steward, .administrator]
}
