import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// The reception desk, without JavaScript: from words to a slip.
@Suite struct DeskPageTests {
    private func cards(_ page: Browser.Page) -> [Markup.Element] {
        page.markup.elements.filter { $0["class"]?.hasPrefix("card") == true && $0["id"]?.hasPrefix("card-") == true }
    }

    /// The slip as the button of the card with that key would make it.
    private func slip(_ page: Browser.Page, key: Int) throws -> String {
        let button = page.markup.elements.first { $0.name == "button" && $0["data-key"] == "\(key)" }
        return try #require(button?["value"], "no button for \(key)")
    }

    @Test func theWordsBringFiveNumberedCardsWithWhatToReadOut() async throws {
        try await Town.open { town in
            let page = try await town.browser().get("/desk?q=kettle+mornings+company&near=SE15")
            #expect(cards(page).count == 5)
            #expect(page.markup.elements.compactMap { $0["data-key"] } == ["1", "2", "3", "4", "5"])
            let keys = Set(page.markup.all("dt").map(\.text))
            #expect(keys.isSuperset(of: ["When", "Where", "Cost", "How to join", "Telephone"]))
            #expect(page.body.contains("Kettle mornings") && page.body.contains("Kettleman Street Reading Room"))
            expectSound(page.markup, "desk")
        }
    }

    @Test func anOfferGoesOnTheSlipAndOffAgainByButtonsAlone() async throws {
        try await Town.open { town in
            let browser = town.browser()
            var page = try await browser.get("/desk?q=lonely&near=SE15")
            let state = try Form(page, to: "/desk")
            #expect(state["q"] == "lonely" && state["near"] == "SE15")
            let two = try slip(page, key: 2)
            page = try await browser.get("/desk?q=lonely&near=SE15&slip=\(two)")
            #expect(page.body.contains("The slip: 1 offer"))
            #expect(cards(page).count { $0["class"]?.contains("card-on") == true } == 1)
            let both = try slip(page, key: 1)
            #expect(both.hasPrefix(two + ","))
            page = try await browser.get("/desk?q=lonely&near=SE15&slip=\(both)")
            #expect(page.body.contains("The slip: 2 offers"))
            #expect(try slip(page, key: 2) == String(both.dropFirst(two.count + 1)))
        }
    }

    @Test func ticksBringTwoEachAndAllOfThemGoOnOneSlip() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let page = try await browser.get("/desk?near=SE15&tick=food&tick=money&tick=low&tick=nonsense")
            #expect(
                page.markup.all("h2").map(\.text).prefix(3) == [
                    "Money, bills or debt", "Enough to eat", "Feeling low or worried",
                ]
            )
            let ids = cards(page).compactMap { $0["id"] }
            #expect((4...6).contains(ids.count) && Set(ids).count == ids.count)
            let all = try #require(page.markup.elements.first { $0.attributes.keys.contains("data-all") }?["value"])
            #expect(all.split(separator: ",").count == ids.count)
            let next = try await browser.get("/desk?near=SE15&tick=food&tick=money&tick=low&slip=\(all)")
            #expect(next.body.contains("The slip: \(ids.count) offers"))
        }
    }

    @Test func anOfferThatHelpsWithTwoTicksHasOneCard() async throws {
        try await Town.open { town in
            let query = Tick.allCases.map { "tick=\($0.rawValue)" }.joined(separator: "&")
            let page = try await town.browser().get("/desk?q=help&\(query)")
            let ids = cards(page).compactMap { $0["id"] }
            #expect(Set(ids).count == ids.count && ids.count > 9)
            #expect(page.markup.elements.compactMap { $0["data-key"] } == (1...9).map(String.init))
            let all = try #require(page.markup.elements.first { $0.attributes.keys.contains("data-all") }?["value"])
            #expect(all.split(separator: ",").count == Slip.most)
            #expect(page.body.contains("These are for the first 9 ticks."))
            expectSound(page.markup, "all ticks")
        }
    }

    @Test func whatIsOverdueSaysRingFirstAndWhatNobodyConfirmedStandsBelow() async throws {
        try await Town.open { town in
            town.place.clock.advance(days: 115)
            let overdue = try await town.browser().get("/desk?q=kettle+mornings").body
            #expect(overdue.contains("Ring first: this may have changed."))
            town.place.clock.advance(days: 85)
            let parts = try await town.browser().get("/desk?q=lonely&tick=alone&tick=money").body
                .components(separatedBy: "Nobody has confirmed these for a long time. Ring first.")
            #expect(parts.count == 2)
            #expect(!parts[0].contains("badge-unconfirmed") && parts[1].contains("badge-unconfirmed"))
            town.place.clock.advance(days: 1_000)
            let hidden = try await town.signedIn("linkworker").get("/desk?q=lonely&tick=alone")
            #expect(cards(hidden).isEmpty)
        }
    }

    @Test func nothingFoundIsSaidOnceAndAnUnknownPlaceIsNoPlace() async throws {
        try await Town.open { town in
            let nothing = try await town.browser().get("/desk?q=qqzzxxqq")
            #expect(nothing.body.components(separatedBy: "Nothing found").count == 2)
            let unknown = try await town.browser().get("/desk?q=chess&near=Narnia")
            #expect(unknown.body.contains("We do not know the place “Narnia”."))
            #expect(unknown.markup.all("h2").contains { $0.text == "Best for “chess”" })
            let known = try await town.browser().get("/desk?q=chess&near=SE15")
            #expect(known.markup.all("h2").contains { $0.text == "Best for “chess” near SE15" })
        }
    }

    @Test func howToPutItIsForStaff() async throws {
        try await Town.open { town in
            let path = "/desk?q=tin+kettle+mornings"
            let words = Markup.decoded(
                try town.place.text("SELECT introduction FROM offer WHERE name = 'Kettle mornings'")
            )
            let shown = { (page: Browser.Page) in page.markup.all("p").contains { $0.text == words } }
            #expect(!shown(try await town.browser().get(path)))
            #expect(shown(try await town.signedIn("reception").get(path)))
        }
    }

    @Test func aReceptionistBeginsAtTheDesk() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let answer = try await browser.signIn("reception")
            #expect(answer.location == "/desk")
            let page = try await browser.get("/desk")
            #expect(page.markup.all("a").contains { $0.text == "Front desk" })
        }
    }

    @Test(arguments: [
        "slip=x", "slip=,,,", "slip=%00", "slip[]=1", "slip=%27%20or%201=1", "tick=x", "tick=", "near=%C0%AF",
        "q=%ED%A0%80", "q=%3Cscript%3E", "slip=zzzzzzzz,00000000", "q=%22%CC%81onfocus=x&slip=%22%CC%81onfocus=x",
    ])
    func whateverIsInTheAddressGivesASoundPage(_ query: String) async throws {
        try await Self.town.withPage("/desk?\(query)") { page in
            #expect(page.status == .ok)
            expectSound(page.markup, query)
        }
        try await Self.town.withPage("/desk/slip?offers=\(query)&layout=%00&size=%FF") { page in
            #expect(page.status == .ok)
            expectSound(page.markup, query)
        }
    }

    private static let town = SharedTown()
}
