import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// The search page: what it finds, how it says so, and what it does with whatever is typed.
@Suite struct SearchPageTests {
    @Test func theWordsThatWereFoundAreMarked() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/search?q=chess").markup
            let marks = page.all("mark").map { $0.text.lowercased() }
            #expect(marks.contains { $0.hasPrefix("chess") }, "\(marks)")
            #expect(page.first("h1")?.text.contains("for “chess”") == true)
            #expect(page.elements.first { $0["id"] == "q" }?["value"] == "chess")
        }
    }

    @Test func aPlaceIsExplained() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let near = try await browser.get("/search?q=lonely&near=se15+4na")
            #expect(
                near.body.contains(
                    "We do not know the exact place of SE15 4NA, so distances are from the middle of SE15."
                )
            )
            let outcode = try await browser.get("/search?q=lonely&near=se15")
            #expect(outcode.body.contains("Distances are from the middle of SE15"))
            #expect(near.markup.all("li").contains { $0.text.hasSuffix("miles away") })
            let unknown = try await browser.get("/search?q=lonely&near=ZZ99")
            #expect(unknown.body.contains("We do not know the place “ZZ99”."))
            #expect(unknown.markup.links.contains { $0.hasPrefix("/offers/") })
        }
    }

    @Test func whenNothingIsNearThePlaceIsDroppedAndThatIsSaid() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/search?q=needle+exchange&near=TR1&radius=1")
            let isDropped = page.body.contains("There is nothing within 1 mile of TR1, so these are from farther away.")
            #expect(isDropped || page.body.contains("Help by telephone or online is always shown."))
            try town.place.execute("DELETE FROM outcode WHERE code = 'TR1'")
            // Places are remembered for a minute.
            town.place.clock.advance(minutes: 1)
            let unknown = try await town.browser().get("/search?q=needle+exchange&near=TR1&radius=1")
            #expect(unknown.body.contains("We do not know the place “TR1”."))
        }
    }

    @Test func aMistypedWordIsCorrectedAndSaidSo() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let page = try await browser.get("/search?q=chesss+club&near=SE15&radius=10")
            #expect(page.body.contains("Showing results for <strong>chess club</strong>."))
            let link = try #require(page.markup.all("a").first { $0.text == "chesss club" })
            #expect(link["href"] == "/search?q=chesss%20club&near=SE15&radius=10&as-typed=1")
            let typed = try await browser.get(link["href"] ?? "")
            #expect(typed.status == .ok && !typed.body.contains("Showing results for"))
        }
    }

    @Test(
        arguments: [
            (
                "yoga weekday mornings", ["Monday to Friday", "Morning"],
                "not=day-fr&not=day-mo&not=day-th&not=day-tu&not=day-we"
            ),
            ("yoga fri-sun", ["Friday to Sunday"], "not=day-fr&not=day-sa&not=day-su"),
            ("yoga weekend", ["Saturday", "Sunday"], "not=day-sa"), ("yoga 16-24", ["Aged 16 to 24"], "not=age"),
            ("yoga over 60", ["Aged 60 or over"], "not=age"), ("yoga my 9yo", ["Aged 9"], "not=age"),
            ("yoga under 5s", ["Under 5"], "not=age"),
        ] as [(String, [String], String)]
    )
    func whatWasUnderstoodIsSaidAndCanBeTakenOff(words: String, chips: [String], off: String) async throws {
        let address = "/search?q=" + words.replacingOccurrences(of: " ", with: "%20")
        try await Self.town.withPage(address) { page in
            let links = page.markup.all("a").filter { $0.text.contains("Take off: ") }
            #expect(links.map { $0.text.components(separatedBy: "Take off: ").last ?? "" } == chips)
            #expect(links.first?["href"] == "\(address)&\(off)")
        }
        try await Self.town.withPage("\(address)&\(off)") { page in
            #expect(!page.body.contains("Take off: \(chips[0])<"))
        }
    }

    @Test func whatNobodyConfirmedForLongStandsBelowALine() async throws {
        try await Town.open { town in
            town.place.clock.advance(days: 160)
            var above = ""
            var below = ""
            for number in 1...8 {
                let page = try await town.browser().get("/search?q=help&page=\(number)").body
                let parts = page.components(separatedBy: "Nobody has confirmed these for a long time. Ring first.")
                above += parts[0]
                below += parts.dropFirst().joined()
            }
            #expect(!above.contains("badge-unconfirmed") && below.contains("badge-unconfirmed"))
            #expect(above.contains("badge-overdue") && !below.contains("badge-overdue"))
            #expect(!below.contains("badge-fresh") && !below.contains("badge-due"))
        }
    }

    @Test func pagesKeepTheQueryAndHoldDifferentOffers() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let first = try await browser.get("/search?q=help&near=SE15&radius=10")
            let next = try #require(first.markup.elements.first { $0["rel"] == "next" }?["href"])
            #expect(next == "/search?q=help&near=SE15&radius=10&page=2")
            let second = try await browser.get(next)
            #expect(
                second.markup.elements.first { $0["rel"] == "prev" }?["href"] == "/search?q=help&near=SE15&radius=10"
            )
            let offers = [first, second].map { Set($0.markup.links.filter { $0.hasPrefix("/offers/") }) }
            #expect(offers[0].count == 20 && offers[0].isDisjoint(with: offers[1]))
        }
    }

    @Test func anEmptySearchBrowsesByNeed() async throws {
        try await Town.open { town in
            for path in ["/search", "/search?q=", "/search?q=+%C2%A0"] {
                let page = try await town.browser().get(path).markup
                #expect(page.links.filter { $0.hasPrefix("/search?need=") }.count > 10, "\(path)")
                #expect(page.first("h1")?.text == "What would help?")
            }
            let need = try await town.browser().get("/search?need=loneliness")
            #expect(need.markup.links.contains { $0.hasPrefix("/offers/") })
            #expect(need.markup.elements.contains { $0["name"] == "need" && $0["value"] == "loneliness" })
        }
    }

    @Test func nothingFoundIsNoDeadEnd() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let page = try await browser.get("/search?q=qqzzxxqq")
            #expect(page.status == .ok && page.body.contains("Try other words"))
            #expect(page.markup.links.filter { $0.hasPrefix("/search?need=") }.count > 10)
            let late = try await browser.get("/search?q=lonely&page=500")
            #expect(late.status == .ok && late.body.contains("There are no more results."))
            let last = try #require(late.markup.elements.first { $0["rel"] == "prev" }?["href"])
            let results = try await browser.get(last).markup
            #expect(results.ids.contains { $0.hasPrefix("hit-") })
            #expect(!results.elements.contains { $0["rel"] == "next" })
        }
    }

    @Test func signsWithoutAWordAreNotSaidToBeFound() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/search?q=!!!")
            #expect(page.markup.first("h1")?.text.contains("!!!") == false)
            #expect(page.body.contains("There is no word to look for in “!!!”, so these are all offers."))
            let browsed = try await town.browser().get("/search?near=SE15")
            #expect(!browsed.body.contains("There is no word"))
        }
    }

    @Test func hiddenListingsAreShownToThoseWhoCanJudgeThem() async throws {
        try await Town.open { town in
            let offer = "/offers/\(try town.place.offer("Kettle mornings"))"
            town.place.clock.advance(days: 1_000)
            let query = "/search?q=tin+kettle+mornings"
            for role in Town.everybody {
                let page = try await town.browser(of: role).get(query)
                let sees = role == .linkWorker || role == .steward || role == .administrator
                #expect(page.markup.links.contains(offer) == sees, "\(role?.rawValue ?? "nobody")")
            }
        }
    }

    @Test(arguments: [
        "page=-1", "page=0", "page=1e9", "page=999999999999999999999", "page=x", "radius=abc", "radius=-5",
        "radius=1e308", "near=ZZ99", "near=SW1A%201AA", "near=GIR%200AA", "near=%C0%AF", "q=%ED%A0%80", "q=%00", "q=%",
        "q=%22unclosed", "q=(((", "q=AND", "q=NOT%20x", "q=x%20NEAR%20y", "q=*", "q=a*", "q=title:x", "q=XTfoo",
        "q=the",
        "q=a", "q=%F0%9F%91%A9%F0%9F%8F%BD", "q=%22%CC%81onfocus=x", "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=%3C/title%3E%3Ch1%3E", "q=%7B%7B7*7%7D%7D", "q[]=1&q[]=2", "q=a&q=b", "need=%27%20or%201=1", "need=%00",
        "sort=unknown", "&&==&", "q=%0D%0ASet-Cookie:x", "near=%22%3E%3Cimg%20src=x%3E",
    ])
    func whateverIsInTheAddressGivesASoundPage(_ query: String) async throws {
        try await Self.town.withPage("/search?\(query)") { page in
            #expect(page.status == .ok, "\(query): \(page.status.code)")
            expectSound(page.markup, query)
            let scripts = page.markup.all("script").map { $0["src"] ?? "" }
            #expect(scripts.count == 1 && scripts[0].hasPrefix("/public/suggest.js?v="), "\(query): \(scripts)")
            #expect(page.markup.all("img").isEmpty, "\(query)")
        }
    }

    @Test func veryLongSearchesAreCutAndAnswered() async throws {
        let words = Array(repeating: "lonely", count: 10_000).joined(separator: "+")
        let filters = (0..<1_000).map { "need=n\($0)" }.joined(separator: "&")
        for query in ["q=" + words, filters, "q=" + String(repeating: "%CC%81", count: 5_000), "near=" + words] {
            try await Self.town.withPage("/search?\(query)") { page in
                #expect(page.status == .ok, "\(query.prefix(20))")
                expectSound(page.markup, "\(query.prefix(20))")
                // Every link holds the words again, and a character may take twelve bytes there.
                #expect(page.body.utf8.count < 400_000, "\(query.prefix(20))")
            }
        }
    }

    private static let town = SharedTown()
}
