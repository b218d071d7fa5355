import Hummingbird

/// Answers 429 with `Retry-After` when somebody asks too often.
public struct RateLimit<Context: RequestContext>: RouterMiddleware {
    private let limiter: RateLimiter
    private let key: @Sendable (Request, Context) -> String?

    /// - Parameter key: Whom to count a request for, such as the peer's address; nil counts it for nobody.
    public init(_ limiter: RateLimiter, key: @escaping @Sendable (Request, Context) -> String?) {
        self.limiter = limiter
        self.key = key
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let key = key(request, context), case .refused(let seconds) = await limiter.take(key) {
            throw PublicError(.tooManyRequests, headers: [.retryAfter: String(seconds)])
        }
        return try await next(request, context)
    }
}
