import Core
import Foundation
import Hummingbird
import WebSupport

/// Asking one measure, or typing in what was answered elsewhere.
enum MeasureFormPages {
    static func form(_ visit: Visit) async throws -> Response {
        let (sheet, measure) = try await visit.measure()
        return try visit.html(
            MeasureFormPage(visit: visit, sheet: sheet, measure: measure, form: nil),
            as: .measureForm
        )
    }

    static func record(_ visit: Visit) async throws -> Response {
        let (sheet, measure) = try await visit.measure()
        var form = try visit.reader()
        if let entry = entry(&form, measure: measure, goals: sheet.goals) {
            do {
                try await visit.features.measures.record(entry, of: sheet.episode.id, by: visit.actor())
                return .seeOther(Path.measures(sheet.episode.id).text + "?saved=1")
            } catch Failure.invalid(let problems) {
                form.fail(problems)
            }
        }
        let page = MeasureFormPage(visit: visit, sheet: sheet, measure: measure, form: form)
        return try visit.html(page, as: .measureForm, status: .badRequest)
    }

    /// Nil when something is wrong with the fields, which then say so.
    private static func entry(_ form: inout FormReader, measure: Measure, goals: [String: String]) -> MeasureEntry? {
        var answers: [String: Double] = [:]
        var words: [String: String] = [:]
        for code in measure.questions {
            if let item = measure.item(code), item.isInOwnWords, goals[code] == nil {
                words[code] = form.optionalText("words-\(code)", label: "words", max: MeasureEntry.longestWords)
            }
            answers[code] = answer(&form, code, of: measure)
        }
        let isDeclined = form.checked("declined")
        let mode = form.choice(
            "mode",
            label: "answer",
            as: MeasureResponse.Mode.self,
            required: true,
            missing: "Say who answered"
        )
        let stage = form.choice(
            "stage",
            label: "answer",
            as: Measure.Stage.self,
            required: true,
            missing: "Say when in their time with you it was"
        )
        let day = form.date("answered", label: "date of the answers", required: true).flatMap { Day(iso: $0.iso) }
        let key = FormKey.read(&form, beside: "mode")
        if form.sent("version") != "\(measure.version)" {
            form.fail(
                "version",
                "The questions have changed since you opened this page. Look at them again",
                input: "mode"
            )
        }
        guard form.isValid, let mode, let stage, let day else { return nil }
        return MeasureEntry(
            measure: measure.code,
            version: measure.version,
            stage: stage,
            answeredOn: day,
            mode: mode,
            answers: answers,
            words: words,
            isDeclined: isDeclined,
            key: key
        )
    }

    private static func answer(_ form: inout FormReader, _ code: String, of measure: Measure) -> Double? {
        let field = Scorer.field(code)
        guard let item = measure.item(code), let scale = measure.scale(of: item) else {
            let typed = form.text(field, label: "score", max: 10)
            guard !typed.isEmpty else { return nil }
            guard let number = MeasureFormWords.number(typed) else {
                form.fail(field, "\(measure.score(code)?.name ?? "The score") must be a number")
                return nil
            }
            return number
        }
        let values = scale.values.map(String.init) + [MeasureFormWords.blank]
        return form.choice(field, label: "answer", among: values).flatMap(Double.init)
    }
}

extension Visit {
    /// The episode's sheet and the measure that the address names.
    fileprivate func measure() async throws -> (Measures.Sheet, Measure) {
        let sheet = try await features.measures.sheet(identifier(), for: actor())
        let code = context.parameters.get("measure") ?? ""
        guard let measure = sheet.offered.first(where: { $0.code == code }) else { throw Failure.notFound }
        return (sheet, measure)
    }
}

/// A sheet for a clipboard, without a name on it.
enum MeasurePaperPages {
    static func sheet(_ visit: Visit) async throws -> Response {
        let (sheet, measure) = try await visit.measure()
        guard measure.wording == .included else { throw Failure.notFound }
        return try visit.html(MeasurePaperPage(visit: visit, sheet: sheet, measure: measure), as: .measurePaper)
    }
}
