import Core
import Foundation
import WebSupport

@testable import Web

/// The pages on which listings are confirmed and reported.
extension Samples {
    /// Asked, confirmed and told; by mail and by letter.
    func confirm() async throws -> [ConfirmPage] {
        let visits = [try await visit(path: "/confirm/x?confirmed=2"), try await visit(path: "/confirm/x?told=1")]
        let listings = try await listings().prefix(60)
        let form = try wrong("offers")
        return [LinkedListing.State.asked, .confirmed, .told].flatMap { state in
            visits.map { visit in
                let link = OpenedLink(
                    listings: listings.map { LinkedListing(listing: $0, state: state) },
                    expiresAt: visit.now,
                    isMail: true
                )
                return ConfirmPage(visit: visit, link: link, token: "x", form: form)
            }
        }
    }

    func code() async throws -> CodePage { CodePage(try await visit(), form: try wrong("code")) }

    func answers() async throws -> [AnswerPage] {
        let visit = try await visit("steward", path: "/offers/x/confirm?done=right")
        let form = try wrong(
            "words-when",
            "words-place",
            "words-cost",
            "words-phone",
            "words-joining",
            "intake",
            "running"
        )
        return try await listings().prefix(20).flatMap { listing in
            [
                AnswerPage.linked(visit, listing: listing, token: "x", form: form),
                AnswerPage.byPhone(visit, listing: listing),
            ]
        }
    }

    func letter() async throws -> LetterPage {
        let code = try await place.letterCode()
        let link = try await place.features.confirmations.open(token: code)
        guard let letter = LetterCode(code) else { throw Failure.notFound }
        return LetterPage(try await visit("steward"), link: link, code: letter)
    }

    func unsubscribe() async throws -> [UnsubscribePage] {
        let frame = try await visit().frame("E-mails about your listings")
        return [true, false].map { UnsubscribePage(page: frame, action: "x", isUnsubscribed: $0) }
    }

    func report() async throws -> [ReportPage] {
        let visits = [try await visit(), try await visit(path: "/offers/x/report?sent=1")]
        let form = try wrong("kind", "words")
        return try await listings().prefix(3).flatMap { listing in
            visits.flatMap { visit in [form, nil].map { ReportPage(visit, listing: listing, form: $0) } }
        }
    }

    func stewardReports() async throws -> StewardReportsPage {
        let visit = try await visit("steward", path: "/steward/reports?settled=1")
        let offer = try await listings().first?.offer.id ?? Offer.ID()
        try await place.features.reports.report(.unsafe, of: offer, words: "Loose stair.", key: "1", by: nil)
        return StewardReportsPage(
            visit,
            reports: try await place.features.reports.open(for: visit.actor()),
            listings: try await listings(),
            meanwhile: "Somebody has dealt with this already."
        )
    }

    func merges() async throws -> MergesPage {
        let visit = try await visit("steward", path: "/steward/merges?apart=1")
        let (one, other) = ("Kettle mornings", "The Bench Amble")
        let moved = "{\"offers\":[\"\(try place.offer(other))\"]}"
        _ = try place.noteMerge("offer", place.offer(one), place.offer(other), moved: moved)
        let organisations = try place.column("SELECT id FROM organisation ORDER BY phone IS NULL, id LIMIT 2")
        _ = try place.noteMerge("organisation", organisations[0], organisations[1], moved: moved)
        let reviews = try await place.features.merges.reviews(page: 1, for: visit.actor()).reviews
        return MergesPage(visit: visit, reviews: reviews, total: 60, number: 2)
    }

    func conflicts() async throws -> ConflictsPage {
        let visit = try await visit("steward", path: "/steward/conflicts?settled=1")
        try await place.conflict("intake", theirs: "\"full\"")
        try await place.conflict("alternateName", theirs: "\"Tin kettles\"")
        try await place.conflict("name", theirs: "\"Kettle mornings\"")
        return ConflictsPage(
            visit: visit,
            reviews: try await place.features.conflicts.reviews(for: visit.actor()),
            needs: try await place.features.directory.needNames(),
            isOfOne: true
        )
    }
}
