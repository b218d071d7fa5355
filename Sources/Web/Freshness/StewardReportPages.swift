import Core
import Foundation
import Hummingbird
import WebSupport

/// What people told us about listings, for the steward to settle.
enum StewardReportPages {
    static func list(_ visit: Visit) async throws -> Response { try await show(visit) }

    private static func show(_ visit: Visit, meanwhile: String? = nil) async throws -> Response {
        let reports = try await visit.features.reports.open(for: visit.actor())
        let listings = try await visit.features.directory.listings(reports.map(\.offerID))
        let page = StewardReportsPage(visit, reports: reports, listings: listings, meanwhile: meanwhile)
        return try visit.html(page, as: .stewardReports, status: meanwhile == nil ? .ok : .conflict)
    }

    static func settle(_ visit: Visit) async throws -> Response {
        let form = try visit.reader()
        let isRight: Bool
        switch form.sent("do") {
        case "right": isRight = true
        case "done": isRight = false
        default: throw Failure.notFound
        }
        do {
            try await visit.features.reports.settle(visit.identifier(), isRight: isRight, by: visit.actor())
        } catch Failure.conflict(let sentence) {
            return try await show(visit, meanwhile: sentence)
        }
        return .seeOther(Path.stewardReports.text + "?settled=1")
    }
}

struct StewardReportsPage: Sendable {
    let page: PageFrame
    let heading: String
    let thanks: String?
    /// What somebody else has done.
    let meanwhile: String?
    let reports: [Line]

    struct Line: Sendable {
        let anchor: String
        let name: String
        let href: String
        let organisation: String
        let label: String
        let isUnsafe: Bool
        let said: String
        let rows: [SummaryRow]
        let phoneHref: String
        let editHref: String
        let action: String

        init(_ report: ListingReport, listing: Listing?, visit: Visit) {
            anchor = "report-\(report.id)"
            name = report.offerName
            href = Path.offer(report.offerID).text
            organisation = report.organisationName
            label = ReportWords.label(report.kind)
            isUnsafe = report.kind == .unsafe
            said = "\(ReportWords.source(report.source)), \(Words.ago(report.at, now: visit.now))"
            rows =
                [SummaryRow("In words", report.words[""])].compactMap { $0 }
                + Fact.allCases.compactMap { Line.row($0, of: report, listing: listing, now: visit.now) }
            phoneHref = Path.confirmByPhone(report.offerID).text
            editHref = Path.editOffer(report.offerID).text
            action = Path.settleReport(report.id).text
        }

        /// What they say, and below it what the listing says, so that the two can be compared.
        private static func row(_ fact: Fact, of report: ListingReport, listing: Listing?, now: Date) -> SummaryRow? {
            guard let said = report.words[fact.rawValue] else { return nil }
            let known = listing.map { $0.words(for: fact, now: now) } ?? []
            let listed = known.isEmpty ? [] : ["The listing says: " + known.joined(separator: "; ")]
            return SummaryRow(
                fact.label,
                ["They say: " + (said.isEmpty ? "it is different, but not how" : said)] + listed
            )
        }
    }

    init(_ visit: Visit, reports: [ListingReport], listings: [Listing], meanwhile: String? = nil) {
        page = visit.frame("Reports")
        heading = reports.isEmpty ? "No reports are waiting" : "\(Words.count(reports.count, "report")) to look at"
        thanks = visit.query.integer("settled", in: 1...1) == nil ? nil : "Done."
        self.meanwhile = meanwhile
        self.reports = reports.map { report in
            Line(report, listing: listings.first { $0.offer.id == report.offerID }, visit: visit)
        }
    }
}
