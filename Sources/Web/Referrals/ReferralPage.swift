import Core
import Foundation
import WebSupport

/// A referral with its history, and a form for each thing that can be done with it now.
struct ReferralPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let thanks: String?
    let conflict: String?
    /// What can be done now, after something that could not.
    let possible: String
    let title: String
    let state: String
    let stateName: String
    let isUrgent: Bool
    /// The person's own page, for their link worker.
    let episodeHref: String?
    let draft: DraftLinks?
    let person: [SummaryRow]
    let request: [SummaryRow]
    let sharing: [SummaryRow]
    let answers: [SummaryRow]
    let hasAnswers: Bool
    let earlier: Link?
    let later: [Link]
    /// Looking for something else; nil for the organisation, and where nothing can follow.
    let elsewhereAction: String?
    let events: [EventLine]
    let moves: MoveForms
    /// Nil for the organisation.
    let agreed: AgreedBlock?
    /// Where a lost code is replaced, for the organisation that somebody asked by themself.
    let lostCodeHref: String?

    struct EventLine: Sendable {
        let what: String
        let note: String?
        let who: String
        let when: String
    }

    struct Link: Sendable {
        let href: String
        let offer: String

        init(_ linked: Referrals.Linked) {
            href = Path.referral(linked.id).text
            offer = linked.offerName
        }
    }

    struct DraftLinks: Sendable {
        let finishHref: String
        let discardAction: String
    }

    /// - Parameter opening: the form that is shown open, because somebody came for it.
    init(
        visit: Visit,
        sheet: Referrals.Sheet,
        form: FormReader? = nil,
        thanks: String? = nil,
        conflict: String? = nil,
        opening: Referral.Move.Name? = nil
    ) {
        let referral = sheet.referral
        let isOrganisation = visit.account?.role == .organisation
        title = sheet.person.name
        page = visit.frame("Referral to \(sheet.offer.name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        self.thanks = thanks
        self.conflict = conflict
        state = ReferralWords.state(referral)
        stateName = referral.state.rawValue.replacing(" ", with: "-")
        isUrgent = referral.priority == .urgent && referral.state.isOpen
        let isWorker = visit.account?.role == .linkWorker
        episodeHref = isWorker ? referral.episodeID.map { Path.episode($0).text } : nil
        let isDraft = referral.state == .draft
        draft =
            isDraft
            ? DraftLinks(finishHref: Path.draft(referral.id).text, discardAction: Path.throwAwayDraft(referral.id).text)
            : nil
        person = PersonRows.rows(sheet.person)
        request = ReferralRows.request(sheet, isOrganisation: isOrganisation)
        sharing = isDraft ? [] : ReferralRows.sharing(sheet, isOrganisation: isOrganisation, today: Day(visit.now))
        answers = OutcomeRows.rows(sheet.outcome)
        hasAnswers = !answers.isEmpty
        earlier = sheet.earlier.map(Link.init)
        later = sheet.later.map(Link.init)
        let canGoElsewhere = !isOrganisation && !isDraft && referral.state != .enteredInError
        elsewhereAction = canGoElsewhere ? Path.referElsewhere(referral.id).text : nil
        events = sheet.events.map {
            EventLine(
                what: ReferralWords.event($0),
                note: $0.detail.note,
                who: ReferralWords.who($0),
                when: Words.moment($0.at)
            )
        }
        moves = MoveForms(
            sheet: sheet,
            form: form,
            isOrganisation: isOrganisation,
            today: Day(visit.now),
            opening: opening
        )
        agreed = isOrganisation || isDraft ? nil : AgreedBlock(sheet, form: form, today: Day(visit.now))
        let mayGive = isOrganisation && sheet.mayGiveOwnPage
        lostCodeHref = mayGive ? Path.ownPage(referral.id).text : nil
        possible = ReferralPage.possible(moves)
    }

    private static func possible(_ moves: MoveForms) -> String {
        let names = moves.forms.map { "“\($0.title)”" }
        return names.isEmpty
            ? "Nothing more can be done with it here."
            : "What you can do now: \(Words.joined(names, with: "or"))."
    }
}
