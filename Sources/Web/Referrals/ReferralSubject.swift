import Core
import WebSupport

/// Whom a referral form is about, and where it comes from.
struct ReferralSubject: Sendable {
    /// The person's episode, when they are chosen from the link worker's people.
    var episode: Episodes.Sheet?
    /// The referral that this one goes on from.
    var earlier: Referrals.Linked?
    /// The saved draft that is being finished, and its version as it was seen.
    var draft: (id: Referral.ID, version: Int)?
    var words: UnsentReferral?
    /// Details to begin with, of somebody who was referred before.
    var person: SharedPerson?
    /// Whom to choose from, by name.
    var people: [(id: Episode.ID, name: String)] = []

    /// Whether an episode may begin with this referral; what the practice is told at its end is asked then.
    func mayBegin(_ visit: Visit) -> Bool { episode == nil && visit.account?.role == .linkWorker }

    /// As the address says, or else for whom somebody is looking for something.
    static func asked(_ visit: Visit) async throws -> ReferralSubject {
        var subject = ReferralSubject()
        let isElse = visit.query.text("episode") == "new"
        let chosen = Episode.ID(visit.query.text("episode"))
        let errand = isElse || (chosen != nil && chosen != visit.errand?.episodeID) ? nil : visit.errand
        try await subject.find(chosen ?? errand?.episodeID, visit)
        subject.earlier = errand?.earlier
        if subject.episode == nil, let earlier = errand?.earlier {
            subject.person = try await visit.features.referrals.sheet(earlier.id, for: visit.actor()).person
        }
        return subject
    }

    static func draft(_ id: Referral.ID, _ visit: Visit) async throws -> (ReferralSubject, Offer.ID) {
        let unsent = try await visit.features.referrals.unsent(id, by: visit.actor())
        var subject = ReferralSubject()
        try await subject.find(unsent.referral.episodeID, visit)
        subject.draft = (id, unsent.referral.version)
        subject.words = unsent.words
        subject.earlier = try await linked(unsent.words.basedOn, visit)
        return (subject, unsent.referral.offerID)
    }

    /// As the form says.
    static func sent(_ form: inout FormReader, _ visit: Visit) async throws -> ReferralSubject {
        var subject = ReferralSubject()
        try await subject.find(Episode.ID(form.sent("episode")), visit)
        if let id = Referral.ID(form.sent("draft")) {
            subject.draft = (id, form.integer("draft-version", label: "version", in: 1...1_000_000) ?? 0)
        }
        subject.earlier = try await linked(Referral.ID(form.sent("based-on")), visit)
        return subject
    }

    private mutating func find(_ id: Episode.ID?, _ visit: Visit) async throws {
        let actor = try visit.actor()
        guard actor.role == .linkWorker, let id else { return }
        episode = try await visit.features.episodes.sheet(id, for: actor)
    }

    /// Loads whom to choose from, where somebody is to be chosen.
    mutating func findPeople(_ visit: Visit) async throws {
        let actor = try visit.actor()
        guard actor.role == .linkWorker, episode == nil else { return }
        people = try await visit.features.episodes.openPeople(for: actor)
    }

    private static func linked(_ id: Referral.ID?, _ visit: Visit) async throws -> Referrals.Linked? {
        guard let id else { return nil }
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        return Referrals.Linked(id: id, offerName: sheet.offer.name)
    }
}
