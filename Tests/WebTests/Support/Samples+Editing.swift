import Core
import Foundation
import TestSupport
import Testing
import WebSupport

@testable import Web

/// Page models of editing and joining.
extension Samples {
    private func sheet() async throws -> Editing.Sheet {
        let actor = try await visit("vcse").actor()
        let id = try #require(Offer.ID(place.text("SELECT offerID FROM listingChange WHERE offerID IS NOT NULL")))
        let editing = place.features.editing
        var facts = try await editing.sheet(id, by: actor).working
        facts.wait = "A week"
        let seen = try await editing.sheet(id, by: actor).working.fingerprint(of: EditSection.joining.facts)
        try? await editing.save(.joining, facts, of: id, seen: seen, by: actor)
        return try await editing.sheet(id, by: actor)
    }

    func editOffers() async throws -> [EditOfferPage] {
        let visit = try await visit("vcse", path: "/organisation/offers/x?live=1")
        let form = try wrong("about")
        var sheets = [try await sheet()]
        let steward = try await self.visit("steward").actor()
        let change = try #require(sheets[0].waiting)
        try await place.features.moderation.refuse(change.id, reason: "The name is taken.", by: steward)
        sheets.append(try await sheet())
        let actor = try visit.actor()
        _ = try await place.features.editing.send(change.offerID ?? Offer.ID(), seen: sheets[1].fingerprint, by: actor)
        sheets.append(try await closedSheet())
        let keeper = EditOfferPage(
            visit: try await self.visit("steward"),
            sheet: try await stewardsSheet(),
            needs: [],
            form: nil
        )
        return sheets.map { EditOfferPage(visit: visit, sheet: $0, needs: [], form: form) } + [keeper]
    }

    /// With words of the owner's that are not sent.
    private func stewardsSheet() async throws -> Editing.Sheet {
        let (actor, editing) = (try await visit("vcse").actor(), place.features.editing)
        let id = try #require(Offer.ID(try place.offer("Kettle mornings")))
        var facts = try await editing.sheet(id, by: actor).working
        let seen = facts.fingerprint(of: EditSection.joining.facts)
        facts.wait = "A fortnight"
        try await editing.save(.joining, facts, of: id, seen: seen, by: actor)
        let sheet = try await editing.sheet(id, by: try await visit("steward").actor())
        try await editing.discard(id, by: actor)
        return sheet
    }

    private func closedSheet() async throws -> Editing.Sheet {
        let actor = try await visit("vcse").actor()
        let id = try #require(Offer.ID(try place.offer("Kettle mornings")))
        try await place.features.closing.close(id, .forNow, by: actor)
        let sheet = try await place.features.editing.sheet(id, by: actor)
        try await place.features.closing.open(id, by: actor)
        return sheet
    }

    func closing() async throws -> [ClosePage] {
        let id = try #require(Offer.ID(try place.offer("Kettle mornings")))
        let visit = try await visit("vcse", path: "/offers/x/close?closed=1")
        var listing = try await place.features.closing.listing(id, for: visit.actor())
        let form = try wrong("kind")
        return [Offer.Status.active, .temporarilyClosed, .defunct].map { status in
            listing.offer.status = status
            return ClosePage(visit: visit, listing: listing, form: status == .active ? form : nil)
        }
    }

    func editSections() async throws -> [EditSectionPage] {
        let visit = try await visit("vcse")
        let sheet = try await sheet()
        let needs = try await place.features.directory.needNames()
        let form = try wrong(
            "name",
            "description",
            "taking",
            "time-1-from",
            "time-1-often",
            "time-1-starts",
            "place-1-name"
        )
        var pages = EditSection.allCases.flatMap { section in
            [nil, form].map {
                EditSectionPage(
                    visit: visit,
                    section: section,
                    sheet: sheet,
                    needs: needs,
                    form: $0,
                    conflict: $0 == nil ? nil : "Somebody else changed this."
                )
            }
        }
        pages.append(
            EditSectionPage(
                page: visit.frame("Add an offer"),
                title: "Add an offer",
                lead: "Begin.",
                back: "/",
                backLabel: "Our listings",
                action: "/",
                errors: nil,
                conflict: nil,
                theirs: [],
                seen: nil,
                key: "x",
                fields: [],
                hasRows: false
            )
        )
        return pages
    }

    func organisationDetails() async throws -> [OrganisationDetailsPage] {
        let visit = try await visit("vcse", path: "/organisation/details?live=1")
        let editing = place.features.editing
        let sheet = try await editing.organisation(by: visit.actor())
        var facts = sheet.sent
        (facts.name, facts.phone) = ("The Copper Kettle", "020 7946 0666")
        if sheet.waiting == nil {
            _ = try await editing.save(facts, seen: sheet.working.fingerprint(), by: visit.actor())
        }
        let form = try wrong("name", "description")
        let waiting = try await editing.organisation(by: visit.actor())
        let steward = try await self.visit("steward").actor()
        if let change = waiting.waiting {
            try await place.features.moderation.refuse(change.id, reason: "The name is taken.", by: steward)
        }
        let refused = try await editing.organisation(by: visit.actor())
        let id = refused.organisation.id
        let version = try await place.features.versions.all(of: id, for: visit.actor()).versions.last
        return [
            OrganisationDetailsPage(visit: visit, sheet: waiting, form: form, conflict: "Changed."),
            OrganisationDetailsPage(visit: visit, sheet: refused, earlier: version, form: nil, conflict: nil),
        ]
    }

    func versions() async throws -> [VersionsPage] {
        let visit = try await visit("vcse", path: "/offers/x/versions?restored=1")
        let editing = place.features.editing
        let id = try #require(Offer.ID(try place.offer("Kettle mornings")))
        for wait in ["A week", "Two weeks"] {
            let sheet = try await editing.sheet(id, by: visit.actor())
            var facts = sheet.working
            facts.wait = wait
            try await editing.save(
                .joining,
                facts,
                of: id,
                seen: sheet.working.fingerprint(of: EditSection.joining.facts),
                by: visit.actor()
            )
            _ = try await editing.send(id, seen: editing.sheet(id, by: visit.actor()).fingerprint, by: visit.actor())
        }
        let (listing, versions) = try await place.features.versions.all(of: id, for: visit.actor())
        return [VersionsPage(visit: visit, listing: listing, versions: versions, needs: [])]
            + (try await organisationVersions())
    }

    private func organisationVersions() async throws -> [VersionsPage] {
        let visit = try await visit("vcse", path: "/organisations/x/versions?restored=1")
        let sheet = try await place.features.editing.organisation(by: visit.actor())
        var facts = sheet.working
        facts.phone = "020 7946 0777"
        _ = try await place.features.editing.save(facts, seen: sheet.working.fingerprint(), by: visit.actor())
        let (organisation, versions) = try await place.features.versions.all(
            of: sheet.organisation.id,
            for: visit.actor()
        )
        return [VersionsPage(visit: visit, organisation: organisation, versions: versions)]
    }

    func changes() async throws -> ChangesPage {
        let visit = try await visit("steward", path: "/steward/changes?approved=1")
        return ChangesPage(visit: visit, waiting: try await place.features.moderation.waiting())
    }

    func changePages() async throws -> [ChangePage] {
        let visit = try await visit("steward")
        let form = try wrong("answer", "reason")
        let waiting = try await place.features.moderation.waiting()
        let first = try #require(waiting.first)
        var pages = waiting.map { ChangePage(visit: visit, review: $0, needs: [], form: form) }
        try await place.features.moderation.refuse(first.change.id, reason: "Why?", by: visit.actor())
        let refused = try await place.features.moderation.change(first.change.id)
        pages.append(ChangePage(visit: visit, review: refused, needs: [], form: nil))
        return pages
    }

    func joins() async throws -> [JoinPage] {
        let visit = try await visit()
        let sent = try await self.visit(path: "/join?sent=1")
        let form = try wrong("name", "about", "charity", "company", "website", "phone", "contact", "email")
        return [JoinPage(visit: visit, form: form, key: "x"), JoinPage(visit: sent, form: nil, key: "x")]
    }

    func joinRequests() async throws -> JoinsPage {
        let visit = try await visit("steward", path: "/steward/joins?answered=1")
        let waiting = try await place.features.joins.waiting()
        let id = waiting.first?.request.id
        return JoinsPage(visit: visit, waiting: waiting, form: try wrong("answer", "reason"), about: id)
    }

    func welcome() async throws -> WelcomePage {
        WelcomePage(
            page: try await visit().frame("Choose a password"),
            errors: ErrorSummary(try wrong("password")),
            email: "x@example.org",
            action: "/welcome/x",
            error: .error("Enter a password", of: "password")
        )
    }
}
