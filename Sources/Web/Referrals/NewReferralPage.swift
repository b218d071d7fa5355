import Core
import Foundation
import WebSupport

struct NewReferralPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let offer: String
    let offerHref: String
    let organisation: String
    let offerID: String
    let key: String
    let badge: FreshnessBadge
    let notice: String?
    let howToRefer: String?
    /// "They ask for the telephone number and why they are referred."
    let asksFor: String

    /// The way to somebody whose details are here already; nil when there is nobody, or one is chosen.
    let chooser: SelectInput?
    /// Of the chosen person, instead of fields.
    let chosen: ChosenPerson?
    let person: PersonInputs?
    let practice: SelectInput?

    /// What this goes on from.
    let earlier: EarlierReferral?
    let draft: DraftMark?

    let reason: TextInput
    let priority: ChoiceInput
    let accompanied: DateInput
    let share: ChoiceInput
    let safetyNote: TextInput
    let safetyReviewed: ChoiceInput
    let consent: ChoiceInput
    let method: ChoiceInput
    let reportBack: ChoiceInput
    /// Where a link worker's time with somebody begins with this referral.
    let telling: ChoiceInput?
    let followUp: ChoiceInput
    let until: DateInput
    /// Only when the person seems to be known, or is of another age than the offer is for.
    let duplicate: ChoiceInput?
    /// Only when somebody like them is among the link worker's people, and something differs.
    let samePerson: ChoiceInput?
    let age: ChoiceInput?

    struct ChosenPerson: Sendable {
        let episodeID: String
        let href: String
        /// The same form for somebody else.
        let otherHref: String
        let rows: [SummaryRow]
        let error: FieldNote?
    }

    struct EarlierReferral: Sendable {
        let id: String
        let href: String
        let offer: String
    }

    struct DraftMark: Sendable {
        let id: String
        let version: Int
        let discardAction: String
    }

    init(
        visit: Visit,
        listing: Listing,
        practices: [Practice],
        subject: ReferralSubject,
        form: FormReader?,
        key: String
    ) {
        let organisationName = listing.organisation.name
        let words = subject.words
        page = visit.frame("Refer somebody to \(listing.offer.name)", hasErrors: form != nil)
        errors = ErrorSummary(form)
        offer = listing.offer.name
        offerHref = Path.offer(listing.offer.id).text
        organisation = organisationName
        offerID = listing.offer.id.text
        self.key = key
        badge = FreshnessBadge(listing.offer, now: visit.now)
        notice = IntakeWords.notice(listing.offer)
        howToRefer = listing.offer.howToRefer
        asksFor = NewReferralPage.asksFor(listing.offer)
        chosen = subject.episode.map { NewReferralPage.chosen($0, offer: listing.offer.id, form) }
        chooser = NewReferralPage.chooser(subject)
        person = chosen == nil ? PersonFields.inputs(subject.person, in: form) : nil
        practice =
            chosen == nil && visit.account?.practiceCode == nil ? PracticeChoice.select(practices, in: form) : nil
        earlier = subject.earlier.map {
            EarlierReferral(id: $0.id.text, href: Path.referral($0.id).text, offer: $0.offerName)
        }
        draft = subject.draft.map {
            DraftMark(id: $0.id.text, version: $0.version, discardAction: Path.throwAwayDraft($0.id).text)
        }
        reason = TextInput(
            "reason",
            "Why are you referring them?",
            in: form,
            hint: "In words they would use themselves. No more than they need to know.",
            initially: words?.reason ?? ""
        )
        priority = ReferralChoices.priority(in: form, words)
        accompanied = DateInput(
            "accompanied",
            "I will go with them the first time, on (optional)",
            in: form,
            hint: "Leave it empty if nobody goes with them, or if there is no date yet.",
            initially: words?.accompaniedOn
        )
        share = ReferralChoices.share(listing.offer, organisationName, in: form, words)
        safetyNote = TextInput(
            "safety-note",
            "Is there something they must know to keep everybody safe? (optional)",
            in: form,
            hint: "For example: a dog that bites, or who must not be told. Only facts. The person may read it.",
            initially: words?.safetyNote ?? ""
        )
        safetyReviewed = ReferralChoices.safetyReviewed(organisationName, in: form)
        consent = ReferralChoices.consent(organisationName, in: form)
        method = ReferralChoices.method(in: form, words)
        reportBack = ReferralChoices.reportBack(organisationName, in: form, words)
        telling = subject.mayBegin(visit) ? ReferralChoices.telling(in: form) : nil
        followUp = ReferralChoices.followUp(in: form, words)
        until = DateInput(
            "until",
            "They agree until (optional)",
            in: form,
            hint:
                "The last day on which the organisation may see their details. Empty: until \(Referral.keepDays) days after the referral has ended.",
            initially: words?.expiresOn
        )
        duplicate = NewReferralPage.isAsked("duplicate", form) ? ReferralChoices.duplicate(in: form) : nil
        samePerson = NewReferralPage.isAsked("same-person", form) ? ReferralChoices.samePerson(in: form) : nil
        age = NewReferralPage.isAsked("age", form) ? ReferralChoices.age(in: form) : nil
    }

    /// Also when it was asked before: an answer once given is not lost over the next question.
    private static func isAsked(_ warning: String, _ form: FormReader?) -> Bool {
        form.map { $0.message(for: warning) != nil || !$0.sent(warning).isEmpty } ?? false
    }

    private static func asksFor(_ offer: Offer) -> String {
        let fields = SharedField.allCases.filter { $0 != .name && offer.needed.contains($0) }.map(ReferralWords.field)
        if offer.neededFields == nil {
            return "They have not said what they need. Most need a way to get in touch, and why."
        }
        return fields.isEmpty
            ? "They ask for nothing but the name. They still need a way to get in touch."
            : "They ask for: \(Words.joined(fields)). What they do not ask for is not ticked."
    }

    private static func chosen(_ sheet: Episodes.Sheet, offer: Offer.ID, _ form: FormReader?) -> ChosenPerson {
        let person = PersonRows.rows(sheet.person.whole)
        let practice = SummaryRow("GP practice", sheet.practice?.name ?? "No known GP practice")
        return ChosenPerson(
            episodeID: sheet.episode.id.text,
            href: Path.episode(sheet.episode.id).text,
            otherHref: Path.newReferral(offer).text + "&episode=new",
            rows: person + [practice].compactMap { $0 },
            error: .error(form?.message(for: "person"), of: "person")
        )
    }

    private static func chooser(_ subject: ReferralSubject) -> SelectInput? {
        guard subject.episode == nil, !subject.people.isEmpty else { return nil }
        return SelectInput(
            "episode",
            "Is it one of your people?",
            [("new", "No, somebody new")] + subject.people.map { ($0.id.text, $0.name) },
            in: nil,
            hint: "Their details come from their page, and you need not type them again."
        )
    }
}

extension Person {
    /// As whoever follows them through sees them.
    var whole: SharedPerson { sharing(everything) }

    private var everything: Set<SharedField> { Set(SharedField.allCases) }
}
