import Core
import Foundation
import Hummingbird
import WebSupport

/// The end of an episode: the two answers, a look at the letter, and then it goes.
enum CloseEpisodePages {
    static func form(_ visit: Visit) async throws -> Response {
        try await show(visit, form: nil)
    }

    /// Three buttons: look at the letter, go back to the answers, close.
    static func close(_ visit: Visit) async throws -> Response {
        let id: Episode.ID = try visit.identifier()
        var form = try visit.reader()
        let version = form.integer("version", label: "version", in: 1...1_000_000) ?? 0
        if form.sent("do") == "change" { return try await show(visit, form: form) }
        let outcome = MoveReader.outcome(&form)
        guard let outcome, form.isValid else { return try await show(visit, form: form, status: .badRequest) }
        do {
            let episodes = visit.features.episodes
            if form.sent("do") == "close" {
                try await episodes.move(id, seen: version, .close(outcome), by: visit.actor())
                return .seeOther(Path.episode(id).text + "?closed=1")
            }
            let preview = try await episodes.preview(outcome, of: id, seen: version, by: visit.actor())
            return try await show(visit, form: form, preview: preview)
        } catch Failure.invalid(let problems) {
            form.fail(problems)
            return try await show(visit, form: form, status: .badRequest)
        } catch Failure.conflict(let sentence) {
            form.fail("engaged", sentence)
            return try await show(visit, form: form, status: .conflict)
        }
    }

    private static func show(
        _ visit: Visit,
        form: FormReader?,
        preview: Episodes.Preview? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let sheet = try await visit.features.episodes.sheet(visit.identifier(), for: visit.actor())
        guard sheet.episode.moves.contains(.close) else {
            throw Failure.conflict("This has ended already. Its page says how.")
        }
        let seen = status == .conflict ? nil : form?.sent("version")
        let reports = try await visit.features.episodes.reports(of: sheet.episode.id, for: visit.actor())
        let page = CloseEpisodePage(
            visit: visit,
            sheet: sheet,
            reports: reports,
            form: form,
            seen: seen,
            preview: preview
        )
        return try visit.html(page, as: .closeEpisode, status: status)
    }
}

struct CloseEpisodePage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let back: String
    let backLabel: String
    let title: String
    let action: String
    let version: String
    /// What still stands in the way.
    let openReferrals: [OpenReferral]
    let hasOpenReferrals: Bool
    let riskHref: String?
    let drafts: String?
    /// Not when it would be refused; but what somebody has typed is never thrown away.
    let isOffered: Bool
    let reports: [ReportLine]
    let hasReports: Bool
    let fields: [FieldBlock]
    let preview: LetterPreview?
    /// The answers, to be sent again with the last button.
    let kept: [Kept]

    struct OpenReferral: Sendable {
        let href: String
        let offer: String
    }

    /// What an organisation wrote at the end, so that nothing it asked is lost.
    struct ReportLine: Sendable {
        let offer: String
        let sentences: [String]

        init(_ report: Episodes.Report) {
            offer = report.offerName
            let outcome = report.outcome
            let ask = outcome?.askOfPractice.map { ask in
                "Asked of the practice: \(ask)" + (outcome?.askBy.map { " By \(Words.date($0))." } ?? "")
            }
            let answers = outcome.map {
                "Engaged: \(ReferralWords.engaged($0.engaged).lowercasedFirst). Helped: \(ReferralWords.helped($0.helped).lowercasedFirst)."
            }
            let hidden = report.isForPractice ? nil : "The person does not want the practice to hear of this one."
            sentences = [answers, ask, outcome?.remaining.map { "Still needed: \($0)" }, report.note, hidden]
                .compactMap(\.self)
        }
    }

    struct Kept: Sendable {
        let name: String
        let value: String
    }

    private static let names = [
        "engaged", "helped", "said-by", "words", "remaining", "ask", "ask-by-day", "ask-by-month", "ask-by-year",
    ]

    /// - Parameter seen: the version that the answers are about; nil for the one that is shown here.
    init(
        visit: Visit,
        sheet: Episodes.Sheet,
        reports: [Episodes.Report],
        form: FormReader?,
        seen: String? = nil,
        preview: Episodes.Preview?
    ) {
        let id = sheet.episode.id
        let isWrong = form.map { !$0.isValid } ?? false
        page = visit.frame("End our work together: \(sheet.person.name)", hasErrors: isWrong)
        errors = ErrorSummary(form)
        back = Path.episode(id).text
        backLabel = sheet.person.name
        title = preview == nil ? "End our work together" : "This is what happens"
        action = Path.closeEpisode(id).text
        version = seen ?? "\(sheet.episode.version)"
        let open = sheet.referrals.filter { $0.referral.state.isOpen && $0.referral.state != .draft }
        openReferrals = open.map { OpenReferral(href: Path.referral($0.referral.id).text, offer: $0.offerName) }
        hasOpenReferrals = !open.isEmpty
        riskHref = sheet.plan.risk == .notAsked ? Path.episodePart(id, .risks).text : nil
        let unsent = sheet.referrals.filter { $0.referral.state == .draft }.count
        drafts = unsent == 0 ? nil : "\(Words.count(unsent, "draft")) will be thrown away."
        isOffered = form != nil || (open.isEmpty && riskHref == nil)
        fields =
            preview != nil
            ? []
            : MoveFields.answers(
                in: form,
                isOrganisation: false,
                words: sheet.said.forPractice,
                reports: reports.filter(\.isForPractice).compactMap(\.outcome),
                today: Day(visit.now)
            )
        self.reports = preview == nil ? reports.map(ReportLine.init) : []
        hasReports = !self.reports.isEmpty
        self.preview = preview.map { LetterPreview($0, telling: sheet.episode.telling) }
        kept = preview == nil ? [] : CloseEpisodePage.names.map { Kept(name: $0, value: form?.sent($0) ?? "") }
    }
}

/// The very letter that would go out.
struct LetterPreview: Sendable {
    /// To whom, or why to nobody.
    let sentence: String
    let letter: LetterSheet?

    init(_ preview: Episodes.Preview, telling: Episode.Telling) {
        sentence = LetterPreview.sentence(preview, telling: telling)
        letter = preview.sent.map { LetterSheet($0.answer, $0.letter, level: 2) }
    }

    private static func sentence(_ preview: Episodes.Preview, telling: Episode.Telling) -> String {
        guard let practice = preview.practice else { return "No GP practice is known, so nobody is told." }
        switch telling {
        case .nothing: return "\(practice.name) is told nothing, as the person chose."
        case .onlyThatItEnded: return "\(practice.name) is told only that it has ended, as the person chose:"
        case .everything: return "This goes to \(practice.name):"
        }
    }
}
