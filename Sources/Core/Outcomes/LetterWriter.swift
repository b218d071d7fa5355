import Foundation
import GRDB

/// Puts together what a practice is told, from what is stored, as consent says.
struct LetterWriter {
    let sealer: Sealer

    private var store: ReferralStore { ReferralStore(sealer: sealer) }
    private var episodes: EpisodeStore { EpisodeStore(sealer: sealer) }

    /// Of a referral that belongs to no episode.
    func letter(of referral: Referral, in db: Database) throws -> OutcomeLetter {
        let consent = try store.consent(referral.id, in: db).first { $0.purpose == .reportBack }
        let outcome = try store.events(referral.id, in: db).last { $0.state == .closed }?.detail.outcome
        let contact = try contact(of: referral, in: db)
        return OutcomeLetter(
            tag: OutcomeTag.tag(for: outcome),
            ask: outcome?.askOfPractice,
            askBy: outcome?.askBy,
            person: try store.people.person(referral.personID, in: db),
            practiceName: try practiceName(referral.practiceCode, in: db),
            practiceCode: referral.practiceCode,
            referredOn: Day(referral.madeAt),
            reasons: [try store.detail(referral.id, in: db).reason],
            engaged: referral.engaged ?? .unknown,
            helped: referral.helped ?? .unknown,
            saidBy: referral.saidBy ?? .organisation,
            personWords: outcome?.personWords,
            services: [try service(referral, in: db)],
            measures: [],
            risk: .notAsked,
            remaining: outcome?.remaining,
            contact: contact.name,
            contactAt: contact.at,
            isDirect: true,
            consent: words(of: consent),
            isShortened: false,
            endedOn: Day(referral.stateSince)
        )
    }

    func letter(of episode: Episode, in db: Database) throws -> OutcomeLetter {
        let plan = try episodes.plan(of: episode.id, in: db)
        let outcome = try episodes.events(episode.id, in: db).compactMap(\.detail.outcome).last
        let referrals = try Referral.fetchAll(
            db,
            sql: "SELECT * FROM referral WHERE episodeID = ? AND state = 'closed' ORDER BY madeAt, id",
            arguments: [episode.id]
        )
        let consent = try episodes.consent(episode.id, in: db)
        let isShortened = episode.telling != .everything
        let linkWorker = try Account.fetchOne(db, key: episode.linkWorkerID)
        return OutcomeLetter(
            tag: isShortened ? .file : OutcomeTag.tag(for: outcome),
            ask: isShortened ? nil : outcome?.askOfPractice,
            askBy: isShortened ? nil : outcome?.askBy,
            person: try store.people.person(episode.personID, in: db),
            practiceName: try practiceName(episode.practiceCode, in: db),
            practiceCode: episode.practiceCode,
            referredOn: Day(episode.openedAt),
            reasons: isShortened ? [] : try needNames(plan.needs, in: db),
            engaged: isShortened ? .unknown : episode.engaged ?? .unknown,
            helped: isShortened ? .unknown : episode.helped ?? .unknown,
            saidBy: episode.saidBy ?? .linkWorker,
            personWords: isShortened ? nil : try outcome?.personWords ?? ownWords(of: episode, in: db),
            services: isShortened ? [] : try referrals.filter(\.reportBack).map { try service($0, in: db) },
            measures: isShortened ? [] : try measures(of: episode, in: db),
            risk: isShortened ? .notAsked : plan.risk,
            riskNote: isShortened ? nil : plan.riskNote,
            remaining: isShortened ? nil : outcome?.remaining,
            contact: linkWorker?.name ?? "",
            contactAt: linkWorker?.email,
            isDirect: false,
            consent: words(of: consent),
            isShortened: isShortened,
            endedOn: Day(episode.stateSince)
        )
    }

    // MARK: Parts

    /// As they stood on the day that it ended.
    private func measures(of episode: Episode, in db: Database) throws -> [OutcomeLetter.Measure] {
        let store = MeasureStore(sealer: sealer)
        return try store.summaries(
            of: episode,
            store.responses(of: episode.id, in: db),
            words: store.goals(of: episode.id, in: db),
            on: Day(episode.stateSince),
            in: db
        ).flatMap(\.letterLines)
    }

    private func service(_ referral: Referral, in db: Database) throws -> OutcomeLetter.Service {
        let ending = try store.events(referral.id, in: db).last { $0.state == .closed }
        return OutcomeLetter.Service(
            name: try Offer.fetchOne(db, key: referral.offerID)?.name ?? "",
            organisation: try Organisation.fetchOne(db, key: referral.organisationID)?.name ?? "",
            closure: referral.closure ?? .withdrawn,
            engaged: referral.engaged,
            helped: referral.helped,
            reason: referral.reason,
            note: ending?.detail.note
        )
    }

    /// What the person wrote on their own page before it ended, where they let the practice read it.
    private func ownWords(of episode: Episode, in db: Database) throws -> String? {
        try PersonWordStore(sealer: sealer).words(in: episode.id, in: db)
            .last { $0.forPractice && $0.at <= episode.stateSince && $0.words != nil }?.words
    }

    private func practiceName(_ code: Practice.Code?, in db: Database) throws -> String {
        try code.flatMap { try Practice.fetchOne(db, key: $0)?.name } ?? "No known GP practice"
    }

    private func needNames(_ ids: [Need.ID], in db: Database) throws -> [String] {
        try ids.compactMap {
            try String.fetchOne(db, sql: "SELECT name FROM need WHERE id = ?", arguments: [$0.rawValue])
        }
    }

    /// A link worker who follows it through, or else the organisation, which knows most.
    private func contact(of referral: Referral, in db: Database) throws -> (name: String, at: String?) {
        if let id = referral.holderID, let holder = try Account.fetchOne(db, key: id) {
            return (holder.name, holder.email)
        }
        let organisation = try Organisation.fetchOne(db, key: referral.organisationID)
        return (organisation?.name ?? "", organisation?.phone ?? organisation?.email)
    }

    private func words(of consent: ConsentEntry?) -> String {
        guard let consent else { return "" }
        return "Given \(consent.method.rawValue) on \(PlainWords.date(Day(consent.recordedAt)))"
    }
}
