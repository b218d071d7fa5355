import Foundation
import TestSupport
import Testing

/// An organisation's public page, and its own desk.
@Suite struct OrganisationPageTests {
    @Test func thePublicPageListsWhatIsOpen() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let organisation = try town.place.text("SELECT organisationID FROM offer WHERE id = '\(offer)'")
            let page = try await town.browser().get("/organisations/\(organisation)")
            #expect(page.markup.first("h1")?.text == "The Tin Kettle Company")
            #expect(page.markup.links.contains("/offers/\(offer)"))
            try town.place.execute("UPDATE offer SET status = 'defunct' WHERE organisationID = ?", [organisation])
            let empty = try await town.browser().get("/organisations/\(organisation)")
            #expect(!empty.markup.links.contains("/offers/\(offer)"))
            #expect(empty.body.contains("They have nothing listed at the moment."))
        }
    }

    @Test func aMemberConfirmsTheirOwnListingsAndNoOthers() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let own = try town.place.offer("Kettle mornings")
            let foreign = try town.place.offer("A weekly visitor")
            try town.place.execute("UPDATE offer SET confirmedAt = '2026-01-01 00:00:00.000'")
            let form = try Form(try await host.get("/organisation"), to: "/organisation/confirm")
            let sent = try await host.submit(form.with([("offers[]", own), ("offers[]", foreign)]))
            #expect(sent.location == "/organisation?confirmed=1")
            let thanks = try await host.follow(sent)
            #expect(thanks.body.contains("1 listing is confirmed as right today."))
            #expect(try town.place.text("SELECT confirmedAt FROM offer WHERE id = '\(own)'").hasPrefix("2026-11-21"))
            #expect(
                try town.place.text("SELECT confirmedBy FROM offer WHERE id = '\(own)'") == "The Tin Kettle Company"
            )
            #expect(
                try town.place.text("SELECT confirmedAt FROM offer WHERE id = '\(foreign)'").hasPrefix("2026-01-01")
            )
        }
    }

    @Test func choosingNothingOrNonsenseComesBack() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let form = try Form(try await host.get("/organisation"), to: "/organisation/confirm").without("offers[]")
            let foreign = try town.place.offer("A weekly visitor")
            for choice in [[], [("offers[]", "x")], [("offers[]", foreign)], [("offers[]", "' or 1=1")]] {
                let page = try await host.submit(form.with(choice))
                try expectReturned(page, "\(choice)")
                #expect(page.markup.summary == ["#offers"])
            }
        }
    }
}
