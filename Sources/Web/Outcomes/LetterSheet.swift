import Core

/// The letter to the practice, on a page and on one side of A4, in the order in which it is read: what is asked, who it
/// is about, the outcome, their words, what was tried, what remains.
struct LetterSheet: Sendable {
    let tag: String
    let tagName: String
    let instruction: String
    let by: String?
    /// Of the heading.
    let level: Int
    let title: String
    let person: [SummaryRow]
    let sentence: String
    let words: String?
    let services: [Service]
    let hasServices: Bool
    let moreServices: String?
    let measures: [Measure]
    let hasMeasures: Bool
    let moreMeasures: String?
    let facts: [SummaryRow]

    struct Service: Sendable {
        let name: String
        let organisation: String
        let engaged: String
        let helped: String
        let because: String
    }

    struct Measure: Sendable {
        let name: String
        let first: String
        let last: String
    }

    init(_ answer: PracticeAnswer, _ whole: OutcomeLetter, level: Int = 1) {
        let fitted = whole.fitted
        let letter = fitted.letter
        tag = letter.tag.rawValue
        tagName = letter.tag.name
        instruction = letter.instruction
        by = letter.deadline
        self.level = level
        title = letter.filingTitle
        person = LetterSheet.person(letter)
        sentence = OutcomeWords.sentence(letter)
        words = letter.personWords
        services = letter.services.map(Service.init)
        hasServices = !services.isEmpty
        moreServices = LetterSheet.more(fitted.moreServices, "other offer", letter)
        measures = letter.measures.map(Measure.init)
        hasMeasures = !measures.isEmpty
        moreMeasures = LetterSheet.more(fitted.moreMeasures, "other measure", letter)
        facts = LetterSheet.facts(answer, letter)
    }

    private static func more(_ count: Int, _ what: String, _ letter: OutcomeLetter) -> String? {
        count == 0 ? nil : "And \(Words.count(count, what)): ask \(letter.contact)."
    }

    private static func person(_ letter: OutcomeLetter) -> [SummaryRow] {
        let number = letter.person.nhsNumber.flatMap { try? NHSNumber($0).spaced }.map(Words.unbroken)
        let code = letter.practiceCode.map { " (ODS \($0.rawValue))" } ?? ""
        return [
            SummaryRow("Name", [letter.person.name]), SummaryRow("Born", [Words.date(letter.person.dateOfBirth)]),
            SummaryRow("NHS number", [number.map { "\($0) – not verified" } ?? "Not known"]),
            SummaryRow("Practice", [letter.practiceName + code]),
        ]
    }

    private static func facts(_ answer: PracticeAnswer, _ letter: OutcomeLetter) -> [SummaryRow] {
        let isDirect = answer.episodeID == nil
        let subject = answer.episodeID?.text ?? answer.referralID?.text ?? ""
        return [
            SummaryRow("Known risks", letter.knownRisks(in: answer)),
            SummaryRow("Still needed, and who does it", letter.stillNeeded),
            SummaryRow(
                "Measures",
                !letter.isShortened && !isDirect && letter.measures.isEmpty ? "None were taken." : nil
            ),
            SummaryRow("You asked", isDirect ? letter.reasons.first : nil),
            SummaryRow("Code you may add", letter.suggestedCode),
            SummaryRow("They agreed to this letter", letter.consent),
            SummaryRow("Questions to", letter.questionsTo),
            SummaryRow(isDirect ? "Referral" : "Episode", "\(subject), version \(answer.number)"),
        ].compactMap { $0 }
    }
}

extension LetterSheet.Service {
    init(_ service: OutcomeLetter.Service) {
        name = service.name
        organisation = service.organisation
        engaged = OutcomeWords.engaged(service)
        helped = OutcomeWords.helped(service)
        because = OutcomeWords.because(service) ?? "–"
    }
}

extension LetterSheet.Measure {
    init(_ measure: OutcomeLetter.Measure) {
        name = measure.name
        first = measure.first ?? "no score at the start"
        last = measure.last ?? "no end score"
    }
}
