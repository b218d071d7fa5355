import Core
import Foundation

/// The OpenAPI 3.1 document of our open data: the paths of `Surface` with what may be asked of each.
struct OpenReferralDocument: Encodable, Sendable {
    let openapi = "3.1.0"
    let info = Info()
    let servers: [Server]
    let paths: [String: PathItem]

    /// - Parameter server: the address that paths begin with.
    init(server: String) {
        servers = [Server(url: server)]
        paths = Dictionary(uniqueKeysWithValues: Self.endpoints.map { ($0.path, PathItem($0)) })
    }

    struct Endpoint: Sendable {
        let path: String
        let summary: String
        /// A file of the published schemas; nil for this document itself.
        let schema: String?
        var parameters: [OpenReferralParameter] = []
    }

    static let endpoints: [Endpoint] = [
        Endpoint(path: "/", summary: "What this is: version, profile and OpenAPI document.", schema: "api_details"),
        Endpoint(path: "/openapi.json", summary: "This document.", schema: nil),
        Endpoint(
            path: "/services",
            summary: "Services, by page or as a stream.",
            schema: "service_list",
            parameters: OpenReferralParameter.paging + OpenReferralParameter.filters + [.minimal]
        ),
        Endpoint(path: "/services/{id}", summary: "One service with all that belongs to it.", schema: "service"),
        Endpoint(
            path: "/service_at_locations",
            summary: "Services at their places, save for confidential ones.",
            schema: "service_at_location_list",
            parameters: OpenReferralParameter.paging + OpenReferralParameter.filters
        ),
        Endpoint(
            path: "/service_at_locations/{id}",
            summary: "One service at one place.",
            schema: "service_at_location"
        ),
        Endpoint(
            path: "/organizations",
            summary: "Organisations with services.",
            schema: "organization_list",
            parameters: OpenReferralParameter.paging + [.full, .fullService]
        ),
        Endpoint(
            path: "/organizations/{id}",
            summary: "One organisation with its services.",
            schema: "organization",
            parameters: [.fullService]
        ),
        Endpoint(
            path: "/taxonomies",
            summary: "Lists of terms.",
            schema: "taxonomy_list",
            parameters: OpenReferralParameter.paging
        ),
        Endpoint(path: "/taxonomies/{id}", summary: "One list of terms.", schema: "taxonomy"),
        Endpoint(
            path: "/taxonomy_terms",
            summary: "Terms.",
            schema: "taxonomy_term_list",
            parameters: OpenReferralParameter.paging + [.taxonomy, .topOnly, .parent]
        ),
        Endpoint(path: "/taxonomy_terms/{id}", summary: "One term.", schema: "taxonomy_term"),
    ]

    // MARK: Shapes

    struct Info: Encodable, Sendable {
        let title = "Fingerpost open data"
        let version = OpenReferralPages.version
        let description =
            "What is on offer near by, in Open Referral UK 3.0 with the full fields of HSDS 3.0. Everything can be read without a key. What has closed stays with the status defunct; a search by words, place, age or time leaves it out unless modified_after is asked."
    }

    struct Server: Encodable, Sendable {
        let url: String
    }

    struct PathItem: Encodable, Sendable {
        let get: Operation

        init(_ endpoint: Endpoint) { get = Operation(endpoint) }
    }

    struct Operation: Encodable, Sendable {
        let summary: String
        let parameters: [Parameter]
        let responses: [String: Answer]

        init(_ endpoint: Endpoint) {
            summary = endpoint.summary
            let hasID = endpoint.path.hasSuffix("{id}")
            parameters = (hasID ? [Parameter.id] : []) + endpoint.parameters.map(Parameter.init)
            var responses = ["200": Answer(description: endpoint.summary, schema: endpoint.schema)]
            responses["304"] = Answer(description: "Nothing has changed since the ETag or date that was sent.")
            if !endpoint.parameters.isEmpty {
                responses["400"] = Answer(description: "A parameter cannot be used; the message names it.")
            }
            if hasID { responses["404"] = Answer(description: "Nothing has this identifier.") }
            responses["429"] = Answer(description: "Too many requests: Retry-After says when to go on.")
            self.responses = responses
        }
    }

    struct Parameter: Encodable, Sendable {
        let name: String
        let `in`: String
        let required: Bool
        let description: String
        let schema: Value

        static let id = Parameter(
            name: "id",
            in: "path",
            required: true,
            description: "The identifier.",
            schema: Value(type: "string", format: "uuid")
        )

        init(name: String, in place: String, required: Bool, description: String, schema: Value) {
            self.name = name
            self.in = place
            self.required = required
            self.description = description
            self.schema = schema
        }

        init(_ parameter: OpenReferralParameter) {
            let schema = parameter.schema
            self.init(
                name: parameter.rawValue,
                in: "query",
                required: false,
                description: parameter.description,
                schema: Value(type: schema.type, format: schema.format)
            )
        }
    }

    struct Value: Encodable, Sendable {
        let type: String
        let format: String?
    }

    struct Answer: Encodable, Sendable {
        let description: String
        var content: [String: Media]?

        /// - Parameter schema: a file of the published schemas.
        init(description: String, schema: String? = nil) {
            self.description = description
            content = schema.map {
                [
                    "application/json": Media(schema: [
                        "$ref": "https://openreferraluk.org/specifications/3.0/schema/\($0).json"
                    ])
                ]
            }
        }
    }

    struct Media: Encodable, Sendable {
        let schema: [String: String]
    }
}
