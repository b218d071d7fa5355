import Hummingbird

/// Refuses requests with no host or with two (400): proxies and servers disagree about what these mean.
///
/// The names are only checked; links are never built from them.
public struct HostCheck<Context: RequestContext>: RouterMiddleware {
    private let known: Set<String>?

    /// - Parameter known: The names under which the site is reached, without port; nil accepts any.
    public init(known: Set<String>? = nil) {
        self.known = known.map { Set($0.map { $0.lowercased() }) }
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        // Hummingbird takes the first Host header out as the authority; one that is left is a second.
        guard let host = request.head.authority, !host.isEmpty, request.headers.values(named: "Host").isEmpty else {
            throw HTTPError(.badRequest)
        }
        if let known, !known.contains(Self.name(in: host)) { throw HTTPError(.badRequest) }
        return try await next(request, context)
    }

    /// Without the port; an IPv6 address keeps its brackets.
    private static func name(in host: String) -> String {
        let lower = host.lowercased()
        if lower.hasPrefix("["), let close = lower.firstIndex(of: "]") { return String(lower[...close]) }
        return String(lower.prefix { $0 != ":" })
    }
}
