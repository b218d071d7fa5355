import Foundation
import TestSupport
import Testing

/// Anybody may say that a listing is not right.
@Suite struct ReportPageTests {
    private func report(_ town: Town, _ browser: Browser, _ fields: [(String, String)]) async throws -> Browser.Page {
        let path = "/offers/\(try town.place.offer("Kettle mornings"))/report"
        return try await browser.submit(try Form(try await browser.get(path), to: path).with(fields))
    }

    @Test func aReportWithoutAnAccountIsThankedForAndReachesTheSteward() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let offer = try await browser.get("/offers/\(try town.place.offer("Kettle mornings"))")
            #expect(offer.markup.links.contains { $0.hasSuffix("/report") })
            let sent = try await report(town, browser, [("kind", "unsafe"), ("words", "The stair is loose.")])
            let page = try await browser.follow(sent)
            #expect(page.status == .ok && page.markup.first("h1")?.text == "Thank you")
            #expect(page.body.contains("we cannot write back"))
            let steward = try await town.signedIn("steward")
            let list = try await steward.get("/steward/reports")
            #expect(list.body.contains("The stair is loose.") && list.body.contains("Look at this first."))
            #expect(try town.place.number("SELECT COUNT(*) FROM outboxMessage WHERE kind = 'unsafe reported'") == 1)
            #expect(try town.place.number("SELECT COUNT(*) FROM evidence WHERE note LIKE '%stair%'") == 0)
        }
    }

    @Test func theStewardSettlesIt() async throws {
        try await Town.open { town in
            _ = try await report(town, town.browser(), [("kind", "closed")])
            let id = try town.place.text("SELECT id FROM listingReport WHERE kind = 'closed'")
            let steward = try await town.signedIn("steward")
            let path = "/steward/reports/\(id)"
            town.place.clock.advance(minutes: 5)
            let form = try Form(try await steward.get("/steward/reports"), to: path)
            #expect(try await steward.submit(form.with([("do", "right")])).location == "/steward/reports?settled=1")
            let again = try await steward.submit(form.with([("do", "right")]))
            #expect(again.status == .conflict && again.body.contains("Somebody has dealt with this already."))
            #expect(again.body.contains("What needs you"), "the other reports, and the way back")
            let doubt = "SELECT COUNT(*) FROM offer WHERE name = 'Kettle mornings' AND doubt IS NULL"
            #expect(try town.place.number(doubt) == 1)
        }
    }

    @Test func aReportThatCannotBeUsedComesBackAsItWas() async throws {
        try await Town.open { town in
            let before = try town.place.contents()
            let bad: [[(String, String)]] = [
                [("words", "x")], [("kind", "different")],
                [("kind", "wrong"), ("words", String(repeating: "x", count: 1_001))],
                [("kind", "wrong"), ("key", "")],
            ]
            for fields in bad {
                let page = try await report(town, town.browser(), fields)
                try expectReturned(page, "\(fields.map(\.0))")
            }
            #expect(try town.place.contents() == before)
            #expect(try await town.browser().get("/offers/\(UUID().uuidString)/report").status == .notFound)
        }
    }

    @Test func oneAddressCountsOnceADayAndIsStoppedWhenItGoesOn() async throws {
        try await Town.open { town in
            let browser = town.browser()
            let before = try town.place.number("SELECT COUNT(*) FROM evidence")
            let stored = try town.place.number("SELECT COUNT(*) FROM listingReport")
            for _ in 1...10 {
                #expect(try await report(town, browser, [("kind", "closed")]).status == .seeOther)
            }
            let refused = try await report(town, browser, [("kind", "closed")])
            #expect(refused.status == .tooManyRequests && refused.body.contains("Too many reports"))
            #expect(refused.headers[.retryAfter] != nil)
            #expect(try town.place.number("SELECT COUNT(*) FROM evidence") == before + 1)
            #expect(try town.place.number("SELECT COUNT(*) FROM listingReport") == stored + 10)
        }
    }
}
