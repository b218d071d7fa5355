import Core
import Hummingbird
import WebSupport

/// Turns the features' failures into answers, in this one place.
struct FailureTranslation: RouterMiddleware {
    func handle(
        _ request: Request,
        context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let failure as Failure {
            throw FailureTranslation.error(for: failure)
        }
    }

    static func error(for failure: Failure) -> PublicError {
        switch failure {
        case .notFound: PublicError(.notFound)
        case .forbidden: PublicError(.forbidden)
        case .conflict(let sentence): PublicError(.conflict, title: "That has changed meanwhile", sentence: sentence)
        case .unavailable(let sentence):
            PublicError(.serviceUnavailable, title: "That cannot be done now", sentence: sentence)
        case .invalid: PublicError(.badRequest, sentence: failure.sentence)
        }
    }
}
