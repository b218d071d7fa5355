import Core
import Foundation
import Hummingbird
import WebSupport

/// Referring a person to an offer: one page, because a link worker fills it in once and in one go.
enum NewReferralPages {
    static func form(_ visit: Visit) async throws -> Response {
        let subject: ReferralSubject
        let offer: Offer.ID
        if let draft = Referral.ID(visit.query.text("draft")) {
            (subject, offer) = try await ReferralSubject.draft(draft, visit)
        } else {
            guard let id = Offer.ID(visit.query.text("offer")) else { throw Failure.notFound }
            (subject, offer) = (try await ReferralSubject.asked(visit), id)
        }
        return try await show(visit, offer: offer, subject, form: nil, key: UUID().uuidString, status: .ok)
    }

    static func make(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        guard let offer = Offer.ID(form.sent("offer")) else { throw Failure.notFound }
        let subject = try await ReferralSubject.sent(&form, visit)
        let key = FormKey.read(&form, beside: "reason")
        if form.sent("do") == "save", let episode = subject.episode {
            return try await save(visit, offer: offer, subject, episode: episode.episode.id, form: form, key: key)
        }
        do {
            let draft = ReferralFields.draft(&form, key: key, offer: offer, subject: subject, visit: visit)
            if let draft, form.isValid {
                let id = try await visit.features.referrals.make(draft, by: visit.actor())
                try await endErrand(visit, subject)
                return .seeOther(Path.referral(id).text + "?sent=1")
            }
        } catch Failure.invalid(let problems) {
            form.fail(subject.episode == nil ? problems : ReferralFields.besidePerson(problems))
        } catch Failure.conflict(let sentence) {
            form.fail("consent", sentence)
        }
        return try await show(visit, offer: offer, subject, form: form, key: key, status: .badRequest)
    }

    /// Nothing has to be filled in to save a draft, but what is too long or no date is still said.
    private static func save(
        _ visit: Visit,
        offer: Offer.ID,
        _ subject: ReferralSubject,
        episode: Episode.ID,
        form: FormReader,
        key: String
    ) async throws -> Response {
        var form = form
        let words = ReferralFields.unsent(&form, basedOn: subject.earlier?.id)
        if form.isValid {
            do {
                _ = try await visit.features.referrals.save(
                    words,
                    to: offer,
                    in: episode,
                    over: subject.draft,
                    key: key,
                    by: visit.actor()
                )
                try await endErrand(visit, subject)
                return .seeOther(Path.episode(episode).text + "?saved=1")
            } catch Failure.conflict(let sentence) {
                form.fail("consent", sentence)
            }
        }
        return try await show(visit, offer: offer, subject, form: form, key: key, status: .badRequest)
    }

    /// Only the one that this form belonged to: in another tab somebody may have begun to look for another person.
    private static func endErrand(_ visit: Visit, _ subject: ReferralSubject) async throws {
        guard let errand = visit.errand, errand.episodeID == subject.episode?.episode.id else { return }
        try await visit.features.episodes.endErrand(session: visit.sessionHash())
    }

    private static func show(
        _ visit: Visit,
        offer: Offer.ID,
        _ subject: ReferralSubject,
        form: FormReader?,
        key: String,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let listing = try await visit.features.directory.listing(offer)
        guard listing.offer.takesReferrals || form != nil || subject.draft != nil else {
            throw Failure.conflict("\(listing.offer.name) is not taking people at the moment.")
        }
        let practices = try await visit.features.people.practices()
        var subject = subject
        try await subject.findPeople(visit)
        let page = NewReferralPage(
            visit: visit,
            listing: listing,
            practices: practices,
            subject: subject,
            form: form,
            key: key
        )
        return try visit.html(page, as: .newReferral, status: status)
    }
}

/// A draft, thrown away.
enum DraftPages {
    static func throwAway(_ visit: Visit) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        let actor = try visit.actor()
        let episode = try await visit.features.referrals.unsent(id, by: actor).referral.episodeID
        try await visit.features.referrals.throwAway(id, by: actor)
        return .seeOther((episode.map { Path.episode($0) } ?? .episodes).text + "?thrown=1")
    }
}
