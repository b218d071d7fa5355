import Hummingbird
import Logging

/// Logs one line for each request: method, route pattern, status and duration in milliseconds.
///
/// Never the path as sent, the query or a header: what people look for says something about them.
public struct RequestLog<Context: RequestContext>: RouterMiddleware {
    private let level: Logger.Level
    private let now: @Sendable () -> ContinuousClock.Instant

    public init(
        level: Logger.Level = .info,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.level = level
        self.now = now
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = now()
        do {
            let response = try await next(request, context)
            log(request, status: response.status, since: start, context: context)
            return response
        } catch {
            log(request, status: ErrorLog.status(of: error), since: start, context: context)
            throw error
        }
    }

    private func log(
        _ request: Request,
        status: HTTPResponse.Status,
        since start: ContinuousClock.Instant,
        context: Context
    ) {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        let milliseconds = (now() - start) / .milliseconds(1)
        context.logger.log(
            level: level,
            "Request",
            metadata: [
                // A method is free text from outside as well.
                "method": "\(known.contains(request.method) ? request.method.rawValue : "other")",
                "route": "\(context.endpointPath ?? "none")",
                "status": "\(status.code)",
                "ms": "\((milliseconds * 10).rounded() / 10)",
            ]
        )
    }
}
