import Core
import WebSupport

/// The fields of an episode's parts, shown and read.
enum EpisodeFields {
    static func blocks(_ part: EpisodePart, _ sheet: Episodes.Sheet, needs: [Need], _ form: FormReader?) -> [FieldBlock]
    {
        switch part {
        case .person:
            PersonFields.inputs(sheet.person.whole, in: form).blocks + background(sheet.episode.background, form)
        case .telling: telling(sheet.episode.telling, sheet.consent?.method, form)
        case .matters, .needs, .risks: plan(part, sheet.plan, needs: needs, form)
        }
    }

    static func plan(_ part: EpisodePart, _ plan: EpisodePlan, needs: [Need], _ form: FormReader?) -> [FieldBlock] {
        switch part {
        case .matters:
            [
                .area(
                    TextInput(
                        "matters",
                        "What matters to them? (optional)",
                        in: form,
                        hint: "In their own words. For example: I want to get back to my allotment.",
                        initially: plan.whatMatters ?? ""
                    )
                )
            ]
        case .needs:
            [
                .choice(
                    .checkboxes(
                        "needs",
                        "What did they come about? (optional)",
                        needs.map { ($0.id.rawValue, $0.name, nil) },
                        in: form,
                        hint: "The practice reads this as the reason, if it may be told how it went.",
                        initially: Set(plan.needs.map(\.rawValue))
                    )
                )
            ]
        case .risks:
            [
                .choice(
                    .radios(
                        "risk",
                        "Are there risks that the practice should know about?",
                        [
                            (EpisodePlan.Risk.noneKnown.rawValue, "None known", "You have asked, and know of none."),
                            (EpisodePlan.Risk.known.rawValue, "Yes", "If it is urgent, ring the practice now."),
                            (EpisodePlan.Risk.notAsked.rawValue, "Not asked yet", nil),
                        ],
                        in: form,
                        initially: plan.risk.rawValue
                    )
                ),
                .area(TextInput("risk-note", "If yes, which? (a few words)", in: form, initially: plan.riskNote ?? "")),
            ]
        case .person, .telling: []
        }
    }

    static func background(_ background: PersonBackground?, _ form: FormReader?) -> [FieldBlock] {
        [
            .select(
                SelectInput(
                    "sex",
                    "Their sex (optional)",
                    notSaid + PersonBackground.Sex.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue)) },
                    in: form,
                    hint: "Leave out what they do not want to say. It is only counted, never passed on.",
                    initially: background?.sex?.rawValue ?? ""
                )
            ),
            .select(
                SelectInput(
                    "ethnic-group",
                    "Their ethnic group (optional)",
                    notSaid
                        + PersonBackground.EthnicGroup.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue)) },
                    in: form,
                    initially: background?.ethnicGroup?.rawValue ?? ""
                )
            ),
        ]
    }

    private static let notSaid: [(value: String, label: String)] = [("", "Not said")]

    static func tellingChoice(_ telling: Episode.Telling?, hint: String, in form: FormReader?) -> ChoiceInput {
        .radios(
            "telling",
            "Ask them: “When we have finished, what may your GP practice be told?”",
            Episode.Telling.allCases.map {
                ($0.rawValue, EpisodeWords.telling($0), EpisodeWords.tellingInFull($0))
            },
            in: form,
            hint: hint,
            initially: telling?.rawValue
        )
    }

    static func telling(_ telling: Episode.Telling?, _ method: Consent.Method?, _ form: FormReader?) -> [FieldBlock] {
        [
            .choice(
                tellingChoice(telling, hint: "They can change their mind until the answer has gone out.", in: form)
            ),
            .choice(
                .radios(
                    "method",
                    "How did they say so?",
                    Consent.Method.allCases.map { ($0.rawValue, Words.capitalised($0.rawValue), nil) },
                    in: form,
                    initially: method?.rawValue
                )
            ),
        ]
    }

    // MARK: Reading

    static func background(_ form: inout FormReader) -> PersonBackground {
        PersonBackground(
            sex: form.choice("sex", label: "sex", as: PersonBackground.Sex.self),
            ethnicGroup: form.choice("ethnic-group", label: "ethnic group", as: PersonBackground.EthnicGroup.self)
        )
    }

    static func read(_ part: EpisodePart, into plan: inout EpisodePlan, needs: [Need], _ form: inout FormReader) {
        switch part {
        case .matters:
            plan.whatMatters = form.optionalLines("matters", label: "what matters to them", max: EpisodePlan.longest)
        case .needs:
            plan.needs = form.choices("needs[]", label: "needs", among: needs.map(\.id.rawValue)).map {
                Need.ID(rawValue: $0)
            }
        case .risks:
            let risk = form.choice(
                "risk",
                label: "answer",
                as: EpisodePlan.Risk.self,
                required: true,
                missing: "Say whether there are risks"
            )
            plan.risk = risk ?? plan.risk
            let note = form.optionalLines("risk-note", label: "note about risks", max: EpisodePlan.longest)
            plan.riskNote = plan.risk == .known ? note : nil
            if plan.risk == .known, note == nil { form.fail("risk-note", "Say in a few words what the risk is") }
        case .person, .telling: break
        }
    }

    static func telling(_ form: inout FormReader) -> (Episode.Telling, Consent.Method)? {
        let telling = form.choice(
            "telling",
            label: "answer",
            as: Episode.Telling.self,
            required: true,
            missing: "Say what the practice may be told"
        )
        let method = form.howTheySaidSo("method")
        guard let telling, let method else { return nil }
        return (telling, method)
    }
}
