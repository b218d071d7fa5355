import Core
import Foundation
import WebSupport

/// The fields of the referral form, read.
enum ReferralFields {
    static func draft(
        _ form: inout FormReader,
        key: String,
        offer: Offer.ID,
        subject: ReferralSubject,
        visit: Visit
    ) -> ReferralDraft? {
        let today = CalendarDate(iso: Day(visit.now).description)
        let person = subject.episode?.person ?? PersonFields.person(&form, today: today)
        let practice =
            subject.episode.map { PracticeChoice(code: $0.episode.practiceCode) }
            ?? PracticeChoice.read(&form, own: visit.account?.practiceCode)
        let words = unsent(&form, basedOn: subject.earlier?.id, needsReason: true)
        let consent = consent(&form, words)
        let telling = subject.mayBegin(visit) ? form.choice("telling", label: "answer", as: Episode.Telling.self) : nil
        guard let person, let practice, let consent else { return nil }
        var draft = ReferralDraft(
            offerID: offer,
            person: person,
            practiceCode: practice.code,
            reason: words.reason,
            shared: Set(words.shared),
            consent: consent,
            idempotencyKey: key
        )
        draft.telling = telling
        (draft.episodeID, draft.basedOn, draft.finishing) = (
            subject.episode?.episode.id, words.basedOn, subject.draft?.id
        )
        (draft.priority, draft.accompaniedOn, draft.safetyNote) = (
            words.priority, words.accompaniedOn, words.safetyNote
        )
        draft.isSafetyNoteReviewed = form.checked("safety-reviewed")
        draft.samePerson = form.choice("same-person", label: "answer", as: ReferralDraft.SamePersonAnswer.self)
        (draft.isMeant, draft.isAgeMeant) = (form.checked("duplicate"), form.checked("age"))
        return draft
    }

    /// All but what is said only when it is sent.
    static func unsent(_ form: inout FormReader, basedOn: Referral.ID?, needsReason: Bool = false) -> UnsentReferral {
        var words = UnsentReferral()
        words.reason = form.multiline(
            "reason",
            label: "reason",
            max: ReferralDraft.longestReason,
            required: needsReason,
            missing: "Say in a few words why you are referring them"
        )
        words.priority = form.choice("priority", label: "answer", as: Referral.Priority.self) ?? .routine
        words.shared = form.choices("share[]", label: "details to share", among: SharedField.allCases.map(\.rawValue))
            .compactMap(SharedField.init)
        words.safetyNote = form.optionalLines("safety-note", label: "safety note", max: ReferralDraft.longestSafetyNote)
        words.accompaniedOn = day("accompanied", "date when you will go with them", &form)
        words.expiresOn = day("until", "last day of sharing", &form)
        words.method = form.choice("method", label: "how they agreed", as: Consent.Method.self)
        words.reportBack = form.choice("report-back", label: "answer", among: ["yes", "no"]).map { $0 == "yes" }
        words.followUp = form.checked("follow-up")
        words.basedOn = basedOn
        return words
    }

    private static func day(_ field: String, _ label: String, _ form: inout FormReader) -> Day? {
        form.date(field, label: label).flatMap { Day(iso: $0.iso) }
    }

    private static func consent(_ form: inout FormReader, _ words: UnsentReferral) -> Consent? {
        let share = form.checked(
            "consent",
            required: "You can only refer somebody who has agreed that their details are passed on"
        )
        if words.method == nil { form.fail("method", "Say how they agreed") }
        if words.reportBack == nil {
            form.fail("report-back", "Say whether the GP practice may be told how it went")
        }
        guard let method = words.method, let reportBack = words.reportBack else { return nil }
        return Consent(
            share: share,
            reportBack: reportBack,
            followUp: words.followUp,
            method: method,
            expiresOn: words.expiresOn
        )
    }

    /// What is wrong with details that are not on the form stands beside the person.
    static func besidePerson(_ problems: [String: String]) -> [String: String] {
        Dictionary(problems.map { field, message in (personFields.contains(field) ? "person" : field, message) }) {
            first,
            _ in first
        }
    }

    private static let personFields: Set<String> = [
        "name", "dob", "nhs-number", "phone", "email", "address", "practice",
    ]
}

/// The details of a person: read here for referrals and episodes.
enum PersonFields {
    /// Nil without a date of birth; then the form says so.
    static func person(_ form: inout FormReader, today: CalendarDate?) -> Person? {
        let name = form.text(
            "name",
            label: "the person's name",
            max: 100,
            required: true,
            missing: "Enter the person's name"
        )
        let birth = form.date("dob", label: "date of birth", required: true, notAfter: today, today: today)
        let number = form.optionalText("nhs-number", label: "NHS number", max: 20)
        let phone = form.phone("phone")
        let email = form.email("email", label: "e-mail address")
        let address = form.optionalLines("address", label: "address", max: 300)
        guard let born = birth.flatMap({ Day(iso: $0.iso) }) else { return nil }
        return Person(
            name: name,
            dateOfBirth: born,
            nhsNumber: number,
            phone: phone,
            email: email.isEmpty ? nil : email,
            address: address
        )
    }

    static func inputs(_ person: SharedPerson?, in form: FormReader?) -> PersonInputs {
        PersonInputs(
            name: TextInput("name", "Full name", in: form, autocomplete: "off", initially: person?.name ?? ""),
            dob: DateInput(
                "dob",
                "Date of birth",
                in: form,
                hint: "For example, 27 3 1957",
                initially: person?.dateOfBirth
            ),
            nhsNumber: TextInput(
                "nhs-number",
                "NHS number (optional)",
                in: form,
                hint: "10 digits, for example 999 220 6152",
                autocomplete: "off",
                keyboard: "numeric",
                width: "medium",
                initially: person?.nhsNumber ?? ""
            ),
            phone: TextInput(
                "phone",
                "Telephone number (optional)",
                in: form,
                type: "tel",
                autocomplete: "off",
                keyboard: "tel",
                width: "medium",
                initially: person?.phone ?? ""
            ),
            email: TextInput(
                "email",
                "E-mail address (optional)",
                in: form,
                type: "email",
                autocomplete: "off",
                keyboard: "email",
                initially: person?.email ?? ""
            ),
            address: TextInput(
                "address",
                "Address (optional)",
                in: form,
                autocomplete: "off",
                initially: person?.address ?? ""
            )
        )
    }
}

struct PersonInputs: Sendable {
    let name: TextInput
    let dob: DateInput
    let nhsNumber: TextInput
    let phone: TextInput
    let email: TextInput
    let address: TextInput

    var blocks: [FieldBlock] {
        [.text(name), .date(dob), .text(nhsNumber), .text(phone), .text(email), .area(address)]
    }
}

/// A GP practice, or none known.
struct PracticeChoice {
    static let noneKnown = "none"
    let code: Practice.Code?

    /// Nil when nothing was chosen; then the form says so.
    static func read(_ form: inout FormReader, own: Practice.Code?) -> PracticeChoice? {
        if let own { return PracticeChoice(code: own) }
        let code = form.text(
            "practice",
            label: "GP practice",
            max: 10,
            required: true,
            missing: "Choose the person's GP practice"
        )
        if code == noneKnown { return PracticeChoice(code: nil) }
        return code.isEmpty ? nil : PracticeChoice(code: Practice.Code(rawValue: code))
    }

    static func select(_ practices: [Practice], in form: FormReader?) -> SelectInput {
        SelectInput(
            "practice",
            "Their GP practice",
            [("", "Choose a practice"), (noneKnown, "No known GP practice")]
                + practices.map { ($0.code.rawValue, $0.name) },
            in: form
        )
    }
}
