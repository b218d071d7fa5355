import Core
import Hummingbird
import WebSupport

/// What sources and owners disagree about, for the steward to settle.
enum ConflictPages {
    static func list(_ visit: Visit) async throws -> Response {
        let reviews = try await visit.features.conflicts.reviews(for: visit.actor())
        let needs = try await visit.features.directory.needNames()
        return try visit.html(ConflictsPage(visit: visit, reviews: reviews, needs: needs), as: .conflicts)
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
    let conflicts: [Line]

    struct Line: Sendable {
        let anchor: String
        let name: String
        let href: String
        let organisation: String
        let said: String
        let differences: [Difference]
        let action: String

        init(_ review: SourceConflicts.Review, visit: Visit, needs: [Need]) {
            let offer = review.ours.offer
            anchor = "offer-\(offer.id)"
            name = offer.name
            href = Path.offer(offer.id).text
            organisation = review.ours.organisation.name
            let source = review.source.map { "the source “\($0)”" } ?? "an imported file"
            said = "What \(source) says otherwise, \(Words.ago(review.conflict.at, now: visit.now))"
            let (ours, theirs) = (OfferFacts(review.ours), OfferFacts(review.theirs))
            let facts = theirs.differences(from: ours).map { fact in
                Difference(
                    FactWords.label(fact),
                    before: FactWords.lines(fact, ours, needs: needs, now: visit.now),
                    after: FactWords.lines(fact, theirs, needs: needs, now: visit.now)
                )
            }
            // A fact that owners do not edit here has no words of its own.
            let raw = Difference(
                review.conflict.field,
                before: [review.conflict.ownValue],
                after: [review.conflict.sourceValue]
            )
            differences = facts.isEmpty ? [raw] : facts
            action = Path.settleConflict(review.conflict.id).text
        }
    }

    init(visit: Visit, reviews: [SourceConflicts.Review], needs: [Need]) {
        page = visit.frame("Sources that say otherwise")
        heading =
            reviews.isEmpty
            ? "No source says otherwise" : "Sources say \(Words.count(reviews.count, "thing")) otherwise"
        thanks = visit.query.text("settled") == "1" ? "That is settled." : nil
        conflicts = reviews.map { Line($0, visit: visit, needs: needs) }
    }
}
