import Core
import Foundation
import Hummingbird
import WebSupport

/// One section of an offer: saved by itself, so that a volunteer who is called away loses nothing.
enum SectionPages {
    static func form(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func save(_ visit: Visit) async throws -> Response {
        let section = try section(visit)
        let id = try visit.identifier(of: Offer.self)
        let sheet = try await visit.features.editing.sheet(id, by: visit.actor())
        let needs = try await visit.features.directory.needNames()
        var form = try visit.reader()
        var facts = sheet.working
        section.form.read(&form, into: &facts, needs: needs)
        guard form.isValid else { return try await show(visit, form: form) }
        do {
            try await visit.features.editing.save(section, facts, of: id, seen: form.sent("seen"), by: visit.actor())
        } catch Failure.conflict(let sentence) {
            return try await show(visit, form: form, conflict: sentence)
        }
        let isMore = form.sent("more") == "yes"
        return .seeOther((isMore ? Path.editSection(id, section) : Path.editOffer(id)).text)
    }

    private static func section(_ visit: Visit) throws(Failure) -> EditSection {
        guard let section = visit.context.parameters.get("section").flatMap(EditSection.init) else { throw .notFound }
        return section
    }

    private static func show(_ visit: Visit, form: FormReader?, conflict: String? = nil) async throws -> Response {
        let section = try section(visit)
        let sheet = try await visit.features.editing.sheet(visit.identifier(), by: visit.actor())
        let needs = try await visit.features.directory.needNames()
        let page = EditSectionPage(
            visit: visit,
            section: section,
            sheet: sheet,
            needs: needs,
            form: form,
            conflict: conflict
        )
        let status: HTTPResponse.Status = conflict != nil ? .conflict : form == nil ? .ok : .badRequest
        return try visit.html(page, as: .editSection, status: status)
    }
}

struct EditSectionPage: Sendable {
    let page: PageFrame
    let title: String
    let lead: String?
    let back: String
    let backLabel: String
    let action: String
    let errors: ErrorSummary?
    /// What happened meanwhile.
    let conflict: String?
    /// What somebody else has written, beside what was typed.
    let theirs: [SummaryRow]
    let seen: String?
    let key: String?
    let fields: [FieldBlock]
    let hasRows: Bool
}

extension EditSectionPage {
    init(
        visit: Visit,
        section: EditSection,
        sheet: Editing.Sheet,
        needs: [Need],
        form: FormReader?,
        conflict: String? = nil
    ) {
        let name = sheet.working.name.isEmpty ? "New offer" : sheet.working.name
        // What was wrong stays to be put right over what was there when it was written; a conflict shows the new.
        let seen = form == nil || conflict != nil ? nil : form?.sent("seen")
        self.init(
            page: visit.frame("\(section.title): \(name)", hasErrors: form?.isValid == false || conflict != nil),
            title: section.title,
            lead: EditSectionPage.lead(section, sheet),
            back: Path.editOffer(sheet.id).text,
            backLabel: name,
            action: Path.editSection(sheet.id, section).text,
            errors: ErrorSummary(form),
            conflict: conflict,
            theirs: conflict == nil
                ? []
                : section.facts.map {
                    let lines = FactWords.lines($0, sheet.working, needs: needs, now: visit.now)
                    return SummaryRow(FactWords.label($0), lines.isEmpty ? ["Nothing"] : lines)
                },
            seen: seen ?? sheet.working.fingerprint(of: section.facts),
            key: nil,
            fields: section.form.blocks(sheet.working, form, needs: needs),
            hasRows: section.hasRows
        )
    }

    /// What a steward looks at first; nil when everything shows at once, or nothing shows yet.
    private static func lead(_ section: EditSection, _ sheet: Editing.Sheet) -> String? {
        let slow = section.facts.filter(sheet.needsYes)
        guard !slow.isEmpty, sheet.listing != nil else { return nil }
        guard slow.count < section.facts.count else {
            return "A steward of the directory looks at changes here before everybody sees them."
        }
        let labels = Words.joined(slow.map { "“\(FactWords.label($0))”" })
        return
            "A steward of the directory looks at \(labels) before everybody sees it. The rest shows as soon as you send it."
    }
}
