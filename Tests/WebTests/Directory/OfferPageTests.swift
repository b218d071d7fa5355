import Core
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Web

/// What an offer's page says, and to whom.
@Suite struct OfferPageTests {
    @Test(arguments: Town.everybody)
    func aConfidentialAddressIsShownToNobody(_ role: Role?) async throws {
        try await Town.open { town in
            let offers = try town.place.column(
                """
                SELECT DISTINCT offerID FROM offerLocation JOIN location ON location.id = locationID
                WHERE isConfidential
                """
            )
            try #require(offers.count >= 4)
            let secrets = try town.place.column(
                """
                SELECT v.value
                FROM location, json_each(json_array(address, postcode, latitude, longitude, gettingThere)) v
                WHERE isConfidential AND v.value IS NOT NULL
                """
            )
            try #require(secrets.count >= 8)
            let browser = try await town.browser(of: role)
            var paths = offers.map { "/offers/\($0)" }
            let names = offers.map { "'\($0)'" }.joined(separator: ",")
            paths += try town.place.column(
                "SELECT '/organisations/' || organisationID FROM offer WHERE id IN (\(names))"
            )
            paths += ["/search?q=safe+house", "/search?q=night+stop&near=SE15", "/search?q=refuge&near=SE4&radius=1"]
            var text = ""
            for path in paths {
                let page = try await browser.get(path)
                #expect(page.status == .ok, "\(path)")
                text += page.body
            }
            for secret in secrets {
                let isShown = text.contains(secret)
                #expect(!isShown, "\(secret)")
            }
            #expect(text.contains("The address is kept private to keep people safe."))
            #expect(text.contains("Address kept private"))
        }
    }

    @Test(arguments: [
        (10, "fresh", "Checked 10 days ago", "Confirmed 10 days ago by Bea."),
        (95, "due", "Checked 3 months ago", "It is time to check it again."),
        (130, "overdue", "Check is overdue", "Last confirmed 4 months ago by Bea. Ring first."),
        (200, "unconfirmed", "Not confirmed", "It may have changed: ring first."),
        (400, "hidden", "Not confirmed for very long", "It does not appear in public results. Ring first."),
    ])
    func theBadgeSaysHowFarItCanBeTrusted(days: Int, state: String, label: String, sentence: String) async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let at = town.place.clock.now.addingTimeInterval(-86_400 * Double(days))
            try town.place.execute(
                """
                UPDATE offer SET confirmedAt = ?, confirmedBy = 'Bea', confirmationInterval = 90,
                addedAt = '2020-01-01 00:00:00.000' WHERE id = ?
                """,
                [at, offer]
            )
            let page = try await town.browser().get("/offers/\(offer)")
            let badge = try #require(page.body.range(of: "badge badge-\(state)"))
            #expect(page.body[badge.upperBound...].hasPrefix("\">\(label)</span>"))
            #expect(page.body.contains("trust trust-\(state)"))
            #expect(page.markup.all("p").contains { $0.text.contains(label) && $0.text.contains(sentence) })
        }
    }

    @Test func whatNobodyEverConfirmedSaysSo() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            try town.place.execute(
                "UPDATE offer SET confirmedAt = NULL, confirmedBy = NULL, addedAt = '2026-11-01 00:00:00.000' WHERE id = ?",
                [offer]
            )
            let page = try await town.browser().get("/offers/\(offer)")
            #expect(page.body.contains("Nobody here has confirmed this yet. It may have changed: ring first."))
        }
    }

    @Test func aClosedOfferKeepsItsPageAndSaysSo() async throws {
        try await Town.open { town in
            let states = [
                ("temporarily closed", "Closed for the time being"), ("defunct", "This has closed"),
                ("inactive", "This has closed"),
            ]
            let offer = try town.place.offer("Kettle mornings")
            let worker = try await town.signedIn("linkworker")
            for (status, words) in states {
                try town.place.execute("UPDATE offer SET status = ? WHERE id = ?", [status, offer])
                let page = try await worker.get("/offers/\(offer)")
                #expect(page.status == .ok && page.body.contains(words), "\(status)")
                #expect(!page.body.contains("Refer somebody"), "\(status)")
                #expect(try await worker.get("/referrals/new?offer=\(offer)").status == .conflict, "\(status)")
            }
        }
    }

    @Test func howFullItIsIsSaid() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            let worker = try await town.signedIn("linkworker")
            try town.place.execute(
                "UPDATE offer SET intake = 'waiting list', wait = 'about 6 weeks' WHERE id = ?",
                [offer]
            )
            let waiting = try await worker.get("/offers/\(offer)")
            #expect(waiting.body.contains("Waiting list: about 6 weeks") && waiting.body.contains("Refer somebody"))
            try town.place.execute("UPDATE offer SET intake = 'full', wait = NULL WHERE id = ?", [offer])
            let full = try await worker.get("/offers/\(offer)")
            #expect(full.body.contains("Full at the moment") && !full.body.contains("Refer somebody"))
        }
    }

    @Test func onlyThoseWhoMayReferAreOfferedTo() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("Kettle mornings")
            for role in Town.everybody {
                let page = try await town.browser(of: role).get("/offers/\(offer)")
                let link = page.markup.links.contains("/referrals/new?offer=\(offer)")
                #expect(link == (role == .linkWorker || role == .practice), "\(role?.rawValue ?? "nobody")")
            }
        }
    }

    @Test func thePageSaysWhatItIsAboutAndHowToJoin() async throws {
        try await Town.open { town in
            let offer = try town.place.offer("The Bench Amble")
            let page = try await town.browser().get("/offers/\(offer)")
            let needs = try town.place.column("SELECT needID FROM offerNeed WHERE offerID = '\(offer)'")
            try #require(!needs.isEmpty)
            for need in needs { #expect(page.markup.links.contains("/search?need=\(need)"), "\(need)") }
            let keys = page.markup.all("dt").map(\.text)
            #expect(Set(keys).isSuperset(of: ["When", "Cost", "Who it is for", "How to join"]))
            #expect(page.markup.links.contains { $0.hasPrefix("tel:") || $0.hasPrefix("mailto:") })
            let referred = try town.place.text("SELECT id FROM offer WHERE howToRefer IS NOT NULL ORDER BY id")
            let words = try town.place.text("SELECT howToRefer FROM offer WHERE id = '\(referred)'")
            let other = try await town.browser().get("/offers/\(referred)").markup
            #expect(other.all("h2").contains { $0.text == "How to refer" })
            #expect(other.all("p").contains { $0.text == words })
        }
    }
}
