import Core
import Foundation
import TestSupport
import Testing

@testable import Web

extension Samples {
    /// Everything of the demo place a year and more later, when much of it needs a person.
    private func later<Model>(_ body: () async throws -> Model) async throws -> Model {
        place.clock.advance(days: 400)
        defer { place.clock.advance(days: -400) }
        return try await body()
    }

    func evidence() async throws -> [EvidencePage] {
        try await later {
            let visit = try await visit("steward")
            let listing = try #require(try await listings().first)
            let actor = try visit.actor()
            try await place.features.queue.noAnswer(of: listing.organisation.id, by: actor)
            let before = try await place.features.evidence.sheet(listing.offer.id, for: actor)
            try await place.finding("telephone number", "It has too few figures.", of: listing.offer.id.text)
            let sheet = try await place.features.evidence.sheet(listing.offer.id, for: actor)
            return [before, sheet].map { EvidencePage(visit: visit, sheet: $0) }
        }
    }

    func queue() async throws -> [QueuePage] {
        try await later {
            let visit = try await visit("steward", path: "/steward?waits=report%20x&days=7")
            let queue = place.features.queue
            let (steward, admin) = (try visit.actor(), try await self.visit("admin").actor())
            let items = try await queue.page(1, for: steward).items
            try await queue.claim(items[0].subject, by: steward)
            try await queue.claim(items[1].subject, by: admin)
            try await queue.snooze(items[2].subject, days: 7, by: steward)
            var pages: [QueuePage] = []
            for number in [1, 2, 1_000] {
                let page = try await queue.page(number, for: steward)
                pages.append(QueuePage(visit: visit, queue: page, number: number))
            }
            return pages
        }
    }

    func call() async throws -> [CallPage] {
        let visit = try await visit("steward", path: "/steward/call/x?confirmed=2")
        var pages: [CallPage] = []
        for organisation in Set(try await listings().map(\.organisation.id)).prefix(20) {
            let sheet = try await place.features.queue.callSheet(organisation, for: visit.actor())
            pages.append(CallPage(visit: visit, sheet: sheet, form: try wrong("offers")))
        }
        return pages
    }

    func figures() async throws -> FiguresPage {
        let visit = try await visit("steward")
        return FiguresPage(visit: visit, figures: try await place.features.figures.answer(for: visit.actor()))
    }
}
