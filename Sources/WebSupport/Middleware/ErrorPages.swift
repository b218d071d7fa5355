import HTTPTypes
import Hummingbird

/// Turns every error, and every error response without a body, into a page that says what to do next.
///
/// What is shown is the standard sentence of the status or the words of a ``PublicError``; the message of any other
/// error is not, because it may quote the code, the database or what somebody typed. Requests to the machine's paths,
/// and those that ask for JSON and not for HTML, get the same words as JSON.
public struct ErrorPages<Context: RequestContext>: RouterMiddleware {
    /// Makes the page from a status, a heading and a sentence; neither of the two is escaped yet.
    public typealias Render = @Sendable (HTTPResponse.Status, _ title: String, _ sentence: String) throws -> String

    /// Makes the answer of a machine's path that has a form of its own for errors.
    public typealias Format = @Sendable (HTTPResponse.Status, _ title: String, _ sentence: String) throws -> Response

    private let jsonPrefixes: [String]
    private let formats: [String: Format]
    private let render: Render

    /// - Parameters:
    ///   - jsonPrefixes: Where machines ask, such as `/api`; a prefix covers whole path parts only.
    ///   - formats: The same for machines that want their errors in another form, by prefix.
    public init(jsonPrefixes: [String] = [], formats: [String: Format] = [:], render: @escaping Render) {
        self.jsonPrefixes = jsonPrefixes
        self.formats = formats
        self.render = render
    }

    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            guard response.status.code >= 400, response.body.contentLength == 0, request.method != .head else {
                return response
            }
            return answer(PublicError(response.status, headers: response.headers), to: request)
        } catch {
            ErrorLog.record(error, context: context)
            return answer(Self.words(of: error, request: request, context: context), to: request)
        }
    }

    private static func words(of error: any Error, request: Request, context: Context) -> PublicError {
        if let error = error as? PublicError { return error }
        guard let error = error as? any HTTPResponseError else { return PublicError(.internalServerError) }
        // Headers such as Retry-After and Allow are part of the answer; the body is not.
        let headers = (try? error.response(from: request, context: context))?.headers ?? [:]
        return PublicError(error.status, headers: headers)
    }

    private func answer(_ error: PublicError, to request: Request) -> Response {
        let standard = StandardWords(error.status)
        let title = error.title ?? standard.title
        let sentence = error.sentence ?? standard.sentence
        var response: Response
        if let format = format(for: request), let own = try? format(error.status, title, sentence) {
            response = own
        } else {
            response = wantsJSON(request) ? json(error.status, title, sentence) : page(error.status, title, sentence)
        }
        let ours: Set<HTTPField.Name> = [.contentType, .contentLength, .cacheControl]
        for field in error.headers where !ours.contains(field.name) { response.headers.append(field) }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func page(_ status: HTTPResponse.Status, _ title: String, _ sentence: String) -> Response {
        // A page that cannot be made must not hide the error that it was to show.
        let page = (try? render(status, title, sentence)) ?? StandardWords.bare(title: title, sentence: sentence)
        return .html(page, status: status)
    }

    private func json(_ status: HTTPResponse.Status, _ title: String, _ sentence: String) -> Response {
        let body = ["error": JSONError(status: status.code, title: title, message: sentence)]
        return (try? Response.json(body, status: status)) ?? Response(status: status)
    }

    private struct JSONError: Encodable {
        let status: Int
        let title: String
        let message: String
    }

    private func format(for request: Request) -> Format? {
        formats.first { Self.path(request.uri.path, isBelow: $0.key) }?.value
    }

    private static func path(_ path: String, isBelow prefix: String) -> Bool {
        path == prefix || path.hasPrefix(prefix + "/")
    }

    private func wantsJSON(_ request: Request) -> Bool {
        if jsonPrefixes.contains(where: { Self.path(request.uri.path, isBelow: $0) }) { return true }
        let accept = request.headers[values: .accept].joined(separator: ",").lowercased()
        return (accept.contains("/json") || accept.contains("+json")) && !accept.contains("text/html")
    }
}

/// The heading and sentence of a status, in plain language.
struct StandardWords {
    let title: String
    let sentence: String

    init(_ status: HTTPResponse.Status) {
        (title, sentence) =
            switch status.code {
            case 401: ("Sign in to see this page", "Sign in and try again.")
            case 403: ("You cannot see this page", "Your account is not allowed to see this page or do this.")
            case 404, 410:
                ("Page not found", "If you typed the web address, check it is correct. The page may have moved.")
            case 405: ("That did not work", "This page cannot be used in that way. Go back and try again.")
            case 408: ("That took too long", "Your connection was too slow or stopped. Try again.")
            case 409: ("Somebody else changed this", "Open the page again to see what is there now, then try again.")
            case 413: ("That was too long to send", "Shorten what you typed or pasted and send it again.")
            case 415: ("That could not be read", "Open the page again and send the form from there.")
            case 429: ("Too many tries", "Wait a few minutes, then try again.")
            case 503: ("The service is busy", "Try again in a moment.")
            case 500...: ("Something went wrong", "This is our fault, not yours. Try again later.")
            default: ("That could not be understood", "Go back, check what you entered and try again.")
            }
    }

    /// A page for when the real one cannot be rendered.
    static func bare(title: String, sentence: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>\(SafeHTML.escape(title))</title></head>
        <body><main><h1>\(SafeHTML.escape(title))</h1><p>\(SafeHTML.escape(sentence))</p></main></body></html>

        """
    }
}
