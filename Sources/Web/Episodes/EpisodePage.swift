import Core
import Foundation
import WebSupport

/// One person's time with a link worker: who they are, what is planned, what was tried, and how it ends.
struct EpisodePage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let conflict: String?
    let title: String
    let state: String
    let stateName: String
    let isOpen: Bool
    let version: Int
    let person: [SummaryRow]
    let answers: [SummaryRow]
    let hasAnswers: Bool
    /// A task for each part of the plan.
    let tasks: [TaskLine]
    let matters: String?
    let referrals: [ReferralLine]
    let hasReferrals: Bool
    let measures: MeasuresLink
    let referAction: String
    let closeHref: String
    let events: [EventLine]

    /// How they take back that the practice is told; nil when it is told nothing.
    let tellNothing: ChoiceInput?
    let tellNothingAction: String
    let tellNothingIsOpen: Bool
    /// What they chose before, if that was another.
    let formerChoices: [String]
    let handOver: SelectInput?
    let handOverAction: String
    let canReopen: Bool
    let reopenAction: String
    let reopenNote: TextInput
    let canErase: Bool
    let errorAction: String
    let errorNote: TextInput
    /// Opened again when something in it is wrong.
    let handOverIsOpen: Bool
    let reopenIsOpen: Bool
    let errorIsOpen: Bool

    struct TaskLine: Sendable {
        let id: String
        let href: String
        let canChange: Bool
        let title: String
        let state: String
        let kind: String
    }

    struct ReferralLine: Sendable {
        let href: String
        let offer: String
        let organisation: String
        let state: String
        let stateName: String
        let since: String
        let isUrgent: Bool
    }

    struct EventLine: Sendable {
        let what: String
        let note: String?
        let who: String
        let when: String
    }

    init(
        visit: Visit,
        sheet: Episodes.Sheet,
        needs: [Need],
        workers: [Account],
        form: FormReader? = nil,
        conflict: String? = nil
    ) {
        let episode = sheet.episode
        let isOpen = episode.state == .open
        self.isOpen = isOpen
        page = visit.frame(sheet.person.name, hasErrors: form != nil || conflict != nil)
        errors = ErrorSummary(form)
        thanks = EpisodePage.thanks(visit)
        self.conflict = conflict
        title = sheet.person.name
        state = EpisodeWords.state(episode)
        stateName = isOpen ? "active" : "closed"
        version = episode.version
        person = EpisodePage.rows(sheet)
        answers = OutcomeRows.rows(sheet.outcome)
        hasAnswers = !answers.isEmpty
        tasks = EpisodePage.tasks(sheet, needs: needs)
        matters = sheet.plan.whatMatters
        referrals = sheet.referrals.map { EpisodePage.line($0, now: visit.now) }
        hasReferrals = !referrals.isEmpty
        measures = MeasuresLink(episode.id)
        referAction = Path.referFrom(episode.id).text
        closeHref = Path.closeEpisode(episode.id).text
        events = sheet.events.indices.map { index in
            let event = sheet.events[index]
            return EventLine(
                what: EpisodeWords.event(event, after: sheet.events[..<index]),
                note: event.detail.note,
                who: event.actorName ?? "",
                when: Words.moment(event.at)
            )
        }
        let mayBeTold = sheet.consent?.holds(on: Day(visit.now)) == true && episode.state != .enteredInError
        tellNothing =
            mayBeTold
            ? .radios(
                "how",
                "How did they say so?",
                Consent.Method.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue), nil) },
                in: form
            ) : nil
        tellNothingAction = Path.tellNothing(episode.id).text
        tellNothingIsOpen = form?.message(for: "how") != nil
        formerChoices = sheet.formerConsent.map(EpisodeWords.former)
        let moves = episode.moves
        handOver =
            moves.contains(.handOver) ? HandOver.select(workers, without: visit.account?.id, in: form) : nil
        handOverAction = Path.handOverEpisode(episode.id).text
        canReopen =
            moves.contains(.reopen) && Day(visit.now) <= Day(episode.stateSince).adding(days: Referral.reopenDays)
        reopenAction = Path.reopenEpisode(episode.id).text
        reopenNote = TextInput("reopen-note", "Why does it go on?", in: form)
        canErase = moves.contains(.enterInError)
        errorAction = Path.episodeInError(episode.id).text
        errorNote = TextInput("error-note", "What went wrong?", in: form)
        handOverIsOpen = form?.message(for: "to") != nil
        reopenIsOpen = reopenNote.error != nil
        errorIsOpen = errorNote.error != nil
    }

    private static func thanks(_ visit: Visit) -> String? {
        if visit.query.checked("new") {
            return "You can begin. Write down what matters to them, or refer them to something."
        }
        if visit.query.checked("saved") { return "Saved." }
        if visit.query.checked("thrown") { return "The draft was thrown away." }
        return visit.query.checked("closed") ? "It has ended." : nil
    }

    private static func rows(_ sheet: Episodes.Sheet) -> [SummaryRow] {
        let tells = sheet.practice == nil ? nil : ReferralWords.loop(sheet.answer?.loop)
        return PersonRows.rows(sheet.person.whole)
            + [
                SummaryRow("GP practice", sheet.practice?.name ?? "No known GP practice"),
                SummaryRow("Began", Words.date(sheet.episode.openedAt)),
                SummaryRow("Ended", sheet.episode.state == .closed ? Words.date(sheet.episode.stateSince) : nil),
                SummaryRow("Answer to the practice", tells),
            ].compactMap { $0 }
    }

    private static func tasks(_ sheet: Episodes.Sheet, needs: [Need]) -> [TaskLine] {
        EpisodePart.allCases.map { part in
            let (state, isDone) = task(part, sheet, needs: needs)
            return TaskLine(
                id: "part-\(part.rawValue)",
                href: Path.episodePart(sheet.episode.id, part).text,
                canChange: sheet.episode.state == .open,
                title: part.title,
                state: state,
                kind: isDone ? "done" : "todo"
            )
        }
    }

    private static func task(_ part: EpisodePart, _ sheet: Episodes.Sheet, needs: [Need]) -> (String, Bool) {
        let plan = sheet.plan
        switch part {
        case .person: return ("Written down", true)
        case .matters: return plan.whatMatters == nil ? ("Not asked yet", false) : ("Written down", true)
        case .needs:
            let names = plan.needs.compactMap { id in needs.first { $0.id == id }?.name }
            return names.isEmpty ? ("Not asked yet", false) : (Words.joined(names), true)
        case .risks:
            return (
                [EpisodeWords.risk(plan.risk), plan.riskNote].compactMap { $0 }.joined(separator: ": "),
                plan.risk != .notAsked
            )
        case .telling: return (EpisodeWords.telling(sheet.episode.telling), true)
        }
    }

    private static func line(_ line: Referrals.Line, now: Date) -> ReferralLine {
        ReferralLine(
            href: (line.referral.state == .draft ? Path.draft(line.referral.id) : .referral(line.referral.id)).text,
            offer: line.offerName,
            organisation: line.organisationName,
            state: ReferralWords.state(line.referral),
            stateName: line.referral.state.rawValue.replacing(" ", with: "-"),
            since: Words.ago(line.referral.lastEventAt, now: now),
            isUrgent: line.referral.priority == .urgent && line.referral.state.isOpen
        )
    }
}

/// Whom somebody is handed over to.
enum HandOver {
    /// One press moves everybody, and handing back would take along whom the colleague had before.
    static func sure(in form: FormReader?) -> ChoiceInput {
        .checkboxes("sure", "Is it meant?", [("yes", "Yes, all their people", nil)], in: form)
    }

    static func select(_ workers: [Account], without leaving: Account.ID?, in form: FormReader?) -> SelectInput {
        let others = workers.filter { $0.id != leaving }
        return SelectInput(
            "to",
            "Who goes on with them?",
            [("", "Choose a link worker")] + others.map { ($0.id.text, $0.name) },
            in: form
        )
    }
}
