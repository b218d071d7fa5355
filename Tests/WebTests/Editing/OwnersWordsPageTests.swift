import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// Whom to ask for, the order of needs, closing, and what becomes of an organisation's words: over HTTP.
@Suite struct OwnersWordsPageTests {
    private func save(_ host: Browser, _ path: String, _ fields: [(String, String)]) async throws -> Browser.Page {
        try await host.submit(try Form(try await host.get(path), to: path).with(fields))
    }

    @Test func whomToAskForAndLanguagesShowAtOnceAndThePersonStaysOutOfOpenData() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let row = [
                ("person-1-role", "Kettle keeper"), ("person-1-name", "Perpetua Dabney"),
                ("person-1-email", "perpetua.dabney@example.org"),
            ]
            #expect(try await save(host, "\(desk.home)/people", row).location == desk.home)
            #expect(try await save(host, "\(desk.home)/who", [("languages", "Somali\nUrdu")]).location == desk.home)
            let sent = try await host.submit(try Form(try await host.get(desk.home), to: "\(desk.home)/send"))
            #expect(try await host.follow(sent).body.contains("Your change shows now."))
            let page = try await town.browser().get(desk.publicPage)
            #expect(page.body.contains("Kettle keeper") && page.body.contains("Somali and Urdu"))
            #expect(!page.body.contains("Perpetua"))
            let data = try await town.browser().get("/open-referral/v3/services/\(desk.id)")
            #expect(data.body.contains("Kettle keeper"))
            #expect(!data.body.contains("Perpetua") && !data.body.contains("perpetua"))
        }
    }

    @Test func anAddressWithoutARoleAndTooManyLinesAreToldBesideTheField() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let alone = [("person-1-role", ""), ("person-1-name", ""), ("person-1-email", "x@example.org")]
            #expect(try await save(host, "\(desk.home)/people", alone).markup.summary == ["#person-1-role"])
            let many = (1...61).map { "Language \($0)" }.joined(separator: "\n")
            #expect(try await save(host, "\(desk.home)/who", [("languages", many)]).markup.summary == ["#languages"])
            let long = String(repeating: "x", count: 121)
            #expect(try await save(host, "\(desk.home)/place", [("areas", long)]).markup.summary == ["#areas"])
        }
    }

    @Test func needsArePutInOrder() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let path = "\(desk.home)/needs"
            let needs = try town.place.column(
                "SELECT needID FROM offerNeed WHERE offerID = '\(desk.id)' ORDER BY position"
            )
            let (main, last) = (try #require(needs.first), try #require(needs.last))
            let other = try town.place.text("SELECT id FROM need WHERE id NOT IN ('\(needs.joined(separator: "','"))')")
            #expect(try await save(host, path, [("first", other)]).markup.summary == ["#first"], "it is not ticked")
            #expect(try await save(host, path, [("first", last), ("second", main)]).status == .seeOther)
            let sheet = try await host.get(desk.home)
            #expect(needs.count == 1 || sheet.body.contains("What it helps with</h3>"))
        }
    }

    @Test func anOfferIsClosedAndOpenedAgain() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let (close, open) = ("/offers/\(desk.id)/close", "/offers/\(desk.id)/open")
            #expect(try await host.get(desk.home).markup.links.contains(close))
            let form = try Form(try await host.get(close), to: close)
            #expect(try await host.submit(form).markup.summary == ["#kind"])
            let closed = try await host.follow(try await host.submit(form.with([("kind", "for good")])))
            #expect(closed.body.contains("You can open it again here."))
            #expect(try await town.browser().get(desk.publicPage).body.contains("This has closed"))
            #expect(try await host.get(desk.home).body.contains("Nobody finds it any more."))
            #expect(try await host.get("/offers/\(desk.id)/versions").body.contains("Closed by The Tin Kettle Company"))
            let data = try await town.browser().get("/open-referral/v3/services/\(desk.id)")
            #expect(data.body.contains("defunct"))
            let again = try await host.follow(try await host.submit(try Form(closed, to: open)))
            #expect(again.body.contains("It is open again"))
            #expect(try await !town.browser().get(desk.publicPage).body.contains("This has closed"))
            let steward = try await town.signedIn("steward")
            try await steward.submit(try Form(try await steward.get(close), to: close).with([("kind", "for now")]))
            #expect(try await host.get(close).body.contains("closed for now"))
            let other = try await town.signedIn("greenwheel")
            #expect(try await other.get(close).status == .notFound)
            #expect(try await other.post(open, [("csrf", try await other.csrf())]).status == .notFound)
        }
    }

    @Test func refusedWordsOfAnOrganisationStandInItsFormUntilItThrowsThemAway() async throws {
        try await Town.open { town in
            let (host, steward) = (try await town.signedIn("vcse"), try await town.signedIn("steward"))
            let details = "/organisation/details"
            let words = [("description", "We are the best."), ("phone", "020 7946 0777")]
            #expect(try await save(host, details, words).status == .seeOther)
            let change = try town.place.text("SELECT id FROM listingChange WHERE offerID IS NULL")
            let no = [("answer", "no"), ("reason", "Who says so?")]
            #expect(try await save(steward, "/steward/changes/\(change)", no).status == .seeOther)
            let page = try await host.get(details)
            #expect(page.body.contains("Who says so?") && page.body.contains("We are the best."))
            let form = try Form(page, to: "\(details)/discard")
            let after = try await host.follow(try await host.submit(form))
            #expect(!after.body.contains("Who says so?") && !after.body.contains("We are the best."))
            #expect(after.body.contains("020 7946 0777"))
        }
    }

    @Test func anOrganisationTakesOldWordsIntoItsFormAndAStewardBringsThemBack() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            for phone in ["020 7946 0777", "020 7946 0888"] {
                _ = try await save(host, "/organisation/details", [("phone", phone)])
            }
            let id = try town.place.text("SELECT organisationID FROM account WHERE email LIKE 'vcse@%'")
            let versions = "/organisations/\(id)/versions"
            let page = try await host.get(versions)
            let link = "/organisation/details?version=2"
            #expect(page.markup.links.contains(link) && page.markup.all("form").allSatisfy { $0["action"] != versions })
            let form = try await host.get(link)
            #expect(form.body.contains("value=\"020 7946 0777\"") && form.body.contains("Look at them, then save."))
            #expect(try await host.submit(try Form(form, to: "/organisation/details")).status == .seeOther)
            #expect(try await town.browser().get("/organisations/\(id)").body.contains("7946\u{a0}0777"))
            #expect(try await host.get("/organisation/details?version=999999").status == .ok)
            let steward = try await town.signedIn("steward")
            let back = try await steward.post(versions, [("csrf", try await steward.csrf()), ("number", "3")])
            #expect(try await steward.follow(back).body.contains("Version 3 shows again."))
            #expect(try await town.browser().get("/organisations/\(id)").body.contains("7946\u{a0}0888"))
            #expect(try await town.signedIn("greenwheel").get(versions).status == .notFound)
        }
    }
}
