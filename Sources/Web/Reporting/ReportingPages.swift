import Core
import Foundation
import Hummingbird
import WebSupport

/// What becomes of referrals, in numbers; each table also as a file for spreadsheets.
enum ReportingPages {
    static func report(_ visit: Visit) async throws -> Response {
        let choice = try PeriodChoice(visit)
        let sheet = try await visit.features.reporting.sheet(choice.period, for: visit.actor())
        let page = ReportingPage(visit: visit, sheet: sheet, choice: choice)
        return try visit.html(page, as: .reporting, status: choice.isWrong ? .badRequest : .ok)
    }

    static func table(_ visit: Visit) async throws -> Response {
        let choice = try PeriodChoice(visit)
        let sheet = try await visit.features.reporting.sheet(choice.period, for: visit.actor())
        guard let name = visit.context.parameters.get("table"),
            let table = ReportingTables(sheet).all.first(where: { $0.name == name })
        else { throw Failure.notFound }
        var response = Response.text(table.csv, type: "text/csv; charset=utf-8; header=present")
        let file = "\(table.name) \(choice.period.name).csv"
        response.headers[.contentDisposition] = "attachment; filename=\"\(file)\""
        return response
    }

    static func checklist(_ visit: Visit) async throws -> Response {
        let checklist = try await visit.features.reporting.checklist(for: visit.actor())
        return try visit.html(ChecklistPage(visit: visit, checklist: checklist), as: .checklist)
    }
}

/// Which year or quarter a report is asked for: the address says it, and what is none is said beside its field.
struct PeriodChoice: Sendable {
    let period: ReportPeriod
    let form: FormReader?
    let today: Day

    var isWrong: Bool { form.map { !$0.isValid } ?? false }

    init(_ visit: Visit) throws {
        today = Day(visit.now)
        let name = visit.query.text("period", max: 10)
        let chosen = ReportPeriod(name: name, today: today)
        period = chosen ?? ReportPeriod.usual(today: today)
        guard chosen == nil, !name.isEmpty else {
            form = nil
            return
        }
        var reader = FormReader(try FormFields(body: Array((visit.request.uri.query ?? "").utf8)))
        reader.fail(["period": "Choose a year or a quarter from the list."])
        form = reader
    }

    var offered: [(value: String, label: String)] {
        ReportPeriod.offered(today: today).map { ($0.name, ReportingWords.period($0, today: today)) }
    }
}
