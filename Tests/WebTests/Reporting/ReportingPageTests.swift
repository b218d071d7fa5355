@testable import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// Reports over HTTP: who sees which, what a file holds, and what everybody may know.
@Suite struct ReportingPageTests {
    @Test func everyRoleSeesItsOwnAndReceptionistsNone() async throws {
        try await Town.open { town in
            let words = [
                "steward": "All referrals that were made here", "admin": "All referrals that were made here",
                "linkworker": "The referrals of all link workers together", "gp": "Referrals of your practice’s people",
                "vcse": "Referrals that were sent to your organisation",
            ]
            for (name, sentence) in words {
                let page = try await town.signedIn(name).get("/reports")
                #expect(page.status == .ok && page.body.contains(sentence), "\(name)")
                #expect(page.body.contains("Ethnic group") == (name != "vcse"), "\(name)")
            }
            #expect(try await town.signedIn("reception").get("/reports").status == .forbidden)
            #expect(try await town.browser().get("/reports").status == .seeOther)
        }
    }

    @Test func smallNumbersOfTheDemoAreHiddenAndNoNumberFromOneToSixIsShown() async throws {
        try await Town.open { town in
            for name in ["steward", "linkworker", "gp", "vcse"] {
                let browser = try await town.signedIn(name)
                for table in ["path", "declined", "not-started", "full-by-need", "full-by-area", "age", "sex"] {
                    let page = try await browser.get("/reports/csv/\(table)")
                    if name == "vcse", ["age", "sex"].contains(table) {
                        #expect(page.status == .notFound)
                        continue
                    }
                    #expect(page.status == .ok, "\(name) \(table)")
                    for line in page.body.split(whereSeparator: \.isNewline).dropFirst() {
                        let cells = line.split(separator: ",", omittingEmptySubsequences: false).dropFirst()
                        // The last column of the path is a share.
                        let counts = table == "path" ? cells.dropLast() : cells
                        #expect(!counts.contains { (1...6).contains(Int($0) ?? 0) }, "\(name) \(table): \(line)")
                    }
                }
            }
        }
    }

    @Test func aTableIsAFileThatNoSpreadsheetTakesForFormulas() async throws {
        try await Town.open { town in
            let page = try await town.signedIn("steward").get("/reports/csv/path?from=2026-01&to=2026-11")
            #expect(page.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(page.headers[.contentDisposition] == "attachment; filename=\"path 2026-01-01 to 2026-11-21.csv\"")
            #expect(
                page.body.hasPrefix("\u{feff}\"Step, or why no further\",Came as far as,Referrals,Of every 100\r\n")
            )
            let table = ReportingTable(
                name: "x",
                title: "x",
                columns: ["a"],
                rows: [.init(label: "=1+1", cells: ["-2", "a,b"])]
            )
            #expect(table.csv == "\u{feff}a\r\n'=1+1,'-2,\"a,b\"\r\n")
            #expect(try await town.signedIn("steward").get("/reports/csv/nothing").status == .notFound)
        }
    }

    @Test func monthsThatMakeNoSenseAreSaidOrRepaired() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("steward")
            let wrong = try await browser.get("/reports?from=2026-11&to=2026-01")
            #expect(
                wrong.status == .badRequest && wrong.body.contains("The last day must be on or after the first day.")
            )
            for query in [
                "from=x&to=y", "from=&to=", "months=x", "months=-3", "months=99999", "from=2026-13&to=2026-14",
                "from=%00&to=9999-99",
            ] {
                let page = try await browser.get("/reports?\(query)")
                #expect(page.status == .ok, "\(query)")
            }
            let quarter = try await browser.get("/reports?months=3")
            #expect(quarter.body.contains("1 September 2026 to 21 November 2026"))
            #expect(quarter.body.contains(">The last 3 months<") && !quarter.body.contains("Optional"))
            #expect(try await browser.get("/reports?from=2020-01&to=2026-11").status == .badRequest)
        }
    }

    @Test func theFrontPageTellsStaffTheRateAndEverybodyOnlyFromThirtyOn() async throws {
        try await Town.open { town in
            #expect(try await town.signedIn("steward").get("/").body.contains("What becomes of referrals"))
            let page = try await town.browser().get("/")
            #expect(!page.body.contains("What becomes of referrals"))
            let loop = try await town.place.features.reporting.closedLoop(for: nil)
            #expect(page.body.contains("the practice has the answer") == (loop.owed >= 30))
        }
        var few = LoopCount()
        for _ in 0..<29 { few.add(.received, 1) }
        #expect(ReportingWords.inPublic(few) == nil)
        few.add(.sent, 1)
        #expect(ReportingWords.inPublic(few)?.contains("for 30 people") == true)
        #expect(ReportingWords.inPublic(few)?.contains("For 96% of them") == true)
    }

    @Test func anOffersPageTellsStaffHowReferralsWentAndNobodyElse() async throws {
        try await Town.open { town in
            let path = "/offers/" + (try town.place.offer("Kettle mornings"))
            for name in ["linkworker", "gp", "steward", "admin", "vcse"] {
                #expect(try await town.signedIn(name).get(path).body.contains("How referrals went"), "\(name)")
            }
            #expect(!(try await town.signedIn("reception").get(path)).body.contains("How referrals went"))
            #expect(!(try await town.browser().get(path)).body.contains("How referrals went"))
        }
    }

    @Test func theChecklistStandsOnNumbers() async throws {
        try await Town.open { town in
            let page = try await town.signedIn("gp").get("/reports/checklist")
            #expect(page.body.contains("The figures below support: advanced"))
            #expect(page.body.contains("were confirmed by somebody in the last 90 days"))
        }
    }
}
