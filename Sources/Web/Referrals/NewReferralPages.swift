import Core
import Foundation
import Hummingbird
import WebSupport

/// Referring a person to an offer: one page, because a link worker fills it in once and in one go.
enum NewReferralPages {
    static func form(_ visit: Visit) async throws -> Response {
        guard let id = Offer.ID(visit.query.text("offer")) else { throw Failure.notFound }
        return try await show(visit, offer: id, form: nil, key: UUID().uuidString, status: .ok)
    }

    static func make(_ visit: Visit) async throws -> Response {
        var form = try visit.reader()
        guard let offer = Offer.ID(form.sent("offer")) else { throw Failure.notFound }
        let key = ReferralFields.key(&form)
        do {
            let draft = ReferralFields.draft(
                &form,
                key: key,
                offer: offer,
                actor: try visit.actor(),
                today: Day(visit.now)
            )
            if let draft, form.isValid {
                let id = try await visit.features.referrals.make(draft, by: visit.actor())
                return .seeOther(Path.referral(id).text + "?sent=1")
            }
        } catch Failure.invalid(let problems) {
            form.fail(problems)
        } catch Failure.conflict(let sentence) {
            form.fail("consent", sentence)
        }
        return try await show(visit, offer: offer, form: form, key: key, status: .badRequest)
    }

    private static func show(
        _ visit: Visit,
        offer: Offer.ID,
        form: FormReader?,
        key: String,
        status: HTTPResponse.Status
    ) async throws -> Response {
        let listing = try await visit.features.directory.listing(offer)
        guard listing.offer.takesReferrals || form != nil else {
            throw Failure.conflict("\(listing.offer.name) is not taking people at the moment.")
        }
        let practices = try await visit.features.people.practices()
        let page = NewReferralPage(visit: visit, listing: listing, practices: practices, form: form, key: key)
        return try visit.html(page, as: .newReferral, status: status)
    }
}

/// The fields of the form and what they are called, for reading and for showing.
enum ReferralFields {
    /// The key that was made with the form. A form that lost it gets a new one, and has to be sent again, because
    /// without it nobody can tell whether it was sent before.
    static func key(_ form: inout FormReader) -> String {
        if form.fields.values("key").count == 1, let sent = UUID(uuidString: form.sent("key")) {
            return sent.uuidString
        }
        form.fail("key", "A part of the form was lost on its way. Check it and send it again", input: "name")
        return UUID().uuidString
    }

    static func draft(
        _ form: inout FormReader,
        key: String,
        offer: Offer.ID,
        actor: Actor,
        today: Day
    ) -> ReferralDraft? {
        let name = form.text(
            "name",
            label: "the person's name",
            max: 100,
            required: true,
            missing: "Enter the person's name"
        )
        let today = CalendarDate(iso: today.description)
        let birth = form.date("dob", label: "date of birth", required: true, notAfter: today, today: today)
        let person = Person(
            name: name,
            dateOfBirth: birth.flatMap { Day(iso: $0.iso) } ?? Day(number: 0),
            nhsNumber: form.optionalText("nhs-number", label: "NHS number", max: 20),
            phone: form.optionalText("phone", label: "telephone number", max: 40),
            email: email(&form),
            address: form.optionalLines("address", label: "address", max: 300)
        )
        let practice = practice(&form, actor: actor)
        let reason = form.multiline(
            "reason",
            label: "reason",
            max: ReferralDraft.longestReason,
            required: true,
            missing: "Say in a few words why you are referring them"
        )
        let shared = form.choices("share[]", label: "details to share", among: SharedField.allCases.map(\.rawValue))
        let consent = consent(&form)
        guard birth != nil, let practice, let consent else { return nil }
        var draft = ReferralDraft(
            offerID: offer,
            person: person,
            practiceCode: practice,
            reason: reason,
            shared: Set(shared.compactMap(SharedField.init)),
            consent: consent,
            idempotencyKey: key
        )
        draft.isMeant = form.checked("duplicate")
        return draft
    }

    private static func email(_ form: inout FormReader) -> String? {
        let typed = form.email("email", label: "e-mail address")
        return typed.isEmpty ? nil : typed
    }

    private static func practice(_ form: inout FormReader, actor: Actor) -> Practice.Code? {
        if let own = actor.practiceCode { return own }
        let code = form.text(
            "practice",
            label: "GP practice",
            max: 10,
            required: true,
            missing: "Choose the person's GP practice"
        )
        return code.isEmpty ? nil : Practice.Code(rawValue: code)
    }

    private static func consent(_ form: inout FormReader) -> Consent? {
        let share = form.checked(
            "consent",
            required: "You can only refer somebody who has agreed that their details are passed on"
        )
        let method = form.choice(
            "method",
            label: "how they agreed",
            as: Consent.Method.self,
            required: true,
            missing: "Say how they agreed"
        )
        let reportBack = form.choice(
            "report-back",
            label: "answer",
            among: ["yes", "no"],
            required: true,
            missing: "Say whether the GP practice may be told how it went"
        )
        guard let method, let reportBack else { return nil }
        return Consent(share: share, reportBack: reportBack == "yes", method: method)
    }
}

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
    let name: TextInput
    let dob: DateInput
    let nhsNumber: TextInput
    let phone: TextInput
    let email: TextInput
    let address: TextInput
    let practice: SelectInput?
    let reason: TextInput
    let share: ChoiceInput
    let consent: ChoiceInput
    let method: ChoiceInput
    let reportBack: ChoiceInput
    /// Only when the person seems to be known, and when it was answered.
    let duplicate: ChoiceInput?

    init(visit: Visit, listing: Listing, practices: [Practice], form: FormReader?, key: String) {
        let organisationName = listing.organisation.name
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
        name = TextInput("name", "Full name", in: form, autocomplete: "off")
        dob = DateInput("dob", "Date of birth", in: form, hint: "For example, 27 3 1957")
        nhsNumber = TextInput(
            "nhs-number",
            "NHS number (optional)",
            in: form,
            hint: "10 digits, for example 999 220 6152",
            autocomplete: "off",
            keyboard: "numeric",
            width: "medium"
        )
        phone = TextInput(
            "phone",
            "Telephone number (optional)",
            in: form,
            type: "tel",
            autocomplete: "off",
            keyboard: "tel",
            width: "medium"
        )
        email = TextInput(
            "email",
            "E-mail address (optional)",
            in: form,
            type: "email",
            autocomplete: "off",
            keyboard: "email"
        )
        address = TextInput("address", "Address (optional)", in: form, autocomplete: "off")
        practice =
            visit.account?.practiceCode == nil
            ? SelectInput(
                "practice",
                "Their GP practice",
                [("", "Choose a practice")] + practices.map { ($0.code.rawValue, $0.name) },
                in: form
            )
            : nil
        reason = TextInput(
            "reason",
            "Why are you referring them?",
            in: form,
            hint: "In words they would use themselves. No more than they need to know."
        )
        share = ReferralChoices.share(organisationName, in: form)
        consent = ReferralChoices.consent(organisationName, in: form)
        method = ReferralChoices.method(in: form)
        reportBack = ReferralChoices.reportBack(organisationName, in: form)
        let isAsked = form.map { $0.message(for: "duplicate") != nil || $0.fields.values("duplicate").first != nil }
        duplicate = isAsked == true ? ReferralChoices.duplicate(in: form) : nil
    }
}

/// The choices of the form, and the words that are put to the person (version `Consent.currentWording`).
enum ReferralChoices {
    static func duplicate(in form: FormReader?) -> ChoiceInput {
        .checkboxes(
            "duplicate",
            "Is this meant?",
            [("yes", "Yes: it is another person, or they should be referred once more", nil)],
            in: form
        )
    }

    static func share(_ organisation: String, in form: FormReader?) -> ChoiceInput {
        .checkboxes(
            "share",
            "What may \(organisation) be told?",
            [
                (SharedField.phone.rawValue, "Telephone number", nil),
                (SharedField.email.rawValue, "E-mail address", nil),
                (SharedField.address.rawValue, "Address", nil),
                (SharedField.reason.rawValue, "Why they are referred", nil),
                (SharedField.dateOfBirth.rawValue, "Date of birth", nil),
                (SharedField.nhsNumber.rawValue, "NHS number", "Few organisations need it"),
            ],
            in: form,
            hint: "Their name is always passed on. What is not ticked is not shown to them.",
            initially: [SharedField.phone.rawValue, SharedField.reason.rawValue]
        )
    }

    static func consent(_ organisation: String, in form: FormReader?) -> ChoiceInput {
        .checkboxes(
            "consent",
            "Have they agreed?",
            [
                (
                    "yes",
                    "Yes. They know that \(organisation) will get the details ticked above and will get in touch with them.",
                    nil
                )
            ],
            in: form
        )
    }

    static func method(in form: FormReader?) -> ChoiceInput {
        .radios(
            "method",
            "How did they agree?",
            Consent.Method.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue), nil) },
            in: form
        )
    }

    static func reportBack(_ organisation: String, in form: FormReader?) -> ChoiceInput {
        .radios(
            "report-back",
            "May \(organisation) tell the GP practice whether they came and whether it helped?",
            [("yes", "Yes", nil), ("no", "No", "The practice will not be told anything.")],
            in: form
        )
    }
}
