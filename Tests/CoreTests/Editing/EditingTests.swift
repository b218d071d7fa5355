import Foundation
import GRDB
import TestSupport
import Testing

@testable import Core

@Suite("Editing")
struct EditingTests {
    @Test("a time goes live at once, with its version, its evidence and the index told")
    func live() async throws {
        let place = try await SmallPlace()
        let sent = try await place.edit(.times) { $0.schedules = [Schedule(frequency: .weekly, days: [.monday])] }
        #expect(sent == Editing.Sent(live: 1, waiting: 0))
        let listing = try await place.features.directory.listing(place.garden.offer.id)
        #expect(listing.schedules.map(\.days) == [[.monday]] && listing.offer.version == 2)
        let (_, versions) = try await place.features.versions.all(of: place.garden.offer.id, for: place.gardener)
        #expect(versions.map(\.how) == [.edited, .found] && versions.first?.changed == ["times"])
        #expect(versions.first?.by == "The Garden" && versions.first?.actorID == place.gardener.id)
        let ledger = try await place.place.database.read {
            try EvidenceStore.ledger(of: place.garden.offer.id, in: $0)
        }
        #expect(ledger.map(\.kind) == [.editedByOwner])
        let owned = try await place.place.database.read { try FieldOwners.fields(of: place.garden.offer.id, in: $0) }
        #expect(owned == ["schedules"], "no source writes over it")
        #expect(try await place.place.count("indexDirty WHERE offerID = '\(place.garden.offer.id)'") == 1)
        #expect(try await place.place.count("listingDraft") == 0)
    }

    @Test("a description waits for a yes while the last approved version stays public")
    func waits() async throws {
        let place = try await SmallPlace()
        let sent = try await place.edit(.about) { $0.description = "We dig." }
        #expect(sent == Editing.Sent(live: 0, waiting: 1))
        #expect(try await place.features.directory.listing(place.garden.offer.id).offer.description.isEmpty)
        let review = try #require(try await place.features.moderation.waiting().first)
        #expect(review.facts == [.description] && review.proposed.description == "We dig.")
        try await place.features.moderation.approve(review.change.id, seen: review.fingerprint, by: place.steward)
        #expect(try await place.features.directory.listing(place.garden.offer.id).offer.description == "We dig.")
        #expect(try await place.place.messages().map(\.kind) == [.changeAnswered])
    }

    @Test("a no tells the owner why, and gives the words back")
    func refused() async throws {
        let place = try await SmallPlace()
        _ = try await place.edit(.about) { $0.description = "The best garden." }
        let review = try #require(try await place.features.moderation.waiting().first)
        await #expect(throws: Failure.self) {
            try await place.features.moderation.refuse(review.change.id, reason: "", by: place.steward)
        }
        try await place.features.moderation.refuse(review.change.id, reason: "Who says so?", by: place.steward)
        let sheet = try await place.features.editing.sheet(place.garden.offer.id, by: place.gardener)
        #expect(sheet.refused?.reason == "Who says so?" && sheet.working.description == "The best garden.")
        #expect(try await place.place.messages().first?.body.contains("Who says so?") == true)
        await #expect(throws: Failure.conflict("Somebody has decided about this already.")) {
            try await place.features.moderation.approve(review.change.id, seen: review.fingerprint, by: place.steward)
        }
    }

    @Test("the second of two who write one section is told, and of two sections both are kept")
    func twoWriters() async throws {
        let place = try await SmallPlace()
        let editing = place.features.editing
        let id = place.garden.offer.id
        let sheet = try await editing.sheet(id, by: place.gardener)
        var (first, second) = (sheet.working, sheet.working)
        (first.wait, second.wait) = ("A week", "A month")
        let seen = sheet.working.fingerprint(of: EditSection.joining.facts)
        try await editing.save(.joining, first, of: id, seen: seen, by: place.gardener)
        await #expect(throws: Failure.self) {
            try await editing.save(.joining, second, of: id, seen: seen, by: place.gardener)
        }
        second.costs = [CostOption(pence: 0)]
        try await editing.save(
            .cost,
            second,
            of: id,
            seen: sheet.working.fingerprint(of: EditSection.cost.facts),
            by: place.gardener
        )
        let now = try await editing.sheet(id, by: place.gardener)
        #expect(now.working.wait == "A week" && now.working.costs == [CostOption(pence: 0)])
        await #expect(throws: Failure.self) {
            _ = try await editing.send(id, seen: sheet.fingerprint, by: place.gardener)
        }
    }

    @Test("a draft does not take back what was changed beside it")
    func beside() async throws {
        let place = try await SmallPlace()
        let id = place.garden.offer.id
        let editing = place.features.editing
        let sheet = try await editing.sheet(id, by: place.gardener)
        var facts = sheet.working
        facts.wait = "A week"
        let seen = sheet.working.fingerprint(of: EditSection.joining.facts)
        try await editing.save(.joining, facts, of: id, seen: seen, by: place.gardener)
        try await place.place.execute("UPDATE offer SET name = 'Renamed', intake = 'full' WHERE id = ?", [id])
        let now = try await editing.sheet(id, by: place.gardener)
        _ = try await editing.send(id, seen: now.fingerprint, by: place.gardener)
        let offer = try await place.features.directory.listing(id).offer
        #expect(offer.name == "Renamed" && offer.intake == .full && offer.wait == "A week")
    }

    @Test("a new offer waits whole, and is a confirmed listing after the yes; sent twice it is one")
    func new() async throws {
        let place = try await SmallPlace()
        let editing = place.features.editing
        let id = Offer.ID()
        var facts = OfferFacts()
        (facts.name, facts.description) = ("Night digging", "With lamps.")
        try await editing.begin(id, facts, by: place.gardener)
        try await editing.begin(id, facts, by: place.gardener)
        #expect(try await place.place.count("listingDraft") == 1)
        let begun = try await editing.sheet(id, by: place.gardener)
        let missing = await #expect(throws: Failure.self) {
            _ = try await editing.send(id, seen: begun.fingerprint, by: place.gardener)
        }
        #expect(missing == .invalid(begun.working.problems) && begun.working.problems.count == 3)
        let need = try #require(try await place.features.directory.needNames().first).id
        for section in [EditSection.needs, .place, .contact] {
            let sheet = try await editing.sheet(id, by: place.gardener)
            var facts = sheet.working
            (facts.needs, facts.ways, facts.phones) = ([need], [.inPerson], [Phone(number: "020 7946 0000")])
            facts.places = [PlaceFacts(address: "1 High Street", postcode: "E8 1AA")]
            let seen = sheet.working.fingerprint(of: section.facts)
            try await editing.save(section, facts, of: id, seen: seen, by: place.gardener)
        }
        let sheet = try await editing.sheet(id, by: place.gardener)
        _ = try await editing.send(id, seen: sheet.fingerprint, by: place.gardener)
        let review = try #require(try await place.features.moderation.waiting().first)
        try await place.features.moderation.approve(review.change.id, seen: review.fingerprint, by: place.steward)
        let listing = try await place.features.directory.listing(id)
        #expect(listing.offer.name == "Night digging" && listing.locations.first?.coordinate != nil)
        #expect(listing.offer.confirmedAt == Sample.now && listing.offer.freshness(now: Sample.now) == .fresh)
    }

    @Test("nobody touches the offers of others")
    func foreign() async throws {
        let place = try await SmallPlace()
        let id = place.garden.offer.id
        await #expect(throws: Failure.notFound) { _ = try await place.features.editing.sheet(id, by: place.cook) }
        await #expect(throws: Failure.notFound) {
            _ = try await place.features.versions.all(of: id, for: place.cook)
        }
        for actor in [place.linkWorker, place.doctor, place.receptionist] {
            await #expect(throws: Failure.forbidden) { _ = try await place.features.editing.sheet(id, by: actor) }
        }
        #expect(try await place.features.editing.sheet(id, by: place.steward).isStewards, "who keeps the directory may")
        await #expect(throws: Failure.notFound) {
            try await place.features.editing.begin(id, OfferFacts(), by: place.cook)
        }
    }

    @Test("where people hide, a new telephone number waits, too")
    func hidden() async throws {
        let place = try await SmallPlace()
        let change: (inout OfferFacts) -> Void = { $0.phones = [Phone(number: "020 7946 0999")] }
        #expect(try await place.edit(.contact, change) == Editing.Sent(live: 1, waiting: 0))
        try await place.place.execute(
            "INSERT INTO offerNeed VALUES (?, 'domestic-abuse', 0)",
            [place.garden.offer.id]
        )
        let again = try await place.edit(.contact) { $0.phones = [] }
        #expect(again == Editing.Sent(live: 0, waiting: 1))
    }

    @Test("an old version comes back: for a steward at once, for its owner into the draft")
    func restore() async throws {
        let place = try await SmallPlace()
        let id = place.garden.offer.id
        _ = try await place.edit(.cost) { $0.costs = [CostOption(pence: 300, per: "visit")] }
        _ = try await place.edit(.cost) { $0.costs = [CostOption(pence: 900, per: "visit")] }
        try await place.features.versions.restore(2, of: id, by: place.gardener)
        #expect(try await place.features.directory.listing(id).costs.first?.pence == 900)
        let sheet = try await place.features.editing.sheet(id, by: place.gardener)
        #expect(sheet.changes == [.cost] && sheet.working.costs.first?.pence == 300)
        try await place.features.versions.restore(1, of: id, by: place.steward)
        #expect(try await place.features.directory.listing(id).costs.isEmpty)
        let (_, versions) = try await place.features.versions.all(of: id, for: place.steward)
        #expect(versions.map(\.how) == [.restored, .edited, .edited, .found])
        #expect(versions.map(\.number) == [4, 3, 2, 1])
    }

    @Test("a hall that others use as well stays theirs when one of them moves")
    func sharedPlace() async throws {
        let place = try await SmallPlace()
        let hall = Location(id: Location.ID(named: "hall"), name: "The Hall", address: "1 Old Road", postcode: "E8 1AA")
        var (garden, cafe) = (place.garden, place.cafe)
        (garden.locations, cafe.locations) = ([hall], [hall])
        try await place.place.save([garden, cafe])
        _ = try await place.edit(.place) { $0.places[0].address = "2 New Road" }
        let review = try #require(try await place.features.moderation.waiting().first)
        try await place.features.moderation.approve(review.change.id, seen: review.fingerprint, by: place.steward)
        let after = try await place.features.directory.listings([garden.offer.id, cafe.offer.id])
        #expect(after.map { $0.locations.first?.address } == ["2 New Road", "1 Old Road"])
    }

    @Test("an organisation's phone shows at once, its name after a yes")
    func organisation() async throws {
        let place = try await SmallPlace()
        let sheet = try await place.features.editing.organisation(by: place.gardener)
        var facts = sheet.sent
        (facts.phone, facts.name) = ("020 7946 0555", "The Walled Garden")
        let sent = try await place.features.editing.save(facts, seen: sheet.sent.fingerprint(), by: place.gardener)
        #expect(sent == Editing.Sent(live: 1, waiting: 1))
        let between = try await place.features.directory.organisation(place.garden.organisation.id).0
        #expect(between.phone == "020 7946 0555" && between.name == "The Garden")
        let review = try #require(try await place.features.moderation.waiting().first)
        try await place.features.moderation.approve(review.change.id, seen: review.fingerprint, by: place.steward)
        let after = try await place.features.directory.organisation(place.garden.organisation.id).0
        #expect(after.name == "The Walled Garden" && after.phone == "020 7946 0555")
        #expect(try await place.place.count("listingVersion WHERE offerID IS NULL") == 3)
    }
}

extension SmallPlace {
    /// The gardener changes one section and sends it.
    func edit(_ section: EditSection, _ change: (inout OfferFacts) -> Void) async throws -> Editing.Sent {
        let id = garden.offer.id
        let sheet = try await features.editing.sheet(id, by: gardener)
        var facts = sheet.working
        change(&facts)
        let seen = sheet.working.fingerprint(of: section.facts)
        try await features.editing.save(section, facts, of: id, seen: seen, by: gardener)
        let now = try await features.editing.sheet(id, by: gardener)
        return try await features.editing.send(id, seen: now.fingerprint, by: gardener)
    }
}
