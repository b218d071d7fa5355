import Foundation
import GRDB

extension OwnPages {
    /// Everything that stands on the page.
    public struct Sheet: Sendable {
        public let personName: String
        /// Open ones first, newest first.
        public let referrals: [Part]
        /// Times with a link worker, newest first.
        public let episodes: [Time]
        /// Newest first; at most 100.
        public let looks: [Look]
    }

    /// One referral, as the person may know it: all of it but what others wrote to each other.
    public struct Part: Sendable {
        public let referral: Referral
        public let offer: Offer
        public let organisation: Organisation
        public let phones: [String]
        public let shared: Set<SharedField>
        public let consent: [ConsentEntry]
        public let events: [ReferralEvent]
        /// The named person who follows it through; nil when nobody does.
        public let holderName: String?
        public let practiceName: String?
        /// What went to the practice about this one alone, oldest first.
        public let answers: [PracticeAnswer]
        public let said: [PersonWord]
        public let canStop: Bool
        public let canSayNotHeard: Bool
        public let canSayWhetherItHelped: Bool
    }

    /// A time with a link worker.
    public struct Time: Sendable {
        public let episode: Episode
        public let linkWorkerName: String
        public let practiceName: String?
        public let consent: ConsentEntry?
        public let answers: [PracticeAnswer]
    }

    /// That somebody opened their record: by role, place of work and day, each once.
    public struct Look: Hashable, Sendable {
        public let day: Day
        public let role: Role
        /// Nil for those who work nowhere in particular.
        public let place: String?
    }

    public func sheet(for session: Session) async throws -> Sheet {
        let now = clock.now
        return try await database.read { db in
            let rows = try rows(of: session, in: db)
            let asked: SQLRequest<Referral> = """
                SELECT * FROM referral WHERE personID IN \(rows) AND state NOT IN ('draft', 'entered in error')
                ORDER BY state = 'closed', madeAt DESC, id
                """
            let times: SQLRequest<Episode> = """
                SELECT * FROM episode WHERE personID IN \(rows) AND state <> 'entered in error' ORDER BY openedAt DESC
                """
            let (all, episodes) = (try asked.fetchAll(db), try times.fetchAll(db))
            return Sheet(
                personName: try referrals.store.people.person(session.personID, in: db).name,
                referrals: try all.map { try part($0, at: now, in: db) },
                episodes: try episodes.map { try time($0, in: db) },
                looks: try looks(at: rows, all.map(\.id), episodes.map(\.id), in: db)
            )
        }
    }

    /// Every row of the person: a practice and each link worker write down their own.
    func rows(of session: Session, in db: Database) throws -> [Person.ID] {
        try SamePerson(sealer: sealer).rows(of: session.personID, in: db)
    }

    private func part(_ referral: Referral, at now: Date, in db: Database) throws -> Part {
        guard let offer = try Offer.fetchOne(db, key: referral.offerID),
            let organisation = try Organisation.fetchOne(db, key: referral.organisationID)
        else { throw Failure.notFound }
        let said = try PersonWordStore(sealer: sealer).words(about: referral.id, in: db)
        let phones = "SELECT number FROM phone WHERE offerID = ?"
        return Part(
            referral: referral,
            offer: offer,
            organisation: organisation,
            phones: try String.fetchAll(db, sql: phones, arguments: [offer.id]),
            shared: try referrals.store.detail(referral.id, in: db).shared,
            consent: try referrals.store.consent(referral.id, in: db),
            events: try referrals.store.events(referral.id, in: db),
            holderName: try (referral.holderID ?? referral.referrerID).flatMap {
                try Account.fetchOne(db, key: $0)?.name
            },
            practiceName: try name(of: referral.practiceCode, in: db),
            answers: try answers("referralID = \(referral.id)", in: db),
            said: said,
            canStop: referral.moves(for: .person).contains(.withdraw),
            canSayNotHeard: referral.mayBeReminded(after: said, at: now),
            canSayWhetherItHelped: referral.mayBeJudged
        )
    }

    private func time(_ episode: Episode, in db: Database) throws -> Time {
        Time(
            episode: episode,
            linkWorkerName: try Account.fetchOne(db, key: episode.linkWorkerID)?.name ?? "",
            practiceName: try name(of: episode.practiceCode, in: db),
            consent: try ConsentStore.entries(of: .episode(episode.id), in: db).first,
            answers: try answers("episodeID = \(episode.id)", in: db)
        )
    }

    private func answers(_ scope: SQL, in db: Database) throws -> [PracticeAnswer] {
        try SQLRequest<PracticeAnswer>(literal: "SELECT * FROM answer WHERE \(scope) ORDER BY number").fetchAll(db)
    }

    private func name(of practice: Practice.Code?, in db: Database) throws -> String? {
        try practice.flatMap { try Practice.fetchOne(db, key: $0)?.name }
    }

    /// From the audit: views of their referrals and episodes, answers that were opened, and codes that were shown. Lists on which a name stood
    /// among others are not told apart there.
    private func looks(at people: [Person.ID], _ referrals: [Referral.ID], _ episodes: [Episode.ID], in db: Database)
        throws -> [Look]
    {
        let answers = try SQLRequest<String>(
            literal: "SELECT id FROM answer WHERE referralID IN \(referrals) OR episodeID IN \(episodes)"
        ).fetchAll(db)
        let subjects = people.map(\.text) + referrals.map(\.text) + episodes.map(\.text) + answers
        let kinds = [
            Audit.Action.referralViewed, .episodeViewed, .measuresViewed, .outcomeReceived, .ownPageShown,
        ].map(\.rawValue)
        let rows = try SQLRequest<Row>(
            literal: """
                SELECT audit.at, audit.role, coalesce(organisation.name, practice.name) AS place FROM audit
                LEFT JOIN account ON account.id = audit.actorID
                LEFT JOIN organisation ON organisation.id = account.organisationID
                LEFT JOIN practice ON practice.code = account.practiceCode
                WHERE audit.subject IN \(subjects) AND audit.action IN \(kinds) AND audit.role IS NOT NULL
                ORDER BY audit.sequence DESC LIMIT 5000
                """
        ).fetchAll(db)
        var seen: Set<Look> = []
        let looks = rows.compactMap { row -> Look? in
            guard let role = Role(rawValue: row["role"]) else { return nil }
            let look = Look(day: Day(row["at"] as Date), role: role, place: row["place"])
            return seen.insert(look).inserted ? look : nil
        }
        return Array(looks.prefix(100))
    }
}

extension Referral {
    /// Not begun yet, and not said within the last week.
    func mayBeReminded(after said: [PersonWord], at now: Date) -> Bool {
        guard [.sent, .waiting, .lapsed, .accepted].contains(state) else { return false }
        guard let last = said.last(where: { $0.kind == .notHeard })?.at else { return true }
        return now >= last.adding(days: OwnPagePolicy.daysBetweenReminders)
    }

    /// Only who began can say whether it helped.
    var mayBeJudged: Bool { state == .closed && startedOn != nil && closure != .died }
}
