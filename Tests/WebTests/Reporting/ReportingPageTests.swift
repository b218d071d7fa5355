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
                "steward": "All referrals that were made here", "commissioner": "All referrals that were made here",
                "admin": "All referrals that were made here",
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
                for table in [
                    "path", "declined", "not-started", "full-by-need", "full-by-area", "measures", "age", "sex",
                ] {
                    let page = try await browser.get("/reports/csv/\(table)")
                    if name == "vcse", ["age", "sex"].contains(table) {
                        #expect(page.status == .notFound)
                        continue
                    }
                    #expect(page.status == .ok, "\(name) \(table)")
                    for line in page.body.split(whereSeparator: \.isNewline).dropFirst() {
                        let cells = line.split(separator: ",", omittingEmptySubsequences: false).dropFirst()
                        // The last column of the path is a share; scores are of nobody.
                        let counts = table == "path" ? cells.dropLast() : table == "measures" ? cells.suffix(5) : cells
                        #expect(!counts.contains { (1...6).contains(Int($0) ?? 0) }, "\(name) \(table): \(line)")
                    }
                }
            }
        }
    }

    @Test func aTableIsAFileThatNoSpreadsheetTakesForFormulas() async throws {
        try await Town.open { town in
            let page = try await town.signedIn("steward").get("/reports/csv/path?period=2026")
            #expect(page.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(page.headers[.contentDisposition] == "attachment; filename=\"path 2026.csv\"")
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

    @Test func aPeriodThatIsNoneIsSaidAndAQuarterTellsNoNumberOfPeople() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("steward")
            for name in ["2026-11", "2031", "x", "2026-q9"] {
                let wrong = try await browser.get("/reports?period=\(name)")
                #expect(wrong.status == .badRequest, "\(name)")
                #expect(wrong.body.contains("Choose a year or a quarter from the list."))
            }
            #expect(try await browser.get("/reports?from=2026-11&to=2026-01&months=x&period=").status == .ok)
            let year = try await browser.get("/reports")
            #expect(year.body.contains("1 January 2026 to 21 November 2026") && year.body.contains("2026, so far"))
            let quarter = try await browser.get("/reports?period=2026-q3")
            #expect(quarter.body.contains("1 July 2026 to 30 September 2026"))
            #expect(quarter.body.contains("How many people is told by the year alone"))
            #expect(quarter.body.contains("How long it takes") && !quarter.body.contains("path of every hundred"))
            for table in ["path", "loop", "declined", "age", "measures", "searches-by-need"] {
                #expect(try await browser.get("/reports/csv/\(table)?period=2026-q3").status == .notFound, "\(table)")
            }
        }
    }

    @Test func theYearOfTheDemoTellsHowPeopleWereAtFirstAndAtLast() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            #expect(try await browser.get("/reports").body.contains("(NHS Talking Therapies)"), "by whose rule")
            let table = try await browser.get("/reports/csv/measures")
            let lines = table.body.split(whereSeparator: \.isNewline)
            let satisfied = try #require(lines.first { $0.contains("Satisfied with life") })
            #expect(!satisfied.contains("hidden,hidden,not enough"), "\(satisfied)")
            #expect(satisfied.contains("no rule"))
            #expect(lines.contains { $0.contains("GAD-7") && $0.contains("clinical range") })
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
