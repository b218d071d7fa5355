import Core
import WebSupport

/// A form for each thing that this person can do with a referral now, the likeliest first.
struct MoveForms: Sendable {
    let hasAny: Bool
    let forms: [MoveForm]

    /// - Parameter form: what was sent and could not be taken; its fields keep what was typed.
    init(
        sheet: Referrals.Sheet,
        form: FormReader?,
        isOrganisation: Bool,
        today: Day,
        opening: Referral.Move.Name? = nil
    ) {
        let fields = MoveFields(sheet: sheet, form: form, isOrganisation: isOrganisation, today: today)
        forms = MoveForms.order.filter { sheet.moves.contains($0) && $0 != .send }.map { move in
            MoveForm(
                move,
                of: sheet.referral,
                words: MoveWords(move, isOrganisation: isOrganisation),
                fields: fields.of(move),
                isOpening: move == opening
            )
        }
        hasAny = !forms.isEmpty
    }

    private static let order: [Referral.Move.Name] = [
        .accept, .start, .resume, .askAgain, .close, .contact, .wait, .didNotStart, .unableToContact, .pause, .decline,
        .noResponse, .accompany, .withdraw, .reopen, .enterInError,
    ]
}

struct MoveForm: Sendable {
    let id: String
    let action: String
    let stamp: Int
    let title: String
    let hint: String?
    let button: String
    /// One button, and nothing to fill in.
    let isPlain: Bool
    let isOpen: Bool
    let fields: [FieldBlock]

    init(
        _ move: Referral.Move.Name,
        of referral: Referral,
        words: MoveWords,
        fields: [FieldBlock],
        isOpening: Bool = false
    ) {
        id = MoveForm.anchor(move)
        action = Path.move(referral.id, move).text
        stamp = referral.version
        title = words.title
        hint = words.hint
        button = words.button
        isPlain = fields.isEmpty
        isOpen = isOpening || MoveForm.shownOpen.contains(move) || fields.contains(where: \.hasError)
        self.fields = fields
    }

    static func anchor(_ move: Referral.Move.Name) -> String { "do-\(move.rawValue)" }

    private static let shownOpen: Set<Referral.Move.Name> = [.start, .close]
}

/// What each move asks for.
struct MoveFields {
    let sheet: Referrals.Sheet
    let form: FormReader?
    let isOrganisation: Bool
    let today: Day

    func of(_ move: Referral.Move.Name) -> [FieldBlock] {
        switch move {
        case .send, .accept, .lapse, .resume: []
        case .askAgain: [note(move, "What did they say? (optional)")]
        case .wait: [date("expected", "When do you expect a place?", example: today.adding(days: 28))]
        case .decline: [declineReasons, note(move, "What should they know? (optional)")]
        case .contact: [date("tried", "When?", example: today), channels, results]
        case .start: [date("started", "When did they start?", example: today)]
        case .pause:
            [date("until", "When does it go on?", example: today.adding(days: 28)), note(move, "Why? (optional)")]
        case .close: closing
        case .unableToContact: [note(move, "What should they know? (optional)")]
        case .didNotStart: [notStartedReasons, note(move, "What should they know? (optional)")]
        case .noResponse: [note(move, "What was tried? (optional)")]
        case .withdraw: [withdrawals, note(move, "What should the organisation know? (optional)")]
        case .accompany: [date("accompanied", "When will you go with them?", example: today.adding(days: 7))]
        case .reopen: [note(move, "Why does it go on?")]
        case .enterInError: [note(move, "What went wrong?")]
        }
    }

    private var closing: [FieldBlock] {
        let ending = ChoiceInput.radios(
            "ending",
            "How did it end?",
            ReferralWords.endings,
            in: form,
            initially: "to its end"
        )
        return [.choice(ending)]
            + MoveFields.answers(
                in: form,
                isOrganisation: isOrganisation,
                words: sheet.said.forPractice,
                asksPractice: sheet.referral.reportBack,
                today: today
            )
    }

    /// The two answers with what belongs to them, of a referral or an episode.
    ///
    /// - Parameters:
    ///   - words: what the person has said already, and lets the practice read.
    ///   - reports: what organisations have answered already, for the practice: what they ask is asked again here.
    ///   - asksPractice: not when the practice hears nothing of it.
    static func answers(
        in form: FormReader?,
        isOrganisation: Bool,
        words: String = "",
        reports: [Outcome] = [],
        asksPractice: Bool = true,
        today: Day
    ) -> [FieldBlock] {
        let answers: [FieldBlock] = [
            .choice(
                .radios(
                    "engaged",
                    "Did they engage?",
                    Outcome.Engaged.allCases.map { ($0.rawValue, ReferralWords.engaged($0), nil) },
                    in: form
                )
            ),
            .choice(
                .radios(
                    "helped",
                    "Did it help?",
                    Outcome.Helped.allCases.map { ($0.rawValue, ReferralWords.helped($0), nil) },
                    in: form
                )
            ),
            .choice(
                .radios("said-by", "Who says so?", ReferralWords.sources(isOrganisation: isOrganisation), in: form)
            ),
            .area(
                TextInput(
                    "words",
                    "In their own words (optional)",
                    in: form,
                    hint: asksPractice ? MoveFields.length : nil,
                    initially: words
                )
            ),
            .area(
                TextInput(
                    "remaining",
                    "What is still needed, and who will do it? (optional)",
                    in: form,
                    hint: asksPractice
                        ? MoveFields.length + " Left empty, the letter says that nothing is needed that we know of."
                        : nil,
                    initially: reports.compactMap(\.remaining).joined(separator: " ")
                )
            ),
        ]
        return asksPractice ? answers + asks(reports, today: today, in: form) : answers
    }

    private static func asks(_ reports: [Outcome], today: Day, in form: FormReader?) -> [FieldBlock] {
        [
            .area(
                TextInput(
                    "ask",
                    "Is anything asked of the GP practice? (optional)",
                    in: form,
                    hint:
                        "Leave empty if not. Say who should do it: a GP, a nurse, reception. If something is urgent, ring.",
                    initially: reports.compactMap(\.askOfPractice).joined(separator: " ")
                )
            ),
            date("ask-by", "By when should they do it? (optional)", example: today.adding(days: 14), in: form),
        ]
    }

    private static let length = "At most \(LetterLimit.wordsOfField) words: the practice reads it between two patients."

    private var declineReasons: FieldBlock {
        .choice(
            .radios(
                "reason",
                "Why not?",
                Referral.DeclineReason.allCases.map { ($0.rawValue, ReferralWords.decline($0), nil) },
                in: form
            )
        )
    }

    private var notStartedReasons: FieldBlock {
        .choice(
            .radios(
                "not-started",
                "Why did they not start?",
                Referral.NotStartedReason.allCases.map { ($0.rawValue, ReferralWords.notStarted($0), nil) },
                in: form
            )
        )
    }

    private var withdrawals: FieldBlock {
        .choice(
            .radios(
                "why",
                "Why does it end?",
                Referral.Withdrawal.allCases.map { ($0.rawValue, ReferralWords.withdrawal($0), nil) },
                in: form
            )
        )
    }

    private var channels: FieldBlock {
        .choice(
            .radios(
                "channel",
                "How?",
                ContactAttempt.Channel.allCases.map { ($0.rawValue, ReferralWords.channel($0), nil) },
                in: form
            )
        )
    }

    private var results: FieldBlock {
        .choice(
            .radios(
                "result",
                "What came of it?",
                ContactAttempt.Result.allCases.map { ($0.rawValue, ReferralWords.result($0), nil) },
                in: form
            )
        )
    }

    private func note(_ move: Referral.Move.Name, _ label: String) -> FieldBlock {
        .area(TextInput(MoveFields.noteField(move), label, in: form))
    }

    static func noteField(_ move: Referral.Move.Name) -> String { "\(move.rawValue)-note" }

    private func date(_ field: String, _ legend: String, example day: Day) -> FieldBlock {
        MoveFields.date(field, legend, example: day, in: form)
    }

    private static func date(_ field: String, _ legend: String, example day: Day, in form: FormReader?) -> FieldBlock {
        .date(DateInput(field, legend, in: form, hint: "For example, \(day.day) \(day.month) \(day.year)"))
    }
}

/// What the forms are called, by who reads them.
struct MoveWords {
    let title: String
    let hint: String?
    let button: String

    init(_ move: Referral.Move.Name, isOrganisation: Bool) {
        let (title, button, hint) = isOrganisation ? MoveWords.organisation(move) : MoveWords.referrer(move)
        self.title = title
        self.button = button
        self.hint = hint
    }

    private typealias Words = (title: String, button: String, hint: String?)

    private static func organisation(_ move: Referral.Move.Name) -> Words {
        switch move {
        case .accept: ("Accept", "Accept", nil)
        case .wait: ("Waiting list", "Put on the waiting list", nil)
        case .decline: ("We cannot take them", "Say no", nil)
        case .start: ("They have started", "Mark as started", nil)
        case .contact: ("We tried to reach them", "Write it down", nil)
        case .pause: ("It pauses", "Pause", nil)
        case .resume: ("It goes on", "It goes on", nil)
        case .close: ("It has ended: two answers", "Send the answers", nil)
        case .didNotStart: ("They did not start", "Send the answer", nil)
        case .unableToContact: ("We cannot reach them", "Send the answer", unreachable)
        default: referrer(move)
        }
    }

    private static func referrer(_ move: Referral.Move.Name) -> Words {
        switch move {
        case .accept: ("They told me: accepted", "They told me: accepted", nil)
        case .wait: ("They told me: waiting list", "Put on the waiting list", nil)
        case .decline: ("They told me: they cannot", "They said no", nil)
        case .start: ("They have started", "Mark as started", nil)
        case .contact: ("Somebody tried to reach them", "Write it down", nil)
        case .pause: ("It pauses", "Pause", nil)
        case .resume: ("It goes on", "It goes on", nil)
        case .close: ("It has ended: two answers", "Save the answers", nil)
        case .didNotStart: ("They did not start", "Save the answer", nil)
        case .unableToContact: ("Nobody can reach them", "Save the answer", unreachable)
        case .askAgain: ("I have rung them: ask again", "Ask again", "They get another time to answer.")
        case .noResponse: ("Give this one up", "Give it up", "It ends as “nobody answered”. That is not a no.")
        case .accompany: ("Go with them the first time", "Save the date", nil)
        case .withdraw: ("Withdraw the referral", "Withdraw", nil)
        case .reopen: ("Take it up again", "Take it up again", "For \(Referral.reopenDays) days after its end.")
        case .enterInError:
            ("This should not be here", "Mark as entered in error", "It stays on record, and counts nowhere.")
        case .send, .lapse: ("", "", nil)
        }
    }

    private static let unreachable =
        "After at least 3 tries, in 2 ways, over 10 working days, each written down here."
}
