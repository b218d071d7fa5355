/// The resources of the directory, each with the fields that are used.
extension FHIR {
    public struct Organization: FHIRResource {
        public let resourceType = "Organization"
        public var id: String?
        public var meta: Meta?
        var identifier: [BusinessIdentifier]?
        var active: Bool?
        var type: [Concept]?
        var name: String
        var telecom: [ContactPoint]?
        var address: [Address]?
    }

    public struct HealthcareService: FHIRResource {
        public let resourceType = "HealthcareService"
        public var id: String?
        public var meta: Meta?
        var active: Bool
        var providedBy: Reference
        var type: [Concept]?
        var location: [Reference]?
        var name: String
        var comment: String?
        var extraDetails: String?
        var telecom: [ContactPoint]?
        var serviceProvisionCode: [Concept]?
        var eligibility: [Eligibility]?
        var communication: [Concept]?
        var availableTime: [AvailableTime]?
        var availabilityExceptions: String?

        struct Eligibility: Encodable, Sendable {
            var comment: String
        }

        struct AvailableTime: Encodable, Sendable {
            var daysOfWeek: [String]
            var availableStartTime: String?
            var availableEndTime: String?
        }
    }

    public struct Location: FHIRResource {
        public let resourceType = "Location"
        public var id: String?
        public var meta: Meta?
        var status: String
        var name: String?
        var description: String?
        var mode: String
        var address: Address?
        var position: Position?
        var managingOrganization: Reference?

        struct Position: Encodable, Sendable {
            var longitude: Double
            var latitude: Double
        }
    }
}

/// The resources about a referral.
extension FHIR {
    public struct Patient: FHIRResource {
        public let resourceType = "Patient"
        public var id: String?
        public var meta: Meta?
        var identifier: [BusinessIdentifier]?
        var name: [HumanName]
        var telecom: [ContactPoint]?
        var birthDate: String?
        var address: [Address]?
        var generalPractitioner: [Reference]?
    }

    public struct Practitioner: FHIRResource {
        public let resourceType = "Practitioner"
        public var id: String?
        public var meta: Meta?
        var name: [HumanName]
    }

    public struct ServiceRequest: FHIRResource {
        public let resourceType = "ServiceRequest"
        public var id: String?
        public var meta: Meta?
        var contained: [Patient]?
        var replaces: [Reference]?
        var requisition: BusinessIdentifier?
        var status: String
        var intent = "order"
        var priority: String?
        var code: Concept?
        var subject: Reference
        var occurrencePeriod: Period?
        var authoredOn: String?
        var requester: Reference?
        var performer: [Reference]?
        var reasonCode: [Concept]?
        var note: [Annotation]?
    }

    public struct Task: FHIRResource {
        public let resourceType = "Task"
        public var id: String?
        public var meta: Meta?
        var status: String
        var statusReason: Concept?
        var businessStatus: Concept?
        var intent = "order"
        var priority: String?
        var code = Concept("http://hl7.org/fhir/CodeSystem/task-code", "fulfill")
        var description: String?
        var focus: Reference
        var executionPeriod: Period?
        var authoredOn: String
        var lastModified: String
        var requester: Reference?
        var owner: Reference
        var output: [Output]?

        struct Output: Encodable, Sendable {
            var type: Concept
            var valueReference: Reference
        }
    }

    public struct QuestionnaireResponse: FHIRResource {
        public let resourceType = "QuestionnaireResponse"
        public var id: String?
        public var meta: Meta?
        var `extension`: [Extension]?
        var basedOn: [Reference]?
        var status = "completed"
        var subject: Reference?
        /// A moment, or a day.
        var authored: String
        var source: Reference?
        var item: [Item]?

        struct Item: Encodable, Sendable {
            var linkId: String
            var text: String
            /// Left out where nothing was answered: a blank is no answer, and never 0.
            var answer: [Answer]?
        }

        struct Answer: Encodable, Sendable {
            var valueString: String?
            var valueInteger: Int?
            var valueDecimal: Double?
        }
    }

    public struct Observation: FHIRResource {
        public let resourceType = "Observation"
        public var id: String?
        public var meta: Meta?
        var `extension`: [Extension]?
        var basedOn: [Reference]?
        var status = "final"
        var category = [Concept("http://terminology.hl7.org/CodeSystem/observation-category", "survey")]
        var code: Concept
        var subject: Reference?
        /// A moment, or a day.
        var effectiveDateTime: String
        var performer: [Reference]?
        var valueQuantity: Quantity?
        var valueString: String?
        var dataAbsentReason: Concept?
        var interpretation: [Concept]?
        var derivedFrom: [Reference]?
        var component: [Component]?

        struct Component: Encodable, Sendable {
            var code: Concept
            var valueQuantity: Quantity?
            var dataAbsentReason: Concept?
            var interpretation: [Concept]?
        }
    }
}
