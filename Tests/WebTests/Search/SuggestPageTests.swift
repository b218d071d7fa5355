import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// What the search field asks while somebody types.
@Suite struct SuggestPageTests {
    private struct Row: Decodable, Equatable {
        let kind: String
        let label: String
        let detail: String
        let href: String
    }

    private static func rows(_ page: Browser.Page) throws -> [Row] {
        try JSONDecoder().decode([Row].self, from: Data(page.body.utf8))
    }

    @Test func anybodyIsAnsweredInJSONThatNobodyKeeps() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/suggest?q=kettle")
            #expect(page.status == .ok)
            #expect(page.headers[.contentType] == "application/json; charset=utf-8")
            #expect(page.headers[.cacheControl] == "no-store")
            expectSecurityHeaders(page, "/suggest")
            let rows = try Self.rows(page)
            let offer = try town.place.offer("Kettle mornings")
            #expect(
                rows.contains { $0.kind == "offer" && $0.label == "Kettle mornings" && $0.href == "/offers/\(offer)" }
            )
            #expect(rows.contains { $0.kind == "organisation" && $0.label == "The Tin Kettle Company" })
            #expect(rows.count <= 8)
        }
    }

    @Test func everyRowLeadsToAPage() async throws {
        try await Town.open { town in
            let browser = town.browser()
            var kinds: Set<String> = []
            for typed in ["lo", "pec", "the", "mens", "gardening%20near%20peck"] {
                for row in try Self.rows(await browser.get("/suggest?q=\(typed)")) {
                    kinds.insert(row.kind)
                    #expect(!row.label.isEmpty && !row.detail.isEmpty)
                    #expect(try await browser.get(row.href).status == .ok, "\(row.href)")
                }
            }
            #expect(kinds == ["need", "offer", "organisation", "place"])
        }
    }

    @Test func aPlaceSetsWhereAndKeepsTheWords() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let rows = try Self.rows(await browser.get("/suggest?q=chess%20near%20peckh"))
            let row = try #require(rows.last)
            #expect(
                row
                    == Row(
                        kind: "place",
                        label: "chess near Peckham",
                        detail: "Place in Southwark",
                        href: "/search?q=chess&near=Peckham"
                    )
            )
            let page = try await browser.get(row.href).markup
            #expect(page.elements.first { $0["id"] == "near" }?["value"] == "Peckham")
        }
    }

    @Test func aNeedSaysInWhichWordsItWasFound() async throws {
        try await Town.open { town in
            let row = try #require(try Self.rows(await town.browser().get("/suggest?q=skint")).first)
            #expect(
                row
                    == Row(
                        kind: "need",
                        label: "Debt and money worries",
                        detail: "Offers for “skint”",
                        href: "/search?need=debt-and-money-worries"
                    )
            )
        }
    }

    @Test func whatIsHiddenIsSuggestedToNobody() async throws {
        try await Town.open { town in
            town.place.clock.advance(days: 2_000)
            for browser in [town.browser(), try await town.signedIn("linkworker")] {
                let rows = try Self.rows(await browser.get("/suggest?q=kettle"))
                #expect(rows.isEmpty, "\(rows)")
            }
        }
    }

    @Test func whatWasTypedIsWrittenDownNowhere() async throws {
        let logs = LogStore()
        try await Town.open(logger: logs.logger) { town in
            try await town.browser().get("/suggest?q=canaryquery")
            try await town.browser().get("/suggest/canarypath?q=canaryquery")
        }
        #expect(logs.lines.contains { $0.contains("/suggest") && $0.contains("status") })
        #expect(!logs.lines.contains { $0.lowercased().contains("canary") })
    }

    @Test func headGivesTheHeadersAlone() async throws {
        try await Town.open { town in
            let head = try await town.browser().send(.head, "/suggest?q=kettle", body: nil, headers: [:])
            #expect(head.status == .ok && head.body.isEmpty)
            #expect(head.headers[.cacheControl] == "no-store")
        }
    }

    @Test(arguments: [
        "", "?", "?q=", "?q=%20", "?q=k", "?q=%00%00", "?q=%FF%FE", "?q=%ED%A0%80", "?q=%", "?q=%2", "?q[]=kettle",
        "?q=%22%3E%3Cscript%3E", "?q=*%20AND%20(", "?q=%F0%9F%A6%8A%F0%9F%A6%8A", "?q=%CC%81%CC%81%CC%81",
        "?near=SE15", "?q=" + String(repeating: "%CC%81", count: 900), "?q=" + String(repeating: "word+", count: 700),
    ])
    func nonsenseIsAnsweredWithAList(_ query: String) async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/suggest\(query)")
            #expect(page.status == .ok)
            #expect(try Self.rows(page).count <= 8)
        }
    }

    @Test func whoeverAsksFarTooOftenGetsAnEmptyListForAMoment() async throws {
        try await Town.open { town in
            let browser = town.browser()
            for number in 1...300 {
                #expect(try await browser.get("/suggest?q=k").status == .ok, "\(number)")
            }
            let page = try await browser.get("/suggest?q=kettle")
            #expect(page.status == .tooManyRequests && page.headers[.retryAfter] == "1")
            #expect(try Self.rows(page).isEmpty)
            #expect(page.headers[.contentType] == "application/json; charset=utf-8")
            #expect(page.headers[.cacheControl] == "no-store")
            expectSecurityHeaders(page, "/suggest")
            #expect(try await browser.get("/search?q=kettle").status == .ok, "the search itself is not kept out")
            #expect(try await town.signedIn("linkworker").get("/").status == .ok)
        }
    }

    @Test func aQuoteAndATagComeBackAsData() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/suggest?q=%22%3Cb%3E%22%20near%20peckham")
            let row = try #require(try Self.rows(page).last)
            #expect(row.label == "\"<b>\" near Peckham")
            #expect(row.href == "/search?q=%22%3Cb%3E%22&near=Peckham")
        }
    }

    @Test func thePagesWithTheFieldBringTheScriptAndOthersDoNot() async throws {
        try await Town.open { town in
            for path in ["/", "/search?q=lonely"] {
                let page = try await town.browser().get(path).markup
                let source = try #require(page.elements.first { $0.name == "script" }?["src"])
                #expect(source.hasPrefix("/public/suggest.js?v="))
                #expect(
                    try await town.browser().get(source).headers[.contentType]?.hasPrefix("text/javascript") == true
                )
                #expect(page.elements.first { $0["id"] == "q" }?["data-suggest"] == "/suggest")
            }
            #expect(try await town.browser().get("/sign-in").markup.all("script").isEmpty)
        }
    }
}
