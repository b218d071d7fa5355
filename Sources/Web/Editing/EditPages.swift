import Core
import Foundation
import Hummingbird
import WebSupport

/// An offer on its owner's desk: the list of sections, what is written and not sent yet, and the sending.
enum EditPages {
    static func offer(_ visit: Visit) async throws -> Response {
        try await show(visit, visit.identifier(), form: nil)
    }

    static func send(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        var form = try visit.reader()
        do {
            let sent = try await visit.features.editing.send(id, seen: form.sent("seen"), by: visit.actor())
            return .seeOther(Path.editOffer(id).text + "?live=\(sent.live)&waiting=\(sent.waiting)")
        } catch Failure.invalid(let problems) {
            for section in EditSection.allCases {
                guard let message = problems[section.rawValue] else { continue }
                form.fail(section.rawValue, message, input: "section-\(section.rawValue)")
            }
            return try await show(visit, id, form: form)
        } catch Failure.conflict(let sentence) {
            let sheet = try await visit.features.editing.sheet(id, by: visit.actor())
            // A second press of the button, or the page before, brought back: there is nothing left to send.
            if sheet.changes.isEmpty { return .seeOther(Path.editOffer(id).text + "?sent=1") }
            form.fail("changes", sentence)
            return try await show(visit, id, form: form, status: .conflict)
        }
    }

    static func discard(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        let sheet = try await visit.features.editing.sheet(id, by: visit.actor())
        try await visit.features.editing.discard(id, by: visit.actor())
        let isGone = sheet.listing == nil && sheet.waiting == nil
        return .seeOther(isGone ? Path.myOrganisation.text : Path.editOffer(id).text)
    }

    static func preview(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        let listing = try await visit.features.editing.preview(id, by: visit.actor())
        let page = OfferPage(
            visit: visit,
            listing: listing,
            needs: try await visit.features.directory.needNames(),
            answers: false,
            shortlist: nil,
            preview: Path.editOffer(id).text
        )
        return try visit.html(page, as: .offer)
    }

    // MARK: A new offer

    static func new(_ visit: Visit) async throws -> Response {
        try showNew(visit, form: nil, key: Offer.ID())
    }

    static func begin(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        guard let id = Offer.ID(form.sent("key")) else {
            form.fail("name", "A part of the form was lost on its way. Check it and send it again")
            return try showNew(visit, form: form, key: Offer.ID())
        }
        var facts = OfferFacts()
        AboutForm.read(&form, into: &facts, needs: [])
        guard form.isValid else { return try showNew(visit, form: form, key: id) }
        do {
            try await visit.features.editing.begin(id, facts, by: visit.actor())
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try showNew(visit, form: form, key: id)
        }
        return .seeOther(Path.editOffer(id).text)
    }

    private static func showNew(_ visit: Visit, form: FormReader?, key: Offer.ID) throws -> Response {
        let page = EditSectionPage(
            page: visit.frame("Add an offer", hasErrors: form != nil),
            title: "Add an offer",
            lead:
                "Begin with what it is. You can stop at any time and go on later. Nobody else sees it until you send it.",
            back: Path.myOrganisation.text,
            backLabel: "Our listings",
            action: Path.newOffer.text,
            errors: ErrorSummary(form),
            conflict: nil,
            theirs: [],
            seen: nil,
            key: key.text,
            fields: AboutForm.blocks(.empty, form, needs: []),
            hasRows: false
        )
        return try visit.html(page, as: .editSection, status: form == nil ? .ok : .badRequest)
    }

    private static func show(
        _ visit: Visit,
        _ id: Offer.ID,
        form: FormReader?,
        status: HTTPResponse.Status = .badRequest
    ) async throws -> Response {
        let sheet = try await visit.features.editing.sheet(id, by: visit.actor())
        let needs = try await visit.features.directory.needNames()
        let page = EditOfferPage(visit: visit, sheet: sheet, needs: needs, form: form)
        return try visit.html(page, as: .editOffer, status: form == nil ? .ok : status)
    }
}

struct EditOfferPage: Sendable {
    let page: PageFrame
    let title: String
    let back: String
    let backLabel: String
    let errors: ErrorSummary?
    let thanks: String?
    let refused: String?
    /// For a steward, who finds words there that somebody else has not sent yet.
    let begun: String?
    let waiting: String?
    let sections: [Line]
    let differences: [Difference]
    let hasChanges: Bool
    let seen: String
    let sendAction: String
    /// Nil for words of somebody else, which are not a steward's to throw away.
    let discardAction: String?
    let discardLabel: String
    let previewHref: String
    let publicHref: String?
    let versionsHref: String?
    let paceHref: String?
    let closed: String?
    let closeHref: String?
    let closeLabel: String

    struct Line: Sendable {
        let id: String
        let href: String
        let title: String
        let state: String
        /// For the style: "done", "changed", "waiting" or "todo".
        let kind: String
    }

    init(visit: Visit, sheet: Editing.Sheet, needs: [Need], form: FormReader?) {
        let name = sheet.working.name.isEmpty ? "New offer" : sheet.working.name
        page = visit.frame("Change \(name)", hasErrors: form != nil)
        title = name
        back = (sheet.isStewards ? Path.offer(sheet.id) : Path.myOrganisation).text
        backLabel = sheet.isStewards ? name : "Our listings"
        errors = ErrorSummary(form)
        thanks = EditOfferPage.thanks(visit)
        refused = sheet.isStewards ? nil : sheet.refused?.reason
        begun = EditOfferPage.begun(visit, sheet)
        waiting = sheet.waiting.map {
            "What \(sheet.isStewards ? "they" : "you") sent on \(Words.date($0.sentAt)) waits for a steward of the directory to look at it. "
                + (sheet.listing == nil ? "It does not show yet." : "Until then people see the listing as it was.")
        }
        sections = EditSection.allCases.map { EditOfferPage.line($0, sheet) }
        differences = sheet.changes.map { fact in
            Difference(
                FactWords.label(fact),
                before: FactWords.lines(fact, sheet.sent, needs: needs, now: visit.now),
                after: FactWords.lines(fact, sheet.working, needs: needs, now: visit.now),
                when: sheet.needsYes(fact) ? "Shows when a steward has said yes" : "Shows at once"
            )
        }
        hasChanges = !differences.isEmpty
        seen = sheet.fingerprint
        sendAction = Path.sendEdit(sheet.id).text
        discardAction = begun == nil ? Path.discardEdit(sheet.id).text : nil
        discardLabel = sheet.listing == nil ? "Throw this offer away" : "Throw these changes away"
        previewHref = Path.previewOffer(sheet.id).text
        publicHref = sheet.listing.map { _ in Path.offer(sheet.id).text }
        versionsHref = sheet.listing.map { _ in Path.versions(sheet.id).text }
        paceHref = sheet.listing.map { _ in Path.pace(sheet.id).text }
        closed = sheet.listing.flatMap { ClosePages.state($0.offer.status) }
        closeHref = sheet.listing.map { _ in Path.closeOffer(sheet.id).text }
        closeLabel = closed == nil ? "Close this offer" : "Open it again"
    }

    private static func begun(_ visit: Visit, _ sheet: Editing.Sheet) -> String? {
        guard sheet.isStewards, let draft = sheet.draft, draft.changedBy != visit.account?.id else { return nil }
        return
            "\(sheet.organisation.name) or a colleague wrote here on \(Words.date(draft.changedAt)) and has not sent it. Sending sends their words too."
    }

    private static func thanks(_ visit: Visit) -> String? {
        let live = visit.query.integer("live", in: 0...100) ?? 0
        let waiting = visit.query.integer("waiting", in: 0...100) ?? 0
        switch (live, waiting) {
        case (0, 0): return visit.query.text("sent") == "1" ? "This was sent already. Nothing is left to send." : nil
        case (_, 0): return "Thank you. Your change shows now."
        case (0, _): return "Thank you. A steward looks at it, usually within a few days. You get an e-mail."
        default: return "Thank you. A part shows now. A steward looks at the rest, and you get an e-mail."
        }
    }

    private static func line(_ section: EditSection, _ sheet: Editing.Sheet) -> Line {
        let isChanged = sheet.changes.contains(where: section.facts.contains)
        let isWaiting = sheet.waiting?.offer?.changes(over: sheet.published).contains(where: section.facts.contains)
        let isMissing = sheet.working.problems[section.rawValue] != nil
        let (state, kind) =
            isMissing && sheet.listing == nil
            ? ("To do", "todo")
            : isChanged
                ? ("Changed, not sent yet", "changed")
                : isWaiting == true
                    ? ("Waits for a yes", "waiting")
                    : (sheet.listing == nil ? ("Optional", "done") : ("As it shows now", "done"))
        return Line(
            id: "section-\(section.rawValue)",
            href: Path.editSection(sheet.id, section).text,
            title: section.title,
            state: state,
            kind: kind
        )
    }
}
