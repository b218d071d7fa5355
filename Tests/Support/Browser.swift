import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

/// A visitor with a cookie jar who reads pages and sends their forms, as a browser without JavaScript does.
public final class Browser {
    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]

    public init(_ client: any TestClientProtocol) { self.client = client }

    /// What came back, with the page as text.
    public struct Page: Sendable {
        public let status: HTTPResponse.Status
        public let headers: HTTPFields
        public let body: String

        public var location: String? { headers[.location] }

        /// The same page with a long text taken out of it, so that the rest can be looked at quickly.
        public func without(_ text: String) -> Page {
            Page(status: status, headers: headers, body: body.replacingOccurrences(of: text, with: "…"))
        }

        /// The value of the first input of that name; entities decoded.
        public func value(of name: String) -> String? {
            let pattern = "<input[^>]*name=\"\(NSRegularExpression.escapedPattern(for: name))\"[^>]*value=\"([^\"]*)\""
            guard let range = body.range(of: pattern, options: .regularExpression),
                let start = body.range(of: "value=\"", options: .backwards, range: range)
            else { return nil }
            return Browser.decoded(String(body[start.upperBound..<body.index(before: range.upperBound)]))
        }

        /// The hidden fields of the form that goes to that address.
        public func hidden(inFormTo action: String) -> [String: String] {
            guard let start = body.range(of: "action=\"\(action)\"") else { return [:] }
            let end = body.range(of: "</form>", range: start.upperBound..<body.endIndex)?.lowerBound ?? body.endIndex
            var fields: [String: String] = [:]
            var rest = body[start.upperBound..<end]
            while let input = rest.range(
                of: "<input type=\"hidden\" name=\"[^\"]*\" value=\"[^\"]*\"",
                options: .regularExpression
            ) {
                let parts = rest[input].components(separatedBy: "\"")
                fields[parts[3]] = Browser.decoded(parts[5])
                rest = rest[input.upperBound...]
            }
            return fields
        }
    }

    @discardableResult
    public func get(_ path: String, headers: HTTPFields = [:]) async throws -> Page {
        try await send(.get, path, body: nil, headers: headers)
    }

    /// - Parameter fields: in order; a name may come twice.
    @discardableResult
    public func post(_ path: String, _ fields: [(String, String)], headers: HTTPFields = [:]) async throws -> Page {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let body = fields.map { "\(Browser.encoded($0.0))=\(Browser.encoded($0.1))" }.joined(separator: "&")
        return try await send(.post, path, body: ByteBuffer(string: body), headers: headers)
    }

    /// Sends the form on a page that goes to `action`: its hidden fields and what is filled in.
    @discardableResult
    public func submit(_ page: Page, to action: String, _ fields: [(String, String)] = []) async throws -> Page {
        let hidden = page.hidden(inFormTo: action).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return try await post(action, hidden + fields)
    }

    /// Follows one redirect.
    public func follow(_ page: Page) async throws -> Page {
        guard let location = page.location else { return page }
        return try await get(location)
    }

    /// Signs in with the password of the demo place.
    @discardableResult
    public func signIn(_ name: String) async throws -> Page {
        let email = name.contains("@") ? name : "\(name)@demo.fingerpost.example"
        return try await post("/sign-in", [("email", email), ("password", TestPlace.demoPassword)])
    }

    public func send(_ method: HTTPRequest.Method, _ path: String, body: ByteBuffer?, headers: HTTPFields) async throws
        -> Page
    {
        var headers = headers
        if !cookies.isEmpty {
            headers[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
                separator: "; "
            )
        }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
        for cookie in response.headers[values: .setCookie] { keep(cookie) }
        return Page(status: response.status, headers: response.headers, body: String(buffer: response.body))
    }

    private func keep(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
        guard let name = pair.first else { return }
        let value = pair.count > 1 ? pair[1] : ""
        cookies[name] = value.isEmpty || cookie.contains("Max-Age=0") ? nil : value
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    fileprivate static func decoded(_ text: String) -> String {
        [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
            $0.replacingOccurrences(of: $1.0, with: $1.1)
        }
    }
}
