import AsyncHTTPClient
import Core
import Foundation
import NIOCore
import Synchronization

/// Gets feeds over HTTP.
///
/// The name is looked up here and the connection goes to the very address that was checked, so that a name which answers
/// differently the second time leads nowhere else. Each redirect is checked again.
final class WebFeedClient: FeedClient {
    struct Limits: Sendable {
        /// Megabytes in one answer.
        var megabytes = 20
        /// Seconds until the connection stands, and until the whole answer is here.
        var connecting: Int64 = 10
        var answering: Int64 = 60
        var redirects = 5
    }

    private let allowsPrivate: Bool
    private let limits: Limits
    private let userAgent: String
    /// Clients by host and address, kept for their connections.
    private let clients = Mutex<[String: HTTPClient]>([:])

    init(allowsPrivate: Bool, limits: Limits = Limits(), publicURL: String = Workplace.publicURL) {
        self.allowsPrivate = allowsPrivate
        self.limits = limits
        // Whoever runs the feed should be able to see who asks.
        userAgent = "Fingerpost/1 (directory import; +\(publicURL))"
    }

    func close() async {
        let all = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in all { try? await client.shutdown() }
    }

    func get(_ request: FeedRequest) async throws -> FeedAnswer {
        var url = request.url
        for _ in 0...limits.redirects {
            let response = try await send(request, to: url)
            guard [301, 302, 303, 307, 308].contains(response.status.code),
                let place = response.headers.first(name: "Location"), let next = URL(string: place, relativeTo: url)
            else { return try await answer(response) }
            url = next.absoluteURL
        }
        throw FeedProblem.tooManyRedirects
    }

    // MARK: One request

    private func send(_ request: FeedRequest, to url: URL) async throws -> HTTPClientResponse {
        guard let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https", let host = url.host
        else { throw FeedProblem.unreachable }
        let client = try client(for: host, at: try await address(of: host))
        var message = HTTPClientRequest(url: url.absoluteString)
        message.headers.add(name: "User-Agent", value: userAgent)
        message.headers.add(name: "Accept", value: "application/json")
        if let etag = request.etag { message.headers.add(name: "If-None-Match", value: etag) }
        if let modified = request.modified { message.headers.add(name: "If-Modified-Since", value: modified) }
        do {
            return try await client.execute(message, timeout: .seconds(limits.answering))
        } catch { throw WebFeedClient.problem(error) }
    }

    private func answer(_ response: HTTPClientResponse) async throws -> FeedAnswer {
        let most = limits.megabytes << 20
        let buffer: ByteBuffer
        do {
            buffer = try await response.body.collect(upTo: most)
        } catch is NIOTooManyBytesError {
            throw FeedProblem.tooLarge(megabytes: limits.megabytes)
        } catch { throw WebFeedClient.problem(error) }
        return FeedAnswer(
            status: Int(response.status.code),
            etag: response.headers.first(name: "ETag"),
            modified: response.headers.first(name: "Last-Modified"),
            retryAfter: response.headers.first(name: "Retry-After").flatMap { WebFeedClient.seconds($0) },
            body: Data(buffer: buffer)
        )
    }

    /// Seconds, or until a date (RFC 9110 §10.2.3).
    static func seconds(_ text: String, now: Date = Date()) -> Int? {
        if let seconds = Int(text.trimmingCharacters(in: .whitespaces)) { return max(0, min(seconds, 1_000_000)) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = .gmt
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { Int(max(0, min(1_000_000, $0.timeIntervalSince(now)))) }
    }

    private static func problem(_ error: any Error) -> any Error {
        if error is CancellationError { return error }
        guard let error = error as? HTTPClientError else { return FeedProblem.unreachable }
        let late: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .connectTimeout, .requestStreamCancelled]
        return late.contains(error) ? FeedProblem.timedOut : FeedProblem.unreachable
    }

    // MARK: Addresses

    /// The first address of a host; refused when any of them is private.
    private func address(of host: String) async throws -> String {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let found = await NumericAddress.all(of: bare)
        guard let first = found.first else { throw FeedProblem.unknownHost(bare) }
        guard allowsPrivate || found.allSatisfy({ PublicAddress.isPublic($0.bytes) }) else {
            throw FeedProblem.privateAddress(host: bare)
        }
        return first.text
    }

    private func client(for host: String, at address: String) throws -> HTTPClient {
        clients.withLock { clients in
            if let known = clients["\(host) \(address)"] { return known }
            var configuration = HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: .init(connect: .seconds(limits.connecting), read: .seconds(limits.answering)),
                decompression: .enabled(limit: .size(limits.megabytes << 20))
            )
            configuration.dnsOverride = [host: address]
            let client = HTTPClient(configuration: configuration)
            clients["\(host) \(address)"] = client
            return client
        }
    }
}
