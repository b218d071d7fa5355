import Core
import WebSupport

/// A form for each thing that this person can do with a referral now.
struct MoveForms: Sendable {
    let hasAny: Bool
    let accept: Accept?
    let wait: Wait?
    let decline: Decline?
    let start: Start?
    let close: Close?
    let withdraw: Withdraw?

    struct Accept: Sendable {
        let action: String
        let stamp: Int
    }

    struct Wait: Sendable {
        let action: String
        let stamp: Int
        let expected: DateInput
        let isAgain: Bool
    }

    struct Decline: Sendable {
        let action: String
        let stamp: Int
        let reason: ChoiceInput
        let note: TextInput
    }

    struct Start: Sendable {
        let action: String
        let stamp: Int
        let started: DateInput
    }

    struct Close: Sendable {
        let action: String
        let stamp: Int
        /// Before they have started, the only answer is that they did not come.
        let didNotCome: Bool
        let title: String
        let isOpen: Bool
        let engaged: ChoiceInput
        let helped: ChoiceInput
        let saidBy: ChoiceInput
        let words: TextInput
        let remaining: TextInput
        let ask: TextInput
    }

    struct Withdraw: Sendable {
        let action: String
        let stamp: Int
        let why: TextInput
    }

    init(sheet: Referrals.Sheet, form: FormReader?, today: Day) {
        let id = sheet.referral.id
        func offered<Form>(_ move: Referral.Move.Name, _ make: (String, Int) -> Form) -> Form? {
            sheet.moves.contains(move) ? make(Path.move(id, move).text, sheet.referral.version) : nil
        }
        hasAny = !sheet.moves.isEmpty
        accept = offered(.accept) { Accept(action: $0, stamp: $1) }
        wait = offered(.wait) { action, stamp in
            Wait(
                action: action,
                stamp: stamp,
                expected: DateInput(
                    "expected",
                    "When do you expect a place?",
                    in: form,
                    hint: "For example, \(example(today.adding(days: 28)))"
                ),
                isAgain: sheet.referral.state == .waiting
            )
        }
        decline = offered(.decline) {
            Decline(
                action: $0,
                stamp: $1,
                reason: MoveForms.reasons(in: form),
                note: TextInput("note", "What should they know? (optional)", in: form)
            )
        }
        start = offered(.start) {
            Start(
                action: $0,
                stamp: $1,
                started: DateInput("started", "When did they start?", in: form, hint: "For example, \(example(today))")
            )
        }
        close = offered(.close) { MoveForms.close($0, stamp: $1, state: sheet.referral.state, in: form) }
        withdraw = offered(.withdraw) {
            Withdraw(action: $0, stamp: $1, why: TextInput("why", "Why is it withdrawn?", in: form))
        }
    }

    private static func reasons(in form: FormReader?) -> ChoiceInput {
        .radios(
            "reason",
            "Why not?",
            Referral.DeclineReason.allCases.map { ($0.rawValue, ReferralWords.decline($0), nil) },
            in: form
        )
    }

    private static func close(
        _ action: String,
        stamp: Int,
        state: Referral.State,
        in form: FormReader?
    ) -> Close {
        let didNotCome = state == .accepted
        let fields = ["engaged", "helped", "said-by", "words", "remaining", "ask"]
        return Close(
            action: action,
            stamp: stamp,
            didNotCome: didNotCome,
            title: didNotCome ? "They did not come" : "It has ended: two answers",
            isOpen: !didNotCome || fields.contains { form?.message(for: $0) != nil },
            engaged: .radios(
                "engaged",
                "Did they engage?",
                Outcome.Engaged.allCases.map { ($0.rawValue, ReferralWords.engaged($0), nil) },
                in: form
            ),
            helped: .radios(
                "helped",
                "Did it help?",
                Outcome.Helped.allCases.map { ($0.rawValue, ReferralWords.helped($0), nil) },
                in: form
            ),
            saidBy: .radios(
                "said-by",
                "Who says so?",
                [
                    (Outcome.Source.person.rawValue, "They say so themselves", nil),
                    (Outcome.Source.organisation.rawValue, "We say so", nil),
                ],
                in: form
            ),
            words: TextInput("words", "In their own words (optional)", in: form),
            remaining: TextInput("remaining", "What is still needed, and who will do it? (optional)", in: form),
            ask: TextInput(
                "ask",
                "Is anything asked of the GP practice? (optional)",
                in: form,
                hint: "Leave empty if not. If something is urgent, ring the practice."
            )
        )
    }
}

private func example(_ day: Day) -> String { "\(day.day) \(day.month) \(day.year)" }
