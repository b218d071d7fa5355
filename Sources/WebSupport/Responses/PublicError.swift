import Hummingbird

/// A refusal whose words were written for the person who reads the page.
///
/// Only these and the standard sentences of ``ErrorPages`` are shown; the message of any other error never is.
public struct PublicError: HTTPResponseError, Equatable {
    public let status: HTTPResponse.Status
    /// Replaces the standard heading of the status when given.
    public let title: String?
    /// Replaces the standard sentence of the status when given.
    public let sentence: String?
    public let headers: HTTPFields

    public init(
        _ status: HTTPResponse.Status,
        title: String? = nil,
        sentence: String? = nil,
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.title = title
        self.sentence = sentence
        self.headers = headers
    }

    /// An empty response, for when no ``ErrorPages`` stands in between.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(status: status, headers: headers)
    }
}
