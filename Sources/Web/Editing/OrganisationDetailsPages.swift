import Core
import Hummingbird
import WebSupport

/// What an organisation says about itself: one page, because it is short.
enum OrganisationDetailsPages {
    static func form(_ visit: Visit) async throws -> Response { try await show(visit, form: nil) }

    static func save(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let facts = try await read(&form, over: visit.features.editing.organisation(by: visit.actor()).working)
        guard form.isValid else { return try await show(visit, form: form) }
        do {
            let sent = try await visit.features.editing.save(facts, seen: form.sent("seen"), by: visit.actor())
            return .seeOther(Path.organisationDetails.text + "?live=\(sent.live)&waiting=\(sent.waiting)")
        } catch Failure.conflict(let sentence) {
            return try await show(visit, form: form, conflict: sentence)
        }
    }

    /// What was refused is given up.
    static func discard(_ visit: Visit) async throws -> Response {
        try await visit.features.editing.giveUpRefused(by: visit.actor())
        return .seeOther(Path.organisationDetails.text)
    }

    /// The words of an earlier version, to be looked at and saved; nil when none is asked for.
    private static func earlier(_ visit: Visit, of id: Organisation.ID) async throws -> ListingVersion? {
        guard let number = visit.query.integer("version", in: 1...1_000_000) else { return nil }
        return try await visit.features.versions.all(of: id, for: visit.actor()).versions.first { $0.number == number }
    }

    private static func read(_ form: inout FormReader, over before: OrganisationFacts) -> OrganisationFacts {
        var facts = OrganisationFacts()
        facts.name = form.text(
            "name",
            label: "name",
            max: 150,
            required: true,
            missing: "Enter the name of your organisation"
        )
        facts.description = form.multiline("description", label: "description", max: 20_000)
        facts.phone = form.sent("phone") == before.phone ? before.phone : form.phone("phone")
        facts.email = form.optionalEmail("email")
        facts.website = form.sent("website") == before.website ? before.website : form.website("website")
        return facts
    }

    private static func show(_ visit: Visit, form: FormReader?, conflict: String? = nil) async throws -> Response {
        let sheet = try await visit.features.editing.organisation(by: visit.actor())
        let page = OrganisationDetailsPage(
            visit: visit,
            sheet: sheet,
            earlier: try await earlier(visit, of: sheet.organisation.id),
            form: form,
            conflict: conflict
        )
        let status: HTTPResponse.Status = conflict != nil ? .conflict : form == nil ? .ok : .badRequest
        return try visit.html(page, as: .organisationDetails, status: status)
    }
}

struct OrganisationDetailsPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let waiting: String?
    /// Why a steward said no.
    let refused: String?
    let discardAction: String
    /// Of an earlier version in the fields.
    let earlier: String?
    let versionsHref: String
    let conflict: String?
    let theirs: [SummaryRow]
    let seen: String
    let fields: [FieldBlock]

    init(
        visit: Visit,
        sheet: Editing.OrganisationSheet,
        earlier version: ListingVersion? = nil,
        form: FormReader?,
        conflict: String?
    ) {
        let facts = sheet.working
        page = visit.frame("About us", hasErrors: form?.isValid == false || conflict != nil)
        errors = ErrorSummary(form)
        let live = visit.query.integer("live", in: 0...100) ?? 0
        let slow = visit.query.integer("waiting", in: 0...100) ?? 0
        thanks =
            live + slow == 0
            ? nil : slow == 0 ? "Thank you. It shows now." : "Thank you. A steward looks at it. You get an e-mail."
        waiting = sheet.waiting.map {
            "What you sent on \(Words.date($0.sentAt)) waits for a steward. Until then people see what was there before."
        }
        refused = sheet.refused?.reason
        discardAction = Path.giveUpDetails.text
        earlier = version.map { "These are the words of \(Words.moment($0.at)). Look at them, then save." }
        versionsHref = Path.organisationVersions(sheet.organisation.id).text
        self.conflict = conflict
        theirs =
            conflict == nil
            ? []
            : OrganisationFacts.Fact.allCases.map {
                let lines = FactWords.lines($0, facts)
                return SummaryRow(FactWords.label($0), lines.isEmpty ? ["Nothing"] : lines)
            }
        let sent = form == nil || conflict != nil ? nil : form?.sent("seen")
        seen = sent ?? facts.fingerprint()
        fields = OrganisationDetailsPage.fields(version?.organisationFacts ?? facts, form)
    }

    private static func fields(_ facts: OrganisationFacts, _ form: FormReader?) -> [FieldBlock] {
        [
            .text(TextInput("name", "What are you called?", in: form, initially: facts.name)),
            .area(
                TextInput(
                    "description",
                    "What do you do?",
                    in: form,
                    hint: "A few sentences that anybody understands.",
                    initially: facts.description
                )
            ),
            .text(
                TextInput(
                    "phone",
                    "Phone number (optional)",
                    in: form,
                    type: "tel",
                    keyboard: "tel",
                    width: "medium",
                    initially: facts.phone ?? ""
                )
            ),
            .text(
                TextInput(
                    "email",
                    "E-mail address (optional)",
                    in: form,
                    hint: "Everybody can see it, and we write to it when a listing has to be checked.",
                    type: "email",
                    keyboard: "email",
                    initially: facts.email ?? ""
                )
            ),
            .text(
                TextInput("website", "Website (optional)", in: form, keyboard: "url", initially: facts.website ?? "")
            ),
        ]
    }
}
