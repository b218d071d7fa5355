import Core
import Foundation
import TestSupport
import Testing

@testable import Web

extension Samples {
    /// For each role, a year, a quarter, and what is neither.
    func reporting() async throws -> [ReportingPage] {
        var pages: [ReportingPage] = []
        for name in ["steward", "linkworker", "gp", "vcse"] {
            for path in ["/reports", "/reports?period=2026-q3", "/reports?period=2031"] {
                let visit = try await visit(name, path: path)
                let choice = try PeriodChoice(visit)
                let sheet = try await place.features.reporting.sheet(choice.period, for: visit.actor())
                pages.append(ReportingPage(visit: visit, sheet: sheet, choice: choice))
            }
        }
        return pages
    }

    func checklist() async throws -> ChecklistPage {
        let visit = try await visit("gp")
        return ChecklistPage(visit: visit, checklist: try await place.features.reporting.checklist(for: visit.actor()))
    }
}
