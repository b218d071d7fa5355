import Core
import Foundation
import Hummingbird
import WebSupport

/// One part of an episode, changed and saved by itself.
enum EpisodePartPages {
    static func form(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil, status: .ok)
    }

    static func save(_ visit: Visit) async throws -> Response {
        let part = try part(visit)
        let id: Episode.ID = try visit.identifier()
        var form = try visit.reader()
        let seen = form.integer("version", label: "version", in: 1...1_000_000) ?? 0
        do {
            if try await change(visit, id, part, seen: seen, &form) {
                return .seeOther(Path.episode(id).text + "?saved=1")
            }
        } catch Failure.invalid(let problems) {
            form.fail(problems)
        } catch Failure.conflict(let sentence) {
            form.fail(part.firstField, sentence)
            return try await show(visit, form: form, status: .conflict)
        }
        return try await show(visit, form: form, status: .badRequest)
    }

    /// False when something in the form is wrong.
    private static func change(
        _ visit: Visit,
        _ id: Episode.ID,
        _ part: EpisodePart,
        seen: Int,
        _ form: inout FormReader
    ) async throws -> Bool {
        let episodes = visit.features.episodes
        let actor = try visit.actor()
        switch part {
        case .person:
            let person = PersonFields.person(&form, today: CalendarDate(iso: Day(visit.now).description))
            let background = EpisodeFields.background(&form)
            guard let person, form.isValid else { return false }
            try await episodes.change(person, background: background, of: id, seen: seen, by: actor)
        case .telling:
            guard let (telling, method) = EpisodeFields.telling(&form), form.isValid else { return false }
            try await episodes.change(telling: telling, method: method, of: id, seen: seen, by: actor)
        case .matters, .needs, .risks:
            let sheet = try await episodes.sheet(id, for: actor)
            var plan = sheet.plan
            let needs = try await visit.features.directory.needNames()
            EpisodeFields.read(part, into: &plan, needs: needs, &form)
            guard form.isValid else { return false }
            try await episodes.move(id, seen: seen, .change(plan, telling: sheet.episode.telling), by: actor)
        }
        return true
    }

    private static func part(_ visit: Visit) throws(Failure) -> EpisodePart {
        guard let part = visit.context.parameters.get("part").flatMap(EpisodePart.init) else { throw .notFound }
        return part
    }

    private static func show(_ visit: Visit, form: FormReader?, status: HTTPResponse.Status) async throws -> Response {
        let part = try part(visit)
        let sheet = try await visit.features.episodes.sheet(visit.identifier(), for: visit.actor())
        guard sheet.episode.state == .open else {
            throw Failure.conflict("This has ended, so nothing can be changed. Open it again first.")
        }
        let needs = try await visit.features.directory.needNames()
        let seen = status == .conflict ? nil : form?.sent("version")
        let page = EpisodeFormPage(
            page: visit.frame("\(part.title): \(sheet.person.name)", hasErrors: form != nil),
            errors: ErrorSummary(form),
            back: Path.episode(sheet.episode.id).text,
            backLabel: sheet.person.name,
            title: part.title,
            lead: nil,
            action: Path.episodePart(sheet.episode.id, part).text,
            version: seen ?? "\(sheet.episode.version)",
            fields: EpisodeFields.blocks(part, sheet, needs: needs, form),
            button: "Save"
        )
        return try visit.html(page, as: .episodeForm, status: status)
    }
}

/// A form about an episode: fields one under the other, and a button.
struct EpisodeFormPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let back: String
    let backLabel: String
    let title: String
    let lead: String?
    let action: String
    /// As it was seen; nil when there is nothing yet.
    let version: String?
    /// Made with a form that creates something, so that sending it twice does so once.
    var key: String?
    let fields: [FieldBlock]
    let button: String
}
