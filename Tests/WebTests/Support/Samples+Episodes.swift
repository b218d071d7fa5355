import Core
import Foundation
import TestSupport
import Testing

@testable import Web

/// A link worker's people.
extension Samples {
    func episodes() async throws -> EpisodesPage {
        let visit = try await visit("linkworker", path: "/episodes?done=1")
        return EpisodesPage(visit: visit, lines: try await place.features.episodes.list(for: visit.actor()))
    }

    private func sheets(_ visit: Visit) async throws -> [Episodes.Sheet] {
        var sheets: [Episodes.Sheet] = []
        for line in try await place.features.episodes.list(for: visit.actor()) {
            sheets.append(try await place.features.episodes.sheet(line.episode.id, for: visit.actor()))
        }
        return sheets
    }

    func episodePages() async throws -> [EpisodePage] {
        let visit = try await visit("linkworker", path: "/episodes/x?saved=1")
        let needs = try await place.features.directory.needNames()
        let workers = try await place.features.episodes.linkWorkers()
        let form = try wrong("to", "reopen-note", "error-note")
        let open = try #require(try await sheets(visit).map(\.episode).first { $0.state == .open })
        try await place.features.episodes.change(
            telling: open.telling == .everything ? .onlyThatItEnded : .everything,
            method: .telephone,
            of: open.id,
            seen: open.version,
            by: visit.actor()
        )
        return try await sheets(visit).flatMap { sheet in
            [form, nil].map {
                EpisodePage(visit: visit, sheet: sheet, needs: needs, workers: workers, form: $0, conflict: "Changed.")
            }
        }
    }

    func episodeForms() async throws -> [EpisodeFormPage] {
        let visit = try await visit("linkworker")
        let needs = try await place.features.directory.needNames()
        let form = try wrong("name", "dob", "matters", "needs", "risk", "risk-note", "telling", "method")
        let sheet = try #require(try await sheets(visit).first)
        return EpisodePart.allCases.flatMap { part in
            [form, nil].map {
                EpisodeFormPage(
                    page: visit.frame(part.title),
                    errors: ErrorSummary(form),
                    back: "/episodes",
                    backLabel: "My people",
                    title: part.title,
                    lead: "Only what you need.",
                    action: "/episodes",
                    version: "1",
                    key: "00000000-0000-4000-8000-000000000000",
                    fields: EpisodeFields.blocks(part, sheet, needs: needs, $0)
                        + FieldBlock.group("Practice", [.select(PracticeChoice.select([], in: $0))]),
                    button: "Save"
                )
            }
        }
    }

    func closings() async throws -> [CloseEpisodePage] {
        let visit = try await visit("linkworker")
        let form = try wrong("engaged", "helped", "said-by", "words", "remaining", "ask")
        let outcome = Outcome(
            engaged: .all,
            helped: .lot,
            saidBy: .person,
            personWords: "It did.",
            remaining: "A lift."
        )
        var pages: [CloseEpisodePage] = []
        for sheet in try await sheets(visit) where sheet.episode.state == .open {
            let reports = try await place.features.episodes.reports(of: sheet.episode.id, for: visit.actor())
            pages.append(CloseEpisodePage(visit: visit, sheet: sheet, reports: reports, form: form, preview: nil))
            let preview = try? await place.features.episodes.preview(
                outcome,
                of: sheet.episode.id,
                seen: sheet.episode.version,
                by: visit.actor()
            )
            if let preview {
                pages.append(CloseEpisodePage(visit: visit, sheet: sheet, reports: [], form: nil, preview: preview))
            }
        }
        return pages
    }
}
