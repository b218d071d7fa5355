/// Bundles, what a document begins with, and what is said when something is wrong.
extension FHIR {
    public struct Bundle: FHIRResource {
        public let resourceType = "Bundle"
        public var id: String?
        public var meta: Meta?
        var identifier: BusinessIdentifier?
        var type: String
        var timestamp: String?
        var total: Int?
        var link: [Link]?
        var entry: [Entry]?

        struct Link: Encodable, Sendable {
            var relation: String
            var url: String
        }

        struct Entry: Encodable, Sendable {
            var fullUrl: String
            var resource: AnyResource
            var search: SearchMode?
        }

        struct SearchMode: Encodable, Sendable {
            var mode = "match"
        }

        /// The answer to a search.
        ///
        /// - Parameters:
        ///   - base: the address below which all resources are.
        ///   - own: the address of this page, with what was understood of the search.
        ///   - next: the address of the next page.
        public init(_ page: Page, base: String, own: String, next: String?) {
            type = "searchset"
            total = page.total
            link = [Link(relation: "self", url: own)] + (next.map { [Link(relation: "next", url: $0)] } ?? [])
            entry = FHIR.present(
                page.resources.map {
                    Entry(
                        fullUrl: "\(base)/\($0.resource.resourceType)/\($0.resource.id ?? "")",
                        resource: $0,
                        search: SearchMode()
                    )
                }
            )
        }

        /// A document: its composition first.
        init(id: String, identifier: BusinessIdentifier, at timestamp: String, _ entries: [Entry]) {
            self.id = id
            self.identifier = identifier
            type = "document"
            self.timestamp = timestamp
            entry = entries
        }
    }

    /// A page of a search.
    public struct Page: Sendable {
        public let resources: [AnyResource]
        /// Of the whole search.
        public let total: Int
        /// After which the next page begins; nil when this is the last one.
        public let next: String?
    }

    public struct Composition: FHIRResource {
        public let resourceType = "Composition"
        public var id: String?
        public var meta: Meta?
        var identifier: BusinessIdentifier?
        var status = "final"
        var type: Concept
        var subject: Reference
        var date: String
        var author: [Reference]
        var title: String
        var section: [Section]

        struct Section: Encodable, Sendable {
            var title: String
            var text: Narrative
            var entry: [Reference]?
        }
    }

    /// What is said in the place of a resource when something is wrong.
    public struct OperationOutcome: FHIRResource {
        public let resourceType = "OperationOutcome"
        public var id: String?
        public var meta: Meta?
        var issue: [Issue]

        struct Issue: Encodable, Sendable {
            var severity = "error"
            var code: String
            var details: Concept
            var diagnostics: String?
        }

        /// - Parameter status: of HTTP, from which the code of R4's issue-type follows.
        public init(status: Int, title: String, sentence: String) {
            let code =
                switch status {
                case 401: "login"
                case 403: "forbidden"
                case 404: "not-found"
                case 405, 406: "not-supported"
                case 409: "conflict"
                case 429: "throttled"
                case 503: "transient"
                case 500...: "exception"
                default: "invalid"
                }
            issue = [Issue(code: code, details: Concept(title), diagnostics: FHIR.text(sentence))]
        }
    }
}
