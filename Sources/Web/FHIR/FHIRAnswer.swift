import Core
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

/// Answers of FHIR: JSON with an entity tag, and an `OperationOutcome` for whatever goes wrong.
enum FHIRAnswer {
    static let type = "application/fhir+json; charset=utf-8"

    /// The tag of a resource is its version (R4 §3.1.0.4), that of a search a digest of the page.
    static func json(_ value: some Encodable, to request: Request, isPublic: Bool) throws -> Response {
        let body = try FHIR.json(value)
        let tag = "W/\"\(version(of: value) ?? FHIR.digest(body))\""
        var headers = headers(tag: tag, isPublic: isPublic)
        if let date = meta(of: value)?.lastUpdated.flatMap(OpenReferral.moment(typed:)) {
            headers[.lastModified] = HTTPDate.text(date)
        }
        guard !EntityTag.isKnown(tag, to: request) else { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func headers(tag: String, isPublic: Bool) -> HTTPFields {
        [
            .contentType: type, .eTag: tag,
            // What is about a person is kept by nobody on the way.
            .cacheControl: isPublic ? "public, max-age=0, must-revalidate" : "no-store",
            .vary: isPublic ? "Accept" : "Accept, Authorization, Cookie",
        ]
    }

    private static func meta(of value: some Encodable) -> FHIR.Meta? {
        (value as? FHIR.AnyResource)?.resource.meta ?? (value as? any FHIRResource)?.meta
    }

    private static func version(of value: some Encodable) -> String? { meta(of: value)?.versionId }

    // MARK: Refusals

    static let error: @Sendable (HTTPResponse.Status, String, String) throws -> Response = { status, title, sentence in
        let outcome = FHIR.OperationOutcome(status: status.code, title: title, sentence: sentence)
        return Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try FHIR.json(outcome)))
        )
    }
}
