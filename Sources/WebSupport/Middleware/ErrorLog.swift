import Hummingbird
import Logging

/// What may be written down about a failed request: its kind, never its words, which may quote what somebody typed.
enum ErrorLog {
    /// The status that an error is answered with.
    static func status(of error: any Error) -> HTTPResponse.Status {
        (error as? any HTTPResponseError)?.status ?? .internalServerError
    }

    /// Logs an error that is our own fault (500 and above); others belong to the person who asked.
    static func record(_ error: any Error, context: some RequestContext) {
        let status = status(of: error)
        guard status.code >= 500, !(error is CancellationError) else { return }
        context.logger.error(
            "Request failed",
            metadata: [
                "status": "\(status.code)",
                "errorType": "\(String(reflecting: type(of: error)))",
                "route": "\(context.endpointPath ?? "none")",
            ]
        )
    }
}
