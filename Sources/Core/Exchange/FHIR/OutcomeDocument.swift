import Foundation

/// The answer to a practice as a FHIR document: the letter as it was sent, in the order in which a practice reads it
/// (the background notes' §7), with what a program needs beside the words.
///
/// Made of the sealed letter and nothing else, so that it says the same on every day.
struct OutcomeDocument {
    let answer: PracticeAnswer
    let letter: OutcomeLetter

    private var sent: Date { answer.sentAt ?? answer.loopSince }

    func bundle() throws -> FHIR.Bundle {
        let entries =
            [entry(composition), entry(patient), entry(practice)] + author.map(entry) + requests.map(entry)
        return try FHIR.Bundle(
            id: answer.id.text,
            identifier: FHIR.BusinessIdentifier(system: "urn:ietf:rfc:3986", value: "urn:uuid:\(answer.id)"),
            at: FHIR.instant(sent),
            entries
        ).versioned(at: sent)
    }

    // MARK: Who it is about, and who says so

    private var patient: FHIR.Patient {
        let person = letter.person
        return FHIR.Patient(
            id: id("patient"),
            identifier: person.nhsNumber.map {
                [FHIR.BusinessIdentifier(system: FHIR.BusinessIdentifier.nhsNumber, value: $0)]
            },
            name: [FHIR.HumanName(text: FHIR.text(person.name) ?? "Not known")],
            birthDate: person.dateOfBirth.description,
            generalPractitioner: [FHIR.Reference(urn("practice"))]
        )
    }

    private var practice: FHIR.Organization {
        FHIR.Organization(
            id: id("practice"),
            identifier: [
                FHIR.BusinessIdentifier(system: FHIR.BusinessIdentifier.odsCode, value: answer.practiceCode.rawValue)
            ],
            name: FHIR.text(letter.practiceName) ?? answer.practiceCode.rawValue
        )
    }

    /// Who followed it through; none when nobody is named.
    private var author: [FHIR.Practitioner] {
        FHIR.text(letter.contact).map { [FHIR.Practitioner(id: id("author"), name: [FHIR.HumanName(text: $0)])] } ?? []
    }

    private var requests: [FHIR.ServiceRequest] {
        letter.services.enumerated().map { index, service in
            FHIR.ServiceRequest(
                id: id("service \(index)"),
                status: FHIRStatus.of(.closed, service.closure).request.rawValue,
                code: FHIR.Concept(service.name),
                subject: FHIR.Reference(urn("patient")),
                performer: FHIR.text(service.organisation).map { [FHIR.Reference(display: $0)] },
                note: FHIR.text(service.note).map { [FHIR.Annotation(text: $0)] }
            )
        }
    }

    // MARK: The words

    private var composition: FHIR.Composition {
        FHIR.Composition(
            id: id("composition"),
            meta: FHIR.Meta(lastUpdated: FHIR.instant(sent), versionId: String(answer.number)),
            identifier: FHIR.BusinessIdentifier(system: "urn:ietf:rfc:3986", value: "urn:uuid:\(subject)"),
            type: FHIR.Concept("Social prescribing outcome"),
            subject: FHIR.Reference(urn("patient")),
            date: FHIR.instant(sent),
            author: [author.isEmpty ? FHIR.Reference(display: "Not known") : FHIR.Reference(urn("author"))],
            title: letter.filingTitle,
            section: sections
        )
    }

    private var subject: String { answer.episodeID?.text ?? answer.referralID?.text ?? answer.id.text }

    private var sections: [FHIR.Composition.Section] {
        let words = OutcomeDocumentWords(letter: letter, answer: answer)
        let all: [(String, [String], [String])] = [
            ("What is asked", words.ask, []),
            ("Patient", words.patient, ["patient", "practice"]),
            ("Outcome", words.outcome, []),
            ("What the patient says", words.patientsWords, []),
            ("Services", words.services, letter.services.indices.map { "service \($0)" }),
            ("Measures", words.measures, []),
            ("Risks", words.risks, []),
            ("What is still needed", words.remaining, []),
            ("About this message", words.about, []),
        ]
        return all.filter { !$0.1.isEmpty }.map { title, paragraphs, parts in
            .init(
                title: title,
                text: FHIR.Narrative(paragraphs),
                entry: FHIR.present(parts.map { FHIR.Reference(urn($0)) })
            )
        }
    }

    // MARK: Identifiers, the same in every copy of this version

    private func id(_ part: String) -> String {
        Identifier<OutcomeDocument>(named: "document \(answer.id) \(part)").text
    }

    private func urn(_ part: String) -> String { "urn:uuid:\(id(part))" }

    private func entry(_ resource: some FHIRResource) -> FHIR.Bundle.Entry {
        FHIR.Bundle.Entry(fullUrl: "urn:uuid:\(resource.id ?? "")", resource: FHIR.AnyResource(resource))
    }
}

/// What the sections of the document say.
struct OutcomeDocumentWords {
    let letter: OutcomeLetter
    let answer: PracticeAnswer

    var ask: [String] {
        [["\(letter.tag.rawValue):", letter.instruction, letter.deadline].compactMap { $0 }.joined(separator: " ")]
    }

    var patient: [String] {
        [
            letter.person.name, "Born \(letter.person.dateOfBirth)",
            letter.person.nhsNumber.map { "NHS number \($0) (not verified)" } ?? "NHS number not known",
            "\(letter.practiceName) (\(answer.practiceCode.rawValue))",
        ]
    }

    var outcome: [String] {
        guard !letter.isShortened else {
            return ["It ended on \(letter.endedOn). The person chose that you are told only this."]
        }
        let why = letter.reasons.isEmpty ? "" : " for: \(letter.reasons.joined(separator: "; "))"
        return [
            "Referred on \(letter.referredOn)\(why). Ended on \(letter.endedOn).",
            letter.ending.map { "\(PlainWords.capitalised($0))." },
            "Engaged: \(letter.engaged.rawValue). Helped: \(letter.helped.rawValue) (said by the \(letter.saidBy.rawValue)).",
        ].compactMap { $0 }
    }

    var patientsWords: [String] { letter.personWords.map { ["“\($0)”"] } ?? [] }

    var services: [String] {
        letter.services.map { service in
            let why = [service.reason, service.note].compactMap { $0 }.joined(separator: "; ")
            let answers = service.engaged.map { engaged in
                "engaged: \(engaged.rawValue), helped: \((service.helped ?? .unknown).rawValue)"
            }
            return [
                "\(service.name) (\(service.organisation))", service.ending ?? service.closure.rawValue, answers,
                why.isEmpty ? nil : "because: \(why)",
            ].compactMap { $0 }.joined(separator: " | ")
        }
    }

    var measures: [String] {
        letter.measures.map { measure in
            let scores = "\(measure.name): start \(measure.first ?? "no score"), end \(measure.last ?? "no score")"
            return [scores, FHIR.text(measure.change)].compactMap { $0 }.joined(separator: "; ")
        }
    }

    var risks: [String] { letter.knownRisks(in: answer).map { [$0] } ?? [] }

    var remaining: [String] { letter.stillNeeded.map { [$0] } ?? [] }

    var about: [String] {
        let code = letter.suggestedCode.map { "Suggested SNOMED CT code: \($0)" }
        let consent = letter.consent.isEmpty ? nil : "Consent to tell the practice: \(letter.consent)."
        let contact = letter.questionsTo.isEmpty ? nil : "Questions to \(letter.questionsTo)."
        let subject = answer.episodeID?.text ?? answer.referralID?.text ?? ""
        return [code, consent, contact, "Reference \(subject), version \(answer.number)."].compactMap { $0 }
    }
}
