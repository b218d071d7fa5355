import Core
import Foundation
import Hummingbird

/// What one person was asked and answered, and what is to be asked now.
enum MeasuresPages {
    static func list(_ visit: Visit) async throws -> Response {
        let sheet = try await visit.features.measures.sheet(visit.identifier(), for: visit.actor())
        return try visit.html(MeasuresPage(visit: visit, sheet: sheet), as: .measures)
    }

    /// Takes an answer out that was typed in wrongly.
    static func strike(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Episode.self)
        guard let response = MeasureResponse.ID(try visit.reader().sent("response")) else { throw Failure.notFound }
        try await visit.features.measures.strike(response, of: id, by: visit.actor())
        return .seeOther(Path.measures(id).text + "?struck=1")
    }
}

/// The way from a page about an episode; `templates/measures/link`.
struct MeasuresLink: Sendable {
    let href: String

    init(_ id: Episode.ID) { href = Path.measures(id).text }
}

struct MeasuresPage: Sendable {
    let page: PageFrame
    let thanks: String?
    let episodeHref: String
    let person: String
    let due: [DueLine]
    let hasDue: Bool
    let blocks: [Block]
    let others: [OtherLine]
    let answers: [AnswerLine]
    let hasAny: Bool

    struct DueLine: Sendable {
        let name: String
        let href: String
        let paperHref: String?
        let when: String
        let late: String?

        init(_ due: Measures.Due, of id: Episode.ID) {
            name = due.measure.name
            href = Path.measure(id, due.measure.code, due.time.stage).text
            paperHref = due.measure.wording == .included ? Path.measurePaper(id, due.measure.code).text : nil
            when = "\(Words.capitalised(MeasureWords.stage(due.time.stage))), since \(Words.date(due.time.since))"
            late = due.time.isLate ? "Late" : nil
        }
    }

    struct Block: Sendable {
        let name: String
        let completeness: String
        let note: String
        let lines: [ScoreBlock]

        init(_ summary: MeasureSummary) {
            name = summary.measure.name
            completeness = Words.capitalised(summary.completeness)
            note = summary.measure.source + "."
            lines = summary.lines.map { ScoreBlock($0, of: summary) }
        }
    }

    struct OtherLine: Sendable {
        let name: String
        let href: String
        let about: String
        let scoresOnly: String?
    }

    struct AnswerLine: Sendable {
        let id: String
        let what: String
        let how: String
        let action: String

        init(_ response: MeasureResponse, of id: Episode.ID, names: [String: String]) {
            self.id = response.id.text
            what =
                "\(names[response.measure] ?? response.measure), \(MeasureWords.stage(response.stage)), \(Words.date(response.answeredOn))"
            let blanks = response.missing == 0 ? "nothing left blank" : "\(response.missing) left blank"
            let score = response.isValid ? "" : ", no score"
            how =
                "\(MeasureFormWords.mode(response.mode)), \(blanks)\(score). Written down \(Words.moment(response.recordedAt))."
            action = Path.strikeMeasure(id).text
        }
    }

    init(visit: Visit, sheet: Measures.Sheet) {
        let id = sheet.episode.id
        page = visit.frame("Measures")
        episodeHref = Path.episode(id).text
        person = sheet.person.name
        thanks =
            visit.query.checked("saved") ? "Saved." : visit.query.checked("struck") ? "The answer was taken out." : nil
        due = sheet.due.map { DueLine($0, of: id) }
        hasDue = !due.isEmpty
        blocks = sheet.summaries.map(Block.init)
        others = sheet.offered.map { measure in
            OtherLine(
                name: measure.name,
                href: Path.measure(id, measure.code, nil).text,
                about: measure.about + ".",
                scoresOnly: measure.wording == .included ? nil : "scores only"
            )
        }
        let known = (sheet.offered + sheet.summaries.map(\.measure)).map { ($0.code, $0.name) }
        let names = Dictionary(known) { first, _ in first }
        answers = sheet.responses.map { AnswerLine($0, of: id, names: names) }
        hasAny = !answers.isEmpty
    }
}
