import Core
import WebSupport

/// The fields of one section: how they are shown, and how they are read.
protocol SectionForm {
    /// - Parameter form: what was sent, to be shown again; nil shows the facts.
    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock]
    /// Reads what was sent over the facts; what is wrong is told to the form.
    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need])
}

extension EditSection {
    var form: any SectionForm.Type {
        switch self {
        case .about: AboutForm.self
        case .who: WhoForm.self
        case .needs: NeedsForm.self
        case .place: PlaceForm.self
        case .times: TimesForm.self
        case .cost: CostForm.self
        case .contact: ContactForm.self
        case .people: PeopleForm.self
        case .joining: JoiningForm.self
        }
    }

    var title: String {
        switch self {
        case .about: "What it is"
        case .who: "Who it is for"
        case .needs: "What it helps with"
        case .place: "Where and how"
        case .times: "Days and times"
        case .cost: "What it costs"
        case .contact: "How to get in touch"
        case .people: "Whom to ask for"
        case .joining: "Joining, and whether there is room"
        }
    }

    /// Whether the form has rows that can be added to.
    var hasRows: Bool { [.place, .times, .cost, .contact, .people].contains(self) }
}

enum AboutForm: SectionForm {
    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        [
            .text(TextInput("name", "What is it called?", in: form, initially: facts.name)),
            .text(
                TextInput(
                    "other-name",
                    "Do people call it anything else? (optional)",
                    in: form,
                    initially: facts.alternateName ?? ""
                )
            ),
            .area(
                TextInput(
                    "description",
                    "What happens there?",
                    in: form,
                    hint: "Write as you would say it to somebody at the door. Leave an empty line between paragraphs.",
                    initially: facts.description
                )
            ),
            .area(
                TextInput(
                    "first-visit",
                    "What happens the first time? (optional)",
                    in: form,
                    hint: "Where to go in, who will say hello, what to bring.",
                    initially: facts.firstVisit ?? ""
                )
            ),
            .area(
                TextInput(
                    "introduction",
                    "How would you put it to somebody who has never been? (optional)",
                    in: form,
                    hint: "Link workers and receptionists read it out. Write it as you would say it.",
                    initially: facts.introduction ?? ""
                )
            ),
        ]
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        facts.name = form.text("name", label: "name", max: 150, required: true, missing: "Say what it is called")
        facts.description = form.multiline(
            "description",
            label: "description",
            max: 20_000,
            required: true,
            missing: "Say what happens there"
        )
        facts.alternateName = form.optionalText("other-name", label: "other name", max: 150)
        facts.introduction = form.optionalLines("introduction", label: "words to read out", max: 2_000)
        facts.firstVisit = form.optionalLines("first-visit", label: "words about the first time", max: 4_000)
    }
}

enum WhoForm: SectionForm {
    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        [
            .area(
                TextInput(
                    "who",
                    "Who can come? (optional)",
                    in: form,
                    hint: "For example: anybody who lives in the borough.",
                    initially: facts.eligibility ?? ""
                )
            ),
            .text(age("youngest", "Youngest age (optional)", facts.minimumAge, form)),
            .text(age("oldest", "Oldest age (optional)", facts.maximumAge, form)),
            .choice(
                .checkboxes(
                    "audience",
                    "Is it only for some people?",
                    Offer.Audience.allCases.map { ($0.rawValue, FactWords.audience($0), nil) },
                    in: form,
                    hint: "Tick nothing when anybody can come.",
                    initially: Set(facts.audience.map(\.rawValue))
                )
            ),
            .area(
                TextInput(
                    "languages",
                    "Which languages do you speak, besides English? (optional)",
                    in: form,
                    hint: "One on each line: Somali, Urdu, British Sign Language.",
                    initially: LineList.text(facts.languages.map(\.name))
                )
            ),
        ]
    }

    private static func age(_ id: String, _ label: String, _ age: Int?, _ form: FormReader?) -> TextInput {
        TextInput(id, label, in: form, keyboard: "numeric", width: "four", initially: age.map(String.init) ?? "")
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        facts.eligibility = form.optionalLines("who", label: "words about who can come", max: 2_000)
        facts.minimumAge = form.integer("youngest", label: "youngest age", in: 0...130)
        facts.maximumAge = form.integer("oldest", label: "oldest age", in: 0...130)
        if let from = facts.minimumAge, let to = facts.maximumAge, to < from {
            form.fail("oldest", "The oldest age must be the same as or above the youngest")
        }
        let chosen = form.choices(
            "audience[]",
            label: "people it is for",
            among: Offer.Audience.allCases.map(\.rawValue)
        )
        let audience = chosen.compactMap(Offer.Audience.init)
        if Set(audience) != Set(facts.audience) { facts.audience = audience }
        let before = facts.languages.map(\.name)
        let names = LineList.read("languages", label: "languages", over: before, &form)
        if names != before { facts.languages = names.map(Language.init(name:)) }
    }
}

enum JoiningForm: SectionForm {
    static func blocks(_ facts: OfferFacts, _ form: FormReader?, needs: [Need]) -> [FieldBlock] {
        [
            .choice(
                .radios(
                    "taking",
                    "Are you taking new people now?",
                    Offer.Intake.allCases.map { ($0.rawValue, FactWords.intake($0), nil) },
                    in: form,
                    initially: facts.intake.rawValue
                )
            ),
            .text(
                TextInput(
                    "wait",
                    "How long is the wait? (optional)",
                    in: form,
                    hint: "For example: about 6 weeks.",
                    width: "medium",
                    initially: facts.wait ?? ""
                )
            ),
            .choice(
                .checkboxes(
                    "join",
                    "How do people join?",
                    Offer.Joining.allCases.map { ($0.rawValue, Words.joining($0), nil) },
                    in: form,
                    initially: Set(facts.joining.map(\.rawValue))
                )
            ),
            .choice(
                .checkboxes(
                    "needed",
                    "What do you need to know about somebody who is referred?",
                    SharedField.allCases.filter { $0 != .name }.map {
                        ($0.rawValue, Words.capitalised(ReferralWords.field($0)), nil)
                    },
                    in: form,
                    hint: "Their name is always passed on. Tick only what you cannot do without.",
                    initially: Set((facts.neededFields ?? Offer.usuallyNeeded).map(\.rawValue))
                )
            ),
            .area(
                TextInput(
                    "refer",
                    "How does a nurse, GP or link worker send somebody? (optional)",
                    in: form,
                    initially: facts.howToRefer ?? ""
                )
            ),
        ]
    }

    static func read(_ form: inout FormReader, into facts: inout OfferFacts, needs: [Need]) {
        let intake = form.choice(
            "taking",
            label: "answer",
            as: Offer.Intake.self,
            required: true,
            missing: "Say whether you are taking new people"
        )
        if let intake { facts.intake = intake }
        facts.wait = form.optionalText("wait", label: "wait", max: 200)
        let joining = form.choices("join[]", label: "way to join", among: Offer.Joining.allCases.map(\.rawValue))
            .compactMap(Offer.Joining.init)
        if Set(joining) != Set(facts.joining) { facts.joining = joining }
        let needed = form.choices(
            "needed[]",
            label: "what you need to know",
            among: SharedField.allCases.map(\.rawValue)
        )
        .compactMap(SharedField.init)
        if Set(needed) != Set(facts.neededFields ?? Offer.usuallyNeeded) { facts.neededFields = needed }
        facts.howToRefer = form.optionalLines("refer", label: "words for professionals", max: 2_000)
    }
}
