import Core
import Foundation
import Hummingbird
import WebSupport

/// The buttons on a referral. Each reads its own fields and asks for one move.
enum MovePages {
    static func accept(_ visit: Visit) async throws -> Response {
        try await move(visit, .accept) { _ in .accept }
    }

    static func wait(_ visit: Visit) async throws -> Response {
        try await move(visit, .wait) { form in
            form.date("expected", label: "date when you expect a place", required: true)
                .flatMap { Day(iso: $0.iso) }.map { .wait(expectedOn: $0) }
        }
    }

    static func decline(_ visit: Visit) async throws -> Response {
        try await move(visit, .decline) { form in
            let note = form.optionalLines("note", label: "note")
            return form.choice(
                "reason",
                label: "reason",
                as: Referral.DeclineReason.self,
                required: true,
                missing: "Say why not"
            )
            .map { .decline($0, note: note) }
        }
    }

    static func start(_ visit: Visit) async throws -> Response {
        try await move(visit, .start) { form in
            form.date("started", label: "date they started", required: true)
                .flatMap { Day(iso: $0.iso) }.map { .start(on: $0) }
        }
    }

    static func close(_ visit: Visit) async throws -> Response {
        try await move(visit, .close) { form in
            let engaged = form.choice(
                "engaged",
                label: "answer",
                as: Outcome.Engaged.self,
                required: true,
                missing: "Say whether they engaged"
            )
            let helped = form.choice(
                "helped",
                label: "answer",
                as: Outcome.Helped.self,
                required: true,
                missing: "Say whether it helped"
            )
            let source = form.choice(
                "said-by",
                label: "answer",
                among: [Outcome.Source.person, .organisation].map(\.rawValue),
                required: true,
                missing: "Say who says so"
            )
            let words = form.optionalLines("words", label: "words", max: 500)
            let remaining = form.optionalLines("remaining", label: "note about what is still needed", max: 500)
            let ask = form.optionalLines("ask", label: "request to the practice", max: 500)
            guard let engaged, let helped, let source = source.flatMap(Outcome.Source.init) else { return nil }
            return .close(
                Outcome(
                    engaged: engaged,
                    helped: helped,
                    saidBy: source,
                    personWords: words,
                    remaining: remaining,
                    askOfPractice: ask
                )
            )
        }
    }

    static func withdraw(_ visit: Visit) async throws -> Response {
        try await move(visit, .withdraw) { form in
            .withdraw(
                reason: form.multiline(
                    "why",
                    label: "reason",
                    max: 500,
                    required: true,
                    missing: "Say why it is withdrawn"
                )
            )
        }
    }

    /// Nothing typed is lost: a wrong field brings the page back with everything in it, and a referral that has moved
    /// meanwhile is shown as it stands now.
    private static func move(
        _ visit: Visit,
        _ name: Referral.Move.Name,
        read: (inout FormReader) -> Referral.Move?
    ) async throws -> Response {
        let id: Referral.ID = try visit.identifier()
        var form = try visit.reader()
        let version = form.integer("version", label: "version", in: 1...1_000_000, required: true)
        guard let version else { return try await showChanged(visit, id, sentence: nothingDone) }
        let move = read(&form)
        guard let move, form.isValid else { return try await showWrong(visit, id, name, form: form) }
        do {
            try await visit.features.referrals.move(id, seen: version, move, by: visit.actor())
            return .seeOther(Path.referral(id).text)
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await showWrong(visit, id, name, form: form)
        } catch Failure.conflict(let sentence) {
            return try await showChanged(visit, id, sentence: sentence)
        }
    }

    private static let nothingDone =
        "Nothing was done, because this page was out of date. Here is how the referral stands now; please look again."

    /// The page with what is wrong beside the fields, as long as their form is still offered.
    private static func showWrong(
        _ visit: Visit,
        _ id: Referral.ID,
        _ name: Referral.Move.Name,
        form: FormReader
    ) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        guard sheet.moves.contains(name) else { return try await showChanged(visit, id, sentence: nothingDone) }
        let page = ReferralPage(visit: visit, sheet: sheet, form: form)
        return try visit.html(page, as: .referral, status: .badRequest)
    }

    private static func showChanged(_ visit: Visit, _ id: Referral.ID, sentence: String) async throws -> Response {
        let sheet = try await visit.features.referrals.sheet(id, for: visit.actor())
        let page = ReferralPage(visit: visit, sheet: sheet, conflict: sentence)
        return try visit.html(page, as: .referral, status: .conflict)
    }
}
