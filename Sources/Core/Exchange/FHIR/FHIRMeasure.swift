import Foundation

/// One answer to a measure, as FHIR tells it: the questions as they were answered, and the scores worked out from them.
///
/// A measure belongs to a person's time as a whole and to no referral, so both name the person and the episode, which
/// `ServiceRequest.requisition` names as well.
struct FHIRMeasure: Sendable {
    var id: String
    var name: String
    /// Of the definition whose scoring was used.
    var definition: String
    var answeredOn: Day
    /// Assisted and proxy answers are told as such.
    var answeredBy: String?
    var items: [Item]
    /// One is the value itself, several are components: measures that are never added up have one for each question.
    var scores: [Score]
    var subject: FHIR.Reference?
    var episode: FHIR.Extension?
    /// The whole episode was a mistake.
    var isError = false

    struct Item: Sendable {
        var id: String
        var question: String
        /// Nil when it was left blank.
        var value: Double?
    }

    struct Score: Sendable {
        var name: String
        /// Nil when too few questions were answered to make one.
        var value: Double?
        /// "high", where the definition has bands.
        var band: String?
    }

    var response: FHIR.QuestionnaireResponse {
        FHIR.QuestionnaireResponse(
            id: id,
            extension: episode.map { [$0] },
            status: isError ? "entered-in-error" : "completed",
            subject: subject,
            authored: answeredOn.description,
            source: answeredBy.map { FHIR.Reference(display: $0) },
            item: FHIR.present(
                items.map { item in
                    .init(
                        linkId: item.id,
                        text: FHIR.text(item.question) ?? item.id,
                        answer: item.value.map { [FHIRMeasure.answer($0)] }
                    )
                }
            )
        )
    }

    /// Scores that somebody worked out elsewhere may have digits behind the point.
    private static func answer(_ value: Double) -> FHIR.QuestionnaireResponse.Answer {
        Int(exactly: value).map { .init(valueInteger: $0) } ?? .init(valueDecimal: value)
    }

    /// What is missing is said to be, and is never 0.
    var observation: FHIR.Observation {
        let only = scores.count == 1 ? scores.first : nil
        return FHIR.Observation(
            id: id,
            extension: episode.map { [$0] },
            status: isError ? "entered-in-error" : "final",
            code: FHIR.Concept("\(name) (\(definition))"),
            subject: subject,
            effectiveDateTime: answeredOn.description,
            performer: answeredBy.map { [FHIR.Reference(display: $0)] },
            valueQuantity: only?.value.map { FHIR.Quantity(value: $0) },
            dataAbsentReason: only != nil && only?.value == nil ? FHIRMeasure.unknown : nil,
            interpretation: only?.band.map { [FHIR.Concept($0)] },
            derivedFrom: items.isEmpty ? nil : [FHIR.Reference(.questionnaireResponse, id)],
            component: only == nil ? FHIR.present(scores.map(component)) : nil
        )
    }

    private func component(_ score: Score) -> FHIR.Observation.Component {
        .init(
            code: FHIR.Concept(score.name),
            valueQuantity: score.value.map { FHIR.Quantity(value: $0) },
            dataAbsentReason: score.value == nil ? FHIRMeasure.unknown : nil,
            interpretation: score.band.map { [FHIR.Concept($0)] }
        )
    }

    private static let unknown = FHIR.Concept(
        "http://terminology.hl7.org/CodeSystem/data-absent-reason",
        "unknown",
        text: "Not answered"
    )
}

extension FHIRMeasure {
    /// - Parameter goals: the person's own words, by question; what they never set as a goal was not asked.
    init(_ response: MeasureResponse, of measure: Measure, goals: [String: String]) {
        let asked = measure.asking(Set(goals.keys))
        id = response.id.text
        name = measure.name
        definition = "version \(measure.version), at \(MeasureWords.stage(response.stage))"
        answeredOn = response.answeredOn
        answeredBy = FHIRMeasure.words(response.mode)
        items = asked.questions.map { code in
            let text = goals[code] ?? asked.item(code)?.text ?? asked.score(code)?.name ?? code
            return Item(id: code, question: text, value: response.answers[code] ?? nil)
        }
        scores = asked.scores.map { score in
            let value = response.scores[score.code]
            return Score(name: goals[score.code] ?? score.name, value: value, band: value.flatMap(score.band))
        }
    }

    private static func words(_ mode: MeasureResponse.Mode) -> String {
        switch mode {
        case .themself: "The person"
        case .onPaper: "The person, on paper"
        case .withHelp: "The person, with help"
        case .somebodyElse: "Somebody else for the person"
        }
    }
}
