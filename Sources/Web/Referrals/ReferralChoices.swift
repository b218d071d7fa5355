import Core
import WebSupport

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

    static func samePerson(in form: FormReader?) -> ChoiceInput {
        .radios(
            "same-person",
            "Is it the same person?",
            [
                (
                    ReferralDraft.SamePersonAnswer.same.rawValue, "Yes, the same person",
                    "What you typed takes the place of what is written down about them."
                ),
                (
                    ReferralDraft.SamePersonAnswer.another.rawValue, "No, somebody else",
                    "They get a page of their own. If the NHS number is the same, it is left out until you know whose it is."
                ),
            ],
            in: form
        )
    }

    static func age(in form: FormReader?) -> ChoiceInput {
        .checkboxes(
            "age",
            "Is their age all right?",
            [("yes", "Yes: refer them all the same. I have asked, or I think that it will be all right.", nil)],
            in: form
        )
    }

    static func priority(in form: FormReader?, _ words: UnsentReferral?) -> ChoiceInput {
        .radios(
            "priority",
            "How soon do they need an answer?",
            [
                (Referral.Priority.routine.rawValue, "In the usual time", "An answer within 10 working days"),
                (
                    Referral.Priority.urgent.rawValue, "Urgently",
                    "An answer within 3 working days. Ring them as well. For an emergency ring 999."
                ),
            ],
            in: form,
            initially: (words?.priority ?? .routine).rawValue
        )
    }

    static func share(_ offer: Offer, _ organisation: String, in form: FormReader?, _ words: UnsentReferral?)
        -> ChoiceInput
    {
        let initially = words.map { Set($0.shared) } ?? Set(offer.needed)
        return .checkboxes(
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
            initially: Set(initially.map(\.rawValue))
        )
    }

    static func safetyReviewed(_ organisation: String, in form: FormReader?) -> ChoiceInput {
        .checkboxes(
            "safety-reviewed",
            "Share the safety note?",
            [
                (
                    "yes",
                    "Yes. I have read it once more: it is fair, and \(organisation) needs it to keep everybody safe.",
                    nil
                )
            ],
            in: form
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

    static func method(in form: FormReader?, _ words: UnsentReferral?) -> ChoiceInput {
        .radios(
            "method",
            "How did they agree?",
            Consent.Method.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue), nil) },
            in: form,
            initially: words?.method?.rawValue
        )
    }

    static func reportBack(_ organisation: String, in form: FormReader?, _ words: UnsentReferral?) -> ChoiceInput {
        .radios(
            "report-back",
            "May \(organisation) tell the GP practice whether they came and whether it helped?",
            [("yes", "Yes", nil), ("no", "No", "The practice will not be told anything.")],
            in: form,
            initially: words?.reportBack.map { $0 ? "yes" : "no" }
        )
    }

    static func telling(in form: FormReader?) -> ChoiceInput {
        EpisodeFields.tellingChoice(
            nil,
            hint:
                "No answer: the practice is told no more than that it has ended. If you have asked them before, what they said then holds.",
            in: form
        )
    }

    static func followUp(in form: FormReader?, _ words: UnsentReferral?) -> ChoiceInput {
        .checkboxes(
            "follow-up",
            "May they be asked afterwards?",
            [("yes", "Yes. Somebody may get in touch with them afterwards and ask how it went.", nil)],
            in: form,
            initially: words?.followUp == true ? ["yes"] : []
        )
    }
}
