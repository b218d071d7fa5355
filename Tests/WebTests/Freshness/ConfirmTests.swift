import Foundation
import TestSupport
import Testing

/// The link in an e-mail that asks whether listings are still right.
@Suite struct ConfirmTests {
    @Test func openingTheLinkChangesNothingAndTheButtonConfirms() async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let before = try town.place.contents()
            var page = try await browser.get(path)
            for _ in 1...2 { page = try await browser.get(path) }
            let head = try await browser.send(.head, path, body: nil, headers: [:])
            #expect(head.status == .ok && head.body.isEmpty)
            #expect(try town.place.contents() == before)
            let form = try Form(page, to: path)
            let offers = form.values("offers[]")
            try #require(!offers.isEmpty)
            let sent = try await browser.submit(form)
            #expect(sent.location == "\(path)?confirmed=\(offers.count)")
            let after = try await browser.follow(sent).body
            #expect(after.contains("confirmed as right today") && after.contains("You have answered for everything"))
            for offer in offers {
                #expect(
                    try town.place.text("SELECT confirmedAt FROM offer WHERE id = '\(offer)'").hasPrefix("2026-11-21")
                )
            }
            #expect(try await browser.submit(form).status == .seeOther, "the same mail may be used again")
        }
    }

    /// Whoever opens the mail may be signed in, as anybody.
    @Test(arguments: ["vcse", "gp", "steward"])
    func theLinkAlsoWorksForSomebodyWhoIsSignedIn(_ name: String) async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = try await town.signedIn(name)
            let form = try Form(try await browser.get(path), to: path)
            #expect(try await browser.submit(form).status == .seeOther)
        }
    }

    @Test func aLinkConfirmsOnlyItsOwnListings() async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let own = try Form(try await browser.get(path), to: path).values("offers[]")
            let list = own.map { "'\($0)'" }.joined(separator: ",")
            let foreign = try town.place.text("SELECT id FROM offer WHERE id NOT IN (\(list))")
            let before = try town.place.contents()
            for choice in [[], [("offers[]", foreign)], [("offers[]", "x")]] {
                let page = try await browser.post(path, choice)
                try expectReturned(page, "\(choice)")
            }
            #expect(try await browser.get("\(path)/\(foreign)").status == .notFound)
            #expect(try await browser.post("\(path)/\(foreign)", answer()).status == .notFound)
            #expect(try town.place.contents() == before)
        }
    }

    @Test func aWrongLinkIsNotFoundAndAnOldOneSaysThatItHasExpired() async throws {
        try await Town.open { town in
            let token = try await town.place.confirmationToken()
            let browser = town.browser()
            let offer = try Form(try await browser.get("/confirm/\(token)"), to: "/confirm/\(token)").values("offers[]")
            let chosen = offer.map { ("offers[]", $0) }
            for wrong in [String(token.dropLast()), token + "A", token.lowercased(), "x"] where wrong != token {
                let page = try await browser.get("/confirm/\(wrong)")
                #expect(page.status == .notFound && page.body.contains("This link does not work"))
                #expect(try await browser.post("/confirm/\(wrong)", chosen).status == .notFound)
                #expect(try await browser.post("/confirm/\(wrong)/\(offer[0])", answer()).status == .notFound)
            }
            town.place.clock.advance(days: 36)
            let before = try town.place.contents()
            for page in [
                try await browser.get("/confirm/\(token)"), try await browser.post("/confirm/\(token)", chosen),
                try await browser.get("/confirm/\(token)/\(offer[0])"),
                try await browser.post("/confirm/\(token)/\(offer[0])", answer()),
            ] {
                #expect(page.status == .gone && page.body.contains("This link has expired"))
            }
            #expect(try town.place.contents() == before)
            #expect(try await browser.get("/unsubscribe/\(token)").status == .ok, "but it still stops the mail")
        }
    }

    // MARK: Right, except…

    private func answer(_ more: [(String, String)] = []) -> [(String, String)] {
        [("key", UUID().uuidString), ("running", "yes")] + more
    }

    @Test func rightExceptTellsTheStewardWhatIsDifferent() async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let link = try #require(try await browser.get(path).markup.links.first { $0.hasPrefix(path + "/") })
            let form = try Form(try await browser.get(link), to: link).with([
                ("different[]", "cost"), ("words-cost", "£4 <b>now</b>"), ("intake", "full"),
            ])
            let sent = try await browser.submit(form)
            #expect(sent.location == "\(path)?told=1")
            #expect(try await browser.follow(sent).body.contains("We are looking at it"))
            let steward = try await town.signedIn("steward")
            let page = try await steward.get("/steward/reports")
            #expect(page.body.contains("£4 &lt;b&gt;now&lt;/b&gt;"))
            let offer = String(link.dropFirst(path.count + 1))
            #expect(try town.place.text("SELECT intake FROM offer WHERE id = '\(offer)'") == "full")
            #expect(try town.place.text("SELECT doubt FROM offer WHERE id = '\(offer)'") == "reported wrong")
        }
    }

    @Test func anAnswerThatCannotBeUsedComesBackWithAllThatWasTyped() async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let link = try #require(try await browser.get(path).markup.links.first { $0.hasPrefix(path + "/") })
            let empty = try Form(try await browser.get(link), to: link)
            let before = try town.place.contents()
            let bad: [[(String, String)]] = [
                [("words-when", String(repeating: "long ", count: 200))], [("different[]", "running")],
                [("intake", "perhaps")], [("key", "x")],
            ]
            for fields in bad {
                let form = empty.with(fields + [("words-place", "Over the bridge")])
                let page = try await browser.submit(form)
                try expectReturned(page, "\(fields.map(\.0))")
                #expect(try Form(page, to: link)["words-place"] == "Over the bridge")
            }
            try expectReturned(try await browser.submit(empty.without("running")), "no answer")
            #expect(
                try await browser.raw(link, "words-when=" + String(repeating: "x", count: 5_000_000)).status.code == 413
            )
            #expect(try town.place.contents() == before)
        }
    }

    @Test(arguments: BadInput.plainButOdd)
    func oddWordsComeToTheStewardAsTheyWereTyped(_ words: String) async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let link = try #require(try await browser.get(path).markup.links.first { $0.hasPrefix(path + "/") })
            let form = try Form(try await browser.get(link), to: link).with([("words-phone", words)])
            let sent = try await browser.submit(form)
            #expect([303, 400].contains(sent.status.code))
            let page = try await town.signedIn("steward").get("/steward/reports")
            expectSound(page.markup, words)
            #expect(!page.body.contains("<script>alert") && !page.body.contains("<img"))
        }
    }
}
