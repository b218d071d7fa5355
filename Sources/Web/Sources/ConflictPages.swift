import Core
import Hummingbird
import WebSupport

/// What sources and owners disagree about, for the steward to settle.
enum ConflictPages {
    static func list(_ visit: Visit) async throws -> Response {
        let offer = Offer.ID(visit.query.text("offer"))
        let reviews = try await visit.features.conflicts.reviews(of: offer, for: visit.actor())
        let needs = try await visit.features.directory.needNames()
        return try visit.html(
            ConflictsPage(visit: visit, reviews: reviews, needs: needs, isOfOne: offer != nil),
            as: .conflicts
        )
    }

    static func settle(_ visit: Visit) async throws -> Response {
        guard let settlement = SourceConflict.Settlement(rawValue: try visit.reader().sent("do")) else {
            throw Failure.notFound
        }
        try await visit.features.conflicts.settle(visit.identifier(), settlement, by: visit.actor())
        return .seeOther(Path.conflicts.text + "?settled=1")
    }
}

struct ConflictsPage: Sendable {
    let page: PageFrame
    let heading: String
    let thanks: String?
    /// Where this is about one listing alone.
    let allHref: String?
    let conflicts: [Line]

    struct Line: Sendable {
        let name: String
        let href: String
        let organisation: String
        let said: String
        let label: String
        let comparison: Difference
        /// Where both read the same.
        let isAlike: Bool
        let action: String

        init(_ review: SourceConflicts.Review, visit: Visit, needs: [Need]) {
            let offer = review.ours.offer
            name = offer.name
            href = Path.offer(offer.id).text
            organisation = review.ours.organisation.name
            let source = review.source.map { "the source “\($0)”" } ?? "an imported file"
            said = "What \(source) says otherwise, \(Words.ago(review.conflict.at, now: visit.now))"
            let field = review.conflict.field
            label = ConflictWords.label(field)
            let here = ConflictWords.lines(field, review.ours, needs: needs, now: visit.now)
            let there = ConflictWords.lines(field, review.theirs, needs: needs, now: visit.now)
            comparison = Difference(label, before: here, after: there)
            isAlike = here == there
            action = Path.settleConflict(review.conflict.id).text
        }
    }

    init(visit: Visit, reviews: [SourceConflicts.Review], needs: [Need], isOfOne: Bool = false) {
        page = visit.frame("Sources that say otherwise")
        let isCut = reviews.count == SourceConflicts.pageSize
        heading =
            reviews.isEmpty
            ? "No source says otherwise"
            : "Sources say \(isCut ? "at least " : "")\(Words.count(reviews.count, "thing")) otherwise"
        allHref = isOfOne ? Path.conflicts.text : nil
        thanks = visit.query.text("settled") == "1" ? "That is settled." : nil
        conflicts = reviews.map { Line($0, visit: visit, needs: needs) }
    }
}
