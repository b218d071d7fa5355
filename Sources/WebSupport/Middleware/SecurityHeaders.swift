import Hummingbird

/// Puts the headers on every response that tell browsers what a page may not do.
///
/// It has to stand outside ``ErrorPages``, or error pages go out without them. An error that reaches it all the same
/// becomes an empty response with its status, headers included. A header that a handler has set itself is kept.
public struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    /// Nothing from elsewhere, nothing inline, no frames.
    public static var contentSecurityPolicy: String {
        [
            "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
            "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
        ].joined(separator: "; ")
    }

    private let headers: [(name: String, value: String)]

    /// - Parameters:
    ///   - secure: Whether people reach the site by https; only then browsers are told to insist on it, for a year.
    ///   - contentSecurityPolicy: Replaces ``contentSecurityPolicy``.
    public init(secure: Bool, contentSecurityPolicy: String = Self.contentSecurityPolicy) {
        var headers = [
            ("Content-Security-Policy", contentSecurityPolicy),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        if secure { headers.append(("Strict-Transport-Security", "max-age=31536000")) }
        self.headers = headers
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            ErrorLog.record(error, context: context)
            response = Response(status: ErrorLog.status(of: error))
        }
        for header in headers { response.headers.setDefault(header.name, header.value) }
        return response
    }
}
