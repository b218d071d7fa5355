import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// A link worker's shortlist: gathered, ordered, noted, printed, shared, and gone with the session.
@Suite struct ShortlistPageTests {
    private static let names = ["Kettle mornings", "The Ten Minute Ring", "Sofa Bingo on screen"]

    /// Somebody with these three on their shortlist, added from the offers' pages.
    private func gathered(_ town: Town, _ name: String = "linkworker") async throws -> Browser {
        let browser = try await town.signedIn(name)
        for offer in Self.names {
            let path = "/offers/\(try town.place.offer(offer))"
            let sent = try await browser.submit(Form(try await browser.get(path), to: "/shortlist/add"))
            #expect(sent.status == .seeOther && sent.location == path)
            #expect(try await browser.get(path).body.contains("On <a href=\"/shortlist\">your shortlist</a>"))
        }
        return browser
    }

    private func titles(_ page: Browser.Page) -> [String] {
        page.markup.all("h2").map {
            $0.text.replacingOccurrences(of: "^[0-9]+\\. ", with: "", options: .regularExpression)
        }
        .filter(Self.names.contains)
    }

    @Test(arguments: ["linkworker", "reception", "gp", "steward"])
    func anOfferIsAddedFromTheResultsWithoutLeavingThem(_ name: String) async throws {
        try await Town.open { town in
            let browser = try await town.signedIn(name)
            let path = "/search?q=help%20%26%20%C3%A9&near=SE15&radius=10&taking=open&not=free&order=nearest&page=2"
            let results = try await browser.get(path)
            let forms = results.markup.elements.filter { $0.name == "form" && $0["action"] == "/shortlist/add" }
            #expect(forms.count == results.markup.elements.filter { $0["class"] == "hit" }.count && forms.count > 1)
            let form = try Form(results, to: "/shortlist/add")
            let offer = try #require(form["offer"])
            let sent = try await browser.submit(form)
            #expect(sent.status == .seeOther && sent.location == "\(path)#hit-\(offer)")
            let again = try await browser.get(path)
            #expect(again.markup.ids.contains("hit-\(offer)"))
            #expect(again.markup.all("p").count { $0.text == "On your shortlist." } == 1)
            #expect(try Form(again, to: "/shortlist/add")["offer"] != offer)
            expectSound(again.markup, "results")
            // Pressed twice, or on a page that was open before: it is there once.
            #expect(try await browser.submit(form).location == sent.location)
            #expect(try town.place.column("SELECT offerID FROM shortlistLine") == [offer])
        }
    }

    @Test(arguments: [nil, .organisation, .administrator] as [Role?])
    func resultsHaveNoButtonForThoseWithoutAShortlist(_ role: Role?) async throws {
        try await Town.open { town in
            let page = try await town.browser(of: role).get("/search?q=lonely")
            #expect(page.markup.ids.contains { $0.hasPrefix("hit-") } && !page.body.contains("shortlist"))
        }
    }

    @Test func aFullShortlistSaysSoInsteadOfTakingMore() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let before = try await browser.get("/search?q=help&page=2")
            for offer in try town.place.column("SELECT id FROM offer WHERE status = 'active' LIMIT \(Shortlist.most)") {
                try await browser.post("/shortlist/add", [("csrf", try await browser.csrf()), ("offer", offer)])
            }
            let page = try await browser.get("/search?q=help")
            #expect(page.body.contains("Your shortlist</a> is full."))
            let left = page.markup.elements.filter { $0["action"] == "/shortlist/add" }
            #expect(left.isEmpty)
            let titles = try town.place.column("SELECT offerID FROM shortlistLine")
            let late = try Form(before, to: "/shortlist/add").with([
                (
                    "offer",
                    try town.place.text("SELECT id FROM offer WHERE id NOT IN ('\(titles.joined(separator: "','"))')")
                )
            ])
            let refused = try await browser.submit(late)
            #expect(refused.status == .conflict && refused.body.contains("Your shortlist is full"))
            #expect(refused.body.contains("Take one off first."))
        }
    }

    @Test func wordsTooLongForTheWayBackLoseItAndNothingElse() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let words = "help+" + String(repeating: "%E8%8C%B6", count: 280)
            let form = try Form(try await browser.get("/search?q=\(words)"), to: "/shortlist/add")
            #expect(try await browser.submit(form).location == "/shortlist")
            #expect(try town.place.number("SELECT COUNT(*) FROM shortlistLine") == 1)
        }
    }

    @discardableResult
    private func press(_ button: String, _ browser: Browser, _ changes: [(String, String)] = []) async throws
        -> Browser.Page
    {
        let form = try Form(try await browser.get("/shortlist"), to: "/shortlist")
        return try await browser.submit(form.with(changes + [("do", button)]))
    }

    @Test func offersAreGatheredOrderedAndTakenOff() async throws {
        try await Town.open { town in
            let browser = try await gathered(town)
            #expect(titles(try await browser.get("/shortlist")) == Self.names)
            let ring = try town.place.offer(Self.names[1])
            try await press("up \(ring)", browser)
            #expect(titles(try await browser.get("/shortlist")) == [Self.names[1], Self.names[0], Self.names[2]])
            try await press("down \(ring)", browser)
            let sent = try await press("remove \(ring)", browser)
            let page = try await browser.follow(sent)
            #expect(titles(page) == [Self.names[0], Self.names[2]])
            #expect(page.body.contains("That offer is off your shortlist."))
            expectSound(page.markup, "shortlist")
            for odd in ["", "up", "up x", "fly \(ring)", "remove \(Offer.ID())", "%00"] {
                let answer = try await press(odd, browser)
                #expect(answer.status == .seeOther, "\(odd)")
            }
            #expect(titles(try await browser.get("/shortlist")).count == 2)
        }
    }

    @Test func whateverButtonIsPressedTheNotesAreKept() async throws {
        try await Town.open { town in
            let browser = try await gathered(town)
            let offer = try town.place.offer(Self.names[0])
            for note in BadInput.plainButOdd {
                try await press("down \(offer)", browser, [("note-\(offer)", note)])
                let form = try Form(try await browser.get("/shortlist"), to: "/shortlist")
                #expect(form["note-\(offer)"] == note, "\(note)")
            }
            let long = String(repeating: "a", count: 501)
            let page = try await press("save", browser, [("note-\(offer)", long)])
            try expectReturned(page, "a note that is too long")
            let form = try Form(page, to: "/shortlist")
            #expect(form["note-\(offer)"] == long)
            let family = String(repeating: "👩🏽‍🦽", count: 100)
            let saved = try await press("save", browser, [("note-\(offer)", family)])
            #expect(saved.status == .seeOther)
        }
    }

    @Test func theLeafletHasTheNotesAndIsCountedOnce() async throws {
        try await Town.open { town in
            let browser = try await gathered(town)
            let offer = try town.place.offer(Self.names[0])
            let form = try Form(try await browser.get("/shortlist"), to: "/shortlist")
                .with([("note-\(offer)", "Bus 36 stops outside."), ("do", "print")])
            for _ in 1...2 {
                let sent = try await browser.submit(form)
                #expect(sent.location == "/shortlist/leaflet#print")
            }
            let leaflet = try await browser.get("/shortlist/leaflet")
            #expect(titles(leaflet) == Self.names)
            #expect(leaflet.body.contains("Bus 36 stops outside.") && leaflet.markup.all("svg").count == 3)
            #expect(try town.place.column("SELECT practiceCode || count FROM signpost") == ["1", "1", "1"])
            expectSound(leaflet.markup, "leaflet")
        }
    }

    @Test func aSharedLinkShowsTodaysDetailsToAnybodyForThirtyDays() async throws {
        try await Town.open { town in
            let browser = try await gathered(town)
            let path = try #require(await press("share", browser).location)
            #expect(try await browser.get(path).body.contains("Stop this link"))
            try town.place.execute("UPDATE offer SET status = 'defunct' WHERE name = ?", [Self.names[1]])
            try town.place.execute("UPDATE offer SET firstVisit = 'A new first visit.' WHERE name = ?", [Self.names[0]])
            let stranger = town.browser()
            let page = try await stranger.get(path)
            #expect(page.status == .ok && titles(page) == Self.names)
            #expect(page.body.contains("This has closed") && page.body.contains("A new first visit."))
            #expect(page.body.contains("This page works until 21 December 2026."))
            #expect(!page.body.contains("Stop this link") && !page.body.contains("How to put it to somebody"))
            expectSound(page.markup, "shared")
            let stored = try town.place.contents()["sharedShortlist"] ?? ""
            let token = try #require(path.split(separator: "/").last).description
            #expect(!stored.contains(token))
            town.place.clock.advance(days: 29.9)
            #expect(try await stranger.get(path).status == .ok)
            town.place.clock.advance(days: 0.1)
            let late = try await stranger.get(path)
            #expect(late.status == .gone && late.body.contains("This link has expired"))
            for wrong in [String(path.dropLast()), path + "A", "/shortlist/x", "/shortlist/%00"] {
                #expect(try await stranger.get(wrong).status == .notFound, "\(wrong)")
            }
        }
    }

    @Test func signingOutEndsTheListButNotItsLinksAndOnlyTheirMakerStopsThem() async throws {
        try await Town.open { town in
            let browser = try await gathered(town)
            let path = try #require(await press("share", browser).location)
            let home = try await browser.get("/")
            try await browser.submit(Form(home, to: "/sign-out"))
            #expect(try town.place.number("SELECT COUNT(*) FROM shortlistLine") == 0)
            #expect(try await town.browser().get(path).status == .ok)

            let again = try await town.signedIn("linkworker")
            let page = try await again.get("/shortlist")
            #expect(titles(page).isEmpty)
            let stop = try Form(page, to: "/shortlist/stop")
            let other = try await town.signedIn("linkworker2")
            let foreign = stop.with([("csrf", try await other.csrf())])
            #expect(try await other.submit(foreign).status == .notFound)
            #expect(try await town.browser().get(path).status == .ok)
            let stopped = try await again.submit(stop)
            #expect(try await again.follow(stopped).body.contains("That link has stopped working."))
            #expect(try await town.browser().get(path).status == .notFound)
        }
    }

    @Test func eachSessionHasItsOwnList() async throws {
        try await Town.open { town in
            _ = try await gathered(town)
            let elsewhere = try await town.signedIn("linkworker")
            #expect(titles(try await elsewhere.get("/shortlist")).isEmpty)
        }
    }

    @Test func anEmptyListIsNeitherPrintedNorShared() async throws {
        try await Town.open { town in
            let browser = try await town.signedIn("linkworker")
            let csrf = try await browser.csrf()
            let shared = try await browser.post("/shortlist", [("csrf", csrf), ("do", "share")])
            #expect(shared.location == "/shortlist")
            let leaflet = try await browser.get("/shortlist/leaflet")
            #expect(leaflet.status == .ok && leaflet.body.contains("There is nothing on this list"))
            for offer in ["", "x", Offer.ID().text] {
                let sent = try await browser.post("/shortlist/add", [("csrf", csrf), ("offer", offer)])
                #expect(sent.status == .notFound)
            }
            let offer = try town.place.offer(Self.names[0])
            let sent = try await browser.post(
                "/shortlist/add",
                [("csrf", csrf), ("offer", offer), ("back", "//evil.example")]
            )
            #expect(sent.location == "/shortlist")
        }
    }
}
