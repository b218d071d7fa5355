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
            return try await EpisodePages.show(visit, id, conflict: sentence, status: .conflict)
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
        let page = CloseEpisodePage(visit: visit, sheet: sheet, form: form, preview: preview)
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
    let fields: [FieldBlock]
    let preview: LetterPreview?
    /// The answers, to be sent again with the last button.
    let kept: [Kept]

    struct OpenReferral: Sendable {
        let href: String
        let offer: String
    }

    struct Kept: Sendable {
        let name: String
        let value: String
    }

    private static let names = [
        "engaged", "helped", "said-by", "words", "remaining", "ask", "ask-by-day", "ask-by-month", "ask-by-year",
    ]

    init(visit: Visit, sheet: Episodes.Sheet, form: FormReader?, preview: Episodes.Preview?) {
        let id = sheet.episode.id
        let isWrong = form.map { !$0.isValid } ?? false
        page = visit.frame("End our work together: \(sheet.person.name)", hasErrors: isWrong)
        errors = ErrorSummary(form)
        back = Path.episode(id).text
        backLabel = sheet.person.name
        title = preview == nil ? "End our work together" : "This is what happens"
        action = Path.closeEpisode(id).text
        version = form?.sent("version") ?? "\(sheet.episode.version)"
        let open = sheet.referrals.filter { $0.referral.state.isOpen && $0.referral.state != .draft }
        openReferrals = open.map { OpenReferral(href: Path.referral($0.referral.id).text, offer: $0.offerName) }
        hasOpenReferrals = !open.isEmpty
        riskHref = sheet.plan.risk == .notAsked ? Path.episodePart(id, .risks).text : nil
        let unsent = sheet.referrals.filter { $0.referral.state == .draft }.count
        drafts = unsent == 0 ? nil : "\(Words.count(unsent, "draft")) will be thrown away."
        fields =
            preview != nil
            ? []
            : MoveFields.answers(
                in: form,
                isOrganisation: false,
                words: sheet.said.forPractice,
                today: Day(visit.now)
            ).map {
                FieldBlock(area: $0.area, choice: $0.choices, date: $0.date)
            }
        self.preview = preview.map { LetterPreview($0, telling: sheet.episode.telling) }
        kept = preview == nil ? [] : CloseEpisodePage.names.map { Kept(name: $0, value: form?.sent($0) ?? "") }
    }
}

/// The letter as it would go out, in the order in which the practice reads it.
struct LetterPreview: Sendable {
    /// To whom, or why to nobody.
    let sentence: String
    let hasLetter: Bool
    let tag: String
    let tagName: String
    let rows: [SummaryRow]

    init(_ preview: Episodes.Preview, telling: Episode.Telling) {
        let letter = preview.letter
        hasLetter = letter != nil
        tag = letter?.tag.rawValue ?? ""
        tagName = letter?.tag.rawValue.lowercased() ?? ""
        rows = letter.map(LetterPreview.rows) ?? []
        sentence = LetterPreview.sentence(preview, telling: telling)
    }

    private static func sentence(_ preview: Episodes.Preview, telling: Episode.Telling) -> String {
        guard let practice = preview.practice else { return "No GP practice is known, so nobody is told." }
        switch telling {
        case .nothing: return "\(practice.name) is told nothing, as the person chose."
        case .onlyThatItEnded: return "\(practice.name) is told only that it has ended, as the person chose:"
        case .everything: return "This goes to \(practice.name):"
        }
    }

    private static func rows(_ letter: OutcomeLetter) -> [SummaryRow] {
        let who = [SummaryRow("Asked of the practice", letter.ask)] + PersonRows.rows(letter.person.whole)
        if letter.isShortened {
            return
                (who + [
                    SummaryRow("What they are told", "Social prescribing has ended, on \(Words.date(letter.endedOn)).")
                ])
                .compactMap { $0 }
        }
        let services = letter.services.map { SummaryRow($0.name, service($0)) }
        let outcome: [SummaryRow?] = [
            SummaryRow("Why they came", Words.capitalised(Words.joined(letter.reasons))),
            SummaryRow("Did they engage?", ReferralWords.engaged(letter.engaged)),
            SummaryRow(
                "Did it help?",
                "\(ReferralWords.helped(letter.helped)) (says \(ReferralWords.source(letter.saidBy)))"
            ),
            SummaryRow("In their own words", letter.personWords.map { "“\($0)”" }),
        ]
        let rest: [SummaryRow?] = [
            SummaryRow("Known risks", letter.risk == .known ? letter.riskNote : EpisodeWords.risk(letter.risk)),
            SummaryRow("What remains", letter.remaining ?? "Nothing was written down"),
            SummaryRow("Questions to", letter.contact),
            SummaryRow("Consent to tell the practice", letter.consent),
        ]
        return (who + outcome + services + rest).compactMap { $0 }
    }

    private static func service(_ service: OutcomeLetter.Service) -> String {
        let answers = [
            service.engaged.map(ReferralWords.engaged), service.helped.map { "helped: \(ReferralWords.helped($0))" },
        ]
        let words =
            [ReferralWords.closure(service.closure)] + answers.compactMap { $0 }
            + [service.note.map { "“\($0)”" }].compactMap { $0 }
        return words.joined(separator: "; ")
    }
}
