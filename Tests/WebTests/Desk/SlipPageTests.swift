import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// The slip: what it says, that it is counted once, and that it knows nobody.
@Suite struct SlipPageTests {
    private func codes(_ town: Town, _ names: String...) async throws -> String {
        var codes: [String] = []
        for name in names {
            let id = try #require(Offer.ID(town.place.offer(name)))
            codes.append(try #require(await town.place.features.directory.codes(of: [id])[id]).text)
        }
        return codes.joined(separator: ",")
    }

    @Test func aSlipIsMadeByAFormAndCountedOnceForThePractice() async throws {
        try await Town.open { town in
            let slip = try await codes(town, "Kettle mornings", "The Ten Minute Ring")
            let browser = try await town.signedIn("reception")
            let desk = try await browser.get("/desk?slip=\(slip)")
            let form = try Form(desk, to: "/desk/slip")
            for _ in 1...2 {
                let sent = try await browser.submit(form)
                #expect(sent.status == .seeOther && sent.location == "/desk/slip?offers=\(slip)#print")
            }
            let page = try await browser.get("/desk/slip?offers=\(slip)")
            #expect(page.body.contains("Kettle mornings") && page.body.contains("21 November 2026"))
            let rows = try town.place.column("SELECT practiceCode || ' ' || month || ' ' || count FROM signpost")
            #expect(rows == ["ZZ0001 2026-11 1", "ZZ0001 2026-11 1"])
            let again = try Form(try await browser.get("/desk?slip=\(slip)"), to: "/desk/slip")
            #expect(again["key"] != form["key"])
            try await town.browser().submit(again.without("csrf"))
            #expect(try town.place.number("SELECT COUNT(*) FROM signpost WHERE practiceCode = ''") == 2)
        }
    }

    @Test func aSlipWithoutAKeyOrFromSomebodyWhoSendsHundredsIsShownButNotCounted() async throws {
        try await Town.open { town in
            let slip = try await codes(town, "Kettle mornings")
            let browser = town.browser()
            for key in ["", "x", "%00"] {
                #expect(try await browser.post("/desk/slip", [("offers", slip), ("key", key)]).status == .seeOther)
            }
            #expect(try town.place.number("SELECT COUNT(*) FROM signpost") == 0)
            for _ in 1...70 {
                let sent = try await browser.post("/desk/slip", [("offers", slip), ("key", Slip.ID().text)])
                #expect(sent.status == .seeOther)
            }
            #expect(try town.place.number("SELECT count FROM signpost") == 60)
            #expect(try await browser.post("/desk/slip", [("offers", "x")]).location == "/desk")
        }
    }

    @Test func paperSaysWhatHappensFirstWhenWhereAndWhenItWasChecked() async throws {
        try await Town.open { town in
            let slip = try await codes(town, "Kettle mornings", "Anchorage refuge")
            let page = try await town.browser().get("/desk/slip?offers=\(slip)")
            for words in [
                "The first time:", "Mondays and Fridays", "31 Kettleman Street", "Just turn up", "020",
                "Checked 9 November 2026", "Address kept private",
            ] {
                #expect(page.body.contains(words), "\(words)")
            }
            #expect(page.markup.all("svg").count == 2 && page.markup.all("title").count == 3)
            #expect(page.body.contains("/o/\(slip.prefix(8))"))
            expectSound(page.markup, "slip")
        }
    }

    @Test func howToPutItIsOnTheScreenOfStaffAndNeverOnPaper() async throws {
        try await Town.open { town in
            let path = "/desk/slip?offers=\(try await codes(town, "Kettle mornings"))"
            let heading = "How to put it to somebody (not printed)"
            #expect(!(try await town.browser().get(path).body.contains(heading)))
            let staff = try await town.signedIn("reception").get(path)
            #expect(staff.body.contains("<details class=\"no-print\">\n<summary>\(heading)"))
        }
    }

    @Test func theLinkThatIsSentHoldsTheOffersAndNothingElse() async throws {
        try await Town.open { town in
            let slip = try await codes(town, "Kettle mornings")
            let page = try await town.signedIn("reception").get("/desk/slip?offers=\(slip)&size=large&q=canary")
            let url = "http%3A%2F%2F127.0.0.1%3A8080%2Fdesk%2Fslip%3Foffers%3D\(slip)"
            let mail = try #require(page.markup.links.first { $0.hasPrefix("mailto:") })
            #expect(mail.hasPrefix("mailto:?subject=") && mail.hasSuffix("&body=\(url)"))
            #expect(page.markup.links.contains("sms:?&body=\(url)"))
            #expect(!page.body.contains("canary"))
        }
    }

    @Test func whatHasChangedSinceIsSaid() async throws {
        try await Town.open { town in
            let slip = try await codes(town, "Kettle mornings", "The Ten Minute Ring")
            try town.place.execute("UPDATE offer SET status = 'defunct' WHERE name = 'Kettle mornings'")
            town.place.clock.advance(days: 100)
            let page = try await town.browser().get("/desk/slip?offers=\(slip)")
            #expect(page.body.contains("This has closed") && !page.body.contains("31 Kettleman Street"))
            #expect(page.body.contains("Ring first: this may have changed."))
            #expect(page.markup.all("svg").count == 1)
        }
    }

    @Test func aShortLinkLeadsToTheOffer() async throws {
        try await Town.open { town in
            let code = try await codes(town, "Kettle mornings")
            let offer = try town.place.offer("Kettle mornings")
            let browser = town.browser()
            for typed in [code, code.uppercased()] {
                let page = try await browser.get("/o/\(typed)")
                #expect(page.status == .seeOther && page.location == "/offers/\(offer)")
            }
            for wrong in ["zzzzzzzz", "x", "00000000", "%00", "%C0%AF", String(repeating: "a", count: 3_000)] {
                #expect(try await browser.get("/o/\(wrong)").status == .notFound, "\(wrong.prefix(10))")
            }
        }
    }
}
