import Core
import Foundation
import TestSupport
import Testing

@testable import Web

extension Samples {
    /// Every episode of the demo link worker.
    private func sheets(_ visit: Visit) async throws -> [Measures.Sheet] {
        let sql =
            "SELECT id FROM episode WHERE linkWorkerID = (SELECT id FROM account WHERE email LIKE 'linkworker@%') ORDER BY id"
        var sheets: [Measures.Sheet] = []
        for id in try place.column(sql).compactMap({ Episode.ID($0) }) {
            sheets.append(try await place.features.measures.sheet(id, for: visit.actor()))
        }
        return sheets
    }

    func measures() async throws -> [MeasuresPage] {
        let visit = try await visit("linkworker", path: "/x?saved=1")
        return try await sheets(visit).map { MeasuresPage(visit: visit, sheet: $0) }
    }

    func measureForms() async throws -> [MeasureFormPage] {
        let visit = try await visit("linkworker")
        let form = try wrong(
            "item-satisfied",
            "item-helped",
            "words-goal-1",
            "item-total",
            "declined",
            "mode",
            "stage",
            "answered"
        )
        return try await sheets(visit).prefix(12).flatMap { sheet in
            sheet.offered.flatMap { measure in
                [nil, form].map { MeasureFormPage(visit: visit, sheet: sheet, measure: measure, form: $0) }
            }
        }
    }

    func measurePapers() async throws -> [MeasurePaperPage] {
        let visit = try await visit("linkworker")
        return try await sheets(visit).prefix(12).flatMap { sheet in
            sheet.offered.filter { $0.wording == .included }.map {
                MeasurePaperPage(visit: visit, sheet: sheet, measure: $0)
            }
        }
    }

    func friendsAndFamily() async throws -> [FriendsAndFamilyPage] {
        let listing = try #require(try await listings().first)
        let question = try await place.features.friendsAndFamily.question()
        return [
            FriendsAndFamilyPage(try await visit(), listing, question: question, form: nil),
            FriendsAndFamilyPage(try await visit(), listing, question: question, form: try wrong("answer", "words")),
        ]
    }

    /// One whose answers are shown, and one that has none.
    func experiences() async throws -> [ExperiencePage] {
        let visit = try await visit("steward")
        let fft = place.features.friendsAndFamily
        let question = try await fft.question()
        var pages: [ExperiencePage] = []
        for name in ["Kettle mornings", "The Bench Amble"] {
            guard let id = Offer.ID(try place.offer(name)) else { continue }
            let counts = try await fft.counts(of: id, for: visit.actor())
            let listing = try await place.features.directory.listing(id)
            pages.append(
                ExperiencePage(
                    visit,
                    listing,
                    question: question,
                    counts: counts,
                    words: counts.total > 0 ? ["It was kind."] : []
                )
            )
        }
        return pages
    }
}
