import Core
import Hummingbird
import WebSupport

/// What people told us about listings, for the steward to settle.
enum StewardReportPages {
    static func list(_ visit: Visit) async throws -> Response {
        let reports = try await visit.features.reports.open(for: visit.actor())
        return try visit.html(StewardReportsPage(visit, reports: reports), as: .stewardReports)
    }

    static func settle(_ visit: Visit) async throws -> Response {
        let form = try visit.reader()
        let isRight: Bool
        switch form.sent("do") {
        case "right": isRight = true
        case "done": isRight = false
        default: throw Failure.notFound
        }
        try await visit.features.reports.settle(visit.identifier(), isRight: isRight, by: visit.actor())
        return .seeOther(Path.stewardReports.text + "?settled=1")
    }
}

struct StewardReportsPage: Sendable {
    let page: PageFrame
    let heading: String
    let thanks: String?
    let reports: [Line]

    struct Line: Sendable {
        let name: String
        let href: String
        let organisation: String
        let label: String
        let isUnsafe: Bool
        let said: String
        let rows: [SummaryRow]
        let phoneHref: String
        let action: String

        init(_ report: ListingReport, visit: Visit) {
            name = report.offerName
            href = Path.offer(report.offerID).text
            organisation = report.organisationName
            label = ReportWords.label(report.kind)
            isUnsafe = report.kind == .unsafe
            said = "\(ReportWords.source(report.source)), \(Words.ago(report.at, now: visit.now))"
            let facts = Fact.allCases.compactMap { fact in
                report.words[fact.rawValue].map {
                    SummaryRow(fact.label, [$0.isEmpty ? "Different, but not said how" : $0])
                }
            }
            rows = [SummaryRow("In words", report.words[""])].compactMap { $0 } + facts
            phoneHref = Path.confirmByPhone(report.offerID).text
            action = Path.settleReport(report.id).text
        }
    }

    init(_ visit: Visit, reports: [ListingReport]) {
        page = visit.frame("Reports")
        heading = reports.isEmpty ? "No reports are waiting" : "\(Words.count(reports.count, "report")) to look at"
        thanks = visit.query.integer("settled", in: 1...1) == nil ? nil : "Done."
        self.reports = reports.map { Line($0, visit: visit) }
    }
}
