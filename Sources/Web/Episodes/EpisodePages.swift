import Core
import Foundation
import Hummingbird
import WebSupport

/// A link worker's people: the list, and the page of one.
enum EpisodePages {
    static func list(_ visit: Visit) async throws -> Response {
        let lines = try await visit.features.episodes.list(for: visit.actor())
        return try visit.html(EpisodesPage(visit: visit, lines: lines), as: .episodes)
    }

    static func episode(_ visit: Visit) async throws -> Response {
        try await show(visit, visit.identifier())
    }

    static func handOver(_ visit: Visit) async throws -> Response {
        let id: Episode.ID = try visit.identifier()
        return try await move(visit, id, after: .episodes) { form in
            HandOverPages.account("to", &form).map { .handOver(to: $0) }
        }
    }

    static func reopen(_ visit: Visit) async throws -> Response {
        let id: Episode.ID = try visit.identifier()
        return try await move(visit, id, after: .episode(id)) { form in
            let words = form.multiline(
                "reopen-note",
                label: "reason",
                max: 500,
                required: true,
                missing: "Say why it goes on"
            )
            return .reopen(note: words)
        }
    }

    static func enterInError(_ visit: Visit) async throws -> Response {
        let id: Episode.ID = try visit.identifier()
        return try await move(visit, id, after: .episodes) { form in
            let words = form.multiline(
                "error-note",
                label: "reason",
                max: 500,
                required: true,
                missing: "Say what went wrong"
            )
            return .enterInError(note: words)
        }
    }

    /// They take back that the practice is told.
    static func tellNothing(_ visit: Visit) async throws -> Response {
        let id: Episode.ID = try visit.identifier()
        var form = try visit.reader()
        let how = form.howTheySaidSo()
        guard let how, form.isValid else { return try await show(visit, id, form: form, status: .badRequest) }
        try await visit.features.episodes.tellNothing(about: id, how: how, by: visit.actor())
        return .seeOther(Path.episode(id).text + "?saved=1")
    }

    /// Reads one form, does its move, and goes on; or shows the page again with what is wrong.
    private static func move(
        _ visit: Visit,
        _ id: Episode.ID,
        after next: Path,
        _ read: (inout FormReader) -> Episode.Move?
    ) async throws -> Response {
        var form = try visit.reader()
        let version = form.integer("version", label: "version", in: 1...1_000_000) ?? 0
        let move = read(&form)
        guard let move, form.isValid else {
            return try await show(visit, id, form: form, status: .badRequest)
        }
        do {
            try await visit.features.episodes.move(id, seen: version, move, by: visit.actor())
            return .seeOther(next.text + (next.text == Path.episodes.text ? "?done=1" : ""))
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, id, form: form, status: .badRequest)
        } catch Failure.conflict(let sentence) {
            return try await show(visit, id, conflict: sentence, status: .conflict)
        }
    }

    static func show(
        _ visit: Visit,
        _ id: Episode.ID,
        form: FormReader? = nil,
        conflict: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let sheet = try await visit.features.episodes.sheet(id, for: visit.actor())
        let needs = try await visit.features.directory.needNames()
        let workers = try await visit.features.episodes.linkWorkers()
        let page = EpisodePage(
            visit: visit,
            sheet: sheet,
            needs: needs,
            workers: workers,
            form: form,
            conflict: conflict
        )
        return try visit.html(page, as: .episode, status: status)
    }
}

struct EpisodesPage: Sendable {
    let page: PageFrame
    let thanks: String?
    let newHref: String
    let handOverHref: String
    let open: [Line]
    let hasOpen: Bool
    let ended: [Line]
    let hasEnded: Bool
    let openHeading: String

    struct Line: Sendable {
        let href: String
        let person: String
        let waitsFor: String
        let referrals: String
        let since: String
        let loop: String?

        init(_ line: Episodes.Line, now: Date) {
            let episode = line.episode
            let isOpen = episode.state == .open
            href = Path.episode(episode.id).text
            person = line.personName
            waitsFor = EpisodeWords.waitsFor(line)
            referrals = isOpen ? Words.count(line.openReferrals, "open referral") : ""
            since = (isOpen ? "Began " : "Ended ") + Words.ago(isOpen ? episode.openedAt : episode.stateSince, now: now)
            let tells = episode.practiceCode != nil
            loop = isOpen ? nil : tells ? ReferralWords.loop(line.loop) : "No known GP practice"
        }
    }

    init(visit: Visit, lines: [Episodes.Line]) {
        page = visit.frame("My people")
        thanks = visit.query.checked("done") ? "Done. They are no longer in this list." : nil
        newHref = Path.newEpisode.text
        handOverHref = Path.handOverEverybody.text
        open = lines.filter { $0.episode.state == .open }.sorted { EpisodesPage.urgency($0) < EpisodesPage.urgency($1) }
            .map { Line($0, now: visit.now) }
        ended = lines.filter { $0.episode.state != .open }.map { Line($0, now: visit.now) }
        (hasOpen, hasEnded) = (!open.isEmpty, !ended.isEmpty)
        openHeading = open.isEmpty ? "Open" : "Open (\(open.count))"
    }

    /// Those who wait for the link worker come first.
    private static func urgency(_ line: Episodes.Line) -> Int {
        switch line.open.first?.referral.state {
        case .lapsed: 0
        case nil: 1
        case .draft: 2
        default: 3
        }
    }
}
