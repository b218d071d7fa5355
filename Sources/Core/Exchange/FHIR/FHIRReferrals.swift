import Foundation
import GRDB

/// What can be found of referrals, and of what people answered, as far as somebody may see them.
enum FHIRReferralRows {
    /// Every referral that this actor may see, in the state that they may know. A draft is nobody's business yet.
    ///
    /// The state that is known and the one that is stored differ for a practice whose patient does not want it told: a
    /// search by status must not give away what the page does not show. `Referral.known(to:)` says the same in Swift, and
    /// a test compares the two.
    private static func known(to actor: Actor, on today: Day) -> SQL {
        let hidden: SQL =
            actor.role == .practice
            ? "(NOT reportBack AND NOT (closure IS 'withdrawn' AND closedBy IS 'referrer'))" : "0"
        let shared: SQL = actor.role == .organisation ? ReferralStore.shared(on: today) : "1"
        let visible = ReferralStore.visible(to: actor)
        return """
            SELECT id, \(shared) AS shared, CASE WHEN \(hidden) THEN madeAt ELSE lastEventAt END AS at,
                CASE WHEN \(hidden) THEN 'sent' ELSE state END AS state,
                CASE WHEN \(hidden) THEN NULL ELSE closure END AS closure,
                madeAt AS authored, stateSince, organisationID AS owner, id AS request
            FROM referral WHERE \(visible) AND state <> 'draft'
            """
    }

    static func rows(_ kind: FHIR.Kind, for actor: Actor, on today: Day) -> SQL? {
        let known = known(to: actor, on: today)
        let answered: SQL = "FROM (\(known)) WHERE closure IN ('completed', 'left early') AND shared"
        return switch kind {
        case .serviceRequest, .task: known
        case .questionnaireResponse:
            """
            SELECT id, at, stateSince AS authored, request \(answered)
            UNION ALL \(FHIRMeasureRows.rows(for: actor))
            """
        case .observation:
            """
            SELECT id || '-engaged' AS id, at, stateSince AS authored, request \(answered)
            UNION ALL SELECT id || '-helped' AS id, at, stateSince AS authored, request \(answered)
            UNION ALL \(FHIRMeasureRows.rows(for: actor))
            """
        default: nil
        }
    }

    /// The referral that the identifier of any of these resources begins with.
    static func referral(_ id: String) -> Referral.ID? { Referral.ID(String(id.prefix(36))) }
}

/// A referral's sheet in FHIR: it holds what the sheet holds, and the sheet is what the page shows to that actor.
struct FHIRReferralMapping {
    let sheet: Referrals.Sheet
    let actor: Actor
    /// The referral that it goes on from, if this actor may see that one as well.
    let earlier: Referral.ID?

    private var referral: Referral { sheet.referral }
    private var status: FHIRStatus { FHIRStatus.of(referral.state, referral.closure) }
    /// Taken back, or run out: then there is nobody to name.
    private var isHidden: Bool { sheet.person == .withdrawn }

    func resource(_ kind: FHIR.Kind, id: String) -> (any FHIRResource)? {
        switch kind {
        case .serviceRequest: serviceRequest
        case .task: task
        case .questionnaireResponse: response
        case .observation: observations.first { $0.id == id }
        default: nil
        }
    }

    var serviceRequest: FHIR.ServiceRequest {
        let patient = isHidden ? nil : patient
        let episode = actor.role == .linkWorker ? referral.episodeID : nil
        return FHIR.ServiceRequest(
            id: referral.id.text,
            contained: patient.map { [$0] },
            replaces: earlier.map { [FHIR.Reference(.serviceRequest, $0.text)] },
            requisition: episode.map { FHIR.BusinessIdentifier(episode: $0) },
            status: status.request.rawValue,
            priority: referral.priority.rawValue,
            code: FHIR.Concept(sheet.offer.name),
            subject: subject,
            occurrencePeriod: referral.startedOn.map { FHIR.Period(start: $0.description) },
            authoredOn: FHIR.instant(referral.madeAt),
            requester: requester,
            performer: [
                FHIR.Reference(.healthcareService, sheet.offer.id.text, display: sheet.offer.name),
                FHIR.Reference(.organization, sheet.organisation.id.text, display: sheet.organisation.name),
            ],
            reasonCode: isHidden ? nil : FHIR.text(sheet.reason).map { [FHIR.Concept($0)] },
            note: FHIR.text(sheet.safetyNote).map { [FHIR.Annotation(text: "Safety note: \($0)")] }
        )
    }

    private var subject: FHIR.Reference {
        isHidden ? FHIR.Reference(display: sheet.person.name) : FHIR.Reference("#patient")
    }

    private var requester: FHIR.Reference {
        if let name = sheet.referrerName { return FHIR.Reference(display: name) }
        return isHidden ? FHIR.Reference(display: "The person") : FHIR.Reference("#patient")
    }

    private var patient: FHIR.Patient {
        let person = sheet.person
        return FHIR.Patient(
            id: "patient",
            identifier: person.nhsNumber.map {
                [FHIR.BusinessIdentifier(system: FHIR.BusinessIdentifier.nhsNumber, value: $0)]
            },
            name: [FHIR.HumanName(text: FHIR.text(person.name) ?? "Not known")],
            telecom: FHIR.ContactPoint.list(phones: [person.phone], emails: [person.email]),
            birthDate: person.dateOfBirth?.description,
            address: FHIR.text(person.address).map { [FHIR.Address(text: $0)] },
            generalPractitioner: sheet.practice.map { [FHIR.Reference(practice: $0.code.rawValue, name: $0.name)] }
        )
    }

    var task: FHIR.Task {
        let answers = response?.id.map {
            FHIR.Task.Output(
                type: FHIR.Concept("The two answers"),
                valueReference: FHIR.Reference(.questionnaireResponse, $0)
            )
        }
        return FHIR.Task(
            id: referral.id.text,
            status: status.task.rawValue,
            statusReason: status.reason(of: referral).map { FHIR.Concept($0) },
            businessStatus: status.business.map { FHIR.Concept($0) },
            priority: referral.priority.rawValue,
            description: FHIR.text(sheet.offer.name),
            focus: FHIR.Reference(.serviceRequest, referral.id.text),
            executionPeriod: period,
            authoredOn: FHIR.instant(referral.madeAt),
            lastModified: FHIR.instant(referral.lastEventAt),
            requester: sheet.referrerName.map { FHIR.Reference(display: $0) },
            owner: FHIR.Reference(.organization, sheet.organisation.id.text, display: sheet.organisation.name),
            output: answers.map { [$0] }
        )
    }

    /// From the first time to the end. What ended on the day on which it began has that one day.
    private var period: FHIR.Period? {
        referral.startedOn.map { started in
            let ended = referral.state == .closed ? max(started, Day(referral.stateSince)) : nil
            return FHIR.Period(start: started.description, end: ended?.description)
        }
    }

    // MARK: The two answers

    /// "Did they engage, did it help?" where somebody was asked: what was declined or never began has no answers, though
    /// it counts as not engaged.
    private var answers: (engaged: Outcome.Engaged, helped: Outcome.Helped)? {
        guard !isHidden, referral.closure == .completed || referral.closure == .leftEarly else { return nil }
        return referral.answers
    }

    var response: FHIR.QuestionnaireResponse? {
        guard let answers else { return nil }
        let words = sheet.outcome
        let items: [(String, String, String?)] = [
            ("engaged", "Did the person engage?", answers.engaged.rawValue),
            ("helped", "Did it help?", answers.helped.rawValue),
            ("said-by", "Who says so?", referral.saidBy?.rawValue),
            ("words", "In the person's own words", words?.personWords),
            ("remaining", "What is still needed, and who holds it?", words?.remaining),
        ]
        return FHIR.QuestionnaireResponse(
            id: referral.id.text,
            basedOn: [FHIR.Reference(.serviceRequest, referral.id.text)],
            authored: FHIR.instant(referral.stateSince),
            item: items.compactMap { id, question, answer in
                FHIR.text(answer).map { .init(linkId: id, text: question, answer: [.init(valueString: $0)]) }
            }
        )
    }

    var observations: [FHIR.Observation] {
        guard let answers else { return [] }
        return [
            observation("engaged", "Did the person engage?", answers.engaged.rawValue),
            observation("helped", "Did it help?", answers.helped.rawValue),
        ]
    }

    private func observation(_ name: String, _ question: String, _ answer: String) -> FHIR.Observation {
        FHIR.Observation(
            id: "\(referral.id)-\(name)",
            basedOn: [FHIR.Reference(.serviceRequest, referral.id.text)],
            code: FHIR.Concept(question),
            effectiveDateTime: FHIR.instant(referral.stateSince),
            performer: referral.saidBy.map { [FHIR.Reference(display: $0.rawValue)] },
            valueString: answer,
            derivedFrom: [FHIR.Reference(.questionnaireResponse, referral.id.text)]
        )
    }
}

extension FHIR.Reference {
    /// A GP practice by its ODS code: it is no resource here.
    init(practice code: String, name: String) {
        self.init(
            identifier: FHIR.BusinessIdentifier(system: FHIR.BusinessIdentifier.odsCode, value: code),
            display: name
        )
    }
}
