import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

/// What an owner may write about an offer beyond its times and prices.
@Suite("Owners' words")
struct OwnersWordsTests {
    @Test("languages and whom to ask for show at once; area, other name and introduction wait")
    func risk() async throws {
        let small = try await SmallPlace()
        #expect(try await small.edit(.who) { $0.languages = [Language(name: "Somali")] }.live == 1)
        #expect(try await small.edit(.people) { $0.contacts = [Contact(role: "Co-ordinator")] }.live == 1)
        let listing = try await small.features.directory.listing(small.garden.offer.id)
        #expect(listing.languages.map(\.name) == ["Somali"] && listing.contacts.map(\.role) == ["Co-ordinator"])
        #expect(try await small.edit(.place) { $0.areas = [ServiceArea(name: "Hackney")] }.waiting == 1)
        let about = try await small.edit(.about) { ($0.alternateName, $0.introduction) = ("The plot", "Come and dig.") }
        #expect(about == Editing.Sent(live: 0, waiting: 2))
        let review = try #require(try await small.features.moderation.waiting().first)
        #expect(review.facts == [.alternateName, .introduction, .areas])
        try await small.features.moderation.approve(review.change.id, seen: review.fingerprint, by: small.steward)
        let after = try await small.features.directory.listing(small.garden.offer.id)
        #expect(after.areas.map(\.name) == ["Hackney"] && after.offer.alternateName == "The plot")
        #expect(after.offer.introduction == "Come and dig.")
        let owned = try await small.place.database.read { try FieldOwners.fields(of: small.garden.offer.id, in: $0) }
        #expect(owned == ["languages", "contacts", "areas", "alternateName", "introduction"])
        #expect(owned.isSubset(of: ListingField.all.map(\.name)), "a source leaves every one of them alone")
    }

    @Test("where people hide, whom to ask for waits, too")
    func hidden() async throws {
        let small = try await SmallPlace()
        try await small.place.execute(
            "INSERT INTO offerNeed VALUES (?, 'sexual-violence', 0)",
            [small.garden.offer.id]
        )
        let sent = try await small.edit(.people) { $0.contacts = [Contact(role: "Anybody")] }
        #expect(sent == Editing.Sent(live: 0, waiting: 1))
    }

    @Test("the order of needs is a change, which a steward looks at")
    func order() async throws {
        let small = try await SmallPlace()
        let needs = try await small.features.directory.needNames().prefix(2).map(\.id)
        for (position, need) in needs.enumerated() {
            try await small.place.execute(
                "INSERT INTO offerNeed VALUES (?, ?, ?)",
                [small.garden.offer.id, need, position]
            )
        }
        #expect(try await small.edit(.needs) { $0.needs = needs.reversed() }.waiting == 1)
        let review = try #require(try await small.features.moderation.waiting().first)
        try await small.features.moderation.approve(review.change.id, seen: review.fingerprint, by: small.steward)
        #expect(try await small.features.directory.listing(small.garden.offer.id).needs == needs.reversed())
    }

    @Test("a link ends when its mailbox is taken off the listing, and does not come back with the address")
    func links() async throws {
        let small = try await SmallPlace()
        let id = small.garden.offer.id
        try await small.place.execute("UPDATE organisation SET email = NULL")
        try await small.place.execute("UPDATE offer SET email = 'garden@example.org' WHERE id = ?", [id])
        try await small.place.execute("UPDATE offer SET confirmedAt = ?", [Sample.now.adding(days: -100)])
        try await small.place.execute("UPDATE offer SET knownAt = NULL")
        try await small.place.execute("DELETE FROM evidence")
        _ = try await small.features.confirmations.ask()
        let message = try #require(
            try await small.place.messages().first { $0.recipient == "garden@example.org" && $0.token != nil }
        )
        let token = try #require(message.token)
        #expect(try await small.features.confirmations.open(token: token).listings.count == 1)
        _ = try await small.edit(.contact) { $0.email = "new@example.org" }
        for _ in 1...2 {
            await #expect(throws: Failure.self) { _ = try await small.features.confirmations.open(token: token) }
            await #expect(throws: Failure.self) {
                try await small.features.confirmations.answer(ListingAnswer(), for: id, token: token)
            }
            _ = try await small.edit(.contact) { $0.email = "garden@example.org" }
        }
        #expect(try await !small.features.mailboxes.isUnsubscribed(token: token), "it still stops the mail")
    }

    @Test("a link stays while its mailbox is the organisation's, whatever is taken off the listing beside it")
    func organisationsOwn() async throws {
        let small = try await SmallPlace()
        _ = try await small.edit(.people) { $0.contacts = [Contact(role: "Host", email: "Garden@example.org")] }
        try await small.place.execute("UPDATE offer SET confirmedAt = ?", [Sample.now.adding(days: -100)])
        try await small.place.execute("UPDATE offer SET knownAt = NULL")
        try await small.place.execute("DELETE FROM evidence")
        _ = try await small.features.confirmations.ask()
        let message = try #require(
            try await small.place.messages().first { $0.recipient == "garden@example.org" && $0.token != nil }
        )
        let token = try #require(message.token)
        _ = try await small.edit(.people) { $0.contacts = [] }
        #expect(try await small.features.confirmations.open(token: token).listings.count == 1)
    }

    @Test("a new shared address of the organisation ends the links of the old one for good")
    func organisationsLinks() async throws {
        let small = try await SmallPlace()
        try await small.place.execute("UPDATE offer SET confirmedAt = ?", [Sample.now.adding(days: -100)])
        _ = try await small.features.confirmations.ask()
        let token = try #require(
            try await small.place.messages().first { $0.recipient == "garden@example.org" }?.token
        )
        for address in ["new@example.org", "garden@example.org"] {
            let sheet = try await small.features.editing.organisation(by: small.gardener)
            var facts = sheet.working
            facts.email = address
            let seen = sheet.working.fingerprint()
            _ = try await small.features.editing.save(facts, seen: seen, by: small.gardener)
            await #expect(throws: Failure.self) { _ = try await small.features.confirmations.open(token: token) }
        }
    }

    @Test("a person's own address and name stay out of open data")
    func personal() async throws {
        let small = try await SmallPlace()
        let person = Contact(name: "Perpetua Dabney", role: "Co-ordinator", email: "perpetua.dabney@example.org")
        _ = try await small.edit(.people) { $0.contacts = [person] }
        _ = try await small.edit(.contact) { $0.phones = [Phone(number: "07700 900123", description: "Perpetua")] }
        let listing = try await small.features.directory.listing(small.garden.offer.id)
        #expect(listing.contacts == [person] && listing.phones.count == 1)
        let shared = PublicContact(
            organisation: listing.organisation,
            offer: listing.offer,
            contacts: listing.contacts
        )
        #expect(shared.contact(person) == Contact(role: "Co-ordinator"))
        #expect(listing.phones.compactMap(shared.phone).isEmpty)
    }

    @Test("a draft from before these could be edited is still read")
    func oldDraft() throws {
        let old =
            #"{"touched":["name"],"facts":{"name":"Digging","description":"","audience":[],"needs":[],"ways":[],"#
            + #""places":[],"schedules":[],"costs":[],"phones":[],"intake":"open","joining":[]}}"#
        let overlay = try JSONDecoder().decode(Overlay<OfferFacts>.self, from: Data(old.utf8))
        var published = OfferFacts()
        published.languages = [Language(name: "Urdu")]
        let facts = overlay.applied(to: published)
        #expect(facts.name == "Digging" && facts.languages.map(\.name) == ["Urdu"])
    }
}

@Suite("Versions of what went another way")
struct OtherVersionTests {
    @Test("an organisation's refused words come back in its form, and are given up when it says so")
    func refused() async throws {
        let small = try await SmallPlace()
        let editing = small.features.editing
        func send(_ name: String) async throws {
            let sheet = try await editing.organisation(by: small.gardener)
            var facts = sheet.working
            facts.name = name
            _ = try await editing.save(facts, seen: sheet.working.fingerprint(), by: small.gardener)
            guard let review = try await small.features.moderation.waiting().first else { return }
            try await small.features.moderation.refuse(review.change.id, reason: "Taken.", by: small.steward)
        }
        try await send("The Walled Garden")
        let sheet = try await editing.organisation(by: small.gardener)
        #expect(sheet.refused?.reason == "Taken." && sheet.working.name == "The Walled Garden")
        #expect(sheet.published.name == "The Garden")
        try await editing.giveUpRefused(by: small.gardener)
        let after = try await editing.organisation(by: small.gardener)
        #expect(after.refused == nil && after.working.name == "The Garden")
        try await send("The Old Garden")
        try await send("The Garden")
        #expect(try await editing.organisation(by: small.gardener).refused == nil, "its own name is nothing to send")
        #expect(try await small.features.moderation.waiting().isEmpty)
        #expect(try await small.place.count("listingChange WHERE status = 'refused'") == 2, "what was decided stays")
    }

    @Test("an organisation's old words are brought back by a steward, and by nobody else")
    func organisation() async throws {
        let small = try await SmallPlace()
        let id = small.garden.organisation.id
        let sheet = try await small.features.editing.organisation(by: small.gardener)
        var facts = sheet.working
        facts.phone = "020 7946 0555"
        _ = try await small.features.editing.save(facts, seen: sheet.working.fingerprint(), by: small.gardener)
        let versions = try await small.features.versions.all(of: id, for: small.gardener).versions
        #expect(versions.map(\.how) == [.edited, .found])
        await #expect(throws: Failure.notFound) { _ = try await small.features.versions.all(of: id, for: small.cook) }
        await #expect(throws: Failure.forbidden) {
            try await small.features.versions.restore(1, of: id, by: small.gardener)
        }
        await #expect(throws: Failure.notFound) {
            try await small.features.versions.restore(9, of: id, by: small.steward)
        }
        try await small.features.versions.restore(1, of: id, by: small.steward)
        #expect(try await small.features.directory.organisation(id).0.phone == nil)
    }

    @Test("what a feed changes in a listing that was edited here is a version, and of any other listing none")
    func imported() async throws {
        let small = try await SmallPlace()
        _ = try await small.edit(.cost) { $0.costs = [CostOption(pence: 300)] }
        try await small.place.execute("UPDATE offer SET wait = 'A month'")
        let offers = [small.garden.offer.id, small.cafe.offer.id]
        try await small.place.database.write { db in
            for id in offers + offers { try EditStore.keepImported(id, at: Sample.now, in: db) }
        }
        let versions = try await small.features.versions.all(of: offers[0], for: small.steward).versions
        #expect(versions.map(\.changed) == [["wait"], ["cost"], []])
        #expect(versions.first?.by == "the feed that it comes from" && versions.first?.actorID == nil)
        #expect(try await small.features.versions.all(of: offers[1], for: small.steward).versions.isEmpty)
    }
}
