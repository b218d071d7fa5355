import Core
import WebSupport

struct MeasureFormPage: Sendable {
    let page: PageFrame
    let errors: ErrorSummary?
    let title: String
    let person: String
    let about: String
    let instruction: String?
    let backHref: String
    let paperHref: String?
    let action: String
    let key: String
    let version: Int
    let questions: [Question]
    let declined: ChoiceInput
    let mode: ChoiceInput
    let stage: ChoiceInput
    let answeredOn: DateInput
    let licence: String
    let source: String

    /// One question: the person's words where they are theirs to say, and a scale, a list or a number.
    struct Question: Sendable {
        let words: TextInput?
        let number: TextInput?
        let choices: ChoiceInput?
        let scale: ChoiceInput?

        init(_ code: String, of measure: Measure, goals: [String: String], form: FormReader?) {
            let field = Scorer.field(code)
            guard let item = measure.item(code), let scale = measure.scale(of: item) else {
                (words, choices, self.scale) = (nil, nil, nil)
                number = measure.score(code).map { Question.number($0, field, form) }
                return
            }
            number = nil
            let goal = goals[code]
            words =
                item.isInOwnWords && goal == nil
                ? TextInput(
                    "words-\(code)",
                    "\(item.text), in their own words",
                    in: form,
                    hint: "You can leave this empty."
                ) : nil
            let legend =
                !item.isInOwnWords
                ? item.text : "How near are they to \(goal.map { "“\($0)”" } ?? item.text.lowercased())?"
            let isLabelled = scale.values.allSatisfy { scale.words(for: $0) != nil }
            let items: [ChoiceInput.Item] =
                scale.values.map { ("\($0)", (isLabelled ? scale.words(for: $0) : nil) ?? "\($0)", nil) }
                + [(MeasureFormWords.blank, "No answer", nil)]
            let hint = isLabelled ? nil : scale.labels.map { "\($0.value) is \($0.words)" }.joined(separator: ", ")
            let input = ChoiceInput.radios(field, legend, items, in: form, hint: hint)
            (choices, self.scale) = isLabelled ? (input, nil) : (nil, input)
        }

        private static func number(_ score: Measure.Score, _ field: String, _ form: FormReader?) -> TextInput {
            let (low, high) = (MeasureWords.number(score.lowest, 0), MeasureWords.number(score.highest, 0))
            let decimals = score.decimals ?? 0
            let hint = "\(low) to \(high)" + (decimals == 0 ? "" : ", up to \(decimals) decimals")
            return TextInput(
                field,
                score.name,
                in: form,
                hint: hint,
                autocomplete: "off",
                keyboard: decimals == 0 ? "numeric" : "decimal",
                width: "four"
            )
        }
    }

    init(visit: Visit, sheet: Measures.Sheet, measure: Measure, form: FormReader?) {
        let id = sheet.episode.id
        title = measure.name
        page = visit.frame(measure.name, hasErrors: form != nil)
        errors = ErrorSummary(form)
        person = sheet.person.name
        about = measure.about
        instruction = measure.instruction
        backHref = Path.measures(id).text
        paperHref = measure.wording == .included ? Path.measurePaper(id, measure.code).text : nil
        action = Path.measure(id, measure.code, nil).text
        key = FormKey.kept(form)
        version = measure.version
        questions = measure.questions.map { Question($0, of: measure, goals: sheet.goals, form: form) }
        declined = .checkboxes(
            "declined",
            "Did they want to answer?",
            [("yes", "They were asked, and did not want to answer", nil)],
            in: form
        )
        mode = .radios(
            "mode",
            "Who answered?",
            MeasureFormWords.modes,
            in: form,
            initially: measure.wording == .included ? nil : "on paper"
        )
        let stages = measure.stages.map { ($0.rawValue, MeasureFormWords.stage($0), String?.none) }
        stage = .radios(
            "stage",
            "When in their time with you?",
            stages,
            in: form,
            initially: MeasureFormPage.stage(visit, sheet, measure)
        )
        answeredOn = DateInput("answered", "On what day?", in: form, initially: Day(visit.now))
        licence = measure.licence
        source = measure.source
    }

    /// As the link said, or what is due, or else what comes next.
    private static func stage(_ visit: Visit, _ sheet: Measures.Sheet, _ measure: Measure) -> String? {
        let asked = visit.query.text("stage", max: 20)
        if measure.stages.contains(where: { $0.rawValue == asked }) { return asked }
        if let due = sheet.due.first(where: { $0.measure.code == measure.code }) { return due.time.stage.rawValue }
        let isBegun = sheet.responses.contains { $0.measure == measure.code }
        return isBegun ? nil : measure.stages.first?.rawValue
    }
}

struct MeasurePaperPage: Sendable {
    let page: PageFrame
    let title: String
    let instruction: String
    let backHref: String
    let items: [Item]
    let source: String

    struct Item: Sendable {
        let text: String
        /// A line to write on.
        let isBlank: Bool
        let choices: [String]
        /// Words, not numbers.
        let isLong: Bool
    }

    init(visit: Visit, sheet: Measures.Sheet, measure: Measure) {
        title = measure.name
        page = visit.frame("\(measure.name), on paper")
        instruction = measure.instruction ?? ""
        backHref = Path.measure(sheet.episode.id, measure.code, nil).text
        items = (measure.items ?? []).map { item in
            let scale = measure.scale(of: item)
            let isLong = scale.map { scale in scale.values.allSatisfy { scale.words(for: $0) != nil } } ?? false
            let ends =
                scale.map { scale in scale.labels.map { "\($0.value) is \($0.words)" }.joined(separator: ", ") } ?? ""
            let goal = sheet.goals[item.code].map { "“\($0)”" }
            let text = item.isInOwnWords ? goal ?? item.text : item.text
            return Item(
                text: isLong ? text : "\(text) (\(ends))",
                isBlank: item.isInOwnWords && goal == nil,
                choices: (scale?.values ?? []).map { (isLong ? scale?.words(for: $0) : nil) ?? "\($0)" },
                isLong: isLong
            )
        }
        source = measure.source
    }
}

enum MeasureFormWords {
    /// What a radio button for "no answer" sends.
    static let blank = "none"

    static let modes: [ChoiceInput.Item] = MeasureResponse.Mode.allCases.map { ($0.rawValue, mode($0), hint($0)) }

    static func mode(_ mode: MeasureResponse.Mode) -> String {
        switch mode {
        case .themself: "They did, by themself"
        case .withHelp: "They did, with help"
        case .somebodyElse: "Somebody else, for them"
        case .onPaper: "They did, on paper"
        }
    }

    private static func hint(_ mode: MeasureResponse.Mode) -> String? {
        mode == .withHelp ? "You read it to them, or explained it. People often answer a little better then" : nil
    }

    static func stage(_ stage: Measure.Stage) -> String {
        switch stage {
        case .start: "At the start"
        case .review: "After 12 to 15 weeks, or in between"
        case .end: "At the end"
        }
    }

    /// A decimal with a point, or a comma.
    static func number(_ typed: String) -> Double? {
        let text = typed.replacing(",", with: ".")
        let isPlain = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        }
        return isPlain ? Double(text) : nil
    }
}
