import Core
import Foundation
import TestSupport
import Testing

@testable import Web

extension Samples {
    /// For each role, with months that make sense and with ones that do not.
    func reporting() async throws -> [ReportingPage] {
        var pages: [ReportingPage] = []
        for name in ["steward", "linkworker", "gp", "vcse"] {
            for path in ["/reports", "/reports?from=2026-11&to=2026-01"] {
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
