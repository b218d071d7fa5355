import Core
import Foundation
import Hummingbird
import WebSupport

/// Beginning with somebody.
enum NewEpisodePages {
    static func form(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    static func open(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let needs = try await visit.features.directory.needNames()
        let person = PersonFields.person(&form, today: CalendarDate(iso: Day(visit.now).description))
        let practice = PracticeChoice.read(&form, own: nil)
        let background = EpisodeFields.background(&form)
        var plan = EpisodePlan()
        for part in [EpisodePart.matters, .needs, .risks] { EpisodeFields.read(part, into: &plan, needs: needs, &form) }
        let told = EpisodeFields.telling(&form)
        let key = FormKey.read(&form, beside: "name")
        guard let person, let practice, let told, form.isValid else { return try await show(visit, form: form) }
        let opening = EpisodeOpening(
            practiceCode: practice.code,
            telling: told.0,
            consent: Consent(share: false, reportBack: false, method: told.1),
            plan: plan,
            background: background,
            key: key
        )
        do {
            let id = try await visit.features.episodes.open(opening, for: person, by: visit.actor())
            return .seeOther(Path.episode(id).text + "?new=1")
        } catch Failure.invalid(let problems) {
            form.fail(problems)
        } catch Failure.conflict(let sentence) {
            form.fail("name", sentence)
        }
        return try await show(visit, form: form)
    }

    private static func show(_ visit: Visit, form: FormReader?) async throws -> Response {
        let needs = try await visit.features.directory.needNames()
        let practices = try await visit.features.people.practices()
        let page = EpisodeFormPage(
            page: visit.frame("Begin with somebody", hasErrors: form != nil),
            errors: ErrorSummary(form),
            back: Path.episodes.text,
            backLabel: "My people",
            title: "Begin with somebody",
            lead: "Only what you need. What matters, needs and risks can wait until you have talked.",
            action: Path.episodes.text,
            version: nil,
            key: FormKey.kept(form),
            fields: blocks(needs: needs, practices: practices, form),
            button: "Begin"
        )
        return try visit.html(page, as: .episodeForm, status: form == nil ? .ok : .badRequest)
    }

    private static func blocks(needs: [Need], practices: [Practice], _ form: FormReader?) -> [FieldBlock] {
        let plan = EpisodePlan()
        let details = PersonFields.inputs(nil, in: form).blocks + [.select(PracticeChoice.select(practices, in: form))]
        let person = details + EpisodeFields.background(nil, form)
        let planned = [EpisodePart.matters, .needs, .risks].flatMap { EpisodeFields.plan($0, plan, needs: needs, form) }
        return FieldBlock.group("The person", person)
            + FieldBlock.group("What the practice is told", EpisodeFields.telling(nil, nil, form))
            + FieldBlock.group("What is planned", planned)
    }
}
