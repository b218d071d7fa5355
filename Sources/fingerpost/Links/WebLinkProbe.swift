import AsyncHTTPClient
import Core
import Foundation
import NIOCore
import NIOHTTP1

/// Asks a web address over the network, and nothing inside the operator's own.
///
/// Every address, also every one that a redirect names, is resolved here, all that comes back has to be public, and the
/// connection goes to the very address that was looked at: a name that resolves differently the next moment (DNS
/// rebinding) gains nothing. Of an answer only status and headers are read, never the page.
struct WebLinkProbe: LinkProbe {
    /// Who asks, for the logs of those who are asked.
    var userAgent = "Fingerpost-link-check"
    var resolve: @Sendable (_ host: String) async -> [NumericAddress] = { await NumericAddress.all(of: $0) }
    /// For tests against a server on this machine; there is no setting for it.
    var mayVisitAnything = false
    var connectTimeout = TimeAmount.seconds(10)
    /// From the first byte sent to the end of the headers, of each hop.
    var answerTimeout = TimeAmount.seconds(20)

    /// As many as a tidy site needs twice over; browsers follow 20.
    static let mostRedirects = 5

    /// As the command and the server ask: with our own address, so that a webmaster can see who it is.
    static var polite: WebLinkProbe { WebLinkProbe(userAgent: "Fingerpost-link-check (+\(Workplace.publicURL)/)") }

    func answer(of address: String) async -> LinkAnswer {
        var next = address
        for _ in 0...WebLinkProbe.mostRedirects {
            switch await hop(to: next) {
            case .answer(let answer): return answer
            case .redirect(let target): next = target
            }
        }
        return LinkAnswer(.failing, "it redirects without end")
    }

    private enum Hop {
        case answer(LinkAnswer)
        case redirect(to: String)
    }

    private func hop(to address: String) async -> Hop {
        let target: LinkTarget
        switch LinkTarget.read(address, onAnyPort: mayVisitAnything) {
        case .target(let readable): target = readable
        case .answer(let answer): return .answer(answer)
        }
        let numbers = await resolve(target.host)
        guard let first = numbers.first else { return .answer(LinkAnswer(.failing, "there is no such site")) }
        guard mayVisitAnything || numbers.allSatisfy({ PublicAddress.isPublic($0.bytes) }) else {
            return .answer(LinkAnswer(.refused, "it leads into a private network"))
        }
        return await ask(target, at: first)
    }

    private func ask(_ target: LinkTarget, at number: NumericAddress) async -> Hop {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(target.host, number))
        let hop: Hop
        do {
            let head = try await status(.HEAD, target, client)
            // Many servers know no HEAD (405, 501), or answer it wrongly.
            let asksAgain = head.status >= 400 && head.status != 429
            hop = WebLinkProbe.judge(asksAgain ? try await status(.GET, target, client) : head, from: target)
        } catch {
            hop = .answer(LinkAnswer(.failing, WebLinkProbe.words(for: error)))
        }
        try? await client.shutdown()
        return hop
    }

    private func configuration(_ host: String, _ number: NumericAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: connectTimeout, read: answerTimeout)
        configuration.httpVersion = .http1Only
        // Who refuses once is asked again tomorrow.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [host: number.text]
        return configuration
    }

    private typealias Answered = (status: UInt, location: String?)

    private func status(_ method: HTTPMethod, _ target: LinkTarget, _ client: HTTPClient) async throws -> Answered {
        var request = HTTPClientRequest(url: target.url)
        request.method = method
        // Closed after each: some servers send a page after the headers of a HEAD, and would spoil what is asked next.
        request.headers = ["user-agent": userAgent, "accept": "text/html,*/*;q=0.5", "connection": "close"]
        // The body is let go unread, which ends the connection.
        let response = try await client.execute(request, timeout: answerTimeout)
        return (response.status.code, response.headers.first(name: "location"))
    }

    private static func judge(_ answered: Answered, from target: LinkTarget) -> Hop {
        switch answered.status {
        case 301, 302, 303, 307, 308:
            guard let location = answered.location, location.utf8.count <= 2_048,
                let next = URL(string: location, relativeTo: URL(string: target.url))?.absoluteString
            else { return .answer(LinkAnswer(.failing, "it redirects nowhere")) }
            return .redirect(to: next)
        case 404, 410: return .answer(LinkAnswer(.gone, "\(answered.status)"))
        case 500...: return .answer(LinkAnswer(.failing, "\(answered.status)"))
        default: return .answer(LinkAnswer(.alive, "\(answered.status)"))
        }
    }

    private static func words(for error: any Error) -> String {
        let late: [HTTPClientError] = [.connectTimeout, .deadlineExceeded, .readTimeout]
        if let error = error as? HTTPClientError {
            if late.contains(error) { return "no answer in time" }
            if error == .tlsHandshakeTimeout { return "no secure connection" }
        }
        return String(reflecting: type(of: error)).contains("SSL") ? "no secure connection" : "no connection"
    }
}
