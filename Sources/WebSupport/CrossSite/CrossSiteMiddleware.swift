import Hummingbird

/// Refuses forms that another site sends in a visitor's name.
///
/// The browser itself says where a request comes from: in `Sec-Fetch-Site`, which pages cannot forge, or in older ones
/// in `Origin`. A request with neither was not sent by a browser, carries no cookies of a victim and is let through.
/// This is the algorithm of Go 1.25's `CrossOriginProtection`, except that the host is never taken from `Host`.
public struct CrossSiteMiddleware<Context: RequestContext>: RouterMiddleware {
    private let allowedOrigins: Set<String>

    /// - Parameter allowedOrigins: Where our own pages live, such as `https://example.org`; a trailing slash and the
    ///   standard port are ignored.
    public init(allowedOrigins: Set<String>) {
        self.allowedOrigins = Set(allowedOrigins.map(Self.normal))
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard isAllowed(request) else {
            throw PublicError(
                .forbidden,
                title: "This form was not sent from our pages",
                sentence: "Open the page again in this browser and send the form from there."
            )
        }
        return try await next(request, context)
    }

    private func isAllowed(_ request: Request) -> Bool {
        guard ![.get, .head, .options].contains(request.method) else { return true }
        let sites = request.headers.values(named: "Sec-Fetch-Site")
        guard sites.isEmpty else { return sites.allSatisfy { $0 == "same-origin" || $0 == "none" } }
        return request.headers[values: .origin].allSatisfy { allowedOrigins.contains(Self.normal($0)) }
    }

    private static func normal(_ origin: String) -> String {
        var origin = origin.lowercased()
        if origin.hasSuffix("/") { origin.removeLast() }
        if origin.hasPrefix("https://"), origin.hasSuffix(":443") { origin.removeLast(4) }
        if origin.hasPrefix("http://"), origin.hasSuffix(":80") { origin.removeLast(3) }
        return origin
    }
}
