extension FHIR {
    /// What this server can do, made of the same table that requests are read by.
    public struct CapabilityStatement: FHIRResource {
        public let resourceType = "CapabilityStatement"
        public let id: String?
        public var meta: Meta?
        let name = "Fingerpost"
        let title = "Fingerpost, FHIR R4, read only"
        let status = "active"
        /// When this list was last changed.
        let date = "2026-11-21"
        let description =
            "Plain R4, not validated against UK Core. The directory is open to everyone; referrals, tasks, outcomes and documents are read by whoever may open the page about them, signed in or with an API token."
        let kind = "instance"
        let software = ["name": "Fingerpost"]
        let implementation: Implementation
        let fhirVersion = FHIR.version
        let format = ["application/fhir+json"]
        let rest: [Rest]

        /// - Parameter base: the address below which all resources are.
        public init(base: String) {
            id = nil
            implementation = Implementation(description: "This place", url: base)
            rest = [Rest(resource: Kind.allCases.map(Resource.init))]
        }

        struct Implementation: Encodable, Sendable {
            let description: String
            let url: String
        }

        struct Rest: Encodable, Sendable {
            let mode = "server"
            let security = Security()
            let resource: [Resource]
        }

        struct Security: Encodable, Sendable {
            let description =
                "Authorization: Bearer with an API token of an account (fingerpost user token), or the cookie of somebody who is signed in. An account reads what its pages show, and every read is recorded."
        }

        struct Resource: Encodable, Sendable {
            let type: String
            let documentation: String
            let interaction: [Interaction]
            let versioning = "versioned"
            let searchParam: [SearchParameter]?

            init(_ kind: Kind) {
                type = kind.rawValue
                documentation = Resource.words(kind)
                interaction =
                    [Interaction(code: "read")] + (kind.parameters.isEmpty ? [] : [Interaction(code: "search-type")])
                searchParam = FHIR.present(kind.parameters.map(SearchParameter.init))
            }

            private static func words(_ kind: Kind) -> String {
                switch kind {
                case .healthcareService: "Offers. For everyone. Without personal contacts and confidential places."
                case .organization: "Organisations with offers. For everyone."
                case .location:
                    "Places of offers, save for confidential ones. For everyone. It has a managing organisation where only one has offers there."
                case .serviceRequest: "Referrals. The person is contained, as far as was shared with the reader."
                case .task: "What is asked of the organisation: one for each referral, with the same identifier."
                case .questionnaireResponse:
                    "The two answers that end a referral; for whoever keeps an episode also what its person answered to measures."
                case .observation:
                    "The two answers that end a referral, one by one; for whoever keeps an episode also the scores of its measures."
                case .bundle: "The answer to a practice as a document. Reading it is the practice's receipt."
                }
            }
        }

        struct Interaction: Encodable, Sendable {
            let code: String
        }

        struct SearchParameter: Encodable, Sendable {
            let name: String
            let type: String
            let documentation: String

            init(_ parameter: Parameter) {
                name = parameter.rawValue
                type = parameter.form.rawValue
                documentation = parameter.documentation
            }
        }
    }
}
