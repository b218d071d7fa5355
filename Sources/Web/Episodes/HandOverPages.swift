import Core
import Foundation
import Hummingbird
import WebSupport

/// Handing everybody over when a link worker leaves: by themself, or by an administrator.
enum HandOverPages {
    static func form(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func everybody(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let actor = try visit.actor()
        let to = account("to", &form)
        checkThatItIsMeant(&form)
        if let to, form.isValid {
            do {
                try await visit.features.episodes.handOverAll(of: actor.id, to: to, by: actor)
                return .seeOther(Path.episodes.text + "?done=1")
            } catch Failure.invalid(let problems) {
                form.fail(problems)
            }
        }
        return try await show(visit, form: form)
    }

    /// The administrator's form, on the page of accounts.
    static func forSomebody(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let (from, to) = (account("from", &form), account("to", &form))
        checkThatItIsMeant(&form)
        if let from, let to, form.isValid {
            do {
                let count = try await visit.features.episodes.handOverAll(of: from, to: to, by: visit.actor())
                return .seeOther(Path.admin.text + "?handed=\(count)")
            } catch Failure.invalid(let problems) {
                form.fail(problems)
            }
        }
        return try await AdminPages.show(visit, form: form)
    }

    private static func checkThatItIsMeant(_ form: inout FormReader) {
        if form.sent("sure") != "yes" { form.fail("sure", "Tick that everybody is meant") }
    }

    static func account(_ field: String, _ form: inout FormReader) -> Account.ID? {
        let typed = form.text(field, label: "link worker", required: true, missing: "Choose a link worker")
        guard let id = Account.ID(typed) else {
            form.fail(field, "Choose a link worker from the list")
            return nil
        }
        return id
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let workers = try await visit.features.episodes.linkWorkers()
        let page = EpisodeFormPage(
            page: visit.frame("Hand everybody over", hasErrors: form != nil),
            errors: ErrorSummary(form),
            back: Path.episodes.text,
            backLabel: "My people",
            title: "Hand everybody over",
            lead:
                "All your open people go to one colleague at once, with their referrals. So do those whose time with you ended in the last 28 days, or whose practice does not have the answer yet. You will not see them any more. Your colleague gets one e-mail, without names.",
            action: Path.handOverEverybody.text,
            version: nil,
            fields: [
                .select(HandOver.select(workers, without: visit.account?.id, in: form)),
                .choice(HandOver.sure(in: form)),
            ],
            button: "Hand everybody over"
        )
        return try visit.html(page, as: .episodeForm, status: form == nil ? .ok : .badRequest)
    }
}
