import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// A volunteer changes a listing, and a steward says yes or no.
@Suite struct EditPageTests {
    @Test func aTimeIsChangedInFourSteps() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let form = try Form(try await host.get(desk.times), to: desk.times)
            let saved = try await host.submit(form.with([("time-1-from", "9.30am"), ("time-1-to", "noon")]))
            #expect(saved.location == desk.home)
            let list = try await host.follow(saved)
            #expect(list.body.contains("Changed, not sent yet") && list.body.contains("Shows at once"))
            let before = try await town.browser().get(desk.publicPage)
            #expect(!before.body.contains("9:30am"))
            let preview = try await host.get("\(desk.home)/preview")
            #expect(preview.body.contains("9:30am to 12pm") && preview.body.contains("This is only a look."))
            let sent = try await host.submit(try Form(list, to: "\(desk.home)/send"))
            #expect(try await host.follow(sent).body.contains("Your change shows now."))
            #expect(try await town.browser().get(desk.publicPage).body.contains("9:30am to 12pm"))
            let versions = try await host.get("/offers/\(desk.id)/versions")
            #expect(versions.body.contains("Changed by The Tin Kettle Company"))
        }
    }

    @Test func savingWithoutAChangeLeavesNothingToSend() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            for id in try town.place.column(
                "SELECT id FROM offer WHERE organisationID = (SELECT organisationID FROM account WHERE email LIKE 'vcse@%')"
            ) {
                for section in EditSection.allCases {
                    let path = "/organisation/offers/\(id)/\(section.rawValue)"
                    let answer = try await host.submit(try Form(try await host.get(path), to: path))
                    #expect(answer.status == .seeOther, "\(section): \(answer.markup.summary)")
                }
            }
            #expect(try town.place.number("SELECT COUNT(*) FROM listingDraft") == 0)
        }
    }

    @Test func everyListingOfTheDemoPlaceGoesThroughItsFormsUnchanged() async throws {
        let place = try await TestPlace.demo()
        let needs = try await place.features.directory.needNames()
        let listings = try await place.features.directory.listings(
            place.column("SELECT id FROM offer").compactMap { Offer.ID($0) }
        )
        for listing in listings {
            let facts = OfferFacts(listing)
            for section in EditSection.allCases {
                var form = try FormBlocks.sent(section.form.blocks(facts, nil, needs: needs))
                var read = facts
                section.form.read(&form, into: &read, needs: needs)
                #expect(form.isValid, "\(listing.offer.name), \(section): \(form.errors)")
                #expect(read == facts, "\(listing.offer.name), \(section)")
            }
        }
    }

    @Test func theSecondOfTwoWritersSeesTheFirstAndLosesNothing() async throws {
        try await Town.open { town in
            let (first, second) = (try await town.signedIn("vcse"), try await town.signedIn("vcse"))
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let path = "\(desk.home)/joining"
            let one = try Form(try await first.get(path), to: path).with([("wait", "A week")])
            let two = try Form(try await second.get(path), to: path).with([("wait", "A month"), ("taking", "full")])
            try await first.submit(one)
            let page = try await second.submit(two)
            #expect(page.status == .conflict && page.body.contains("Somebody else changed this part"))
            #expect(page.markup.all("dd").contains { $0.text.contains("A week") })
            let again = try Form(page, to: path)
            #expect(again["wait"] == "A month" && again["taking"] == "full")
            #expect(try await second.submit(again).status == .seeOther)
            #expect(try await second.get(desk.home).body.contains("A month"))
        }
    }

    @Test func aNewOfferIsWrittenSentAndApproved() async throws {
        try await Town.open { town in
            let host = try await town.signedIn("vcse")
            let new = "/organisation/offers/new"
            let form = try Form(try await host.get(new), to: new)
            let begun = try await host.submit(form.with([("name", "Kettle choir"), ("description", "We sing.")]))
            try await host.submit(form.with([("name", "Kettle choir"), ("description", "We sing.")]))
            let home = try #require(begun.location)
            let incomplete = try await host.submit(try Form(try await host.get(home), to: "\(home)/send"))
            try expectReturned(incomplete, "incomplete")
            for (section, fields) in [
                ("needs", [("needs[]", "loneliness")]),
                ("place", [("ways[]", "in person"), ("place-1-postcode", "se15 4kc")]),
                ("contact", [("phone-1-number", "020 7946 0666"), ("website", "kettle.example/choir")]),
            ] {
                let path = "\(home)/\(section)"
                let answer = try await host.submit(try Form(try await host.get(path), to: path).with(fields))
                #expect(answer.status == .seeOther, "\(section): \(answer.markup.summary)")
            }
            let sent = try await host.submit(try Form(try await host.get(home), to: "\(home)/send"))
            #expect(try await host.follow(sent).body.contains("A steward looks at it"))
            let id = try #require(home.split(separator: "/").last).description
            #expect(try await town.browser().get("/offers/\(id)").status == .notFound)
            let steward = try await town.signedIn("steward")
            let change = try town.place.text("SELECT id FROM listingChange WHERE offerID = '\(id)'")
            let path = "/steward/changes/\(change)"
            let answer = try Form(try await steward.get(path), to: path).with([("answer", "yes")])
            #expect(try await steward.submit(answer).location == "/steward/changes?approved=1")
            let page = try await town.browser().get("/offers/\(id)")
            #expect(page.status == .ok && page.body.contains("https://kettle.example/choir"))
            #expect(page.body.contains("SE15\u{a0}4KC") || page.body.contains("SE15 4KC"))
        }
    }

    @Test func aStewardSaysNoWithAReasonAndTheOwnerReadsIt() async throws {
        try await Town.open { town in
            let steward = try await town.signedIn("steward")
            let change = try town.place.text("SELECT id FROM listingChange")
            let path = "/steward/changes/\(change)"
            let page = try await steward.get(path)
            #expect(page.body.contains("<ins>") && page.body.contains("folding chair"))
            let form = try Form(page, to: path)
            try expectReturned(try await steward.submit(form), "no answer")
            try expectReturned(try await steward.submit(form.with([("answer", "no")])), "no reason")
            let no = form.with([("answer", "no"), ("reason", "Which pond?")])
            #expect(try await steward.submit(no).location == "/steward/changes?refused=1")
            #expect(try await steward.submit(no).status == .conflict)
            let host = try await town.signedIn("vcse")
            let offer = try town.place.text("SELECT offerID FROM listingChange")
            let home = try await host.get("/organisation/offers/\(offer)")
            #expect(home.body.contains("Which pond?") && home.body.contains("folding chair"))
        }
    }

    @Test func aStewardCorrectsAnyListingAtOnceAndNoSourceUndoesIt() async throws {
        try await Town.open { town in
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let steward = try await town.signedIn("steward")
            #expect(try await steward.get(desk.publicPage).markup.all("a").contains { $0["href"] == desk.home })
            let about = "\(desk.home)/about"
            let form = try Form(try await steward.get(about), to: about)
            #expect(try await steward.submit(form.with([("name", "Kettle middays")])).location == desk.home)
            let list = try await steward.get(desk.home)
            #expect(list.body.contains("Shows at once") && !list.body.contains("has said yes"))
            let sent = try await steward.submit(try Form(list, to: "\(desk.home)/send"))
            #expect(try await steward.follow(sent).body.contains("Your change shows now."))
            #expect(try await town.browser().get(desk.publicPage).markup.first("h1")?.text == "Kettle middays")
            let versions = try await steward.get("/offers/\(desk.id)/versions")
            #expect(versions.body.contains("Changed by the steward"))
            let owned = "SELECT COUNT(*) FROM fieldOwner WHERE offerID = '\(desk.id)' AND field = 'name'"
            #expect(try town.place.number(owned) == 1)
            let said = "SELECT COUNT(*) FROM evidence WHERE offerID = '\(desk.id)' AND kind = 'edited by owner'"
            #expect(try town.place.number(said) == 0)
        }
    }

    @Test func aStewardReadsWhoseUnsentWordsTheyWouldSendAndDoesNotThrowThemAway() async throws {
        try await Town.open { town in
            let (host, steward) = (try await town.signedIn("vcse"), try await town.signedIn("steward"))
            let desk = Desk(try town.place.offer("Kettle mornings"))
            let path = "\(desk.home)/joining"
            try await host.submit(try Form(try await host.get(path), to: path).with([("wait", "A week")]))
            let page = try await steward.get(desk.home)
            #expect(page.body.contains("has not sent it") && page.body.contains("A week"))
            #expect(!page.body.contains("\(desk.home)/discard"))
            let thrown = try await steward.post("\(desk.home)/discard", [("csrf", try await steward.csrf())])
            #expect(thrown.status == .conflict)
            #expect(try await host.get(desk.home).body.contains("A week"))
        }
    }

    @Test func anotherOrganisationFindsNothingThere() async throws {
        try await Town.open { town in
            let other = try await town.signedIn("greenwheel")
            let desk = Desk(try town.place.offer("Kettle mornings"))
            for path in [desk.home, desk.times, "\(desk.home)/preview", "/offers/\(desk.id)/versions"] {
                #expect(try await other.get(path).status == .notFound, "\(path)")
            }
            let csrf = try await other.csrf()
            for path in [desk.times, "\(desk.home)/send", "/offers/\(desk.id)/versions"] {
                let page = try await other.post(path, [("csrf", csrf), ("seen", "x"), ("number", "1")])
                #expect(page.status == .notFound, "\(path)")
            }
        }
    }
}

/// The addresses of one offer.
struct Desk {
    let id: String

    init(_ id: String) { self.id = id }

    var home: String { "/organisation/offers/\(id)" }
    var times: String { "\(home)/times" }
    var publicPage: String { "/offers/\(id)" }
}
