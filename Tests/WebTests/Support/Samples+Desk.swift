import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// The desk, slips and shortlists.
extension Samples {
    /// Nothing asked, all kinds of answers, a slip that is full, and one with what has changed since.
    func desk() async throws -> [DeskPage] {
        let codes = try await place.features.directory.codes(of: listings().map(\.offer.id)).values.map(\.text)
        let slip = codes.sorted().prefix(9).joined(separator: ",")
        let queries = [
            "", "q=zzzzqqqq", "q=lonley&near=nowhere", "q=help&near=SE15&tick=money&tick=alone&tick=abuse",
            "q=lonely&slip=\(slip)", "tick=food&tick=money", "q=i+want+to+kill+myself",
        ]
        var pages: [DeskPage] = []
        for (query, days) in queries.flatMap({ query in [0.0, 120, 200].map { (query, $0) } }) {
            place.clock.advance(days: days)
            for name in ["reception", nil] {
                pages.append(try await DeskPages.page(visit(name, path: "/desk?\(query)")))
            }
            place.clock.advance(days: -days)
        }
        return pages
    }

    func slip() async throws -> [SlipPage] {
        let visit = try await visit("reception")
        let offers = try await listings().prefix(60).map(\.offer.id)
        let notes = Dictionary(uniqueKeysWithValues: offers.map { ($0, "Bus 36 stops outside.") })
        let leaflet = try await Leaflet(visit, offers: offers, notes: notes)
        let shared = SlipPage(
            visit: visit,
            heading: "Leaflet",
            leaflet: leaflet,
            link: { Path.slip([], $0).text },
            isSendable: true,
            back: nil,
            notice: "It works until then.",
            stop: SlipPage.StopForm(action: "/", id: "x")
        )
        return [
            SlipPage.slip(visit, leaflet: leaflet), shared, try await .slip(visit, leaflet: Leaflet(visit, offers: [])),
        ]
    }

    /// With notes that came back, with none, and empty.
    func shortlist() async throws -> [ShortlistPage] {
        let visit = try await visit("linkworker", path: "/shortlist?saved=1")
        let listings = Array(try await listings().prefix(60))
        let account = try #require(visit.account)
        let list = Shortlist(listings.map { Shortlist.Line(offer: $0.offer.id, note: "Bus 36 stops outside.") })
        let link = SharedShortlist(
            id: SharedShortlist.ID(),
            sharedBy: account.id,
            sharedAt: visit.now,
            expiresAt: visit.now,
            list: list
        )
        let form = try wrong(listings.prefix(1).map { NoteField.name($0.offer.id) }.joined())
        return [(listings, form), (listings, nil), ([], nil)].map { listings, form in
            ShortlistPage(visit: visit, list: list, listings: listings, links: [link], form: form)
        }
    }
}
