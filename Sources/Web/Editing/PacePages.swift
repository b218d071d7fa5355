import Core
import Foundation
import Hummingbird
import WebSupport

/// How soon an organisation answers referrals to an offer. It counts at once and needs nobody's yes: it is a promise of
/// theirs, and no fact that people look for.
enum PacePages {
    static func form(_ visit: Visit) async throws -> Response { try await show(visit, form: nil) }

    static func save(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        var form = try visit.reader()
        let days = form.integer("answer-days", label: "time for an answer", in: TimerPolicy.answerDays)
        guard form.isValid else { return try await show(visit, form: form) }
        do {
            let timers = visit.features.timers
            try await timers.setAnswerDays(days, insteadOf: Int(form.sent("seen")), of: id, by: visit.actor())
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form)
        } catch Failure.conflict(let sentence) {
            return try await show(visit, form: form, conflict: sentence)
        }
        return .seeOther(PacePages.back(visit, id).text)
    }

    private static func back(_ visit: Visit, _ id: Offer.ID) -> Path {
        visit.account?.role == .organisation ? .editOffer(id) : .offer(id)
    }

    private static func show(_ visit: Visit, form: FormReader?, conflict: String? = nil) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        let (name, days) = try await visit.features.timers.pace(of: id, for: visit.actor())
        let page = EditSectionPage(
            page: visit.frame("How soon you answer: \(name)", hasErrors: form != nil || conflict != nil),
            title: "How soon do you answer?",
            lead:
                "Most have \(TimerPolicy.usualAnswerDays) working days to answer a referral. Do you need longer, or are you quicker? Whoever refers somebody sees it, and we remind you in time for it. It counts at once, also for referrals that wait now.",
            back: back(visit, id).text,
            backLabel: name,
            action: Path.pace(id).text,
            errors: ErrorSummary(form),
            conflict: conflict,
            theirs: conflict == nil ? [] : [SummaryRow("What stands there", [PaceWords.sentence(days)])],
            // What was wrong stays to be put right over what was there when it was written; a conflict shows the new.
            seen: conflict == nil && form != nil ? form?.sent("seen") : days.map(String.init) ?? "usual",
            key: nil,
            fields: [.text(PaceWords.input(days, in: form))],
            hasRows: false
        )
        let status: HTTPResponse.Status = conflict != nil ? .conflict : form == nil ? .ok : .badRequest
        return try visit.html(page, as: .editSection, status: status)
    }
}

enum PaceWords {
    static func sentence(_ days: Int?) -> String {
        days.map { "They say that they answer within \(Words.count($0, "working day"))." }
            ?? "Answers are due within \(TimerPolicy.usualAnswerDays) working days, as is usual."
    }

    static func isOpen(to account: Account?, about organisation: Organisation.ID) -> Bool {
        guard let account, Timers.pacing.contains(account.role) else { return false }
        return account.role != .organisation || account.organisationID == organisation
    }

    static func input(_ days: Int?, in form: FormReader?) -> TextInput {
        let range = TimerPolicy.answerDays
        return TextInput(
            "answer-days",
            "Working days (optional)",
            in: form,
            hint:
                "From \(range.lowerBound) to \(range.upperBound). Leave it empty for the usual \(TimerPolicy.usualAnswerDays).",
            autocomplete: "off",
            keyboard: "numeric",
            width: "short",
            initially: days.map(String.init) ?? ""
        )
    }
}
