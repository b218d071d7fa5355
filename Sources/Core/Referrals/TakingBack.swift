import Foundation
import GRDB

/// The person takes back what they agreed to: by themselves on their page, or through whoever follows it through.
///
/// It takes effect at once and stops what has not happened yet; what was lawfully sent is not undone. Taking back the
/// same twice changes nothing. No version is compared: a "no" holds, whatever has happened since the page was opened.
struct TakingBack {
    let referrals: Referrals

    private var answering: Answering { referrals.answering }
    private var episodes: EpisodeStore { EpisodeStore(sealer: referrals.sealer) }

    /// - Parameters:
    ///   - party: `.person`, or `.referrer` for whoever writes it down for them.
    ///   - how: how the person said so.
    func take(
        back purpose: Consent.Purpose,
        of referral: Referral,
        by party: Party,
        _ actor: Actor?,
        how: Consent.Method,
        at now: Date,
        in db: Database
    ) throws {
        if purpose == .tellThePractice {
            guard let id = referral.episodeID else { throw Failure.notFound }
            let episode = try episodes.one(id, where: "1", in: db)
            return try tellNothing(about: episode, by: party, actor, how: how, at: now, in: db)
        }
        let subject = PracticeAnswer.Subject.referral(referral.id)
        guard try holds(purpose, of: subject, in: db) else { return }
        try ConsentStore.withdraw(purpose, of: subject, by: party, how: how, at: now, in: db)
        try Audit.record(.consentWithdrawn, subject: referral.id.text, by: actor, at: now, in: db)
        switch purpose {
        case .share: try stopSharing(referral, by: party, actor, at: now, in: db)
        case .reportBack: try stopReporting(referral, at: now, in: db)
        case .followUp, .tellThePractice: break
        }
    }

    private func holds(_ purpose: Consent.Purpose, of subject: PracticeAnswer.Subject, in db: Database) throws -> Bool {
        try ConsentStore.entries(of: subject, in: db).contains {
            $0.purpose == purpose && $0.isGiven && $0.withdrawnAt == nil
        }
    }

    /// The organisation sees nothing about them from now on; an open referral ends, as the person's decision.
    private func stopSharing(_ referral: Referral, by party: Party, _ actor: Actor?, at now: Date, in db: Database)
        throws
    {
        var hidden = referral
        hidden.isShared = false
        try hidden.update(db)
        try TimerStore.keep(hidden, today: Day(now), in: db)
        guard hidden.moves(for: party).contains(.withdraw) else { return }
        let why: Referral.Withdrawal = party == .person ? .withdrawn : .personDeclined
        try referrals.apply(.withdraw(why, note: nil), to: hidden, by: party, actor, at: now, in: db)
    }

    private func stopReporting(_ referral: Referral, at now: Date, in db: Database) throws {
        var silent = referral
        silent.reportBack = false
        try silent.update(db)
        try TimerStore.keep(silent, today: Day(now), in: db)
        if let episode = referral.episodeID {
            try answering.shortened(episode, in: db)
        } else {
            try answering.withheld(.referral(referral.id), at: now, in: db)
        }
    }

    /// The practice is told nothing when the episode ends. That is an event of the episode, also of one that has ended.
    func tellNothing(
        about episode: Episode,
        by party: Party,
        _ actor: Actor?,
        how: Consent.Method,
        at now: Date,
        in db: Database
    ) throws {
        let subject = PracticeAnswer.Subject.episode(episode.id)
        guard try holds(.tellThePractice, of: subject, in: db) else { return }
        try ConsentStore.withdraw(.tellThePractice, of: subject, by: party, how: how, at: now, in: db)
        let move = Episode.Move.change(try episodes.plan(of: episode.id, in: db), telling: .nothing)
        try episodes.replace(episode, with: episode.replaying(move, at: now), move: move, by: actor, at: now, in: db)
        try Audit.record(.consentWithdrawn, subject: episode.id.text, by: actor, at: now, in: db)
        try answering.withheld(subject, at: now, in: db)
    }
}

extension Referrals {
    /// Writes down that the person has taken something back, as they said it to whoever follows it through.
    ///
    /// - Throws: `Failure.notFound` for everybody else.
    public func takeBack(_ purpose: Consent.Purpose, of id: Referral.ID, how: Consent.Method, by actor: Actor)
        async throws
    {
        let now = clock.now
        try await database.write { db in
            let referral = try store.one(id, where: ReferralStore.visible(to: actor), in: db)
            guard referral.party(of: actor) == .referrer else { throw Failure.notFound }
            try TakingBack(referrals: self).take(
                back: purpose,
                of: referral,
                by: .referrer,
                actor,
                how: how,
                at: now,
                in: db
            )
        }
    }

    /// The switches of a referral with that of its episode, as they stand.
    func switches(of referral: Referral, in db: Database) throws -> [ConsentEntry] {
        let own = try ConsentStore.entries(of: .referral(referral.id), in: db)
        let episode = try referral.episodeID.map { try ConsentStore.entries(of: .episode($0), in: db) } ?? []
        return own + episode
    }
}
