import Foundation

/// One answer to a measure, as FHIR tells it: what `MeasureResponse` of the measures has to give.
struct FHIRMeasure: Sendable {
    var id: String
    /// The referral or episode is not named: a measure belongs to the person's time as a whole.
    var name: String
    /// Of the definition whose scoring was used.
    var definition: String
    var answeredAt: Date
    /// Assisted and proxy answers are told as such.
    var answeredBy: String?
    var items: [Item]
    /// Nil when too few items were answered to make one, and for measures that are never summed.
    var score: Double?
    /// "high", where the definition has bands.
    var band: String?

    struct Item: Sendable {
        var id: String
        var question: String
        /// Nil when it was left blank.
        var value: Int?
    }

    var response: FHIR.QuestionnaireResponse {
        FHIR.QuestionnaireResponse(
            id: id,
            authored: FHIR.instant(answeredAt),
            source: answeredBy.map { FHIR.Reference(display: $0) },
            item: FHIR.present(
                items.map { item in
                    .init(
                        linkId: item.id,
                        text: FHIR.text(item.question) ?? item.id,
                        answer: item.value.map { [.init(valueInteger: $0)] }
                    )
                }
            )
        )
    }

    /// A score; for what is never summed, each item as a component. What is missing is said to be, and is never 0.
    var observation: FHIR.Observation {
        let isSummed = score != nil || items.isEmpty
        return FHIR.Observation(
            id: id,
            code: FHIR.Concept("\(name) (\(definition))"),
            effectiveDateTime: FHIR.instant(answeredAt),
            performer: answeredBy.map { [FHIR.Reference(display: $0)] },
            valueQuantity: score.map { FHIR.Quantity(value: $0) },
            dataAbsentReason: isSummed && score == nil ? FHIRMeasure.unknown : nil,
            interpretation: band.map { [FHIR.Concept($0)] },
            derivedFrom: items.isEmpty ? nil : [FHIR.Reference(.questionnaireResponse, id)],
            component: isSummed ? nil : components
        )
    }

    private var components: [FHIR.Observation.Component] {
        items.map { item in
            .init(
                code: FHIR.Concept(item.question),
                valueQuantity: item.value.map { FHIR.Quantity(value: Double($0)) },
                dataAbsentReason: item.value == nil ? FHIRMeasure.unknown : nil
            )
        }
    }

    private static let unknown = FHIR.Concept(
        "http://terminology.hl7.org/CodeSystem/data-absent-reason",
        "unknown",
        text: "Not answered"
    )
}
