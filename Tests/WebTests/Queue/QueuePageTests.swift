import Foundation
import TestSupport
import Testing

@testable import Web

/// The steward's queue, the telephone script, the ledger and the figures, as pages.
@Suite struct QueuePageTests {
    private func steward(_ town: Town) async throws -> Browser {
        town.place.clock.advance(days: 120)
        return try await town.signedIn("steward")
    }

    @Test func anItemIsClaimedGivenBackAndLaterLeftToWait() async throws {
        try await Town.open { town in
            let browser = try await steward(town)
            var page = try await browser.get("/steward")
            #expect(page.body.contains("I will do it") && page.body.contains("Telephone script"))
            let form = try Form(page, to: "/steward/queue")
            let claimed = try await browser.submit(form.with([("do", "claim")])).location ?? ""
            let anchor = claimed.split(separator: "#").last.map(String.init) ?? ""
            #expect(claimed.hasPrefix("/steward#job-") && page.body.contains("id=\"\(anchor)\""))
            page = try await browser.get("/steward")
            #expect(page.body.contains("You are on it."))
            let admin = try await town.signedIn("admin")
            let other = form.with([("csrf", try await admin.csrf()), ("do", "claim")])
            #expect(try await admin.submit(other).status == .conflict)
            #expect(try await admin.get("/steward").body.contains("is on it, since"))
            try await browser.submit(form.with([("do", "release")]))
            #expect(!(try await browser.get("/steward")).body.contains("You are on it."))
            try await browser.submit(form.with([("do", "snooze"), ("days", "14")]))
            #expect(try await browser.get("/steward").body.contains("1 more waits until later."))
        }
    }

    @Test func whatWasPutOffByMistakeIsBroughtBackFromThePageWhereItStood() async throws {
        try await Town.open { town in
            let browser = try await steward(town)
            let form = try Form(try await browser.get("/steward"), to: "/steward/queue")
            let put = try await browser.submit(form.with([("do", "snooze"), ("days", "28"), ("page", "2")]))
            #expect(put.location?.hasPrefix("/steward?page=2&waits=") == true)
            let page = try await browser.follow(put)
            #expect(page.body.contains("Put off for 4 weeks."))
            let wake = try Form(page, to: "/steward/queue").with([("do", "wake")])
            #expect(try await browser.submit(wake).location?.hasPrefix("/steward?page=2#job-") == true)
            #expect(!(try await browser.get("/steward")).body.contains("until later"))
            for query in ["waits=x&days=7", "waits=offer%20x&days=7", "waits=report%20x&days=-1", "waits=%00&days=x"] {
                #expect(!(try await browser.get("/steward?\(query)")).body.contains("Put off for a week"), "\(query)")
            }
        }
    }

    @Test func whatMakesNoSenseIsRefusedInWords() async throws {
        try await Town.open { town in
            let browser = try await steward(town)
            let form = try Form(try await browser.get("/steward"), to: "/steward/queue")
            let before = try town.place.contents()
            let long = String(repeating: "x", count: 5_000)
            for (name, values) in [("subject", ["", "x", "offer x", long]), ("do", ["", "x", "snooze"])] {
                for value in values {
                    let page = try await browser.submit(form.with([("do", "claim")]).with([(name, value)]))
                    #expect(page.status == .badRequest, "\(name) \(value.prefix(20))")
                }
            }
            for days in ["0", "-1", "8", "9999999999999999999", "x"] {
                let page = try await browser.submit(form.with([("do", "snooze"), ("days", days)]))
                #expect(page.status == .badRequest, "\(days)")
            }
            #expect(try town.place.contents() == before)
            for page in ["0", "-3", "x", "999", "99999999999999999999"] {
                #expect(try await browser.get("/steward?page=\(page)").status == .ok)
            }
        }
    }

    @Test func oneCallConfirmsEveryListingOfAnOrganisation() async throws {
        try await Town.open { town in
            let browser = try await steward(town)
            let organisation = try town.place.text("SELECT organisationID FROM offer WHERE name = 'Kettle mornings'")
            let path = "/steward/call/\(organisation)"
            let page = try await browser.get(path)
            #expect(page.body.contains("What to say") && page.body.contains("Kettle mornings"))
            let form = try Form(page, to: path)
            let none = try await browser.submit(form.without("offers[]").with([("do", "confirm")]))
            #expect(none.status == .badRequest && none.body.contains("Tick at least one listing"))
            let sent = try await browser.submit(form.with([("do", "confirm")]))
            #expect(sent.location?.hasPrefix("\(path)?confirmed=") == true)
            #expect(try await browser.follow(sent).body.contains("confirmed by telephone."))
            let offer = try town.place.offer("Kettle mornings")
            #expect(
                try town.place.text("SELECT kind FROM evidence WHERE offerID = '\(offer)' ORDER BY at DESC")
                    == "confirmed by phone"
            )
            let unanswered = try await browser.submit(form.with([("do", "no-answer")]))
            #expect(try await browser.follow(unanswered).body.contains("Noted that nobody answered."))
        }
    }

    @Test func theLedgerSaysWhyAListingIsDoubtedAndSoDoesItsBadge() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let organisation = try town.place.text("SELECT organisationID FROM offer WHERE id = '\(offer)'")
            let path = "/steward/call/\(organisation)"
            for days in [0.0, 8] {
                town.place.clock.advance(days: days)
                let browser = try await town.signedIn("steward")
                let form = try Form(try await browser.get(path), to: path)
                #expect(try await browser.submit(form.with([("do", "no-answer")])).status == .seeOther)
            }
            let browser = try await town.signedIn("steward")
            let page = try await browser.get("/offers/\(offer)/evidence")
            #expect(page.body.contains("No answer, twice, last today."))
            #expect(page.body.contains("A small doubt") && page.body.contains("A steward who rang"))
            let shown = try await town.browser().get("/offers/\(offer)")
            #expect(shown.body.contains("People got no answer there. Ring first."))
            #expect(!shown.body.contains("/evidence"))
            let worker = try await town.signedIn("linkworker")
            #expect(try await worker.get("/offers/\(offer)").markup.links.contains("/offers/\(offer)/evidence"))
            #expect(!(try await worker.get("/offers/\(offer)/evidence")).body.contains("Telephone script"))
        }
    }

    @Test func figuresComeAsAChartAndAsATable() async throws {
        try await Town.open { town in
            let page = try await town.signedIn("steward").get("/steward/figures")
            #expect(page.markup.all("rect").count == 12)
            #expect(page.markup.all("caption").count == 3)
            #expect(page.body.contains("of telephoning saved in a year."))
            #expect(!page.body.contains("style="))
        }
    }
}
