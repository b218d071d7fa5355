import Foundation
import GRDB

/// The SQL of worklists. Each section is one walk along an index that holds the days and the order; what is not due is
/// looked up for what else it may be chosen by.
enum WorklistStore {
    /// Whose list it is, and with it which rows: the scope of every query.
    enum Owner: Equatable {
        case account(Account.ID)
        case organisation(Organisation.ID)
        case practice(Practice.Code)

        init?(_ actor: Actor) {
            switch (actor.role, actor.organisationID, actor.practiceCode) {
            case (.linkWorker, _, _): self = .account(actor.id)
            case (.organisation, let organisation?, _): self = .organisation(organisation)
            case (.practice, _, let practice?): self = .practice(practice)
            default: return nil
            }
        }

        fileprivate var rows: SQL {
            switch self {
            case .account(let id): "holderID = \(id)"
            case .organisation(let id): "organisationID = \(id)"
            case .practice(let code): "practiceCode = \(code) AND origin = 'practice'"
            }
        }

        fileprivate var index: String {
            switch self {
            case .account: "referralDueOfHolder"
            case .organisation: "referralDueOfOrganisation"
            case .practice: "referralDueOfPractice"
            }
        }

        private var isOrganisation: Bool {
            if case .organisation = self { true } else { false }
        }

        var isPractice: Bool {
            if case .practice = self { true } else { false }
        }

        fileprivate var from: String { isOrganisation ? "organisationFrom" : "referrerFrom" }
        fileprivate var due: String { isOrganisation ? "organisationDueOn" : "referrerDueOn" }

        /// As the index has it, so that nothing has to be sorted.
        fileprivate var order: String {
            isOrganisation ? "\(due), \(from), rowid" : "\(due), \(from), offerID, organisationID, rowid"
        }

        /// Referrals to an offer about which a report as unsafe is open. It is not the organisation's to know.
        fileprivate var isUnsafe: SQL {
            if isOrganisation { return "0" }
            return
                "(offerID IN (SELECT offerID FROM listingReport WHERE settledAt IS NULL AND kind = 'unsafe') AND \(mayTell))"
        }

        /// What whoever follows it through should see to before its day: the offer may be unsafe, or the person has not
        /// heard and nothing has happened since they said so.
        fileprivate var isFirst: SQL {
            if isOrganisation { return "0" }
            return """
                (\(isUnsafe) OR (\(mayTell) AND EXISTS (SELECT 1 FROM personWord WHERE referralID = referral.id
                    AND kind = 'not heard' AND at >= referral.lastEventAt)))
                """
        }

        /// An organisation has nothing to do where it may no longer know who it is about.
        fileprivate func mayAct(on today: Day) -> SQL { isOrganisation ? ReferralStore.shared(on: today) : "1" }

        /// A practice's list says nothing of what the practice is not to be told.
        fileprivate var mayTell: SQL {
            if case .practice = self { return "referrerDueOn < '9999-12-31'" }
            return "1"
        }

        fileprivate var mayTellEnd: SQL {
            if case .practice = self { return "(reportBack OR (closure = 'withdrawn' AND closedBy = 'referrer'))" }
            return "1"
        }
    }

    /// The referrals of a page of a section, in its order.
    static func ids(
        _ section: Worklist.Section,
        of owner: Owner,
        organisation: Organisation.ID?,
        today: Day,
        limit: Int,
        offset: Int,
        in db: Database
    ) throws -> [Referral.ID] {
        let only: SQL = organisation.map { "organisationID = \($0)" } ?? "1"
        if section == .ended { return try ended(of: owner, only: only, limit: limit, offset: offset, in: db) }
        let unsafeFirst: SQL = section == .mine && owner.isUnsafeEver ? "\(owner.isUnsafe) DESC, " : ""
        let part = open(section, of: owner, today: today)
        let request: SQLRequest<Referral.ID> = """
            SELECT id FROM referral INDEXED BY \(sql: owner.index) WHERE \(part) AND \(only)
            ORDER BY \(unsafeFirst)\(sql: owner.order) LIMIT \(limit) OFFSET \(offset)
            """
        return try request.fetchAll(db)
    }

    private static func open(_ section: Worklist.Section, of owner: Owner, today: Day) -> SQL {
        let all: SQL = "\(owner.rows) AND \(sql: owner.due) IS NOT NULL AND \(owner.mayAct(on: today))"
        return section == .mine
            ? "\(all) AND (\(sql: owner.from) <= \(today) OR \(owner.isFirst))"
            : "\(all) AND \(sql: owner.from) > \(today) AND NOT \(owner.isFirst)"
    }

    /// What has ended last comes first.
    private static func ended(of owner: Owner, only: SQL, limit: Int, offset: Int, in db: Database) throws -> [Referral
        .ID]
    {
        func ended(_ state: String) -> SQL {
            """
            SELECT * FROM (SELECT id, stateSince FROM referral WHERE \(owner.rows) AND state = \(state) AND \(only)
                AND \(owner.mayTellEnd) ORDER BY stateSince DESC LIMIT \(limit + offset))
            """
        }
        let request: SQLRequest<Referral.ID> = """
            SELECT id FROM (\(ended("closed")) UNION ALL \(ended("entered in error")))
            ORDER BY stateSince DESC LIMIT \(limit) OFFSET \(offset)
            """
        return try request.fetchAll(db)
    }

    static func count(_ section: Worklist.Section, of owner: Owner, today: Day, in db: Database) throws -> Int {
        let part = open(section, of: owner, today: today)
        let request: SQLRequest<Int> = "SELECT COUNT(*) FROM referral INDEXED BY \(sql: owner.index) WHERE \(part)"
        return try request.fetchOne(db) ?? 0
    }

    /// The organisations of what is open, by name.
    static func organisations(of owner: Owner, in db: Database) throws -> [Worklist.Choice] {
        if case .organisation = owner { return [] }
        let request: SQLRequest<Row> = """
            SELECT id, name FROM organisation WHERE id IN (SELECT DISTINCT organisationID
                FROM referral INDEXED BY \(sql: owner.index) WHERE \(owner.rows) AND \(sql: owner.due) IS NOT NULL)
            ORDER BY name, id
            """
        return try request.fetchAll(db).map { Worklist.Choice(id: $0["id"], name: $0["name"]) }
    }

    /// Offers about which a report as unsafe is open.
    static func unsafeOffers(in db: Database) throws -> Set<Offer.ID> {
        try Offer.ID.fetchSet(db, sql: "SELECT offerID FROM listingReport WHERE settledAt IS NULL AND kind = 'unsafe'")
    }

    static func answerDays(of offers: Set<Offer.ID>, in db: Database) throws -> [Offer.ID: Int] {
        let request: SQLRequest<Row> = "SELECT offerID, answerDays FROM offerPace WHERE offerID IN \(offers)"
        return try request.fetchAll(db).reduce(into: [:]) { $0[$1["offerID"]] = $1["answerDays"] }
    }

    // MARK: Episodes and answers of a link worker

    /// How many episodes have had nothing open for so long that somebody should be referred, or they be closed.
    static func closing(of account: Account.ID, today: Day, in db: Database) throws -> Int {
        let request: SQLRequest<Int> = """
            SELECT COUNT(*) FROM episode INDEXED BY episodeClosing
            WHERE linkWorkerID = \(account) AND closingDueOn <= \(today)
            """
        return try request.fetchOne(db) ?? 0
    }

    static func closingRows(of account: Account.ID, today: Day, in db: Database) throws -> [Row] {
        let request: SQLRequest<Row> = """
            SELECT episode.id, episode.personID, episode.quietSince, episode.closingDueOn, person.details,
                EXISTS (SELECT 1 FROM referral WHERE \(sql: TimerStore.everReferred)) AS isReferred
            FROM episode INDEXED BY episodeClosing JOIN person ON person.id = episode.personID
            WHERE linkWorkerID = \(account) AND closingDueOn <= \(today)
            ORDER BY closingDueOn LIMIT \(Worklist.pageSize)
            """
        return try request.fetchAll(db)
    }

    /// Answers that this side has to do something about, found among those that are under way and not among all that ever
    /// ended: a link worker those of their people; a practice those that came of its own referrals, or of what people of it asked for themselves.
    static func answers(_ loops: [Loop], of owner: Owner, in db: Database) throws -> Int {
        guard let answers = answers(loops, of: owner) else { return 0 }
        let request: SQLRequest<Int> = "SELECT COUNT(*) \(answers)"
        return try request.fetchOne(db) ?? 0
    }

    /// Longest waiting first, a page of them.
    static func answerRows(_ loops: [Loop], of owner: Owner, in db: Database) throws -> [Row] {
        guard let answers = answers(loops, of: owner) else { return [] }
        let request: SQLRequest<Row> = """
            SELECT answer.*, person.id AS personID, person.details
            \(answers) ORDER BY answer.loopSince LIMIT \(Worklist.pageSize)
            """
        return try request.fetchAll(db)
    }

    private static func answers(_ loops: [Loop], of owner: Owner) -> SQL? {
        switch owner {
        case .account(let id):
            """
            FROM answer INDEXED BY answerUnderWay CROSS JOIN episode ON episode.id = answer.episodeID
            CROSS JOIN person ON person.id = episode.personID
            WHERE answer.isCurrent AND answer.loop IN ('due', 'drafted', 'sent', 'failed') AND answer.loop IN \(loops)
                AND episode.linkWorkerID = \(id) AND episode.state = 'closed'
            """
        case .practice(let code):
            """
            FROM answer INDEXED BY answerByPractice CROSS JOIN referral ON referral.id = answer.referralID
            CROSS JOIN person ON person.id = referral.personID
            WHERE answer.isCurrent AND answer.practiceCode = \(code) AND answer.loop IN \(loops)
                AND answer.letter IS NOT NULL
            """
        case .organisation: nil
        }
    }
}

extension WorklistStore.Owner {
    /// An organisation's list is never ordered by reports about it.
    fileprivate var isUnsafeEver: Bool {
        if case .organisation = self { false } else { true }
    }
}
