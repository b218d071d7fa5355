import Core
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

/// One request on its way to an answer.
struct Visit: Sendable {
    let site: Site
    let request: Request
    let context: AppContext
    let form: FormFields?
    /// What waits for a steward, for the menu; nil for everybody else.
    var waiting: WaitingCount?
    /// For whom somebody is looking for something; nil for most.
    var errand: Episodes.Errand?

    var features: Features { site.features }
    var now: Date { site.features.clock.now }
    var query: QueryFields { QueryFields(request) }
    var account: Account? { context.identity }

    /// Whether somebody will see the answer: not for a HEAD, nor for a page that the browser fetches in advance.
    var isReading: Bool {
        let purpose = HTTPField.Name("Sec-Purpose").flatMap { request.headers[$0] } ?? ""
        return request.method != .head && !purpose.contains("prefetch")
    }

    /// Whether it was opened from a list of results of ours, as far as the browser tells; only the address up to the words
    /// that were searched for is looked at.
    var isFromSearch: Bool {
        let from = (request.headers[.referer] ?? "").prefix { $0 != "?" && $0 != "#" }.lowercased()
        return site.settings.origins.contains { from == $0 + "/search" || from == $0 + "/desk" }
    }

    /// Whom a rate limit counts this request for.
    var rateKey: String {
        site.settings.trustedProxies.client(of: request, context: context)?.rateKey ?? "unknown"
    }

    /// - Parameter advice: what to do when the time is over.
    /// - Throws: `PublicError` with status 429 for an address that does this too often.
    func count(_ limiter: RateLimiter, title: String, then advice: String = "try again.") async throws {
        guard case .refused(let seconds) = await limiter.take(rateKey) else { return }
        throw PublicError(
            .tooManyRequests,
            title: title,
            sentence: "Wait \(Words.count(max(1, (seconds + 59) / 60), "minute")), then \(advice)",
            headers: [.retryAfter: String(seconds)]
        )
    }

    /// Who acts. The route has let in only those who are signed in.
    func actor() throws(Failure) -> Actor {
        guard let account else { throw .forbidden }
        return account.actor
    }

    func reader() throws(Failure) -> FormReader {
        guard let form else { throw .notFound }
        return FormReader(form)
    }

    /// The proof that a form comes from one of our pages; nil for those who are not signed in.
    var csrf: String? { context.sessionToken.map { CSRFToken.make(forSession: $0, key: site.csrfKey) } }

    /// The identifier in the path; one that is none names nothing.
    func identifier<Entity>(_ name: String = "id", of type: Entity.Type = Entity.self) throws(Failure) -> Identifier<
        Entity
    > {
        guard let text = context.parameters.get(name), let id = Identifier<Entity>(text) else { throw .notFound }
        return id
    }

    /// What the layout shows around a page.
    /// - Parameter script: a file in `public` that makes the page quicker to use.
    func frame(_ title: String, hasErrors: Bool = false, script: String? = nil) -> PageFrame {
        PageFrame(
            title: title,
            hasErrors: hasErrors,
            placeName: site.settings.placeName,
            account: account,
            csrf: csrf ?? "",
            styles: (try? site.files.url(for: "fingerpost.css")) ?? "",
            script: script.flatMap { try? site.files.url(for: $0) },
            path: request.uri.path,
            waiting: waiting,
            errand: errand.map(ErrandStrip.init)
        )
    }

    func html(_ model: some Sendable, as name: TemplateName, status: HTTPResponse.Status = .ok) throws -> Response {
        try site.html(model, as: name, status: status)
    }
}
