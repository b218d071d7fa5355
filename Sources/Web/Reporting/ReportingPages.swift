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
        let file = "\(table.name) \(choice.period.first) to \(choice.period.last).csv"
        response.headers[.contentDisposition] = "attachment; filename=\"\(file)\""
        return response
    }

    static func checklist(_ visit: Visit) async throws -> Response {
        let checklist = try await visit.features.reporting.checklist(for: visit.actor())
        return try visit.html(ChecklistPage(visit: visit, checklist: checklist), as: .checklist)
    }
}

/// Which months a report is asked for: the address says it, and what makes no sense is said beside its field.
struct PeriodChoice: Sendable {
    let period: ReportPeriod
    let form: FormReader?
    let today: Day

    var isWrong: Bool { form.map { !$0.isValid } ?? false }

    static let usual = 12

    init(_ visit: Visit) throws {
        today = Day(visit.now)
        let year = ReportPeriod.months(PeriodChoice.usual, endingOn: today)
        if let months = visit.query.integer("months", in: 1...60) {
            (period, form) = (ReportPeriod.months(months, endingOn: today), nil)
            return
        }
        guard let from = PeriodChoice.day(visit.query.text("from")), let to = PeriodChoice.day(visit.query.text("to"))
        else {
            (period, form) = (year, nil)
            return
        }
        do throws(Failure) {
            (period, form) = (try ReportPeriod(from: from, to: to, today: today), nil)
        } catch {
            guard case .invalid(let problems) = error else { throw error }
            var reader = FormReader(try FormFields(body: Array((visit.request.uri.query ?? "").utf8)))
            reader.fail(problems)
            (period, form) = (year, reader)
        }
    }

    /// The first day of "2026-11"; of a whole date, its month's.
    private static func day(_ text: String) -> Day? { Day(iso: text.prefix(7) + "-01") }

    static func month(_ day: Day) -> String { String(day.description.prefix(7)) }

    /// The months that can be chosen, this one first.
    var months: [(value: String, label: String)] {
        (0..<ReportPeriod.mostMonths).compactMap { back in
            let month = today.year * 12 + today.month - 1 - back
            return Day(year: month / 12, month: month % 12 + 1, day: 1).map {
                (PeriodChoice.month($0), FiguresPage.monthName(PeriodChoice.month($0)))
            }
        }
    }
}
