import Core
import Foundation
import Hummingbird
import WebSupport

/// How a listing came to say what it says: who, when, what changed, and the way back.
enum VersionPages {
    static func list(_ visit: Visit) async throws -> Response {
        let (listing, versions) = try await visit.features.versions.all(
            of: visit.identifier(of: Offer.self),
            for: visit.actor()
        )
        let needs = try await visit.features.directory.needNames()
        return try visit.html(
            VersionsPage(visit: visit, listing: listing, versions: versions, needs: needs),
            as: .versions
        )
    }

    static func restore(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Offer.self)
        var form = try visit.reader()
        guard let number = form.integer("number", label: "version", in: 1...1_000_000) else { throw Failure.notFound }
        try await visit.features.versions.restore(number, of: id, by: visit.actor())
        let isOwner = try visit.actor().role == .organisation
        return .seeOther(isOwner ? Path.editOffer(id).text : Path.versions(id).text + "?restored=\(number)")
    }
}

/// The same of what an organisation says about itself.
enum OrganisationVersionPages {
    static func list(_ visit: Visit) async throws -> Response {
        let (organisation, versions) = try await visit.features.versions.all(
            of: visit.identifier(of: Organisation.self),
            for: visit.actor()
        )
        let page = VersionsPage(visit: visit, organisation: organisation, versions: versions)
        return try visit.html(page, as: .versions)
    }

    static func restore(_ visit: Visit) async throws -> Response {
        let id = try visit.identifier(of: Organisation.self)
        var form = try visit.reader()
        guard let number = form.integer("number", label: "version", in: 1...1_000_000) else { throw Failure.notFound }
        try await visit.features.versions.restore(number, of: id, by: visit.actor())
        return .seeOther(Path.organisationVersions(id).text + "?restored=\(number)")
    }
}

struct VersionsPage: Sendable {
    let page: PageFrame
    let title: String
    let thanks: String?
    let back: String
    let action: String
    let hint: String
    let versions: [Entry]
    let hasVersions: Bool

    struct Entry: Sendable {
        let number: Int
        let heading: String
        let differences: [Difference]
        let canRestore: Bool
        /// Where its words are taken into a form, for those who may not bring it back at once.
        let useHref: String?
        /// The one that shows now cannot be brought back.
        let isShown: Bool
    }

    /// Older ones are kept, and can be read in the database.
    private static let mostShown = 50

    init(visit: Visit, listing: Listing, versions: [ListingVersion], needs: [Need]) {
        let isOwner = visit.account?.role == .organisation
        let id = listing.offer.id
        page = visit.frame("Versions of \(listing.offer.name)")
        title = listing.offer.name
        thanks = visit.query.integer("restored", in: 1...1_000_000).map { "Version \($0) shows again." }
        back = isOwner ? Path.editOffer(id).text : Path.offer(id).text
        action = Path.versions(id).text
        hint =
            isOwner
            ? "To use an old version again, take it into your changes. You can look at it before you send it."
            : "To go back to an old version, bring it back. It shows at once."
        let current = OfferFacts(listing)
        self.versions = versions.prefix(VersionsPage.mostShown).enumerated().map { index, version in
            let facts = version.facts ?? .empty
            let before = versions.indices.contains(index + 1) ? versions[index + 1].facts : nil
            let changed = before.map { facts.differences(from: $0) } ?? []
            let status = versions.indices.contains(index + 1) ? versions[index + 1].listing?.offer.status : nil
            return Entry(
                number: version.number,
                heading: VersionsPage.heading(version, after: status),
                differences: VersionsPage.turn(from: status, to: version.listing?.offer.status)
                    + changed.map { fact in
                        Difference(
                            FactWords.label(fact),
                            before: FactWords.lines(fact, before ?? .empty, needs: needs, now: visit.now),
                            after: FactWords.lines(fact, facts, needs: needs, now: visit.now)
                        )
                    },
                canRestore: facts != current,
                useHref: nil,
                isShown: index == 0 && facts == current
            )
        }
        hasVersions = !versions.isEmpty
    }

    private static func deed(from before: Offer.Status?, to after: Offer.Status?) -> String {
        guard let before, let after, before != after else { return "Changed" }
        return after == .active ? "Opened again" : ClosePages.label(after) ?? "Changed"
    }

    /// Closed, or opened again.
    private static func turn(from before: Offer.Status?, to after: Offer.Status?) -> [Difference] {
        guard let before, let after, before != after else { return [] }
        let words = [before, after].map { ClosePages.label($0) ?? "Open" }
        return [Difference("Open or closed", before: [words[0]], after: [words[1]])]
    }

    /// Of an organisation: it takes old words into its form, a steward brings them back at once.
    init(visit: Visit, organisation: Organisation, versions: [ListingVersion]) {
        let isOwner = visit.account?.role == .organisation
        page = visit.frame("Versions of \(organisation.name)")
        title = organisation.name
        thanks = visit.query.integer("restored", in: 1...1_000_000).map { "Version \($0) shows again." }
        back = isOwner ? Path.organisationDetails.text : Path.organisation(organisation.id).text
        action = Path.organisationVersions(organisation.id).text
        hint =
            isOwner
            ? "To use old words again, take them into the form. You can look at them before you save."
            : "To go back to an old version, bring it back. It shows at once."
        let current = OrganisationFacts(organisation)
        self.versions = versions.prefix(VersionsPage.mostShown).enumerated().map { index, version in
            let facts = version.organisationFacts ?? .empty
            let before = versions.indices.contains(index + 1) ? versions[index + 1].organisationFacts : nil
            let changed = before.map { facts.differences(from: $0) } ?? []
            let use = Path.organisationDetails.text + "?version=\(version.number)"
            return Entry(
                number: version.number,
                heading: VersionsPage.heading(version),
                differences: changed.map {
                    Difference(
                        FactWords.label($0),
                        before: FactWords.lines($0, before ?? .empty),
                        after: FactWords.lines($0, facts)
                    )
                },
                canRestore: !isOwner && facts != current,
                useHref: isOwner && facts != current ? use : nil,
                isShown: index == 0 && facts == current
            )
        }
        hasVersions = !versions.isEmpty
    }

    /// - Parameter before: whether the offer was open or closed in the version before.
    private static func heading(_ version: ListingVersion, after before: Offer.Status? = nil) -> String {
        let how =
            switch version.how {
            case .found: "As it was before it was changed here"
            case .edited: "\(deed(from: before, to: version.listing?.offer.status)) by \(version.by)"
            case .approved: "Sent by \(version.by), approved by a steward"
            case .restored: "Brought back by \(version.by)"
            }
        return "\(Words.moment(version.at)): \(how)"
    }
}
