import Foundation
import HTTPTypes
import Hummingbird

/// A context that knows who is asking.
public protocol SessionRequestContext: RequestContext {
    associatedtype Identity: Sendable
    /// Nil for somebody who is not signed in.
    var identity: Identity? { get set }
    /// The token of the session that ``identity`` was found by; forms are bound to it.
    var sessionToken: SessionToken? { get set }
}

/// Finds out who is asking from the session cookie, and has the browser forget a cookie that no session answers to.
///
/// Add it to the routes that need it and not to the whole router, or every style sheet costs a look-up.
public struct SessionMiddleware<Context: SessionRequestContext>: RouterMiddleware {
    private let cookie: SessionCookie
    private let lookup: @Sendable (Data) async throws -> Context.Identity?

    /// - Parameter lookup: Who a token's SHA-256 (32 bytes) belongs to; nil when the session is unknown or over.
    public init(cookie: SessionCookie, lookup: @escaping @Sendable (Data) async throws -> Context.Identity?) {
        self.cookie = cookie
        self.lookup = lookup
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = cookie.token(in: request.headers), let identity = try await lookup(token.hash) {
            context.identity = identity
            context.sessionToken = token
            return try await next(request, context)
        }
        context.identity = nil
        context.sessionToken = nil
        var response = try await next(request, context)
        if cookie.isSent(in: request.headers), !setsCookie(response) {
            response.headers.append(HTTPField(name: .setCookie, value: cookie.clearing()))
        }
        return response
    }

    private func setsCookie(_ response: Response) -> Bool {
        response.headers[values: .setCookie].contains { $0.hasPrefix(cookie.name + "=") }
    }
}
