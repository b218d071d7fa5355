import Core
import Foundation
import Hummingbird
import WebSupport

/// The steward's yes or no to what owners have sent.
enum ChangePages {
    static func list(_ visit: Visit) async throws -> Response {
        let waiting = try await visit.features.moderation.waiting()
        return try visit.html(ChangesPage(visit: visit, waiting: waiting), as: .changes)
    }

    static func change(_ visit: Visit) async throws -> Response { try await show(visit, form: nil) }

    static func decide(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: ListingChange.self)
        var form = try visit.reader()
        let answer = form.choice(
            "answer",
            label: "answer",
            among: ["yes", "no"],
            required: true,
            missing: "Choose yes or no"
        )
        let reason = form.multiline("reason", label: "reason", max: Moderation.longestReason)
        guard form.isValid else { return try await show(visit, form: form) }
        do {
            let moderation = visit.features.moderation
            if answer == "yes" {
                try await moderation.approve(id, seen: form.sent("seen"), by: visit.actor())
            } else {
                try await moderation.refuse(id, reason: reason, by: visit.actor())
            }
            return .seeOther(Path.changes.text + (answer == "yes" ? "?approved=1" : "?refused=1"))
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form)
        } catch Failure.conflict(let sentence) {
            form.fail("answer", sentence)
            return try await show(visit, form: form, status: .conflict)
        }
    }

    private static func show(
        _ visit: Visit,
        form: FormReader?,
        status: HTTPResponse.Status = .badRequest
    ) async throws -> Response {
        let review = try await visit.features.moderation.change(visit.identifier())
        let needs = try await visit.features.directory.needNames()
        let page = ChangePage(visit: visit, review: review, needs: needs, form: form)
        return try visit.html(page, as: .change, status: form == nil ? .ok : status)
    }
}

struct ChangesPage: Sendable {
    let page: PageFrame
    let heading: String
    let thanks: String?
    let lines: [Line]
    let joinsHref: String

    struct Line: Sendable {
        let href: String
        let title: String
        let about: String
        let isSensitive: Bool
    }

    init(visit: Visit, waiting: [Moderation.Review]) {
        page = visit.frame("Changes to look at")
        heading = waiting.isEmpty ? "No change waits" : Words.count(waiting.count, "change waits", "changes wait")
        thanks =
            visit.query.text("approved") == "1"
            ? "The change shows now. They have been told."
            : visit.query.text("refused") == "1" ? "They have been told why." : nil
        lines = waiting.map { review in
            let labels =
                review.change.isNew
                ? ["a new offer"]
                : review.facts.map(FactWords.label) + review.organisationFacts.map(FactWords.label)
            return Line(
                href: Path.change(review.change.id).text,
                title: review.title,
                about:
                    "\(review.organisation.name), \(Words.ago(review.change.sentAt, now: visit.now)): \(Words.joined(labels))",
                isSensitive: review.isSensitive
            )
        }
        joinsHref = Path.joins.text
    }
}

struct ChangePage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let title: String
    let sentBy: String
    let kind: String
    let isSensitive: Bool
    let isWaiting: Bool
    /// What became of it, when somebody has decided.
    let decided: String?
    let decidedReason: String?
    let differences: [Difference]
    let hasDifferences: Bool
    let action: String
    let seen: String
    let answer: ChoiceInput
    let reason: TextInput
    let publicHref: String?

    init(visit: Visit, review: Moderation.Review, needs: [Need], form: FormReader?) {
        let change = review.change
        page = visit.frame("Change of \(review.title)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        title = review.title
        sentBy =
            "Sent by \(review.sender) of \(review.organisation.name), \(Words.ago(change.sentAt, now: visit.now))."
        kind = change.isNew ? "A new offer" : change.offerID == nil ? "About the organisation" : "A change"
        isSensitive = review.isSensitive
        isWaiting = change.status == .waiting
        decided = ChangePage.decided(change)
        decidedReason = change.reason
        differences =
            review.facts.map { fact in
                Difference(
                    FactWords.label(fact),
                    before: FactWords.lines(fact, review.published, needs: needs, now: visit.now),
                    after: FactWords.lines(fact, review.proposed, needs: needs, now: visit.now)
                )
            }
            + review.organisationFacts.map {
                Difference(
                    FactWords.label($0),
                    before: FactWords.lines($0, review.publishedOrganisation),
                    after: FactWords.lines($0, review.proposedOrganisation)
                )
            }
        hasDifferences = !differences.isEmpty
        action = Path.change(change.id).text
        seen = review.fingerprint
        answer = .radios(
            "answer",
            "May everybody see it?",
            [("yes", "Yes", nil), ("no", "No", "They keep what they wrote and can put it right.")],
            in: form
        )
        reason = TextInput(
            "reason",
            "If not, why?",
            in: form,
            hint: "They get these words by e-mail. Say what to put right."
        )
        publicHref =
            review.listing.map { Path.offer($0.offer.id).text }
            ?? (change.offerID == nil ? Path.organisation(review.organisation.id).text : nil)
    }

    private static func decided(_ change: ListingChange) -> String? {
        let day = change.decidedAt.map { " on \(Words.date($0))" } ?? ""
        return switch change.status {
        case .waiting: nil
        case .approved: "A steward said yes\(day)."
        case .refused: "A steward said no\(day)."
        case .replaced: "They have sent more since; that is what waits now."
        }
    }
}
