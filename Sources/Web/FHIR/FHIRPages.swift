import Core
import HTTPTypes
import Hummingbird
import WebSupport

/// FHIR R4 for programs: what this server can do, searches, single resources, and the document of an answer.
enum FHIRPages {
    typealias Handler = @Sendable (Visit) async throws -> Response

    static func metadata(_ visit: Visit) async throws -> Response {
        try await answer(visit, isPublic: true) { FHIR.CapabilityStatement(base: base(visit)) }
    }

    static func search(_ kind: FHIR.Kind) -> Handler {
        { visit in
            let query = try FHIRQuery(visit, kind)
            return try await answer(visit, isPublic: kind.roles == nil) {
                let page = try await visit.features.fhir.search(kind, query.search, for: visit.account?.actor)
                let address = "\(base(visit))/\(kind.rawValue)"
                return FHIR.Bundle(
                    page,
                    base: base(visit),
                    own: address + query.text(after: query.search.after),
                    next: page.next.map { address + query.text(after: $0) }
                )
            }
        }
    }

    static func read(_ kind: FHIR.Kind) -> Handler {
        { visit in
            try FHIRQuery.checkFormat(visit)
            return try await answer(visit, isPublic: kind.roles == nil) {
                let id = visit.context.parameters.get("id") ?? ""
                return try await visit.features.fhir.read(kind, id: id.lowercased(), for: visit.account?.actor)
            }
        }
    }

    /// Opening it is the receipt: a HEAD and a browser that looks ahead read nothing.
    static func document(_ visit: Visit) async throws -> Response {
        try FHIRQuery.checkFormat(visit)
        guard visit.isReading else {
            return Response(status: .ok, headers: [.contentType: FHIRAnswer.type, .cacheControl: "no-store"])
        }
        var response = try await answer(visit, isPublic: false) {
            try await visit.features.fhir.document(visit.identifier(), by: visit.actor())
        }
        response.headers[.contentDisposition] = "attachment; filename=\"outcome.json\""
        return response
    }

    private static func base(_ visit: Visit) -> String { visit.site.settings.publicURL + Path.fhir.text }

    private static func answer<Value: Encodable & Sendable>(
        _ visit: Visit,
        isPublic: Bool,
        _ make: () async throws -> Value
    ) async throws -> Response {
        guard isPublic else { return try FHIRAnswer.json(try await make(), to: visit.request, isPublic: false) }
        try await visit.site.openDataByAddress.admit(visit.rateKey)
        let (address, edition) = (visit.request.uri.string, try await visit.features.openReferral.edition().tag)
        if let tag = visit.site.openDataTags.tag(of: address, in: edition), EntityTag.isKnown(tag, to: visit.request) {
            return Response(status: .notModified, headers: FHIRAnswer.headers(tag: tag, isPublic: true))
        }
        let response = try FHIRAnswer.json(try await make(), to: visit.request, isPublic: true)
        if let tag = response.headers[.eTag] { visit.site.openDataTags.remember(tag, of: address, in: edition) }
        return response
    }
}
