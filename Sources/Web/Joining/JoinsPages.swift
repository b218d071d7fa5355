import Core
import Foundation
import Hummingbird
import WebSupport

/// The steward's answer to organisations that ask to join.
enum JoinsPages {
    static func list(_ visit: Visit) async throws -> Response { try await show(visit, form: nil, about: nil) }

    static func decide(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: JoinRequest.self)
        try await visit.features.joins.require(id)
        var form = try visit.reader()
        let answer = form.choice(
            "answer",
            label: "answer",
            among: ["yes", "no"],
            required: true,
            missing: "Choose yes or no"
        )
        let reason = form.multiline("reason", label: "reason", max: Moderation.longestReason)
        guard form.isValid else { return try await show(visit, form: form, about: id) }
        do {
            if answer == "yes" {
                try await visit.features.joins.approve(id, by: visit.actor())
            } else {
                try await visit.features.joins.refuse(id, reason: reason, by: visit.actor())
            }
            return .seeOther(Path.joins.text + "?answered=1")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
        } catch Failure.conflict(let sentence) {
            form.fail("answer", sentence)
        }
        return try await show(visit, form: form, about: id)
    }

    private static func show(_ visit: Visit, form: FormReader?, about id: JoinRequest.ID?) async throws -> Response {
        let waiting = try await visit.features.joins.waiting()
        if form != nil, !waiting.contains(where: { $0.request.id == id }) {
            throw Failure.conflict("Somebody has decided about this already.")
        }
        let page = JoinsPage(visit: visit, waiting: waiting, form: form, about: id)
        return try visit.html(page, as: .joins, status: form == nil ? .ok : .badRequest)
    }
}

struct JoinsPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let heading: String
    let thanks: String?
    let requests: [Entry]
    let changesHref: String

    struct Entry: Sendable {
        let anchor: String
        let name: String
        let sent: String
        let paragraphs: [Paragraph]
        let rows: [SummaryRow]
        let website: String?
        let phone: OfferPage.PhoneLink?
        let checks: [Check]
        let action: String
        let answer: ChoiceInput
        let reason: TextInput
    }

    struct Check: Sendable {
        let isGood: Bool
        let sentence: String
    }

    init(visit: Visit, waiting: [Joins.Waiting], form: FormReader?, about id: JoinRequest.ID?) {
        page = visit.frame("Requests to join", hasErrors: form != nil)
        heading = waiting.isEmpty ? "Nobody waits to join" : Words.count(waiting.count, "request") + " to join"
        thanks = visit.query.text("answered") == "1" ? "They have been told." : nil
        changesHref = Path.changes.text
        // Every entry has fields of its own names, so that a page of them has no id twice.
        errors = ErrorSummary(form)
        requests = waiting.enumerated().map { index, waiting in
            Entry(waiting, number: index + 1, now: visit.now, form: waiting.request.id == id ? form : nil)
        }
    }
}

extension JoinsPage.Entry {
    init(_ waiting: Joins.Waiting, number: Int, now: Date, form: FormReader?) {
        let request = waiting.request
        anchor = "join-\(request.id)"
        name = request.name
        website = request.website
        phone = request.phone.isEmpty ? nil : OfferPage.PhoneLink(request.phone)
        sent = "\(request.contactName), \(request.contactEmail), asked \(Words.ago(request.sentAt, now: now))."
        paragraphs = Paragraph.paragraphs(request.about)
        rows = [
            SummaryRow("Charity number", request.charityNumber), SummaryRow("Company number", request.companyNumber),
            SummaryRow("Website", request.website), SummaryRow("Phone", request.phone),
        ].compactMap { $0 }
        checks = JoinChecks.checks(waiting)
        action = Path.decideJoin(request.id).text
        // The one that came back keeps the plain names, to which the error summary leads.
        let suffix = form == nil ? "-\(number)" : ""
        answer = ChoiceInput.radios(
            "answer",
            "May they join?",
            [
                ("yes", "Yes", "They get an account, and a link to choose a password."),
                ("no", "No", "They get your reason by e-mail."),
            ],
            in: form
        ).renumbered(suffix)
        reason = TextInput("reason", "If not, why?", in: form).renumbered(suffix)
    }
}

/// What a steward looks at before saying yes.
enum JoinChecks {
    static func checks(_ waiting: Joins.Waiting) -> [JoinsPage.Check] {
        let request = waiting.request
        var checks: [JoinsPage.Check] = []
        func add(_ isGood: Bool, _ sentence: String) {
            checks.append(JoinsPage.Check(isGood: isGood, sentence: sentence))
        }
        switch (request.charityNumber, request.companyNumber) {
        case (nil, nil): add(false, "They gave no charity or company number. Ring them and ask who runs it.")
        default: add(true, "The number has the right form. Look it up: does the name fit?")
        }
        add(
            request.website != nil,
            request.website == nil ? "They gave no website." : "They gave a website. Does it tell of the same work?"
        )
        add(true, "The phone number has the right form. Ring it before you say yes.")
        if !waiting.alike.isEmpty {
            add(false, "An organisation of that name is in the directory already.")
        }
        if waiting.emailHasAccount { add(false, "There is already an account for that e-mail address.") }
        return checks
    }
}
