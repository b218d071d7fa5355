import HTTPTypes
import Hummingbird
import WebSupport

/// Lets pages of every site read open data: it is nobody's secret, and no cookie goes with it.
///
/// Stands outside the error pages, so that a program reads why it was refused as well.
struct OpenReferralAccess: RouterMiddleware {
    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard path == Path.openReferral.text || path.hasPrefix(Path.openReferral.text + "/") else {
            return try await next(request, context)
        }
        var response =
            request.method == .options
            ? Response(status: .noContent, headers: Self.preflight) : try await next(request, context)
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.accessControlExposeHeaders] = "ETag, Last-Modified, Retry-After"
        if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { response.headers[name] = "cross-origin" }
        return response
    }

    private static let preflight: HTTPFields = [
        .accessControlAllowMethods: "GET, HEAD", .accessControlAllowHeaders: "If-None-Match, If-Modified-Since",
        .accessControlMaxAge: "86400",
    ]
}
