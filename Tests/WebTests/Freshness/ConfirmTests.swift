import Foundation
import TestSupport
import Testing

/// The link in an e-mail that asks whether listings are still right.
@Suite struct ConfirmTests {
    @Test func openingTheLinkChangesNothingAndTheButtonConfirms() async throws {
        try await Town.open { town in
            let token = try await town.place.confirmationToken()
            let path = "/confirm/\(token)"
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
            #expect(try await browser.follow(sent).body.contains("confirmed as right today"))
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

    @Test func aLinkConfirmsOnlyItsOwnOrganisationsListings() async throws {
        try await Town.open { town in
            let path = "/confirm/\(try await town.place.confirmationToken())"
            let browser = town.browser()
            let own = try Form(try await browser.get(path), to: path).values("offers[]")
            let list = own.map { "'\($0)'" }.joined(separator: ",")
            let foreign = try town.place.text(
                """
                SELECT id FROM offer WHERE organisationID NOT IN (SELECT organisationID FROM offer WHERE id IN (\(list)))
                """
            )
            let before = try town.place.contents()
            for choice in [[], [("offers[]", foreign)], [("offers[]", "x")]] {
                let page = try await browser.post(path, choice)
                try expectReturned(page, "\(choice)")
            }
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
                #expect(try await browser.get("/confirm/\(wrong)").status == .notFound)
                #expect(try await browser.post("/confirm/\(wrong)", chosen).status == .notFound)
            }
            town.place.clock.advance(days: 31)
            let before = try town.place.contents()
            for page in [
                try await browser.get("/confirm/\(token)"), try await browser.post("/confirm/\(token)", chosen),
            ] {
                #expect(page.status == .gone && page.body.contains("This link has expired"))
            }
            #expect(try town.place.contents() == before)
        }
    }
}
