import Core
import Hummingbird
import WebSupport

/// Filing many at once: each stands there in full, because filed is read.
enum FilingPages {
    static func list(_ visit: Visit) async throws -> Response {
        try await page(visit, form: nil)
    }

    static func file(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        let ids = form.fields.values("answers[]").compactMap { PracticeAnswer.ID($0) }
        do {
            let filed = try await visit.features.outcomes.file(ids, by: visit.actor())
            return .seeOther(Path.practice.text + "?filed=\(filed)" + (filed < Set(ids).count ? "&others=1" : ""))
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await page(visit, form: form)
        }
    }

    private static func page(_ visit: Visit, form: FormReader?) async throws -> Response {
        let entries = try await visit.features.outcomes.tray(for: visit.actor(), .notFiled)
        let page = FilingPage(visit: visit, entries: entries, form: form)
        return try visit.html(page, as: .filing, status: form == nil ? .ok : .badRequest)
    }
}

struct FilingPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let action: String
    let lines: [Line]
    let isEmpty: Bool
    let more: String?
    let allHref: String
    let canTickAll: Bool

    struct Line: Sendable {
        let id: String
        let value: String
        let href: String
        let person: String
        let born: String
        let sentence: String
        let words: String?
        let offers: String
        let isTicked: Bool
    }

    init(visit: Visit, entries: [Outcomes.Entry], form: FormReader?) {
        page = visit.frame("File several at once", hasErrors: form != nil, script: "tray.js")
        errors = ErrorSummary(form)
        action = Path.filing.text
        let all = entries.filter { $0.letter.tag == .file }.sorted { $0.answer.loopSince < $1.answer.loopSince }
        let ticksAll = visit.query.checked("all")
        lines = all.prefix(Outcomes.mostAtOnce).enumerated().map { index, entry in
            let letter = entry.letter.fitted.letter
            return Line(
                id: index == 0 ? "answers" : "answers-\(index + 1)",
                value: entry.answer.id.text,
                href: Path.outcome(entry.answer.id).text,
                person: letter.person.name,
                born: Words.date(letter.person.dateOfBirth),
                sentence: OutcomeWords.sentence(letter),
                words: letter.personWords,
                offers: Words.joined(letter.services.map(\.name)),
                isTicked: ticksAll
            )
        }
        isEmpty = lines.isEmpty
        let left = all.count - lines.count
        more = left > 0 ? "\(left) more come when these are filed." : nil
        allHref = Path.filing.text + "?all=1"
        canTickAll = !ticksAll && lines.count > 1
    }
}
