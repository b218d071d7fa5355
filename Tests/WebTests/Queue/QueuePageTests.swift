import Core
import Foundation
import HTTPTypes
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

    @Test func whatTheCheckerNoticedStandsOnTheEvidencePageWithWhatToDo() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let path = "/offers/\(offer)/evidence"
            let browser = try await town.signedIn("steward")
            #expect(try await browser.get(path).body.contains("Nothing is amiss that a program can see."))
            let what = "The telephone number has <9> figures."
            try await town.place.finding("telephone number", what, of: offer)
            for name in ["steward", "linkworker"] {
                let page = try await town.signedIn(name).get(path)
                #expect(page.body.contains("What the checker noticed"))
                #expect(page.body.contains("The telephone number has &lt;9&gt; figures."))
                #expect(page.body.contains("What to do: Look the number up on their website"))
                #expect(!page.body.contains("Nothing is amiss"))
            }
            #expect(try await browser.get("/steward").body.contains("The telephone number has &lt;9&gt; figures."))
        }
    }

    @Test func theMenuOfAStewardCountsWhatWaitsAndNobodyElseSeesIt() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("steward")
            let number = { (page: Browser.Page) in page.body.components(separatedBy: "class=\"count\"").count - 1 }
            let offer = try town.place.offer("Kettle mornings")
            _ = try await town.place.features.reports.report(
                .wrong,
                of: #require(Offer.ID(offer)),
                words: "",
                key: "1",
                by: nil
            )
            let reports = try town.place.number("SELECT COUNT(*) FROM listingReport WHERE settledAt IS NULL")
            let page = try await browser.get("/offers/\(offer)")
            #expect(number(page) == 2)
            #expect(
                page.body.contains("Reports <span class=\"count\">\(reports)<span class=\"unseen\"> waiting</span>")
            )
            #expect(try await browser.get("/steward").body.contains("The menu shows only that number."))
            for name in ["linkworker", "gp", "vcse", "reception"] {
                #expect(number(try await town.signedIn(name).get("/offers/\(offer)")) == 0)
            }
            #expect(number(try await town.browser().get("/offers/\(offer)")) == 0)
        }
    }

    @Test func openingAnOfferFromASearchOfOursIsCountedAndNothingElse() async throws {
        try await Town.open { town in
            let path = "/offers/\(try town.place.offer("Kettle mornings"))"
            let browser = town.browser()
            let ours = "http://127.0.0.1:8080"
            for from in ["\(ours)/search?q=lonely", "\(ours)/desk?q=lonely", "http://LOCALHOST:8080/search"] {
                try await browser.get(path, headers: [.referer: from])
            }
            let others = [
                "https://search.example/search?q=x", "\(ours)/search.html", "\(ours)/offers", "", "\u{1F600}",
            ]
            for from in others { #expect(try await browser.get(path, headers: [.referer: from]).status == .ok) }
            try await browser.get(path)
            let search: HTTPFields = [.referer: "\(ours)/search"]
            _ = try await browser.send(.head, path, body: nil, headers: search)
            _ = try await browser.get("/offers/\(UUID())", headers: search)
            #expect(try town.place.number("SELECT COUNT(*) FROM opening") == 0, "no page waits for a write")
            try await town.place.features.openings.store()
            #expect(try town.place.number("SELECT COUNT(*) FROM opening") == 1)
            #expect(try town.place.number("SELECT count FROM opening") == 3)
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
